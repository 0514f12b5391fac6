// How commands ask for the activity: in the store, or of the running Liaison that holds it. They never fight over it.

import { existsSync } from 'node:fs';
import { z } from 'zod';
import { adminClient } from '../../base/admin-client.ts';
import type { Clock } from '../../base/clock.ts';
import type { Log } from '../../base/log.ts';
import { reasonOf } from '../../base/reason-of.ts';
import type { Env } from '../../config/env.ts';
import type { LoadedPlaybook } from '../../domain/playbook/loaded-playbook.ts';
import { StoreHeld } from '../../queue/errors.ts';
import type { StorePlace } from '../../queue/keys.ts';
import { readNotedPlace } from '../../queue/noted-place.ts';
import { parseStoreUrl } from '../../queue/parse-store-url.ts';
import { openQueues } from '../../queue/queues.ts';
import { openStore } from '../../queue/store.ts';
import { readHolder } from '../../queue/stores/folder-lock.ts';
import { openSharedMemory } from '../../queue/stores/shared-memory.ts';
import type { Activity } from '../../reconcile/activity-report.ts';
import { connectToRead } from '../connect.ts';
import { activityOf } from './activity.ts';
import { partsOfStore } from './parts.ts';

/** There is nobody to ask, or whoever was asked does not answer as it should. */
export class NotAnswered extends Error {
  override readonly name = 'NotAnswered';
}

/** One question: what to do in the store, and where a running Liaison does it. */
export type ActivityQuestion<T> = {
  method: 'GET' | 'POST';
  path: string;
  answer: z.ZodType<T>;
  here(activity: Activity): Promise<T>;
};

export type AskOptions = {
  env: Pick<Env, 'clickupApiUrl' | 'storeUrl' | 'adminSecret' | 'historyDays'>;
  token: string;
  loaded: LoadedPlaybook;
  clock: Clock;
  log: Log;
};

const ASK_FOR_MS = 30_000;
const STORE_WAIT_MS = 5_000;

/** Answers the question. Rejects with errors that explain themselves. */
export async function askActivity<T>(question: ActivityQuestion<T>, options: AskOptions): Promise<T> {
  const { env } = options;
  const target = parseStoreUrl(env.storeUrl);
  if (target.kind === 'embedded') {
    if (!existsSync(target.folder)) {
      throw new NotAnswered(
        `Nothing is known yet: there is no store at ${target.shown}. STORE_URL names it; \`liaison run\` begins one.`,
      );
    }
    const holder = await readHolder(target.folder);
    if (holder) return askHolder(question, new StoreHeld(target.folder, holder), env.adminSecret);
  }
  try {
    return await askStore(question, options);
  } catch (error) {
    // Somebody took it meanwhile.
    if (error instanceof StoreHeld) return askHolder(question, error, env.adminSecret);
    throw error;
  }
}

async function askStore<T>({ here }: ActivityQuestion<T>, options: AskOptions): Promise<T> {
  const { env, loaded, clock, log } = options;
  const { workspaceId, boardId } = await placeOf(options);
  const waiting = { waitMs: STORE_WAIT_MS, clock, log };
  const store = await openStore({ url: env.storeUrl, workspaceId, boardId, ...waiting });
  try {
    const { historyDays } = env;
    const queues = await openQueues(store, { clock, log, keepDays: historyDays });
    try {
      const parts = partsOfStore({ memory: store.memory, queues }, { loaded, historyDays, clock });
      return await here(activityOf(parts));
    } finally {
      await queues.close();
    }
  } finally {
    await store.close();
  }
}

/** As it was found at the last start: the store answers also while ClickUp does not. Else as ClickUp says. */
async function placeOf(options: AskOptions): Promise<StorePlace> {
  const { env, token, loaded, clock, log } = options;
  const shared = await openSharedMemory({ url: env.storeUrl, clock, log });
  try {
    const noted =
      shared && (await readNotedPlace(shared.memory, { apiUrl: env.clickupApiUrl, token, loaded }));
    return noted ?? (await connectToRead(options)).places;
  } finally {
    await shared?.close();
  }
}

const Refusal = z.object({ error: z.string() });

async function askHolder<T>(
  { method, path, answer }: ActivityQuestion<T>,
  held: StoreHeld,
  secret: string | null,
): Promise<T> {
  const { adminUrl, pid } = held;
  if (adminUrl === null) throw held;
  const who = `The running Liaison (${pid === null ? '' : `process ${pid}, `}${adminUrl})`;
  const admin = adminClient(adminUrl, secret);
  const asking = method === 'GET' ? admin.get(path, ASK_FOR_MS) : admin.post(path, ASK_FOR_MS);
  const response = await asking.catch((error: unknown) => {
    throw new NotAnswered(`${who}, which holds the store, does not answer (${reasonOf(error)}).`);
  });
  const said: unknown = await response.json().catch(() => null);
  const known = response.ok ? answer.safeParse(said).data : undefined;
  if (known !== undefined) return known;
  const refusal = Refusal.safeParse(said).data;
  if (refusal) throw new NotAnswered(refusal.error);
  const hint =
    response.status === 401 ? ' Is ADMIN_SECRET the same here?' : ' Is it of this release? Start it anew.';
  throw new NotAnswered(`${who} answered ${response.status} to this question.${hint}`);
}
