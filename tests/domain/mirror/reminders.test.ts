// What is said on a card when its evaluation begins, and whom reminders ask: claims about several looks in a row.
import { expect, test } from 'vitest';
import type { Observation } from '../../../src/domain/observation.ts';
import type { Operation } from '../../../src/domain/operation.ts';
import { calendarOf } from '../../../src/domain/playbook/playbook.ts';
import { instant, observationOf, person, playbookWith } from '../../support/observed-company.ts';
import { settle, withCard } from '../../support/settle-in-memory.ts';

const PLAYBOOK = playbookWith({ feedback: { escalateAt: 2 } });
const CALENDAR = calendarOf(PLAYBOOK, []);
const STATUS = new Set<Operation['kind']>(['post-status', 'edit-status']);

function lookAt(before: Observation, at: string): { after: Observation; said: string[] } {
  const { after, plans } = settle({ ...before, at: instant(at) }, PLAYBOOK, CALENDAR);
  const said = plans.flatMap(({ operations }) => operations.map(({ kind }) => kind));
  return { after, said: said.filter(kind => STATUS.has(kind) || kind === 'remind') };
}

/** Whom the reminders asked beside the team. */
function asked({ reminders }: Observation): string[] {
  return reminders.map(({ text }) => /^@(\w+) could you/m.exec(text)?.[1] ?? '–');
}

test('a card that enters evaluation has its status comment edited once, with the reminder to come', () => {
  const running = observationOf({ card: { status: 'in progress' } }, PLAYBOOK);
  const { after } = lookAt(running, '2027-01-11 10:00');
  // The feedback task does not exist yet: the same look makes it.
  const entered = lookAt(withCard(after, { status: 'evaluation' }), '2027-02-01 10:00');
  expect(entered.said).toEqual(['edit-status']);
  expect(entered.after.comments[0]?.text).toContain('feedback reminder for “Collect customer feedback”');
});

test('a card that is met while it is evaluated gets one status comment, which needs no edit', () => {
  const met = observationOf({ card: { status: 'evaluation' } }, PLAYBOOK);
  expect(lookAt(met, '2027-03-08 10:00').said).toEqual(['post-status']);
});

test('each evaluation counts its own reminders and asks the supporter once', () => {
  let now = observationOf({ card: { status: 'evaluation', supporters: ['Sam'] } }, PLAYBOOK);
  const go = (at: string, status = 'evaluation') => {
    now = lookAt(withCard(now, { status }), at).after;
  };
  go('2027-03-08 10:00');
  go('2027-03-11 09:00');
  go('2027-03-19 09:00');
  go('2027-04-01 09:00');
  go('2027-04-02 09:00', 'in progress');
  go('2027-04-12 10:00');
  go('2027-04-15 09:00');
  go('2027-04-23 09:00');
  go('2027-05-06 09:00');
  expect(asked(now)).toEqual(['–', 'Sam', '–', '–', 'Sam', '–']);
});

test('a supporter who comes late is asked with the next reminder, and once', () => {
  let now = observationOf({ card: { status: 'evaluation', supporters: [] } }, PLAYBOOK);
  for (const at of ['2027-03-08 10:00', '2027-03-11 09:00', '2027-03-19 09:00']) now = lookAt(now, at).after;
  now = withCard(now, { supporters: [person('Tess')] });
  for (const at of ['2027-04-01 09:00', '2027-04-19 09:00']) now = lookAt(now, at).after;
  expect(asked(now)).toEqual(['–', '–', 'Tess', '–']);
});
