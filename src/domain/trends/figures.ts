// Figures of customer results that ended: always how many of how many, since of a few a share alone says little.
import type { Ended, Untimed } from './ended.ts';
import type { TargetState } from './target.ts';

/** What the playbook wants; null where it says nothing about it. */
export type TrendsWanted = { weeks: { min: number; max: number } | null; feedback: number | null };

/** How many were so, how many were not, and of how many nobody can tell. */
export type Tally = { yes: number; no: number; unknown: number };

/** Of `of` values; the others are null where there is none. */
export type Spread = { of: number; median: number | null; least: number | null; most: number | null };

/** All but `dropped` are about those that are done; what was dropped need not have been evaluated. */
export type Figures = {
  done: number;
  dropped: number;
  /** Done, and their list says that something is still open. */
  stillOpen: number;
  /** From start to end without pauses. `untimed` says how many were left out, and why. */
  weeks: Spread & {
    /** How many were within what the playbook wants; null where it wants nothing. */
    within: number | null;
    /** How many of them Liaison met only after their start. */
    metLate: number;
    untimed: Partial<Record<Untimed, number>>;
    /** Of those whose pauses nobody knows, the weeks with any pauses in them. */
    withPauses: Spread;
  };
  evaluationWeeks: Spread;
  evaluated: Tally;
  /** `enough` as the playbook wants it, `some` fewer; `pieces` for each one. Null where the playbook collects none. */
  feedback: { enough: number; some: number; none: number; unknown: number; pieces: Spread } | null;
  onTime: {
    byDue: Tally;
    /** By the last day of the evaluation as the playbook plans it. */
    byPlan: Tally;
    /** How many are known to have had another due date before. */
    moved: number;
  };
  /** Null where the playbook names no target or no actual value. */
  target: Record<TargetState, number> | null;
  /** The most frequent first; null is no outcome. */
  outcomes: { outcome: string | null; count: number }[];
};

/** The figures of these. */
export function figuresOf(ended: readonly Ended[], wanted: TrendsWanted): Figures {
  const done = ended.filter(({ phase }) => phase === 'done');
  return {
    done: done.length,
    dropped: ended.length - done.length,
    stillOpen: done.filter(({ isStillOpen }) => isStillOpen).length,
    weeks: weeksIn(done, wanted),
    evaluationWeeks: spreadOf(done.map(({ evaluationWeeks }) => evaluationWeeks)),
    evaluated: tallyOf(done.map(({ isEvaluated }) => isEvaluated)),
    feedback: wanted.feedback === null ? null : feedbackIn(done),
    onTime: {
      byDue: tallyOf(done.map(({ daysAfterDue }) => (daysAfterDue === null ? null : daysAfterDue <= 0))),
      byPlan: tallyOf(done.map(({ daysAfterPlan }) => (daysAfterPlan === null ? null : daysAfterPlan <= 0))),
      moved: done.filter(({ dueBefore }) => dueBefore !== null).length,
    },
    target: targetsIn(done),
    outcomes: outcomesIn(done),
  };
}

/** Of the values that are known; with an even number of them the median lies between the two in the middle. */
export function spreadOf(values: readonly (number | null)[]): Spread {
  const known = values.filter(value => value !== null).sort((one, other) => one - other);
  const middle = known.length / 2;
  const [low, high] = [known[Math.ceil(middle) - 1], known[Math.floor(middle)]];
  return {
    of: known.length,
    median: low === undefined || high === undefined ? null : Math.round(((low + high) / 2) * 10) / 10,
    least: known[0] ?? null,
    most: known.at(-1) ?? null,
  };
}

function weeksIn(done: readonly Ended[], { weeks: wanted }: TrendsWanted): Figures['weeks'] {
  const untimed: Partial<Record<Untimed, number>> = {};
  for (const { untimed: why } of done) if (why !== null) untimed[why] = (untimed[why] ?? 0) + 1;
  const isWithin = ({ weeks }: Ended): boolean =>
    wanted !== null && weeks !== null && weeks >= wanted.min && weeks <= wanted.max;
  return {
    ...spreadOf(done.map(({ weeks }) => weeks)),
    within: wanted === null ? null : done.filter(isWithin).length,
    metLate: done.filter(({ isMetLate }) => isMetLate).length,
    untimed,
    withPauses: spreadOf(done.map(one => (one.untimed === 'not-watched' ? one.weeksWithPauses : null))),
  };
}

function feedbackIn(done: readonly Ended[]): Figures['feedback'] {
  const known = done.flatMap(({ feedback }) => feedback ?? []);
  const enough = known.filter(({ have, min }) => have >= min).length;
  const none = known.filter(({ have }) => have === 0).length;
  return {
    enough,
    some: known.length - enough - none,
    none,
    unknown: done.length - known.length,
    pieces: spreadOf(known.map(({ have }) => have)),
  };
}

function targetsIn(done: readonly Ended[]): Figures['target'] {
  const known = done.flatMap(({ target }) => target ?? []);
  if (known.length === 0) return null;
  const count = (state: TargetState) => known.filter(one => one === state).length;
  return {
    reached: count('reached'),
    missed: count('missed'),
    unclear: count('unclear'),
    'not-recorded': count('not-recorded'),
  };
}

function outcomesIn(done: readonly Ended[]): Figures['outcomes'] {
  const counts = new Map<string | null, number>();
  for (const { outcome } of done) counts.set(outcome, (counts.get(outcome) ?? 0) + 1);
  return [...counts]
    .map(([outcome, count]) => ({ outcome, count }))
    .sort((one, other) => other.count - one.count || ((one.outcome ?? '') < (other.outcome ?? '') ? -1 : 1));
}

function tallyOf(claims: readonly (boolean | null)[]): Tally {
  const count = (wanted: boolean | null) => claims.filter(claim => claim === wanted).length;
  return { yes: count(true), no: count(false), unknown: count(null) };
}
