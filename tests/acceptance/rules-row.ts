// What a row of the rules' tables holds, and what Liaison is to do about it with each enforcement.
import { ENFORCEMENTS, type Enforcement } from '../../src/domain/findings/finding.ts';
import type { CardIdea, Stage } from './rules-stage.ts';

type Act = (people: Stage) => Promise<unknown>;

export type Row = {
  rule: string;
  /** What people do against it. */
  how: string;
  params: object;
  /** Rules that it needs beside itself: they only show what they see. */
  needs?: Record<string, object>;
  /** Its line in the status comment, where those rules have theirs. */
  line?: RegExp;
  /** What is left of it once it is mended: a tick and thanks, where a row says nothing else. */
  onceMended?: { mark: null; headline: string };
  /** The enforcements that the rule knows; all of them if left out. */
  enforcements?: readonly Enforcement[];
  /** Nothing said: forming, a team of Jonas, Noah and Mateo, supported by Amara, eight weeks. */
  card?: CardIdea;
  /** Another card on the board. */
  beside?: CardIdea;
  /** Brings the card to where people can violate the rule, from wherever it is. */
  prepare: Act;
  violate: Act;
  /** Brings the card in order, also where Liaison has undone the violation. */
  mend: Act;
  mayBeAsked: string[];
  /** What undoing looks like; null where Liaison asks instead. */
  undone: string | null;
  waivedBy: string;
};

/** What Liaison does about a violation. */
export type Reaction = 'shows it' | 'asks somebody' | 'takes it back';

/** The members of the team, where a row says nothing else. */
export const TEAM = ['Jonas', 'Noah', 'Mateo'];

/** A row with every enforcement that its rule knows. */
export function withEveryEnforcement(row: Row) {
  return (row.enforcements ?? ENFORCEMENTS).map(enforcement => ({
    ...row,
    enforcement,
    reaction: reactionOf(row, enforcement),
    reactionOnceExpired: reactionOf({ ...row, undone: null }, enforcement),
  }));
}

function reactionOf({ undone }: Row, enforcement: Enforcement): Reaction {
  if (enforcement === 'inform') return 'shows it';
  return enforcement === 'revert' && undone !== null ? 'takes it back' : 'asks somebody';
}
