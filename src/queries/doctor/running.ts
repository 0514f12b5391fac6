// What the doctor learns from a Liaison that is running: its own checks, and whether deliveries reach it. Asked of the
// process that holds the embedded store, or read from a shared one.
import { z } from 'zod';
import { adminClient } from '../../base/admin-client.ts';
import type { Clock } from '../../base/clock.ts';
import type { Log } from '../../base/log.ts';
import type { StorePlace } from '../../queue/keys.ts';
import { parseStoreUrl } from '../../queue/parse-store-url.ts';
import { openStore } from '../../queue/store.ts';
import { readHolder } from '../../queue/stores/folder-lock.ts';
import type { WebhookRecord } from '../../reconcile/webhook-port.ts';
import { hearingNotes, hearingOf, KNOWN_NOTHING } from '../../webhooks/hearing-notes.ts';
import type { Check } from './check.ts';

/** Whoever starts has not failed, and beside another deployment everything goes on. */
const NO_FAILURES: ReadonlySet<string> = new Set(['started', 'deployments']);
const ANSWER_MS = 5_000;
const STORE_MS = 3_000;

/** How a webhook is heard; instants are ISO 8601. */
const Heard = z.object({ state: z.string(), lastAt: z.string().nullable(), lost: z.number() });
type Heard = z.infer<typeof Heard>;
/** The part of `/api/board` that is read here. */
const Board = z.object({
  checks: z.record(z.string(), z.object({ ok: z.boolean(), message: z.string() })),
  webhooks: z.object({ places: z.array(Heard.extend({ webhookId: z.string().nullable() })) }),
});

/** The checks of the running process, null where none could be asked; and how webhooks are heard, by id. */
export type RunningFacts = { checks: z.infer<typeof Board>['checks'] | null; heard: Map<string, Heard> };

/** Asks; whoever does not answer tells nothing. Never rejects. */
export async function readRunning(
  webhooks: readonly WebhookRecord[],
  options: StorePlace & { storeUrl: string; adminSecret: string | null; clock: Clock; log: Log },
): Promise<RunningFacts> {
  try {
    const target = parseStoreUrl(options.storeUrl);
    if (target.kind !== 'embedded') return { checks: null, heard: await readShared(webhooks, options) };
    const holder = await readHolder(target.folder);
    if (holder?.adminUrl) return await askHolder(holder.adminUrl, options.adminSecret);
  } catch (error) {
    options.log.debug({ reason: String(error) }, 'no running Liaison could be asked');
  }
  return { checks: null, heard: new Map() };
}

/** What is wrong by the running process's own word. */
export function runningChecks({ checks }: RunningFacts): Check[] {
  if (checks === null) return [];
  const group = 'running';
  const wrong = Object.entries(checks).filter(([, { ok }]) => !ok);
  if (wrong.length === 0) {
    return [{ group, name: 'checks', state: 'ok', message: 'The running Liaison is well.', hint: null }];
  }
  return wrong.map(([name, { message }]) => ({
    group,
    name,
    state: NO_FAILURES.has(name) ? 'warn' : 'fail',
    message,
    hint: 'The running Liaison says so; its log and its status page tell more.',
  }));
}

async function askHolder(adminUrl: string, secret: string | null): Promise<RunningFacts> {
  const response = await adminClient(adminUrl, secret).get('/api/board', ANSWER_MS);
  const { checks, webhooks } = Board.parse(await response.json());
  const known = webhooks.places.flatMap(({ webhookId, ...heard }): [string, Heard][] =>
    webhookId === null ? [] : [[webhookId, heard]],
  );
  return { checks, heard: new Map(known) };
}

async function readShared(
  webhooks: readonly WebhookRecord[],
  options: StorePlace & { storeUrl: string; clock: Clock; log: Log },
): Promise<Map<string, Heard>> {
  const store = await openStore({ ...options, url: options.storeUrl, waitMs: STORE_MS });
  try {
    const known = await hearingNotes(store.memory).load();
    return new Map(
      webhooks.flatMap((webhook): [string, Heard][] => {
        const its = known.get(webhook.id);
        if (!its) return [];
        const { state, lastAt, lost } = hearingOf(webhook, its ?? KNOWN_NOTHING);
        const at = lastAt === null ? null : new Date(lastAt).toISOString();
        return [[webhook.id, { state, lastAt: at, lost }]];
      }),
    );
  } finally {
    await store.close();
  }
}
