// What the doctor says of lists that people made, and of a gentle start: every answer that leads nowhere, with what to do.
import { expect, it } from 'vitest';
import type { TeamList } from '../../../src/domain/observation.ts';
import { examineExistingLists } from '../../../src/queries/doctor/existing-lists.ts';
import type { ListState } from '../../../src/reconcile/ports.ts';
import { ClickUpFailure } from '../../../src/reconcile/ports.ts';
import { observationOf, playbookWith } from '../../support/observed-company.ts';

const LISTS = [
  { name: 'Faster onboarding (Team)', card: null, tasks: [{ name: 'Kick-off' }] },
  { name: 'Theirs', card: '86z9' },
];
const MOVED: TeamList = { id: '1', name: 'Work', cardId: null, isFinished: false };

function reads(state: ListState = { state: 'hidden' }, lists: object[] = LISTS) {
  const { board } = observationOf({ card: { status: 'in progress' }, otherLists: lists }, playbookWith());
  return {
    readCards: async () => board.cards,
    readLists: async () => board.lists,
    readItems: async () => [...board.items],
    readItemsOf: async (id: string) => board.items.filter(({ listId }) => listId === id),
    seekList: async () => state,
  };
}

async function said(adopt: Record<string, string>, state?: ListState): Promise<string> {
  const checks = await examineExistingLists(reads(state), playbookWith({ teamList: { adopt } }), 'b0');
  return checks.map(check => `${check.state} ${check.name}: ${check.message} ${check.hint ?? ''}`).join('\n');
}

it.each<[string, string, ListState, RegExp]>([
  [
    'another card has',
    '801',
    { state: 'hidden' },
    /fail .*86a1: The list “Theirs” is that of card 86z9 already.*"86a1": none/,
  ],
  [
    'is the board',
    'b0',
    { state: 'moved', list: MOVED },
    /fail .*The list b0 is the board itself. Name another/,
  ],
  [
    'is elsewhere',
    '7',
    { state: 'moved', list: MOVED },
    /fail .*“Work” \(7\) is not in the folder “Customer result teams”.*Move it into/,
  ],
  ['is archived', '7', { state: 'archived', list: MOVED }, /fail .*“Work” \(7\) is archived.*archive/],
  ['nobody sees', '7', { state: 'hidden' }, /fail .*This token sees no list 7/],
  ['is deleted', '7', { state: 'deleted' }, /fail .*The list 7 is deleted/],
  ['holds something else', '7', { state: 'there', list: MOVED, holds: 0 }, /fail .*can be no team’s/],
])('fails for a list that %s', async (_what, list, state, expected) => {
  expect(await said({ '86a1': list }, state)).toMatch(expected);
});

it('warns of a card that nobody knows, and of one that waits for an answer', async () => {
  const words = await said({ gone: 'none' });
  expect(words).toMatch(/warn teamList.adopt.gone: No card of the board has the id gone. Write the id/);
  expect(words).toMatch(
    /warn Faster onboarding: It gets no list .*“Faster onboarding \(Team\)”.*write "86a1": "800", or "86a1": none/,
  );
});

it('reads many lists at once, and not one by one', async () => {
  const more = [1, 2, 3].map(number => ({ name: `Old ${number}`, card: null }));
  const readItemsOf = () => Promise.reject(new Error('one list was read'));
  const clickUp = { ...reads(undefined, [...LISTS, ...more]), readItemsOf };
  const checks = await examineExistingLists(clickUp, playbookWith(), 'b0');
  expect(checks.map(({ message }) => message).join()).toContain('“Faster onboarding (Team)”');
});

it('is content where every list is answered for', async () => {
  expect(await said({ '86a1': '800' })).toBe(
    'ok answers: No list of the folder waits for an answer; the playbook answers for 1. ',
  );
});

it('tells of the pilot and of the limit, and of a pilot that is on no board', async () => {
  const gentle = playbookWith({
    pilot: ['86a1'],
    maxChangesPerDay: 40,
    teamList: { adopt: { '86a1': 'none' } },
  });
  const checks = await examineExistingLists(reads(), gentle, 'b0');
  const words = checks.map(({ message }) => message).join('\n');
  expect(words).toContain('Liaison acts on “Faster onboarding” alone');
  expect(words).toContain('At most 40 changes a day');
  const [lost] = await examineExistingLists(reads(undefined, []), playbookWith({ pilot: ['nobody'] }), 'b0');
  expect(lost).toMatchObject({ state: 'warn', message: 'No card of the board has the id nobody.' });
});

it('asks for the lists alone where nobody made one and nothing is answered', async () => {
  const readCards = () => Promise.reject(new Error('nobody needs the cards'));
  const all = { ...reads(undefined, [{ name: 'Theirs', card: '86z9' }]), readCards };
  expect(await examineExistingLists(all, playbookWith(), 'b0')).toEqual([]);
});

it('says so where ClickUp does not answer', async () => {
  const readLists = () => Promise.reject(new ClickUpFailure('unavailable', 'no answer'));
  const [check] = await examineExistingLists({ ...reads(), readLists }, playbookWith(), 'b0');
  expect(check).toMatchObject({ state: 'warn', message: expect.stringContaining('no answer') });
});
