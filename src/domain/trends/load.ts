// How much there is to do at once: customer results under way on a day, and how many of them people have today. Who was on
// which team on an earlier day ClickUp doesn't keep.
import type { CustomerResult } from '../customer-result.ts';
import type { Day } from '../day.ts';
import { isAtWork } from '../phase.ts';
import type { Playbook } from '../playbook/playbook.ts';
import { type Spread, spreadOf } from './figures.ts';

/** When work on a customer result began and ended; without an end it is under way, or rests. */
export type WorkSpan = { start: Day; endedOn: Day | null };

/** How many people have so many customer results at once. */
export type Share = { atOnce: number; people: number };

/** Today's load; `max` is what the playbook allows, null where it says nothing. */
export type Load = {
  underWay: number;
  /** How many people are on a team. */
  teams: Spread;
  members: { max: number | null; shares: Share[] };
  supporters: { max: number | null; shares: Share[] };
};

/** How many were under way at the end of that day; what rests counts too. */
export function underWayOn(day: Day, spans: readonly WorkSpan[]): number {
  return spans.filter(({ start, endedOn }) => start <= day && (endedOn === null || endedOn > day)).length;
}

/** Today's load by teams and supporters as the board shows them: running or evaluating, what rests does not count. */
export function loadOf(subjects: readonly CustomerResult[], { rules }: Pick<Playbook, 'rules'>): Load {
  const atWork = subjects.filter(({ phase }) => isAtWork(phase));
  return {
    underWay: atWork.length,
    teams: spreadOf(atWork.map(({ members }) => members.length)),
    members: {
      max: rules['member-load']?.max ?? null,
      shares: sharesOf(atWork.flatMap(({ members }) => members)),
    },
    supporters: {
      max: rules['supporter-load']?.max ?? null,
      shares: sharesOf(atWork.flatMap(({ card }) => card.supporters)),
    },
  };
}

function sharesOf(people: readonly { id: number }[]): Share[] {
  const counts = new Map<number, number>();
  for (const { id } of people) counts.set(id, (counts.get(id) ?? 0) + 1);
  const shares = new Map<number, number>();
  for (const count of counts.values()) shares.set(count, (shares.get(count) ?? 0) + 1);
  return [...shares]
    .map(([atOnce, some]) => ({ atOnce, people: some }))
    .sort((one, other) => one.atOnce - other.atOnce);
}
