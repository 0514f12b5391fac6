// Why: whatever a rehearsal tells of, it says what of card or playbook calls for it.
import { describe, expect, it } from 'vitest';
import { loadPlaybook } from '../../src/config/playbook-file.ts';
import type { Act, ScriptEvent } from '../../src/rehearsal/scripted-people.ts';
import { instant, PEOPLE, person } from '../support/observed-company.ts';
import { of, played, START } from './rehearsing.ts';

const CARDS = 5;
const WEEKS = 16;
const HOUR_MS = 3_600_000;
const { playbook } = await loadPlaybook('config/playbook.yaml');
const lea = { id: 99, name: 'Lea' };

/** All that people may do; what cannot be done then is told and changes nothing. */
const ACTS: Act[] = [
  { kind: 'move', status: 'in progress' },
  { kind: 'close', template: 'kick-off' },
  { kind: 'close', template: 'weekly-sync' },
  { kind: 'join', person: person('Dora') },
  { kind: 'close', template: 'weekly-sync' },
  { kind: 'dates', dueOn: '2027-03-01' },
  { kind: 'supporter', people: [] },
  { kind: 'delete', template: 'weekly-sync' },
  { kind: 'comment', text: '/waive timebox until 1 Mar because we said so' },
  { kind: 'close', template: 'weekly-sync' },
  { kind: 'supporter', people: [person('Tess')] },
  { kind: 'leave', person: person('Ana') },
  { kind: 'idea', name: 'Another idea' },
  { kind: 'item-due', template: 'weekly-sync', dueOn: '2027-03-03' },
  { kind: 'close', template: 'plan-the-evaluation' },
  { kind: 'comment', text: '/explain' },
  { kind: 'dates', dueOn: '2027-03-22', startOn: '2027-01-25' },
  { kind: 'move', status: 'evaluation' },
  { kind: 'comment', text: '/unwaive timebox' },
  { kind: 'feedback', name: 'Anna' },
  { kind: 'comment', text: '/snooze 1 week' },
  { kind: 'dates', dueOn: null },
  { kind: 'move', status: 'cancelled' },
  { kind: 'dates', dueOn: '2027-04-05' },
  { kind: 'move', status: 'in progress' },
  { kind: 'reopen', template: 'weekly-sync' },
  { kind: 'supporter', people: [lea] },
  { kind: 'outcome', outcome: 'Achieved' },
  { kind: 'move', status: 'done' },
];

describe('A long rehearsal', () => {
  it('has a reason for every operation', () => {
    const otherCards = Array.from({ length: CARDS }, (_, index) => ({
      id: `86b${index}`,
      name: `Customer result ${index}`,
      status: index % 3 === 0 ? 'in progress' : 'forming',
      team: PEOPLE.slice(index % 3, 2 + (index % 5)).map(({ name }) => name),
      supporters: index % 4 === 0 ? [] : ['Sam'],
    }));
    const script = otherCards.flatMap(({ id }, index) =>
      ACTS.map(
        (act, step): ScriptEvent => ({
          at: instant(START) + (1 + index + step * (70 + 4 * (index % 4))) * HOUR_MS,
          cardId: id,
          by: person('Ana'),
          // Some begin elsewhere, so that the same is done to cards that stand differently.
          act: ACTS[(step + index - (index % 3)) % ACTS.length] ?? act,
        }),
      ),
    );
    const all = played({ otherCards }, script, { playbook, weeks: WEEKS });
    const operations = all.entries.filter(({ kind }) => kind !== 'person');
    expect(operations.length).toBeGreaterThan(400);
    expect(new Set(operations.map(({ kind }) => kind)).size).toBeGreaterThan(18);
    const unexplained = operations.filter(({ reason }) => !reason);
    expect(unexplained.map(({ kind, summary, because }) => [kind, summary, because])).toEqual([]);
  });

  it('names the playbook’s words for work that comes again', () => {
    const all = played({ card: { status: 'in progress' } }, [], { playbook, weeks: 1 });
    const made = of(all, 'create-item').find(({ summary }) => summary.includes('Weekly sync'));
    expect(made?.reason).toBe('made in running, due every week while running');
  });
});
