// A read of everything that lacks what was there before: ClickUp may have answered too little, once.
import { describe, expect, it } from 'vitest';
import { FIRST_ITEMS } from '../../support/first-items.ts';
import { startWorld } from '../../support/world.ts';

const CARD = 'Orders arrive whole';
const ITEMS = '/v2/team/{team_Id}/task';

/** A card at work that was mirrored, and a second look at everything that is due. */
async function mirrored() {
  const world = await startWorld();
  const card = await world.cardInProgress();
  await world.reconcileUntilDone(card);
  await world.pass(120_000);
  const [list] = await world.company.lists();
  const board = async () => (await world.cache.whole(world.clock.now())).board;
  return { world, card, list: list?.id ?? '', board };
}

describe.each([{ keep: 0 }, { keep: 1 }, { keep: 4 }])('work items cut short to $keep, once', ({ keep }) => {
  it('are asked for again; nothing is made or said anew', async () => {
    const { world, card, board } = await mirrored();
    await world.faults({ kind: 'emptyPage', route: ITEMS, keep, times: 1 });
    expect((await board()).items.map(({ name }) => name).sort()).toEqual(FIRST_ITEMS);
    expect(await world.writesOf(() => world.reconcile(card))).toBe(0);
  });

  it('stay as they were where nothing is remembered either: the list is asked for what is in it', async () => {
    const { world, card } = await mirrored();
    world.loseStore();
    await world.faults({ kind: 'emptyPage', route: ITEMS, keep, times: 1 });
    await world.reconcileUntilDone(card);
    await world.faults();
    await world.reconcileUntilDone(card);
    expect(await world.itemNames(CARD)).toEqual(FIRST_ITEMS);
    expect(await world.listNames()).toEqual([CARD]);
  });
});

it('cards cut short, once, are still on the board', async () => {
  const { world, card, board } = await mirrored();
  await world.faults({ kind: 'emptyPage', route: '/v2/list/{list_id}/task', times: 1 });
  expect((await board()).cards.map(({ id }) => id)).toEqual([card]);
});

it('a task that a person deleted or archived is gone after it was asked for, with one request', async () => {
  const { world, list, board } = await mirrored();
  const { as, items } = world.company;
  const [member] = world.team().members;
  if (!member) throw new Error('nobody');
  const named = new Map((await items(list)).map(({ name, id }) => [name, id]));
  await as(member).ask('DELETE', `/v2/task/${named.get('Kick-off')}`);
  await as(member).ask('PUT', `/v2/task/${named.get('Weekly sync')}`, { archived: true });
  const rest = FIRST_ITEMS.filter(name => name !== 'Kick-off' && name !== 'Weekly sync');
  expect((await board()).items.map(({ name }) => name).sort()).toEqual(rest);
});

it('a card that a person deleted is gone after it was asked for', async () => {
  const { world, card, board } = await mirrored();
  const [member] = world.team().members;
  if (!member) throw new Error('nobody');
  await world.company.as(member).ask('DELETE', `/v2/task/${card}`);
  expect((await board()).cards).toEqual([]);
});
