// Where ClickUp takes only whole updates of comments, or none at all: how a card stands is still said exactly once.
import { describe, expect, it } from 'vitest';
import { clientOf } from '../support/simulator-client.ts';
import { STATUS, startWorld, type World } from '../support/world.ts';
import { readsOf } from './commanding.ts';

const OUT_OF_DATE = 'Out of date: a newer comment says how this customer result stands.';

async function onlyWhole(world: World): Promise<void> {
  await clientOf(world.simulator).control('faults', { partialCommentUpdate: false });
}

/** The bot's comments, newest first. */
async function said(world: World, card: string) {
  const comments = await world.company.comments(card);
  return comments
    .filter(comment => comment.user.id === world.simulator.tokens.bot.id)
    .map(({ comment_text: text, resolved, assignee }) => ({
      headline: text.split('\n', 1)[0]?.trim(),
      text,
      resolved,
      assignee: assignee?.id ?? null,
    }));
}

async function dropSupporter(world: World, card: string): Promise<void> {
  await world.company.setSupporter(card, [], [world.team().supporter]);
}

describe('Where ClickUp takes only whole updates of comments', () => {
  it('a status is said anew and the old one struck', async () => {
    const world = await startWorld();
    await onlyWhole(world);
    const card = await world.cardInProgress();
    await world.reconcileUntilDone(card);
    await dropSupporter(world, card);
    await world.reconcileUntilDone(card);
    const [current, former, ...more] = (await said(world, card)).filter(({ headline }) =>
      [STATUS, OUT_OF_DATE].includes(headline ?? ''),
    );
    expect(current).toMatchObject({ headline: STATUS, resolved: false });
    expect(current?.text).toContain('There is no supporter.');
    expect(former).toMatchObject({ headline: OUT_OF_DATE, resolved: true });
    expect(more).toEqual([]);
    expect(await world.writesOf(() => world.reconcileUntilDone(card))).toBe(0);
    world.loseStore();
    expect(await world.writesOf(() => world.reconcileUntilDone(card))).toBe(0);
  });

  it('a question is closed in place, as a whole', async () => {
    const world = await startWorld();
    await onlyWhole(world);
    const card = await world.cardInProgress();
    await dropSupporter(world, card);
    await world.reconcileUntilDone(card);
    await world.pass(3 * 86_400_000);
    await world.reconcileUntilDone(card);
    const open = (await said(world, card)).find(({ headline }) => headline?.startsWith('Liaison asks'));
    expect(open).toMatchObject({ resolved: false, assignee: expect.any(Number) as number });
    await world.company.setSupporter(card, [world.team().supporter]);
    await world.reconcileUntilDone(card);
    const closed = (await said(world, card)).filter(({ headline }) => headline?.startsWith('Mended'));
    expect(closed).toEqual([expect.objectContaining({ resolved: true, assignee: open?.assignee })]);
  });

  it('nothing is said twice by a process that is killed between striking and saying', async () => {
    const world = await startWorld();
    await onlyWhole(world);
    const card = await world.cardInProgress();
    await world.reconcileUntilDone(card);
    await dropSupporter(world, card);
    await clientOf(world.simulator).control('faults', {
      partialCommentUpdate: false,
      rules: [{ kind: 'cutAfterApply', method: 'POST', route: 'comment', times: 1 }],
    });
    expect(await world.reconcile(card)).toMatchObject({ kind: 'retry' });
    world.restart();
    await world.reconcileUntilDone(card);
    expect((await world.headlines(card)).filter(headline => headline === STATUS)).toHaveLength(1);
  });
});

describe('Where ClickUp takes no update of comments at all', () => {
  const refuseAll = (world: World) =>
    world.faults({ kind: 'status', status: 400, method: 'PUT', route: '/v2/comment' });

  it('the newest status counts, and each change is said once', async () => {
    const world = await startWorld();
    const card = await world.cardInProgress();
    await world.reconcileUntilDone(card);
    await refuseAll(world);
    await dropSupporter(world, card);
    await world.reconcileUntilDone(card);
    const statuses = async () => (await said(world, card)).filter(({ headline }) => headline === STATUS);
    expect((await statuses()).map(({ text }) => text.includes('There is no supporter.'))).toEqual([
      true,
      false,
    ]);
    expect(await world.writesOf(() => world.reconcileUntilDone(card))).toBe(0);
    world.loseStore();
    expect(await world.writesOf(() => world.reconcileUntilDone(card))).toBe(0);
    expect(await statuses()).toHaveLength(2);
  });

  it('once it does again, the newest one is edited', async () => {
    const world = await startWorld();
    const card = await world.cardInProgress();
    await world.reconcileUntilDone(card);
    await refuseAll(world);
    await dropSupporter(world, card);
    await world.reconcileUntilDone(card);
    await world.faults();
    await world.company.setSupporter(card, [world.team().other]);
    await world.reconcileUntilDone(card);
    const statuses = (await said(world, card)).filter(({ headline }) => headline === STATUS);
    expect(statuses).toHaveLength(2);
    expect(statuses[0]?.text).not.toContain('There is no supporter.');
  });

  it('a mended question stays open, and the card goes on', async () => {
    const world = await startWorld();
    const card = await world.cardInProgress();
    await dropSupporter(world, card);
    await world.reconcileUntilDone(card);
    await world.pass(3 * 86_400_000);
    await world.reconcileUntilDone(card);
    await refuseAll(world);
    await world.company.setSupporter(card, [world.team().supporter]);
    expect((await world.reconcileUntilDone(card)).at(-1)).toBe('done');
    // What was said is read again once after the card has changed, and tried once more.
    await world.reconcileUntilDone(card);
    expect(await world.writesOf(() => world.reconcileUntilDone(card))).toBe(0);
    expect(world.log.text()).toContain('a question that is mended stays open');
  });
});

it('an edit for which no request was left is made after the reset, and nothing is read again for it', async () => {
  const world = await startWorld({ hearsWebhooks: true });
  const card = await world.cardInProgress();
  await world.reconcileUntilDone(card);
  const joiner = world.team(4).members[3];
  if (!joiner) throw new Error('the seed lacks people');
  await world.company.join(card, joiner);
  await world.reported(card, { kind: 'joined', person: { id: joiner.id, name: joiner.username } }, joiner.id);
  await world.faults({ kind: 'status', status: 429, method: 'PUT', route: 'comment', times: 1 });
  const kinds: string[] = [];
  const reads = await readsOf(world, card, async () => {
    kinds.push(...(await world.reconcileUntilDone(card)));
  });
  expect(kinds).toEqual(['requeueAfter', 'done']);
  expect(reads.comments).toBe(0);
  expect((await said(world, card)).find(({ headline }) => headline === STATUS)?.text).toContain(
    'Team of 4 people',
  );
});
