// What leadership wants to see over months: how long customer results take, whether they are evaluated, whether they end in
// time, how much is under way. Worked out from one reading of the board; what can't be known is counted as such.
import { customerResultOf } from '../customer-result.ts';
import type { Day } from '../day.ts';
import type { Board } from '../observation.ts';
import { isAtWork } from '../phase.ts';
import type { Playbook } from '../playbook/playbook.ts';
import { addDays, type Calendar } from '../schedule/calendar.ts';
import { type Ended, endedOf, isEnded } from './ended.ts';
import { type Figures, figuresOf, type TrendsWanted } from './figures.ts';
import { type Load, loadOf, underWayOn, type WorkSpan } from './load.ts';

/** A month, or the part of it that was asked for; `underWay` is how many were at its last day. */
export type Month = Figures & { month: string; from: Day; until: Day; underWay: number };

/** The shape of `trends --json` and of /api/trends but for its requests. Fields may be added, never renamed. */
export type Trends = {
  since: Day;
  until: Day;
  wanted: TrendsWanted;
  total: Figures;
  /** The oldest first. */
  months: Month[];
  load: Load;
  /** What is in no figure: ended on a day that nobody knows; under way without a start; cards that can't be read. */
  leftOut: { noEnd: number; noStart: number; unreadable: number };
  /** Those that ended since then, the newest first. */
  customerResults: Ended[];
};

/** The trends from `since` to `today`, both included. The same board always gives the same. */
export function trendsOf(
  board: Board,
  { playbook, calendar }: { playbook: Playbook; calendar: Calendar },
  { since, today }: { since: Day; today: Day },
): Trends {
  const subjects = board.cards.map(card => customerResultOf(card, board, playbook.phases));
  const all = subjects.filter(isEnded).map(subject => endedOf(subject, board, playbook, calendar));
  const ended = all
    .filter(({ endedOn }) => endedOn !== null && endedOn >= since && endedOn <= today)
    .sort((one, other) => compareDays(other, one));
  const live = subjects.filter(({ phase }) => isAtWork(phase) || phase === 'paused');
  const dated: WorkSpan[] = [
    ...live.flatMap(({ card }) => (card.startOn === null ? [] : [{ start: card.startOn, endedOn: null }])),
    ...all.flatMap(({ start, endedOn }) => (start === null || endedOn === null ? [] : [{ start, endedOn }])),
  ];
  const wanted = wantedIn(playbook);
  return {
    since,
    until: today,
    wanted,
    total: figuresOf(ended, wanted),
    months: monthsBetween(since, today).map(({ month, from, until }) => ({
      month,
      from,
      until,
      underWay: underWayOn(until, dated),
      ...figuresOf(
        ended.filter(({ endedOn }) => endedOn !== null && endedOn >= from && endedOn <= until),
        wanted,
      ),
    })),
    load: loadOf(subjects, playbook),
    leftOut: {
      noEnd: all.filter(({ endedOn }) => endedOn === null).length,
      noStart: live.filter(({ card, phase }) => isAtWork(phase) && card.startOn === null).length,
      unreadable: (board.unreadable ?? []).filter(({ kind }) => kind === 'card').length,
    },
    customerResults: ended,
  };
}

function wantedIn({ rules, feedback }: Playbook): TrendsWanted {
  const { timebox } = rules;
  return {
    weeks: timebox ? { min: timebox.minWeeks, max: timebox.maxWeeks } : null,
    feedback: feedback?.min ?? null,
  };
}

function monthsBetween(since: Day, today: Day): { month: string; from: Day; until: Day }[] {
  const months = [];
  for (let from = since; from <= today; ) {
    const next = firstOfNext(from);
    const last = addDays(next, -1);
    months.push({ month: from.slice(0, 7), from, until: last < today ? last : today });
    from = next;
  }
  return months;
}

function firstOfNext(day: Day): Day {
  return `${addDays(`${day.slice(0, 7)}-01`, 31).slice(0, 7)}-01`;
}

function compareDays(one: Ended, other: Ended): number {
  const [left, right] = [one.endedOn ?? '', other.endedOn ?? ''];
  return left < right ? -1 : left > right ? 1 : one.id < other.id ? -1 : 1;
}
