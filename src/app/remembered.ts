// What the memory knows of one card, for whoever explains it: read from the store, or asked of the process that holds it.
import { existsSync } from 'node:fs';
import { z } from 'zod';
import { StoreHeld } from '../queue/errors.ts';
import { openStore } from '../queue/store.ts';
import { parseStoreUrl } from '../queue/store-url.ts';
import { recall } from '../reconcile/card-memory.ts';
import type { RememberedState } from '../reconcile/explanation.ts';
import { LastChange, readLastChange } from '../reconcile/last-change.ts';
import type { Memory } from '../reconcile/memory.ts';
import type { Clock, Log } from '../reconcile/ports.ts';
import { adminHeaders } from './admin-auth.ts';

/** Since when each rule fails, when Liaison changed something within the last hour, the last change. In milliseconds. */
export const Remembered = z.object({
  failingSince: z.record(z.string(), z.number()),
  changedAt: z.array(z.number()),
  lastChange: LastChange.nullable(),
});
export type Remembered = z.infer<typeof Remembered>;

const STORE_WAIT_MS = 3_000;
const ASK_FOR_MS = 5_000;
const NOTHING: Remembered = { failingSince: {}, changedAt: [], lastChange: null };

/** What this memory knows of a card. */
export async function rememberedIn(memory: Memory, cardId: string): Promise<Remembered> {
  const [{ failingSince, changedAt }, lastChange] = await Promise.all([
    recall(memory, cardId),
    readLastChange(memory, cardId),
  ]);
  return { failingSince, changedAt, lastChange };
}

/** The path of the admin address that answers with what a running Liaison remembers. */
function rememberedPath(cardId: string): string {
  return `/api/cards/${encodeURIComponent(cardId)}/last-change`;
}

/** Asks the store, or the process that holds it. Never rejects: what cannot be asked is told in a sentence. */
export async function askStore(
  cardId: string,
  options: { storeUrl: string; workspaceId: string; adminSecret: string | null; clock: Clock; log: Log },
): Promise<{ known: Remembered; state: RememberedState }> {
  try {
    const target = parseStoreUrl(options.storeUrl);
    if (target.kind === 'embedded' && !existsSync(target.folder)) {
      const message = `Nothing is remembered of it: there is no store at ${target.shown} yet.`;
      return { known: NOTHING, state: { state: 'none', message } };
    }
    const known = await readStore(cardId, options);
    return { known, state: { state: 'read', message: `Remembered in ${target.shown}.` } };
  } catch (error) {
    if (error instanceof StoreHeld) return askHolder(cardId, error, options.adminSecret);
    return unreachable(`The store cannot be asked (${reasonOf(error)}).`);
  }
}

async function readStore(
  cardId: string,
  { storeUrl, workspaceId, clock, log }: Parameters<typeof askStore>[1],
): Promise<Remembered> {
  const store = await openStore({ url: storeUrl, workspaceId, clock, log, waitMs: STORE_WAIT_MS });
  try {
    return await rememberedIn(store.memory, cardId);
  } finally {
    await store.close();
  }
}

async function askHolder(
  cardId: string,
  { pid, adminUrl }: StoreHeld,
  secret: string | null,
): ReturnType<typeof askStore> {
  const holder = pid === null ? 'another process' : `process ${pid}`;
  if (adminUrl === null) {
    return unreachable(`The store is held by ${holder}, which has not said yet where to ask it.`);
  }
  try {
    const response = await fetch(adminUrl + rememberedPath(cardId), {
      headers: adminHeaders(secret),
      signal: AbortSignal.timeout(ASK_FOR_MS),
    });
    const known = Remembered.safeParse(response.ok ? await response.json() : null).data;
    const message = `Remembered by ${holder}, which holds the store (${adminUrl}).`;
    if (known) return { known, state: { state: 'read', message } };
    const hint = response.status === 401 ? ': is ADMIN_SECRET the same here?' : '.';
    return unreachable(
      `The store is held by ${holder}, which answered ${response.status} at ${adminUrl}${hint}`,
    );
  } catch (error) {
    return unreachable(`The store is held by ${holder}, which does not answer (${reasonOf(error)}).`);
  }
}

function unreachable(why: string): { known: Remembered; state: RememberedState } {
  const message = `${why} So nobody can say since when rules fail and what changed the card last.`;
  return { known: NOTHING, state: { state: 'unreachable', message } };
}

function reasonOf(error: unknown): string {
  return (error instanceof Error ? error.message : String(error)).replace(/\.$/, '');
}
