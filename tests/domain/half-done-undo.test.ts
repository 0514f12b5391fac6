// An undo whose process ended between the word and the deed: the deed is what was said, also where somebody clicked
// through several statuses of one phase.
import { expect, it } from 'vitest';
import type { Observation } from '../../src/domain/observation.ts';
import { decide } from '../../src/domain/plan.ts';
import { calendarOf } from '../../src/domain/playbook/playbook.ts';
import { observationOf, playbookWith } from '../support/observed-company.ts';

const playbook = playbookWith({ phases: { running: ['in progress', 'review'] } });
const BEN = 'Moved: Ben, 2027-01-11 09:58:00.000 +01:00';

function movedTwice(said: object[]): Observation {
  const given = {
    card: { status: 'review', supporters: [] },
    said,
    reportedChanges: [
      { at: '2027-01-11 09:56', moved: ['forming', 'in progress'], by: 'Ana' },
      { at: '2027-01-11 09:58', moved: ['in progress', 'review'], by: 'Ben' },
    ],
  };
  return observationOf(given, playbook);
}

function movesOf(observation: Observation): (string | undefined)[] {
  const { operations } = decide(observation, playbook, calendarOf(playbook, []));
  return operations.flatMap(operation => (operation.kind === 'move-back' ? operation.summary : []));
}

it('moves the card back to where it was before all of its moves', () => {
  const whole = movedTwice([]);
  expect(movesOf(whole)).toEqual(['Move the card back to “forming”']);
  const said = movedTwice([{ at: '2027-01-11 09:59', kind: 'undo', rules: ['supporter-present'] }]);
  const comments = said.comments.map(comment => ({ ...comment, text: BEN }));
  const last = said.reportedChanges.at(-1);
  expect(movesOf({ ...said, comments, undoing: last ? [last.id] : [] })).toEqual(movesOf(whole));
  // Its own deed came back as a delivery: whoever moves the card since is not taken back with these words.
  const own = last ? [{ ...last, id: 'own', at: last.at + 60_000, by: 1, isByUs: true as const }] : [];
  const reportedChanges = [...said.reportedChanges, ...own];
  expect(movesOf({ ...said, comments, reportedChanges, undoing: last ? [last.id] : [] })).toEqual([]);
  // Once it is done nothing of it is taken back again.
  expect(movesOf({ ...said, comments, undoing: [] })).toEqual([]);
});
