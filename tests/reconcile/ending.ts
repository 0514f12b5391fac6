// Customer results that come to their end, with lists, ideas and open work; and processes that die on the way.
import { expect } from 'vitest';
import type { ClickUp } from '../../src/reconcile/ports.ts';
import type { Task } from '../support/simulator-client.ts';
import { READ_LAG_MS, startWorld, type World } from '../support/world.ts';

export const CARD = 'Orders arrive whole';
export const IDEA = 'A box that customers can send back';
const PLAYBOOK = {
  rules: {},
  feedback: undefined,
  digest: undefined,
  workItems: [
    { key: 'kick-off', title: 'Kick-off', description: 'Meet once.', phase: 'running' },
    { key: 'first-step', title: 'First step', description: 'Begin.', phase: 'running' },
  ],
};

/** A card at work with its list, as Liaison made it. */
export async function atWork(name = CARD, playbook: Record<string, unknown> = PLAYBOOK) {
  const world = await startWorld({ playbook });
  const card = await world.cardInProgress(name);
  await world.reconcileUntilDone(card);
  const person = somebody(world);
  return { world, card, person, client: world.company.as(person), list: await listOf(world, card) };
}

export function somebody(world: World) {
  const [person] = world.team().members;
  if (!person) throw new Error('nobody');
  return person;
}

export async function listOf(world: World, card: string) {
  const list = (await world.company.lists()).find(({ content }) => content.includes(card));
  if (!list) throw new Error(`no list names card ${card}`);
  return list;
}

export async function move(world: World, card: string, status: string): Promise<string[]> {
  await world.company.move(card, status, somebody(world));
  return world.reconcileUntilDone(card);
}

export async function addItem(world: World, listId: string, item: object): Promise<Task> {
  const path = `/v2/list/${listId}/task`;
  return (await world.company.as(somebody(world)).ask<Task>('POST', path, item)).body;
}

export const addIdea = (world: World, listId: string, name = IDEA) =>
  addItem(world, listId, { name, tags: ['follow-up'] });

export async function cards(world: World): Promise<Task[]> {
  const path = `/v2/list/${world.company.places.board}/task?include_closed=true`;
  return (await world.company.as(somebody(world)).ask<{ tasks: Task[] }>('GET', path)).body.tasks;
}

export const cardsNamed = async (world: World, name: string) =>
  (await cards(world)).filter(card => card.name === name);

export const statusOf = async (world: World, listId: string, name: string) =>
  (await world.company.items(listId)).find(item => item.name === name)?.status;

export const linksOf = (task: Task) =>
  (task['linked_tasks'] as { task_id: string; link_id: string }[]).flat();

export async function loseStore(world: World): Promise<void> {
  world.loseStore();
  world.lostAt = world.clock.now();
  world.holdUntil = world.clock.now() + READ_LAG_MS;
}

export async function expectNothingLeft(world: World, card: string): Promise<void> {
  await world.pass(2 * READ_LAG_MS);
  expect(await world.writesOf(() => world.reconcileUntilDone(card))).toBe(0);
  world.restart();
  expect(await world.writesOf(() => world.reconcileUntilDone(card))).toBe(0);
  await loseStore(world);
  await world.pass(2 * READ_LAG_MS);
  expect(await world.writesOf(() => world.reconcileUntilDone(card))).toBe(0);
}

/** ClickUp does the write with that number, counted from one, and nobody lives to hear of it. */
export function killedAtWrite({ clickUp }: World, number: number): ClickUp {
  let writes = 0;
  return new Proxy(clickUp, {
    get(target, name, receiver) {
      const call = Reflect.get(target, name, receiver) as unknown;
      if (typeof call !== 'function' || String(name).startsWith('read')) return call;
      return async (...given: unknown[]) => {
        const answer: unknown = await Reflect.apply(call, target, given);
        writes += 1;
        if (writes === number) throw new Error('killed');
        return answer;
      };
    },
  });
}
