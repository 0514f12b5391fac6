// What machines read of a rehearsal: the shape of `rehearse --json`. Fields may be added, never renamed.

import { recordOfKind } from '../domain/operation.ts';
import { isInPilot } from '../domain/playbook/pilot.ts';
import { type HeardByPerson, heardByPerson } from './heard-by-person.ts';
import type { Rehearsal, Rehearsed } from './rehearse.ts';
import type { TimelineEntry } from './timeline-entry.ts';

/** Instants are ISO 8601 in UTC, days and times those of the playbook's zone. */
export type RehearsalReport = {
  from: string;
  weeks: number;
  mode: 'observe' | 'act';
  entries: (Omit<TimelineEntry, 'at'> & { at: string })[];
  summary: {
    /** Operations in all, and by kind. */
    operations: number;
    byKind: Record<string, number>;
    /** Questions, the ones brought to somebody else included, by the person who is asked. */
    questions: Record<string, number>;
    reminders: number;
    /** How often each person would hear of it, whoever hears most often first. */
    people: HeardByPerson[];
    /** What people did by the script, and how much of it lay outside of these weeks. */
    acts: number;
    leftOut: number;
    /** Cards that still wanted something after every round. */
    unsettled: number;
    /** How often the changes of a card waited for the next day, by `maxChangesPerDay`. */
    waited: number;
    /** Cards outside of the playbook's `pilot`: nothing is done about them. */
    observedOnly: number;
    customerResults: number;
    /** How often it was decided about a card. */
    looks: number;
  };
};

const NO_OPERATIONS: ReadonlySet<TimelineEntry['kind']> = new Set(['person', 'unsettled', 'waits']);

/** The report of a rehearsal. */
export function rehearsalReport(
  { from, weeks, playbook }: Pick<Rehearsal, 'from' | 'weeks' | 'playbook'>,
  { entries, looks, leftOut, board }: Rehearsed,
): RehearsalReport {
  const operations = entries.filter(({ kind }) => !NO_OPERATIONS.has(kind));
  const asked = operations.filter(({ kind }) => recordOfKind(kind)?.isQuestion);
  const have = (wanted: TimelineEntry['kind']): number =>
    entries.filter(({ kind }) => kind === wanted).length;
  return {
    from: new Date(from).toISOString(),
    weeks,
    mode: playbook.mode,
    entries: entries.map(({ at, ...entry }) => ({ at: new Date(at).toISOString(), ...entry })),
    summary: {
      operations: operations.length,
      byKind: tally(operations.map(({ kind }) => kind)),
      questions: tally(asked.flatMap(({ to }) => to)),
      reminders: have('remind'),
      people: heardByPerson(entries),
      acts: have('person'),
      leftOut,
      unsettled: have('unsettled'),
      waited: have('waits'),
      observedOnly: board.cards.filter(({ id }) => !isInPilot(id, playbook)).length,
      customerResults: board.cards.length,
      looks,
    },
  };
}

/** How often each word occurs, the most frequent first. */
function tally(words: readonly string[]): Record<string, number> {
  const counts = new Map<string, number>();
  for (const word of words) counts.set(word, (counts.get(word) ?? 0) + 1);
  const sorted = [...counts].sort(
    ([one, often], [other, lessOften]) => lessOften - often || (one < other ? -1 : 1),
  );
  return Object.fromEntries(sorted);
}
