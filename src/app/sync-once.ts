// `sync` as a command: its own engine for one sweep, or the one of the process that holds the embedded store.

import { adminClient } from '../base/admin-client.ts';
import type { Clock } from '../base/clock.ts';
import type { Log } from '../base/log.ts';
import { isLoopbackUrl } from '../base/loopback.ts';
import type { Progress } from '../base/progress.ts';
import { reasonOf } from '../base/reason-of.ts';
import type { Env } from '../config/env.ts';
import type { LoadedPlaybook } from '../domain/playbook/loaded-playbook.ts';
import { StoreHeld } from '../queue/store.ts';
import type { SyncReport } from '../reconcile/report.ts';
import { connectShared } from './connect-shared.ts';
import { startEngine } from './engine.ts';
import { sync } from './sync.ts';
import { SyncAnswer } from './sync-answer.ts';

/** `--now` where it is not allowed, or a running process that does not answer. */
export class SyncRefused extends Error {
  override readonly name = 'SyncRefused';
}

/** A sweep of a large board takes as long as its requests need. */
const ASK_FOR_MS = 24 * 3_600_000;

export type SyncOnceOptions = {
  env: Env;
  token: string;
  loaded: LoadedPlaybook;
  clock: Clock;
  log: Log;
  /** Hears how far it is. */
  progress?: Progress | undefined;
  isTimeTravel: boolean;
  /** Says something to whoever waits. */
  tell(text: string): void;
};

/** Throws SyncRefused where another time than now would be written to a real ClickUp. */
export function refuseTimeTravel({ isTimeTravel, env }: Pick<SyncOnceOptions, 'isTimeTravel' | 'env'>): void {
  if (!isTimeTravel || isLoopbackUrl(env.clickupApiUrl)) return;
  throw new SyncRefused(
    `--now is only for a ClickUp on this machine (the simulator); CLICKUP_API_URL is ${env.clickupApiUrl}`,
  );
}

/** Sweeps once. Rejects with errors that explain themselves. */
export async function syncOnce(options: SyncOnceOptions): Promise<SyncReport> {
  const { env, token, loaded, clock, log, progress, isTimeTravel, tell } = options;
  refuseTimeTravel(options);
  const { clickupApiUrl: apiUrl, storeUrl } = env;
  const connection = await connectShared({ apiUrl, storeUrl, token, loaded, clock, log, progress });
  try {
    const engine = await startEngine({
      connection,
      loaded,
      storeUrl,
      historyDays: env.historyDays,
      clock,
      log,
    });
    try {
      const startedAt = clock.now();
      await engine.work(null);
      return await sync(engine, { connection, mode: loaded.playbook.mode, clock, startedAt });
    } finally {
      await engine.close();
    }
  } catch (error) {
    if (!(error instanceof StoreHeld) || error.adminUrl === null) throw error;
    if (isTimeTravel)
      throw new SyncRefused(`${error.message} With --now the sweep needs a store of its own.`);
    tell(`The store is held by process ${error.pid}; asking it to sweep (${error.adminUrl}).`);
    progress?.step('Waiting for its sweep');
    return askRunning(error.adminUrl, env.adminSecret);
  }
}

async function askRunning(adminUrl: string, secret: string | null): Promise<SyncReport> {
  const asking = adminClient(adminUrl, secret).post('/api/sync', ASK_FOR_MS);
  const response = await asking.catch((error: unknown) => {
    throw new SyncRefused(`The running Liaison at ${adminUrl} does not answer (${reasonOf(error)}).`);
  });
  const text = await response.text();
  const answer = SyncAnswer.safeParse(response.ok ? JSON.parse(text) : null);
  if (!answer.success) {
    throw new SyncRefused(
      `The running Liaison at ${adminUrl} answered ${response.status} instead of a sweep.`,
    );
  }
  return answer.data;
}
