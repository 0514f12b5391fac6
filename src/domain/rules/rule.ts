// What every rule is: a key, its own parameters, and a pure look at one customer result within the whole board.
import { z } from 'zod';
import type { CompanyView } from '../board-view.ts';
import { compareIds } from '../compare-ids.ts';
import type { CustomerResult } from '../customer-result.ts';
import type { Day, Instant } from '../day.ts';
import type { CardChange } from '../findings/card-outline.ts';
import { ENFORCEMENTS, type RuleResult, type Undo } from '../findings/finding.ts';
import type { CompanyTexts } from '../language/texts.ts';
import type { CardMetrics } from '../mirror/metrics.ts';
import type { ObservedTeamList } from '../mirror/team-list.ts';
import type { TeamMoment } from '../moments/team-moment.ts';
import type { Card, FieldKey, Observation, Person, ReportedChange, WorkItem } from '../observation.ts';
import type { Pause } from '../pause.ts';
import type { Presence } from '../people/absence.ts';
import { hasReached, isAtWork, type Phase } from '../phase.ts';
import type { Calendar } from '../schedule/calendar.ts';
import { DurationText } from '../schedule/duration.ts';

/** What a rule may look at besides its parameters. */
export type RuleContext = {
  today: Day;
  calendar: Calendar;
  /** Who is there, and when. */
  presence: Presence;
  view: CompanyView;
  observation: Observation;
  /** The card's own list and what is in it. */
  team: ObservedTeamList;
  /** How many pieces of customer feedback are in, what counts them, and title and key of the work item that collects them. */
  feedback: { count: number; countBy: 'subtasks' | 'field'; item: string; template: string } | null;
  /** Target, actual and feedback side by side; null where the playbook names no fields for them. */
  metrics: CardMetrics | null;
  /** Whether the team has everybody it needs; only rules that look at it know, null where nobody can tell. */
  isTeamComplete?: boolean | null;
  /** When the card rested, the oldest first; one that lasts has no end. */
  pauses: readonly Pause[];
  texts: CompanyTexts;
  phaseOf(status: string): Phase | null;
  /** The day of the company on which an instant falls. */
  dayOf(at: Instant): Day;
  /** The title of a work item of the playbook, filled in for this card. */
  titleOf(template: string): string;
};

/** Other cards on which a rule may find something else: those of these people, or all on which somebody is forming a team. */
export type Affected = {
  members?: Iterable<number>;
  supporters?: Iterable<number>;
  isForming?: boolean;
};

/** What a rule may bound for others than itself: how long a customer result takes, who may be on how many teams. */
export type Bounded = 'weeks' | 'team size' | 'teams of a member';

/** What of a playbook a rule may need beside its own parameters. */
export type PlaybookSections = {
  workItems: readonly { key: string }[];
  feedback?: { min: number } | undefined;
  fields: {
    functions?: string | undefined;
    outcome?: string | undefined;
    target?: string | undefined;
    actual?: string | undefined;
  };
  people: { functions: Readonly<Record<string, string>> };
  moments: readonly TeamMoment[];
  /** The rules of the playbook that tell whether a team is complete. */
  completing: readonly string[];
  /** What the playbook's rules allow at most, and by which parameter; null where none of them bounds it. */
  boundOf(bounded: Bounded): Bound | null;
};

/** `parameter` is its way below `rules`, as people write it: `timebox.maxWeeks`. */
export type Bound = { max: number; parameter: string };

/** Says what is wrong with the playbook, at a path below the rule. */
export type Refuse = (path: readonly string[], message: string, input: unknown) => void;

/** A rule: what it is called, what it needs, and everything that others ask of it. Absent facts are not so. */
export type Rule<P> = {
  key: string;
  params: z.ZodType<P>;
  /** Whether it matters who is in which user group: nothing can be said while that is not known. */
  needsGroups?: true;
  /** The fields of the board that it looks at: nothing can be said while nobody knows what is in one of them. */
  needsFields?: readonly FieldKey[];
  /** It looks at who joined by whose hand, which has to be remembered. */
  needsJoinings?: true;
  /** A team that forms is complete once it holds. */
  completesTeam?: true;
  /** It matters to it whether the team is complete. */
  looksAtCompleteTeam?: true;
  /** It says itself what is wrong with a card's dates. */
  needsDates?: true;
  /** What it needs of the rest of the playbook. */
  check?(params: P, sections: PlaybookSections, refuse: Refuse): void;
  /** Which of its parameters bounds what for others than itself. */
  bounds?: Partial<Record<Bounded, keyof P & string>>;
  /** What is missing of a definitive end while it fails, in words; absent where it is not about the end. */
  missingAtTheEnd?(texts: CompanyTexts): string;
  /** It may fail for want of a supporter, who then cannot waive it. */
  mayLackSupporter?: true;
  /** Its questions go to the supporter first, or are asked for want of one: only the board's owner is left to hear of them. */
  escalatesToOwnerAlone?: true;
  evaluate(subject: CustomerResult, params: P, context: RuleContext): RuleResult;
  /**
   * The very change that reported changes (oldest first, fresh, verified) tell of and that undoing would mend; null if none.
   * Absent where no change breaks the rule, or nothing is to be enforced.
   */
  undo?(
    subject: CustomerResult,
    params: P,
    context: RuleContext,
    reportedChanges: readonly ReportedChange[],
  ): Undo | null;
  /** Resolving the question is an answer: then nothing else is asked in the same comment. */
  isAnsweredByResolving?: true;
  /** Which cards it may see otherwise after another one changed. Absent where it looks at one card alone. */
  affects?(change: CardChange): Affected;
};

/**
 * Who of those with something to do on a card has more or less to do since: whoever came or left while it was at work, and
 * `everybody` where work began or ended, or another one is now the last of theirs that started.
 */
export function busyOtherwise(
  { before, after, phases }: CardChange,
  { changed, everybody }: { changed: ReadonlySet<number>; everybody: number[] },
): Iterable<number> {
  const atWork = [...phases].filter(isAtWork).length;
  if (atWork === 0) return [];
  const isSameWork = atWork === phases.size && before?.startOn === after?.startOn;
  return isSameWork ? changed : [...changed, ...everybody];
}

/** Roles on a customer result; any other word names a user group. */
export const ROLES = ['team', 'supporter', 'owner', 'anyone'] as const;

/** The parameters that every rule has. */
export const CommonParams = {
  enforce: z.enum(ENFORCEMENTS),
  /** How long a failure may last before somebody is asked. */
  grace: DurationText.optional(),
  /** How long a question may stay open before it goes to the supporter, or else to the board's owner. */
  escalateAfter: DurationText.default({ unit: 'working day', count: 3 }),
  /** Who may waive the rule on a card. */
  waivableBy: z
    .array(
      z
        .string()
        .trim()
        .min(1)
        .describe(`one of ${ROLES.join(', ')}, or the name of a user group in ClickUp`),
    )
    .default(['supporter', 'owner']),
};

const CommonShape = z.strictObject(CommonParams);
export type CommonParams = z.infer<typeof CommonShape>;

/** Parameters of rules that watch one of the playbook's work items. */
export const ItemParam = z.string().trim().min(1).describe('the key of a work item of this playbook');

/** The check of such a parameter. */
export function checkItem({ item }: { item: string }, { workItems }: PlaybookSections, refuse: Refuse): void {
  const keys = workItems.map(({ key }) => key);
  if (keys.includes(item)) return;
  refuse(['item'], `is the key of no work item; there are: ${keys.join(', ')}`, item);
}

/** The check of a number of weeks within a customer result. */
export function checkWeeks(
  parameter: string,
  weeks: number,
  sections: PlaybookSections,
  refuse: Refuse,
): void {
  const longest = sections.boundOf('weeks');
  if (!longest || weeks <= longest.max) return;
  const message = `must not be above ${longest.parameter} (${longest.max}), the longest customer result`;
  refuse([parameter], message, weeks);
}

/** Whether people have this one to do already: from forming on. */
export function isTakenOn({ phase }: CustomerResult): boolean {
  return phase !== null && hasReached(phase, 'forming');
}

/**
 * Whether people are asked on this card about having too much to do: on the one that they are just joining, else on the
 * one of them that started last, whatever people do to the order of the board. `others` are what they are busy with
 * beside it.
 */
export function isAskedHere({ phase, card }: CustomerResult, others: readonly CustomerResult[]): boolean {
  if (phase === 'forming') return true;
  return isAtWork(phase) && others.every(other => startsBefore(other.card, card));
}

/** Which of two started first, whatever people do to the order of the board. */
export function startsBefore(one: Card, other: Card): boolean {
  const [start, otherStart] = [one.startOn ?? '', other.startOn ?? ''];
  if (start !== otherStart) return start < otherStart;
  return (one.createdAt - other.createdAt || compareIds(one.id, other.id)) < 0;
}

/** The item of a milestone: `absent` if it was never made (or nothing is known), `deleted` if people deleted it. */
export function milestoneOf(team: ObservedTeamList, template: string): WorkItem | 'absent' | 'deleted' {
  const item = team.items.get(template);
  if (item) return item;
  const record = team.about?.record;
  return record && record !== 'unreadable' && record.templates[template]?.isMade ? 'deleted' : 'absent';
}

/**
 * Whether a task of the evaluation is missing for good, so that nobody can do it: people deleted it, or it was never
 * made although the card was evaluated, since its time had passed before Liaison met the card.
 */
export function isLeftOut(phase: Phase, team: ObservedTeamList, template: string): boolean {
  const milestone = milestoneOf(team, template);
  if (milestone !== 'absent' || phase !== 'done') return milestone === 'deleted';
  const record = team.about?.record;
  return !!record && record !== 'unreadable' && record.entered.evaluating !== undefined;
}

/** Whether there is a team list that Liaison keeps, seen or not. */
export function isOrWas({ about, unknown }: ObservedTeamList): boolean {
  return about !== null || unknown !== null;
}

/** Whether the tasks of a list were made, and this one was not among them. */
export function isWithout({ about }: ObservedTeamList, template: string): boolean {
  const record = about?.record;
  if (!record || record === 'unreadable') return false;
  return Object.keys(record.templates).length > 0 && record.templates[template] === undefined;
}

/** The people who can mend something about a team's work: the team, its supporter, the board's owner. */
export function teamThenOthers(subject: CustomerResult, { view }: RuleContext): Person[] {
  return [...subject.members, ...subject.card.supporters, ...(view.owner ? [view.owner] : [])];
}
