// The breaker on a card: what people do does not use it up, however often or quickly; a program's answers within seconds do.
import { expect, it } from 'vitest';
import { readLastResult } from '../../src/reconcile/memory/last-results.ts';
import { startWorld, type World } from '../support/world.ts';

const PLAYBOOK = { rules: { 'team-size': { min: 1, max: 3, enforce: 'revert' } }, maxChangesPerHour: 4 };

type Somebody = ReturnType<World['team']>['members'][number];

/** A settled card of two, and two people who may join it. */
async function settled(rules: object = {}) {
  const playbook = { ...PLAYBOOK, rules: { ...PLAYBOOK.rules, ...rules } };
  const world = await startWorld({ hearsWebhooks: true, playbook });
  const card = await world.cardInProgress('Orders arrive whole', 2);
  await world.reconcileUntilDone(card);
  const [, , third, fourth] = world.team(4).members;
  if (!third || !fourth) throw new Error('the seed lacks people');
  return { world, card, third, fourth };
}

async function joins(world: World, card: string, person: Somebody, by = person): Promise<void> {
  await assign(world, card, by, { add: [person.id], rem: [] });
  await world.reported(card, { kind: 'joined', person: { id: person.id, name: person.username } }, by.id);
}

async function leaves(world: World, card: string, person: Somebody, by = person): Promise<void> {
  await assign(world, card, by, { add: [], rem: [person.id] });
  await world.reported(card, { kind: 'left', person: { id: person.id, name: person.username } }, by.id);
}

async function assign(world: World, card: string, by: Somebody, assignees: object): Promise<void> {
  await world.company.as(by).ask('PUT', `/v2/task/${card}`, { assignees });
}

async function rests(world: World, card: string): Promise<boolean> {
  const findings = (await readLastResult(world.memory, card))?.plan?.findings ?? [];
  return findings.some(({ rule }) => rule === 'breaker');
}

it.each([
  ['every half minute', 30_000],
  ['faster than Liaison can tell of it', 1_000],
])('somebody who joins and leaves %s does not make the rules rest', async (_, everyMs) => {
  const { world, card, third, fourth } = await settled();
  for (let times = 0; times < 5; times++) {
    for (const act of [joins, leaves]) {
      await world.pass(everyMs);
      await act(world, card, third);
      await world.reconcile(card);
    }
  }
  expect(await rests(world, card)).toBe(false);
  await joins(world, card, third);
  await joins(world, card, fourth);
  await world.reconcile(card);
  const team = (await world.company.card(card)).assignees.map(({ id }) => id);
  expect(team).toHaveLength(3);
  expect(team).not.toContain(fourth.id);
});

it('a program that answers every change within seconds does, until the hour is over', async () => {
  const { world, card, third, fourth } = await settled();
  for (let times = 0; times < 3; times++) {
    for (const act of [joins, leaves]) {
      await act(world, card, third, fourth);
      await world.reconcile(card);
    }
  }
  expect(await rests(world, card)).toBe(true);
  await world.pass(61 * 60_000);
  await world.reconcile(card);
  expect(await rests(world, card)).toBe(false);
});

it('a card whose people work on other teams, too, goes on telling how it stands', async () => {
  const { world, card } = await settled({ 'member-load': { max: 1, enforce: 'inform' } });
  const [member] = world.team().members;
  if (!member) throw new Error('the seed lacks people');
  const other = await world.cardInProgress('Bills are clear', 2);
  await world.reconcileUntilDone(other);
  for (let times = 0; times < 4; times++) {
    for (const act of [leaves, joins]) {
      await world.pass(30_000);
      await act(world, other, member);
      await world.reconcile(other);
      await world.reconcile(card, 'neighbour');
    }
  }
  expect(await rests(world, card)).toBe(false);
});
