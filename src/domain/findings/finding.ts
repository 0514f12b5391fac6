// What a rule saw. A result is evidence, not a boolean: what was seen, what is allowed, who can mend it and how.
import type { Day, Instant } from '../day.ts';
import type { Person } from '../observation.ts';

export const ENFORCEMENTS = ['inform', 'warn', 'revert'] as const;
/** inform shows it, warn asks a person as well, revert undoes the reported change after explaining. */
export type Enforcement = (typeof ENFORCEMENTS)[number];

/** Facts that support a result, in words and numbers that a machine can read. */
export type Evidence = Record<string, string | number | string[] | number[] | null>;

/** What a rule says of one customer result. With `untilDay` it may say something else from that day on. */
export type RuleResult =
  | { state: 'holds'; message: string; evidence: Evidence; untilDay?: Day }
  | {
      state: 'fails';
      message: string;
      evidence: Evidence;
      /** How it can be mended, as a request to a colleague. */
      mend: string;
      /** Who can mend it, best first; empty if nobody is known. */
      menders: Person[];
      /** Several customer results share this failure, and the question belongs on another one. */
      isAskedElsewhere?: boolean;
      /** Whom the question speaks to beside the first who can mend it. */
      alsoAsked?: Person[];
      /** What is wrong is who supports. */
      isAboutSupporter?: boolean;
      openSeats?: string[];
    }
  | { state: 'open'; message: string; evidence: Evidence; openSeats: string[]; untilDay?: Day }
  | { state: 'not-checked' }
  /** It needs what is in the team list, and that is not known. */
  | { state: 'unknown' };

/** A rule waived on a card. `until` is the last day on which it does not count; null until further notice. */
export type Waiver = {
  rule: string;
  until: Day | null;
  /** Who waived it, by name. */
  by: string;
  because: string;
  commandId: string;
  grantedAt: Instant;
};

/** A result together with its rule and the enforcement that the playbook asks for. */
export type Finding = {
  rule: string;
  enforcement: Enforcement;
  state: 'holds' | 'open' | 'fails' | 'waived';
  message: string;
  evidence: Evidence;
  mend: string;
  menders: Person[];
  /** Who said until when it does not count here; null where it does. */
  waiver: Waiver | null;
};

/** How a reported change can be undone. */
export type Undo =
  /** Those who may be taken off, the latest to join first, and how many of them have to go (Infinity: all). */
  | { kind: 'take-off'; people: Person[]; atMost: number }
  | { kind: 'move-back'; toStatus: string }
  | { kind: 'put-back-supporter'; add: Person[]; remove: Person[] };
