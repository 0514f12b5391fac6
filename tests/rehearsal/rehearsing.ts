// Playing weeks of a small company's board, for the tests of rehearsals.

import { calendarOf, type Playbook } from '../../src/domain/playbook/playbook.ts';
import { type Rehearsal, type Rehearsed, rehearse } from '../../src/rehearsal/rehearse.ts';
import type { Act, ScriptEvent } from '../../src/rehearsal/scripted-people.ts';
import type { TimelineEntry } from '../../src/rehearsal/timeline-entry.ts';
import { instant, observationOf, person, playbookWith } from '../support/observed-company.ts';

/** Where the weeks begin. */
export const START = '2027-01-11 10:00';
/** The case's card. */
export const CARD = '86a1';

/** Plays some weeks of the case's card, with what people do. */
export function played(
  words: { card?: object; otherCards?: object[] },
  script: ScriptEvent[] = [],
  changes: Partial<Rehearsal> & { playbook?: Playbook } = {},
): Rehearsed & { rehearsal: Rehearsal } {
  const playbook = changes.playbook ?? playbookWith();
  const { board } = observationOf({ at: START, ...words }, playbook);
  const calendar = calendarOf(playbook, []);
  const rehearsal = {
    board,
    said: new Map(),
    leftAlone: new Set<string>(),
    playbook,
    calendar: () => calendar,
    from: instant(START),
    weeks: 12,
    script,
    ...changes,
  };
  return { ...rehearse(rehearsal), rehearsal };
}

/** `2027-01-14 10:00`, Ana unless somebody else is named. */
export const does = (at: string, act: Act, by = 'Ana', cardId = CARD): ScriptEvent => ({
  at: instant(at),
  cardId,
  by: person(by),
  act,
});
/** The entries of these kinds. */
export const of = ({ entries }: Rehearsed, ...kinds: TimelineEntry['kind'][]): TimelineEntry[] =>
  entries.filter(({ kind }) => kinds.includes(kind));
/** `2027-01-14 10:00` */
export const when = ({ day, time }: TimelineEntry): string => `${day} ${time}`;
