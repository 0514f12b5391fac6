// Looks after the webhooks of a running Liaison: registers, revives, moves, and asks for a sweep wherever something may
// have happened unheard.
import { z } from 'zod';
import type { Metrics } from '../observability/metrics.ts';
import { entryOf } from '../reconcile/entry.ts';
import type { Memory } from '../reconcile/memory.ts';
import type { Clock, Log } from '../reconcile/ports.ts';
import type { WebhookCalls } from '../reconcile/webhook-port.ts';
import { keepWebhooks, type Registration, secretsOf } from '../webhooks/registration.ts';

const REGISTERED_KEY = 'webhooks-registered';
const REGISTERED_KEEP_MS = 90 * 86_400_000;
const Ids = z.array(z.string());

export type WebhookWatchOptions = {
  calls: WebhookCalls;
  /** PUBLIC_URL with the endpoint's path; null where Liaison polls. */
  endpoint: string | null;
  places: { boardId: string; folderId: string };
  memory: Memory;
  metrics: Pick<Metrics, 'webhookMended'>;
  clock: Clock;
  log: Log;
  sweep(): Promise<unknown>;
};

export type WebhookWatch = {
  /** What the last look found; null before the first one that succeeded. */
  registration(): Registration | null;
  /** Whether every place tells us what happens there: if one is silent, only polling sees everything. */
  hearsAll(): boolean;
  /**
   * Looks and mends; rejects only if the webhooks can't be listed or the store is away. With `isSweepAhead` whoever calls sweeps afterwards
   * in any case.
   */
  look(options?: { isSweepAhead?: boolean }): Promise<void>;
  /** Reads the secrets anew; before the first look that succeeded, by looking. */
  refreshSecrets(): Promise<void>;
};

/** Makes the watch; it does nothing by itself. */
export function createWebhookWatch(options: WebhookWatchOptions): WebhookWatch {
  const { calls, endpoint, places, memory, metrics, clock, log, sweep } = options;
  let registration: Registration | null = null;
  let told = '';

  const recallIds = async (): Promise<ReadonlySet<string>> => {
    return new Set(entryOf(Ids, await memory.read(REGISTERED_KEY)));
  };

  const look = async (isSweepAhead: boolean): Promise<void> => {
    if (endpoint === null) return;
    const registeredBefore = await recallIds();
    const knownSecrets = registration?.secrets;
    registration = await keepWebhooks({
      calls,
      endpoint,
      places,
      log,
      clock,
      registeredBefore,
      mayMove: registration === null,
      ...(knownSecrets ? { knownSecrets } : {}),
    });
    await memory.write(REGISTERED_KEY, JSON.stringify(registration.ours), REGISTERED_KEEP_MS);
    const { revived, created, moved, problems } = registration.health;
    // The very first registration mends nothing.
    const mended = { revived, moved, created: registeredBefore.size > 0 ? created : [] };
    for (const [what, ids] of Object.entries(mended)) {
      if (ids.length > 0) metrics.webhookMended(what, ids.length);
    }
    const trouble = problems.join('; ');
    if (trouble !== '' && trouble !== told) log.warn({ reason: trouble }, 'webhooks need a look');
    told = trouble;
    // While one was silent, missing or elsewhere, things happened that nobody told us.
    const unheard = revived.length + moved.length + created.length;
    if (unheard > 0 && !isSweepAhead) await sweep();
  };

  return {
    registration: () => registration,
    hearsAll() {
      const { registered, places: wanted } = registration?.health ?? { registered: 0, places: 1 };
      return registered === wanted;
    },
    look: ({ isSweepAhead = false } = {}) => look(isSweepAhead),
    async refreshSecrets() {
      if (endpoint === null) return;
      if (registration === null) return look(false);
      for (const [id, secret] of secretsOf(await calls.list(), endpoint))
        registration.secrets.set(id, secret);
    },
  };
}
