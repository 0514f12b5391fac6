// What Liaison says: once, found again among what people say, and said anew where somebody deleted it.
import { describe, expect, it } from 'vitest';
import { STATUS, startWorld, type World } from '../support/world.ts';

const DAY_MS = 86_400_000;

async function say(world: World, card: string, text: string): Promise<string> {
  const [person] = world.team().members;
  if (!person) throw new Error('nobody');
  const { body } = await world.company
    .as(person)
    .ask<{ id: unknown }>('POST', `/v2/task/${card}/comment`, { comment_text: text, notify_all: false });
  return String(body.id);
}

async function statusId(world: World, card: string): Promise<string> {
  const found = (await world.company.comments(card)).find(
    comment => comment.user.id === world.simulator.tokens.bot.id && comment.comment_text.startsWith(STATUS),
  );
  if (!found) throw new Error('there is no status comment');
  return found.id;
}

describe('the status comment', () => {
  it('is edited in place when something changed, not said again', async () => {
    const world = await startWorld();
    const card = await world.cardInProgress();
    await world.reconcile(card);
    const id = await statusId(world, card);
    const { supporter } = world.team();
    await world.company.setSupporter(card, [], [supporter]);
    await world.reconcileUntilDone(card);
    const comments = await world.company.comments(card);
    const status = comments.filter(comment => comment.comment_text.startsWith(STATUS));
    expect(status.map(comment => comment.id)).toEqual([id]);
    expect(status[0]?.comment_text).toContain('There is no supporter.');
  });

  it('is not taken from a person who wrote the same headline', async () => {
    const world = await startWorld();
    const card = await world.cardInProgress();
    const theirs = await say(world, card, `${STATUS}\nI think it stands well.`);
    await world.reconcileUntilDone(card);
    const comments = await world.company.comments(card);
    expect(comments.find(comment => comment.id === theirs)?.comment_text).toContain(
      'I think it stands well.',
    );
    expect(await world.headlines(card)).toEqual([STATUS]);
    world.loseStore();
    expect(await world.writesOf(() => world.reconcileUntilDone(card))).toBe(0);
  });

  it('is not taken from a person even when our own answer was lost', async () => {
    const world = await startWorld();
    const card = await world.cardInProgress();
    await world.faults({ kind: 'cut', method: 'POST', route: 'comment', times: 1 });
    expect(await world.reconcile(card)).toMatchObject({ kind: 'retry' });
    await say(world, card, STATUS);
    await world.reconcileUntilDone(card);
    expect(await world.headlines(card)).toEqual([STATUS]);
  });

  for (const [when, forget] of [
    ['the memory of comments expired', (world: World) => world.pass(DAY_MS + 1_000)],
    ['the memory was lost', async (world: World) => world.loseStore()],
  ] as const) {
    it(`that a person deleted is written anew once ${when}`, async () => {
      const world = await startWorld();
      const card = await world.cardInProgress();
      await world.reconcile(card);
      const [person] = world.team().members;
      if (!person) throw new Error('nobody');
      await world.company.as(person).ask('DELETE', `/v2/comment/${await statusId(world, card)}`);
      expect(await world.headlines(card)).toEqual([]);
      await forget(world);
      await world.reconcileUntilDone(card);
      expect(await world.headlines(card)).toEqual([STATUS]);
    });
  }

  it('that a person deleted is written anew when it has something new to say', async () => {
    const world = await startWorld();
    const card = await world.cardInProgress();
    await world.reconcile(card);
    const [person] = world.team().members;
    if (!person) throw new Error('nobody');
    await world.company.as(person).ask('DELETE', `/v2/comment/${await statusId(world, card)}`);
    const { supporter, other } = world.team();
    await world.company.setSupporter(card, [other], [supporter]);
    await world.company.setSupporter(card, [], [other]);
    await world.reconcileUntilDone(card);
    expect((await world.headlines(card)).filter(line => line === STATUS)).toHaveLength(1);
  });
});

describe('a question', () => {
  it('is asked once, however often it is looked at and by whom', async () => {
    const world = await startWorld();
    const card = await world.cardInProgress();
    const { supporter } = world.team();
    await world.company.setSupporter(card, [], [supporter]);
    await world.reconcileUntilDone(card);
    await world.pass(3 * DAY_MS);
    await world.reconcileUntilDone(card);
    world.loseStore();
    await world.reconcileUntilDone(card);
    const asks = (await world.headlines(card)).filter(line => line.startsWith('Liaison asks'));
    expect(asks).toEqual(['Liaison asks: supporter-present']);
  });

  it('is resolved when the matter is mended, and asked anew in another episode', async () => {
    const world = await startWorld();
    const card = await world.cardInProgress();
    const { supporter } = world.team();
    await world.company.setSupporter(card, [], [supporter]);
    await world.reconcileUntilDone(card);
    await world.company.setSupporter(card, [supporter]);
    await world.reconcileUntilDone(card);
    const mended = (await world.company.comments(card)).filter(comment =>
      comment.comment_text.startsWith('Mended, thank you: supporter-present'),
    );
    expect(mended).toMatchObject([{ resolved: true }]);
    await world.company.setSupporter(card, [], [supporter]);
    await world.reconcileUntilDone(card);
    expect((await world.headlines(card)).sort()).toEqual([
      STATUS,
      'Liaison asks: supporter-present',
      'Mended, thank you: supporter-present',
    ]);
  });

  it('whose answer was lost is asked once', async () => {
    const world = await startWorld();
    const card = await world.cardInProgress();
    await world.reconcileUntilDone(card);
    const { supporter } = world.team();
    await world.company.setSupporter(card, [], [supporter]);
    await world.faults({ kind: 'cutAfterApply', method: 'POST', route: 'comment', times: 1 });
    expect((await world.reconcileUntilDone(card))[0]).toBe('retry');
    expect((await world.headlines(card)).filter(line => line.startsWith('Liaison asks'))).toHaveLength(1);
  });
});
