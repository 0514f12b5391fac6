// What ClickUp refuses for good: it is done without the refused part or left out, and the rest of the plan goes on.
import { describe, expect, it } from 'vitest';
import { readLastResult } from '../../../src/reconcile/memory/last-results.ts';
import { FIRST_ITEMS } from '../../support/first-items.ts';
import { DAY_MS, STATUS, startWorld } from '../../support/world.ts';

const CARD = 'Orders arrive whole';

describe('a person who can’t be assigned', () => {
  it('costs only the assignment: the tasks are made, those who can have theirs, and a finding names the person', async () => {
    const world = await startWorld();
    const card = await world.cardInProgress();
    const [refused] = world.team().members;
    if (!refused) throw new Error('nobody');
    const rule = { kind: 'status', status: 400, code: 'ITEM_119', bodyHas: String(refused.id) };
    await world.faults(rule);
    expect(await world.reconcile(card)).toMatchObject({ kind: 'done' });
    expect(await world.itemNames(CARD)).toEqual(FIRST_ITEMS);
    expect(await world.headlines(card)).toEqual([STATUS]);
    const [list] = await world.company.lists();
    const items = await world.company.items(list?.id ?? '');
    const assigned = new Set(items.flatMap(({ assignees }) => assignees.map(({ id }) => id)));
    expect(assigned.has(refused.id)).toBe(false);
    const outcome = await readLastResult(world.memory, card);
    const finding = outcome?.plan?.findings.find(({ rule: found }) => found === 'refused');
    expect(finding?.message).toContain(refused.username);
    // Not met again and again, and nobody's own change once it passes.
    expect(await world.writesOf(() => world.reconcile(card))).toBe(0);
    await world.faults();
    await world.pass(21 * 3_600_000);
    expect(await world.reconcile(card)).toMatchObject({ kind: 'done' });
    const after = (await world.company.items(list?.id ?? '')).flatMap(({ assignees }) => assignees);
    expect(after.map(({ id }) => id)).toContain(refused.id);
  });

  it('is asked without assignment, and the status comment is there', async () => {
    const world = await startWorld();
    const { supporter, members } = world.team();
    const card = await world.company.createCard(CARD, {
      status: 'in progress',
      assignees: members.map(({ id }) => id),
    });
    await world.company.setSupporter(card, [supporter]);
    await world.faults({ kind: 'status', status: 400, path: '/comment', bodyHas: '"assignee":' });
    expect(await world.reconcile(card)).toMatchObject({ kind: 'done' });
    await world.pass(3 * DAY_MS);
    expect(await world.reconcile(card)).toMatchObject({ kind: 'done' });
    const headlines = await world.headlines(card);
    expect(headlines).toContain(STATUS);
    expect(headlines.some(line => line.startsWith('Liaison asks'))).toBe(true);
  });
});

describe('a single write that is refused', () => {
  it.each([
    ['a task', { method: 'POST', bodyHas: '"Kick-off"' }, FIRST_ITEMS.filter(name => name !== 'Kick-off')],
    ['the status comment', { method: 'POST', path: '/comment' }, FIRST_ITEMS],
  ])('leaves out %s alone, and says so', async (_what, rule, items) => {
    const world = await startWorld();
    const card = await world.cardInProgress();
    await world.faults({ kind: 'status', status: 400, ...rule });
    expect(await world.reconcile(card)).toMatchObject({ kind: 'done' });
    expect(await world.itemNames(CARD)).toEqual(items);
    const outcome = await readLastResult(world.memory, card);
    const refused = outcome?.plan?.findings.find(({ rule: found }) => found === 'refused');
    expect(refused?.message).toMatch(/\(While .*: ClickUp answered 400[^()]*\)\.$/);
    await world.faults();
    await world.pass(21 * 3_600_000);
    await world.reconcile(card);
    expect(await world.itemNames(CARD)).toEqual(FIRST_ITEMS);
    expect(await world.headlines(card)).toEqual([STATUS]);
  });
});
