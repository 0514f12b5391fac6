// Before something is taken back, what was said on the card is read anew, all of it: another process may have explained it.
import { expect, it } from 'vitest';
import { writeChange } from '../../src/domain/enforcement/explained-change.ts';
import { writeHeadline } from '../../src/domain/language/headline.ts';
import { reconcile } from '../../src/reconcile/reconcile.ts';
import { OURS, startWorld, type World } from '../support/world.ts';
import { readsOf } from './commanding.ts';
import { joinedFullTeam, RULES } from './full-team.ts';

const TAKEN_BACK = 'Liaison took a change back: team-size';

/** Another process says that it takes this back. */
async function explain(world: World, card: string, person: string, at: number, locale: 'en' | 'de' = 'en') {
  const lines = [
    writeHeadline({ kind: 'undo', rules: ['team-size'] }, locale),
    'Thank you for wanting to join.',
    writeChange({ kind: 'joined', person, at }, 'Europe/Berlin', locale),
  ];
  const text = lines.map(line => ({ spans: [line] }));
  await world.clickUp.createComment(card, { text, assignee: null });
}

const isOn = async ({ company }: World, card: string, { id }: { id: number }): Promise<boolean> =>
  (await company.card(card)).assignees.some(person => person.id === id);
const explanations = async (world: World, card: string): Promise<number> =>
  (await world.headlines(card)).filter(line => line === TAKEN_BACK).length;

it('a change that nobody explained is explained and taken back, for one read of the comments', async () => {
  const { world, card, joiner } = await joinedFullTeam();
  const reads = await readsOf(world, card, () => world.reconcile(card));
  expect(reads.comments).toBe(1);
  expect(await explanations(world, card)).toBe(1);
  expect(await isOn(world, card, joiner)).toBe(false);
});

it('what was said is read beside the card, so that the taking back waits for one answer less', async () => {
  const { world, card } = await joinedFullTeam();
  const order: string[] = [];
  const { readComments, readCards } = world.clickUp;
  Object.assign(world.clickUp, {
    readComments(taskId: string) {
      order.push('comments asked for');
      return readComments(taskId);
    },
    async readCards(...given: Parameters<typeof readCards>) {
      const cards = await readCards(...given);
      order.push('cards read');
      return cards;
    },
  });
  await world.reconcile(card);
  expect(order.slice(0, 2)).toEqual(['comments asked for', 'cards read']);
  expect(await explanations(world, card)).toBe(1);
});

it.each(['en', 'de'] as const)(
  'a change that another process explained (%s) is not taken back once more',
  async locale => {
    const { world, card, joiner, at } = await joinedFullTeam();
    await explain(world, card, joiner.username, at, locale);
    await world.reconcile(card);
    expect(await isOn(world, card, joiner)).toBe(true);
  },
);

it('nor where a later change of the same person was explained since one that could not be', async () => {
  const { world, card, joiner, at } = await joinedFullTeam();
  await world.faults({ kind: 'status', status: 500, method: 'POST', route: '/v2/task' });
  expect((await world.reconcile(card)).kind).toBe('retry');
  expect(await explanations(world, card)).toBe(0);
  await world.faults();
  await explain(world, card, joiner.username, at + 1_000);
  await world.reconcile(card);
  expect(await explanations(world, card)).toBe(1);
  expect(await isOn(world, card, joiner)).toBe(true);
});

it('nor where that is pages ago', async () => {
  const { world, card, joiner, at } = await joinedFullTeam();
  await explain(world, card, joiner.username, at);
  for (let word = 1; word <= 30; word++) {
    const say = { comment_text: `Word ${word}`, notify_all: false };
    await world.company.as(joiner).ask('POST', `/v2/task/${card}/comment`, say);
  }
  await world.reconcile(card);
  expect(await isOn(world, card, joiner)).toBe(true);
});

it('what was explained of an earlier change, or of somebody else, says nothing of this one', async () => {
  const { world, card, joiner, at } = await joinedFullTeam();
  await explain(world, card, joiner.username, at - 1_000);
  await explain(world, card, world.team(4).supporter.username, at + 1_000);
  await world.reconcile(card);
  expect(await explanations(world, card)).toBe(3);
  expect(await isOn(world, card, joiner)).toBe(false);
});

it('nothing is read where Liaison only observes', async () => {
  const { world, card } = await joinedFullTeam();
  const deps = world.deps();
  const { playbook } = deps.company;
  const company = { ...deps.company, playbook: { ...playbook, mode: 'observe' as const } };
  const look = () =>
    reconcile({ ...deps, company }, card, { requestedAt: world.clock.now(), reason: 'delivery', ...OURS });
  expect((await readsOf(world, card, look)).comments).toBe(0);
  expect(await explanations(world, card)).toBe(0);
});

it('nothing is read for a join that breaks no rule', async () => {
  const world = await startWorld({ hearsWebhooks: true, playbook: { rules: RULES } });
  const card = await world.cardInProgress('Two of us', 2);
  await world.reconcileUntilDone(card);
  const joiner = world.team(3).members[2];
  if (!joiner) throw new Error('the seed lacks people');
  await world.company.join(card, joiner);
  await world.reported(card, { kind: 'joined', person: { id: joiner.id, name: joiner.username } }, joiner.id);
  expect((await readsOf(world, card, () => world.reconcile(card))).comments).toBe(0);
});
