// Our webhooks as the command line sees them: without a running process and without the store.
import { createWebhookCalls } from '../clickup/webhook-calls.ts';
import type { WebhookCalls } from '../reconcile/webhook-port.ts';
import { type StandingWebhook, standingOf } from '../webhooks/standing.ts';
import { ENDPOINT_PATH } from '../webhooks/webhook.ts';
import type { Connection } from './connect.ts';

/** One webhook as machines read it: `liaison webhooks --json`. Fields may be added, never renamed. */
export type WebhookAccount = {
  id: string;
  endpoint: string;
  place: { kind: string; id: string | null };
  events: string[];
  health: { status: string; failCount: number } | null;
  standing: StandingWebhook['standing'];
  isOurs: boolean;
  isStale: boolean;
};

export type WebhooksAccount = {
  /** Where ClickUp shall deliver to; null without PUBLIC_URL. */
  endpoint: string | null;
  webhooks: WebhookAccount[];
};

export type PruneAccount = WebhooksAccount & {
  isDryRun: boolean;
  /** What was removed, or would be. */
  removed: string[];
  failed: { id: string; reason: string }[];
};

type Looked = { calls: WebhookCalls; webhooks: StandingWebhook[]; account: WebhooksAccount };

/** Every webhook of this token's owner, and what it is to us. Rejects with a ClickUpFailure. */
export async function listWebhooks(
  connection: Connection,
  { publicUrl }: { publicUrl: string | null },
): Promise<WebhooksAccount> {
  return (await look(connection, publicUrl)).account;
}

/** Removes the stale ones of ours, after `announce` has heard of them; a dry run removes nothing. */
export async function pruneWebhooks(
  connection: Connection,
  options: {
    publicUrl: string | null;
    isDryRun: boolean;
    announce(webhooks: WebhooksAccount): void;
  },
): Promise<PruneAccount> {
  const { isDryRun } = options;
  const { calls, webhooks, account } = await look(connection, options.publicUrl);
  const stale = webhooks.filter(webhook => webhook.isStale);
  options.announce(account);
  const removed: string[] = [];
  const failed: PruneAccount['failed'] = [];
  for (const { id } of stale) {
    try {
      if (!isDryRun) await calls.remove(id);
      removed.push(id);
    } catch (error) {
      failed.push({ id, reason: error instanceof Error ? error.message : String(error) });
    }
  }
  return { ...account, isDryRun, removed, failed };
}

async function look({ transport, places }: Connection, publicUrl: string | null): Promise<Looked> {
  const calls = createWebhookCalls(transport, places);
  const endpoint = publicUrl === null ? null : publicUrl + ENDPOINT_PATH;
  const records = await calls.list();
  const first = standingOf(records, { endpoint, places, gone: new Set() });
  const gone = await goneAmong(calls, first);
  const webhooks = standingOf(records, { endpoint, places, gone });
  return { calls, webhooks, account: { endpoint, webhooks: webhooks.map(accountOf) } };
}

/** The lists and folders of other Liaison webhooks that are not there any more. */
async function goneAmong(calls: WebhookCalls, webhooks: readonly StandingWebhook[]): Promise<Set<string>> {
  const gone = new Set<string>();
  const elsewhere = webhooks.filter(webhook => webhook.standing === 'elsewhere');
  const asked = new Map(elsewhere.map(({ place }) => [`${place.kind}:${place.id}`, place]));
  for (const { kind, id } of asked.values()) {
    if (id === null || (kind !== 'list' && kind !== 'folder')) continue;
    if (!(await calls.isThere(kind === 'list' ? { listId: id } : { folderId: id }))) gone.add(id);
  }
  return gone;
}

function accountOf(webhook: StandingWebhook): WebhookAccount {
  const { id, endpoint, place, events, health, standing, isStale } = webhook;
  return {
    id,
    endpoint,
    place,
    events,
    health,
    standing,
    isOurs: standing !== 'not ours' && standing !== 'elsewhere',
    isStale,
  };
}
