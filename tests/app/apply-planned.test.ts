// What stands between a plan that was compared a moment ago and its being done: whoever changes the card meanwhile.
import { expect, it } from 'vitest';
import { forgetfulMemory } from '../../src/queries/forgetful-memory.ts';
import { decideBoard, type Planned } from '../../src/queries/plan.ts';
import { applyPlanned } from '../../src/reconcile/apply-planned.ts';
import { clock } from '../support/clickup-setting.ts';
import { startCompanyEngine } from './company-engine.ts';

const LOCK = { checkLock: () => Promise.resolve() };

async function startCompany() {
  const { company, loaded, connection, engine } = await startCompanyEngine({ isAlone: true });
  const [somebody, other] = company.notIn('Supporters');
  if (!somebody || !other) throw new Error('The company has nobody.');
  const card = await company.createCard('Orders arrive whole', {
    status: 'forming',
    assignees: [somebody.id],
  });
  await engine.begin();
  const options = { memory: forgetfulMemory(clock), clock, card };
  const { planned } = await decideBoard(connection, loaded, options);
  const [first] = planned;
  if (!first) throw new Error('Nothing is planned.');
  const apply = (one: Planned = first, lock = LOCK) => applyPlanned(engine.reconcileDeps, one, lock);
  return { company, engine, card, other, planned: first, apply };
}

it('does it where nobody changed anything', async () => {
  const { company, card, planned, apply } = await startCompany();
  const result = await apply();
  expect(result).toMatchObject({ kind: 'applied', applied: [{ kind: 'post-status' }] });
  expect(await company.comments(card)).toHaveLength(planned.plan.operations.length);
});

it('does nothing where the card changed, though all would look the same', async () => {
  const { company, card, other, apply } = await startCompany();
  await company.as(other).ask('PUT', `/v2/task/${card}`, { description: 'Somebody wrote this meanwhile.' });
  expect(await apply()).toEqual({
    kind: 'refused',
    changes: ['it changed while the plan was being applied'],
  });
  expect(await company.comments(card)).toEqual([]);
});

it('does nothing where the card is gone', async () => {
  const { company, card, other, apply } = await startCompany();
  await company.as(other).ask('DELETE', `/v2/task/${card}`);
  const { kind } = await apply();
  expect(['refused', 'failed']).toContain(kind);
});

it('writes nothing once somebody else works on the board', async () => {
  const { company, card, planned, apply } = await startCompany();
  const lock = { checkLock: () => Promise.reject(new Error('somebody else works here')) };
  await expect(apply(planned, lock)).rejects.toThrow('somebody else works here');
  expect(await company.comments(card)).toEqual([]);
});

it('goes no further than the plan, whatever else is to be done by then', async () => {
  const { company, card, planned, apply } = await startCompany();
  const nothing: Planned = { ...planned, plan: { ...planned.plan, operations: [] } };
  expect(await apply(nothing)).toEqual({ kind: 'applied', applied: [] });
  expect(await company.comments(card)).toEqual([]);
});
