// What the memory knows, for commands that only read: taken from the store, or asked of the process that holds it.

import { existsSync } from 'node:fs';
import { z } from 'zod';
import { adminClient } from '../base/admin-client.ts';
import type { Clock } from '../base/clock.ts';
import type { Log } from '../base/log.ts';
import { reasonOf } from '../base/reason-of.ts';
import type { Env } from '../config/env.ts';
import { StoreHeld } from '../queue/errors.ts';
import type { StorePlace } from '../queue/keys.ts';
import { parseStoreUrl } from '../queue/parse-store-url.ts';
import { openStore } from '../queue/store.ts';
import { LastChange, readLastChange } from '../reconcile/memory/last-change.ts';
import type { Memory } from '../reconcile/memory/memory.ts';
import { recall, recallFailing } from '../reconcile/memory/recall.ts';
import { ListLink } from '../reconcile/team-list/list-link.ts';
import type { RememberedState } from './explanation.ts';

/**
 * Since when each rule fails, when Liaison changed something within the last hour, the last change, which list is the
 * card's. In milliseconds.
 */
export const Remembered = z.object({
  failingSince: z.record(z.string(), z.number()),
  changedAt: z.array(z.number()),
  lastChange: LastChange.nullable(),
  link: ListLink.nullable().default(null),
});
export type Remembered = z.infer<typeof Remembered>;

const STORE_WAIT_MS = 3_000;
const ASK_FOR_MS = 5_000;

/** What is to be found out: from a memory, or at a path of the admin address. `missing` says what is not known without it. */
export type StoreQuestion<T> = {
  readIn(memory: Memory): Promise<T>;
  path: string;
  answer: z.ZodType<T>;
  nothing: T;
  missing: string;
};

/** Since when rules fail, by card and rule, in milliseconds. */
const FailingSince = z.record(z.string(), z.record(z.string(), z.number()));

/** Since when rules fail, on all cards. */
export const FAILING_SINCE: StoreQuestion<z.infer<typeof FailingSince>> = {
  readIn: recallFailing,
  path: '/api/failing-since',
  answer: FailingSince,
  nothing: {},
  missing:
    'So of what has been open for more than two weeks, only what somebody was asked about can be named.',
};

/** What is known of one card. */
export function rememberedOf(cardId: string): StoreQuestion<Remembered> {
  return {
    readIn: memory => rememberedIn(memory, cardId),
    path: `/api/cards/${encodeURIComponent(cardId)}/last-change`,
    answer: Remembered,
    nothing: { failingSince: {}, changedAt: [], lastChange: null, link: null },
    missing: 'So nobody can say since when rules fail and what changed the card last.',
  };
}

/** What this memory knows of a card. */
export async function rememberedIn(memory: Memory, cardId: string): Promise<Remembered> {
  const [{ failingSince, changedAt, link }, lastChange] = await Promise.all([
    recall(memory, cardId),
    readLastChange(memory, cardId),
  ]);
  return { failingSince, changedAt, lastChange, link };
}

type StoreOptions = {
  env: Pick<Env, 'storeUrl' | 'adminSecret'>;
  places: StorePlace;
  /** The clock of the store, which must not be moved: what is remembered expires by it. */
  clock: Clock;
  log: Log;
};
type Answer<T> = { known: T; state: RememberedState };

/** Asks the store, or the process that holds it. Never rejects: what cannot be asked is told in a sentence. */
export async function askStore<T>(question: StoreQuestion<T>, options: StoreOptions): Promise<Answer<T>> {
  try {
    const target = parseStoreUrl(options.env.storeUrl);
    if (target.kind === 'embedded' && !existsSync(target.folder)) {
      const message = `Nothing is remembered: there is no store at ${target.shown} yet. ${question.missing}`;
      return { known: question.nothing, state: { state: 'none', message } };
    }
    const known = await readStore(question, options);
    return { known, state: { state: 'read', message: `Remembered in ${target.shown}.` } };
  } catch (error) {
    if (error instanceof StoreHeld) return askHolder(question, error, options.env.adminSecret);
    return unreachable(question, `The store cannot be asked (${clauseOf(error)}).`);
  }
}

async function readStore<T>(
  { readIn }: StoreQuestion<T>,
  { env, places: { workspaceId, boardId }, clock, log }: StoreOptions,
): Promise<T> {
  const store = await openStore({
    url: env.storeUrl,
    workspaceId,
    boardId,
    clock,
    log,
    waitMs: STORE_WAIT_MS,
  });
  try {
    return await readIn(store.memory);
  } finally {
    await store.close();
  }
}

async function askHolder<T>(
  question: StoreQuestion<T>,
  { pid, adminUrl }: StoreHeld,
  secret: string | null,
): Promise<Answer<T>> {
  const holder = pid === null ? 'another process' : `process ${pid}`;
  if (adminUrl === null) {
    return unreachable(question, `The store is held by ${holder}, which has not said yet where to ask it.`);
  }
  try {
    const response = await adminClient(adminUrl, secret).get(question.path, ASK_FOR_MS);
    const known = question.answer.safeParse(response.ok ? await response.json() : null).data;
    const message = `Remembered by ${holder}, which holds the store (${adminUrl}).`;
    if (known) return { known, state: { state: 'read', message } };
    const hint = response.status === 401 ? ': is ADMIN_SECRET the same here?' : '.';
    return unreachable(
      question,
      `The store is held by ${holder}, which answered ${response.status} at ${adminUrl}${hint}`,
    );
  } catch (error) {
    return unreachable(
      question,
      `The store is held by ${holder}, which does not answer (${clauseOf(error)}).`,
    );
  }
}

function unreachable<T>({ nothing, missing }: StoreQuestion<T>, why: string): Answer<T> {
  return { known: nothing, state: { state: 'unreachable', message: `${why} ${missing}` } };
}

function clauseOf(error: unknown): string {
  return reasonOf(error).replace(/\.$/, '');
}
