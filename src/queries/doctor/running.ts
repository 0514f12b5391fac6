// What the doctor learns from a Liaison that is running: its own checks, and whether deliveries reach it. Asked of the
// process that holds the embedded store, or read from a shared one.
import { z } from 'zod';
import { adminClient } from '../../base/admin-client.ts';
import type { Clock } from '../../base/clock.ts';
import type { Log } from '../../base/log.ts';
import type { StorePlace } from '../../queue/keys.ts';
import { type NotedProcess, processesIn } from '../../queue/lease.ts';
import { parseStoreUrl } from '../../queue/parse-store-url.ts';
import { openStore } from '../../queue/store.ts';
import { readHolder } from '../../queue/stores/folder-lock.ts';
import { isoOf } from '../../reconcile/report.ts';
import type { WebhookRecord } from '../../reconcile/webhook-port.ts';
import { hearingNotes, hearingOf, KNOWN_NOTHING } from '../../webhooks/hearing-notes.ts';
import { type Check, checksIn } from './check.ts';

const { ok, warn, fail } = checksIn('running');

/** Whoever starts has not failed; beside another deployment, and while people answer or a day ends, everything else goes on. */
const NO_FAILURES: ReadonlySet<string> = new Set(['started', 'deployments', 'list-answers', 'daily-limit']);
const ANSWER_MS = 5_000;
const STORE_MS = 3_000;

/** How a webhook is heard; instants are ISO 8601. */
const Heard = z.object({ state: z.string(), lastAt: z.string().nullable(), lost: z.number() });
type Heard = z.infer<typeof Heard>;
/** The part of `/api/board` that is read here; a process of a release before names itself nowhere. */
const Board = z.object({
  checks: z.record(z.string(), z.object({ ok: z.boolean(), message: z.string() })),
  webhooks: z.object({ places: z.array(Heard.extend({ webhookId: z.string().nullable() })) }),
  mark: z.string().optional(),
});

/**
 * The checks of the running process, null where none could be asked; how webhooks are heard, by id; and the processes that
 * run, null where nobody can say.
 */
export type RunningFacts = {
  checks: z.infer<typeof Board>['checks'] | null;
  heard: Map<string, Heard>;
  processes: Pick<NotedProcess, 'mark'>[] | null;
  /** The same as the store has it noted; null where it does not tell, as an embedded one. */
  noted: NotedProcess[] | null;
};

/** Where nobody could be asked. */
export const NOBODY_ASKED: RunningFacts = { checks: null, heard: new Map(), processes: null, noted: null };

/** Asks; whoever does not answer tells nothing. Never rejects. */
export async function readRunning(
  webhooks: readonly WebhookRecord[],
  options: StorePlace & { storeUrl: string; adminSecret: string | null; clock: Clock; log: Log },
): Promise<RunningFacts> {
  try {
    const target = parseStoreUrl(options.storeUrl);
    if (target.kind !== 'embedded') return await readShared(webhooks, options);
    const holder = await readHolder(target.folder);
    if (!holder) return { ...NOBODY_ASKED, processes: [] };
    if (holder.adminUrl) return await askHolder(holder.adminUrl, options.adminSecret);
  } catch (error) {
    options.log.debug({ reason: String(error) }, 'no running Liaison could be asked');
  }
  return NOBODY_ASKED;
}

/** Who runs, and what is wrong by the running process's own word. */
export function runningChecks({ checks, noted }: RunningFacts): Check[] {
  return [...processChecks(noted), ...ownChecks(checks)];
}

function processChecks(noted: RunningFacts['noted']): Check[] {
  if (noted === null) return [];
  if (noted.length === 0) return [ok('processes', 'None runs on this board and this store.')];
  const each = noted.map(({ pid, host, since }) => `${pid} on ${host} since ${isoOf(since)}`);
  return [ok('processes', `On this board and this store: process ${each.join(', ')}.`)];
}

function ownChecks(checks: RunningFacts['checks']): Check[] {
  if (checks === null) return [];
  const wrong = Object.entries(checks).filter(([, { ok }]) => !ok);
  if (wrong.length === 0) return [ok('checks', 'The running Liaison is well.')];
  const hint = 'The running Liaison says so; its log and its status page tell more.';
  return wrong.map(([name, { message }]) =>
    (NO_FAILURES.has(name) ? warn : fail)('checks', message, hint, name),
  );
}

async function askHolder(adminUrl: string, secret: string | null): Promise<RunningFacts> {
  const response = await adminClient(adminUrl, secret).get('/api/board', ANSWER_MS);
  const { checks, webhooks, mark } = Board.parse(await response.json());
  const known = webhooks.places.flatMap(({ webhookId, ...heard }): [string, Heard][] =>
    webhookId === null ? [] : [[webhookId, heard]],
  );
  const processes = mark === undefined ? null : [{ mark }];
  return { checks, heard: new Map(known), processes, noted: null };
}

async function readShared(
  webhooks: readonly WebhookRecord[],
  options: StorePlace & { storeUrl: string; clock: Clock; log: Log },
): Promise<RunningFacts> {
  const store = await openStore({ ...options, url: options.storeUrl, waitMs: STORE_MS });
  try {
    const [known, noted] = await Promise.all([hearingNotes(store.memory).load(), processesIn(store.memory)]);
    const heard = webhooks.flatMap((webhook): [string, Heard][] => {
      const its = known.get(webhook.id);
      if (!its) return [];
      const { state, lastAt, lost } = hearingOf(webhook, its ?? KNOWN_NOTHING);
      return [[webhook.id, { state, lastAt: lastAt === null ? null : isoOf(lastAt), lost }]];
    });
    return { checks: null, heard: new Map(heard), processes: noted, noted };
  } finally {
    await store.close();
  }
}
