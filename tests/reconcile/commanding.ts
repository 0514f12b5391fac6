// A person who tells Liaison something in ClickUp, and processes that die while they answer.
import { expect } from 'vitest';
import type { Memory } from '../../src/reconcile/memory/memory.ts';
import type { ClickUp } from '../../src/reconcile/ports.ts';
import { reconcile } from '../../src/reconcile/reconcile.ts';
import type { Person } from '../support/company-at-work.ts';
import { startWorld, type World, type WorldOptions } from '../support/world.ts';

export const HOUR_MS = 3_600_000;
export const WAIVE = '/waive supporter-present until 12 Feb because Sam is back on Monday';
export const WAIVED = 'Waived until 2027-02-12: supporter-present';
export const ENDED = 'No longer waived: supporter-present';
export const ASKED = 'Liaison asks: supporter-present';
export const EXCUSED = 'Waived, nothing to answer: supporter-present';

export type Reply = { id: string; comment_text: string; user: { id: number } };

/** A card at work without a supporter, about which somebody was asked; everybody of the team may waive the rule. */
export async function askedAbout(options: WorldOptions = {}) {
  const supporterPresent = { enforce: 'warn', waivableBy: ['team'] };
  const world = await startWorld({
    ...options,
    playbook: {
      rules: { 'supporter-present': supporterPresent },
      ...options.playbook,
    },
  });
  const { members, supporter } = world.team();
  const [ana] = members;
  if (!ana) throw new Error('the seed lacks people');
  const card = await world.cardInProgress();
  await world.company.setSupporter(card, [], [supporter]);
  await world.reconcileUntilDone(card);
  expect(await world.headlines(card)).toContain(ASKED);
  return { world, card, ana, outsider: supporter };
}

export async function post(world: World, path: string, text: string, by: Person): Promise<string> {
  const body = { comment_text: text, notify_all: false };
  const answer = await world.company.as(by).ask<{ id: unknown }>('POST', path, body);
  expect(answer.status).toBe(200);
  return String(answer.body.id);
}

export const say = (world: World, card: string, text: string, by: Person) =>
  post(world, `/v2/task/${card}/comment`, text, by);

/** Somebody edits a comment of theirs. */
export async function edit(world: World, commentId: string, text: string, by: Person): Promise<void> {
  const body = { comment_text: text, assignee: by.id, resolved: false };
  const { status } = await world.company.as(by).ask('PUT', `/v2/comment/${commentId}`, body);
  expect(status).toBe(200);
}

/** The first lines of the bot's replies in a thread, oldest first. */
export async function answers(world: World, commentId: string): Promise<string[]> {
  const [person] = world.team().members;
  if (!person) throw new Error('nobody');
  const { body } = await world.company
    .as(person)
    .ask<{ comments: Reply[] }>('GET', `/v2/comment/${commentId}/reply`);
  return body.comments
    .filter(({ user }) => user.id === world.simulator.tokens.bot.id)
    .map(({ comment_text: text }) => text.split('\n', 1)[0]?.trim() ?? '')
    .sort((one, other) => Number(one === ENDED) - Number(other === ENDED));
}

export async function tags(world: World, card: string): Promise<string[]> {
  return ((await world.company.card(card)) as unknown as { tags: { name: string }[] }).tags.map(
    ({ name }) => name,
  );
}

/** How often the work read comments of the card, and how often a thread. */
export async function readsOf(world: World, card: string, work: () => Promise<unknown>) {
  const reads = { comments: 0, threads: 0 };
  const { clickUp } = world;
  const { readComments, readReplies } = clickUp;
  clickUp.readComments = taskId => {
    if (taskId === card) reads.comments += 1;
    return readComments(taskId);
  };
  clickUp.readReplies = commentId => {
    reads.threads += 1;
    return readReplies(commentId);
  };
  await work();
  Object.assign(clickUp, { readComments, readReplies });
  return reads;
}

/** Looks once with some parts exchanged, as a process that dies in between: nothing that it had in its head stays. */
export async function dyingReconcile(
  world: World,
  card: string,
  parts: { clickUp?: ClickUp; memory?: Memory },
) {
  await world.pass(11_000);
  const run = { requestedAt: world.clock.now(), checkLock: async () => {} };
  await expect(reconcile({ ...world.deps(), ...parts }, card, run)).rejects.toThrow('killed');
  world.restart();
}

/** ClickUp takes the reply, and nobody lives to hear of it. */
export function killedAfterReplying({ clickUp }: World): ClickUp {
  return {
    ...clickUp,
    async createReply(commentId, text) {
      await clickUp.createReply(commentId, text);
      throw new Error('killed');
    },
  };
}

/** The reply's id is noted as made, and then there was no time to remember what was said. */
export function killedBeforeRemembering({ memory }: World): Memory {
  let hasReplied = false;
  return {
    ...memory,
    async write(key, value, forMs) {
      if (key.includes(':made:answer:') && value.includes('commentId')) hasReplied = true;
      await memory.write(key, value, forMs);
    },
    async writeAll(entries) {
      if (hasReplied && entries.some(({ key }) => key.endsWith(':heard'))) throw new Error('killed');
      await memory.writeAll(entries);
    },
  };
}
