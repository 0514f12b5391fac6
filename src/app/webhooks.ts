// Our webhooks as the command line sees them: without a running process and without the store.
import { reasonOf } from '../base/reason-of.ts';
import { createWebhookCalls } from '../clickup/calls/webhook-calls.ts';
import type { Connection } from '../clickup/connect.ts';
import { ENDPOINT_PATH, type WebhookCalls } from '../reconcile/webhook-port.ts';

import { placesOf } from '../webhooks/our-places.ts';
import { type OwnedWebhook, ownershipOf } from '../webhooks/ownership.ts';

/** One webhook as machines read it: `liaison webhooks --json`. Fields may be added, never renamed. */
export type WebhookReport = {
  id: string;
  endpoint: string;
  place: { kind: string; id: string | null };
  events: string[];
  health: { status: string; failCount: number } | null;
  standing: OwnedWebhook['standing'];
  isOurs: boolean;
  isStale: boolean;
};

export type WebhooksReport = {
  /** Where ClickUp shall deliver to; null without PUBLIC_URL. */
  endpoint: string | null;
  webhooks: WebhookReport[];
};

type Removal = {
  /** What was removed, or would be. */
  removed: string[];
  failed: { id: string; reason: string }[];
};

export type PruneReport = WebhooksReport & { isDryRun: boolean } & Removal;

/** `registered` are ours that were made for it; a dry run makes none. */
export type TakeOverReport = PruneReport & { registered: string[] };

type Looked = { calls: WebhookCalls; webhooks: OwnedWebhook[]; report: WebhooksReport };

/** Every webhook of this token's owner, and what it is to us. Rejects with a ClickUpFailure. */
export async function listWebhooks(
  connection: Connection,
  { publicUrl }: { publicUrl: string | null },
): Promise<WebhooksReport> {
  return (await look(connection, publicUrl)).report;
}

/**
 * Removes of ours, that is of those that deliver from our places to a Liaison, the `stale` ones or `all`, after `announce` has
 * heard of them; a dry run removes nothing.
 */
export async function removeWebhooks(
  connection: Connection,
  options: {
    publicUrl: string | null;
    isDryRun: boolean;
    which: 'stale' | 'all';
    announce(meant: WebhookReport[]): void;
  },
): Promise<PruneReport> {
  const { isDryRun, which } = options;
  const { calls, report } = await look(connection, options.publicUrl);
  const meant = report.webhooks.filter(({ isOurs, isStale }) => (which === 'all' ? isOurs : isStale));
  options.announce(meant);
  return { ...report, isDryRun, ...(await removeEach(meant, { calls, isDryRun })) };
}

/**
 * Removes those of other deployments at our places, after `announce` has heard of them. Where we have none ours is made
 * first, so that a place is heard at any moment, and nobody else gets there before us. A dry run changes nothing.
 */
export async function takeOverWebhooks(
  connection: Connection,
  options: {
    publicUrl: string;
    isDryRun: boolean;
    announce(others: WebhookReport[]): void;
  },
): Promise<TakeOverReport> {
  const { isDryRun } = options;
  const { calls, webhooks, report } = await look(connection, options.publicUrl);
  const others = webhooks.filter(({ standing }) => standing === 'old address');
  options.announce(others.map(reportOfWebhook));
  const done: Removal & { registered: string[] } = { registered: [], removed: [], failed: [] };
  for (const place of placesOf(connection.places)) {
    const there = others.filter(place.isAt);
    if (there.length === 0) continue;
    const hasOurs = webhooks.some(webhook => webhook.standing === 'current' && place.isAt(webhook));
    if (!hasOurs && !isDryRun) {
      const endpoint = options.publicUrl + ENDPOINT_PATH;
      try {
        const made = await calls.create({ endpoint, events: [...place.events], ...place.key });
        done.registered.push(made.id);
      } catch (error) {
        // Better heard by another than by nobody.
        const reason = `ours could not be registered: ${reasonOf(error)}`;
        done.failed.push(...there.map(({ id }) => ({ id, reason })));
        continue;
      }
    }
    const { removed, failed } = await removeEach(there, { calls, isDryRun });
    done.removed.push(...removed);
    done.failed.push(...failed);
  }
  return { ...report, isDryRun, ...done };
}

async function removeEach(
  webhooks: readonly { id: string }[],
  { calls, isDryRun }: { calls: WebhookCalls; isDryRun: boolean },
): Promise<Removal> {
  const done: Removal = { removed: [], failed: [] };
  for (const { id } of webhooks) {
    try {
      if (!isDryRun) await calls.remove(id);
      done.removed.push(id);
    } catch (error) {
      done.failed.push({ id, reason: reasonOf(error) });
    }
  }
  return done;
}

async function look({ transport, places }: Connection, publicUrl: string | null): Promise<Looked> {
  const calls = createWebhookCalls(transport, places);
  const endpoint = publicUrl === null ? null : publicUrl + ENDPOINT_PATH;
  const records = await calls.list();
  const first = ownershipOf(records, { endpoint, places, gone: new Set() });
  const gone = await goneAmong(calls, first);
  const webhooks = ownershipOf(records, { endpoint, places, gone });
  return { calls, webhooks, report: { endpoint, webhooks: webhooks.map(reportOfWebhook) } };
}

/** The lists and folders of other Liaison webhooks that are not there any more. */
async function goneAmong(calls: WebhookCalls, webhooks: readonly OwnedWebhook[]): Promise<Set<string>> {
  const gone = new Set<string>();
  const elsewhere = webhooks.filter(webhook => webhook.standing === 'elsewhere');
  const asked = new Map(elsewhere.map(({ place }) => [`${place.kind}:${place.id}`, place]));
  for (const { kind, id } of asked.values()) {
    if (id === null || (kind !== 'list' && kind !== 'folder')) continue;
    if (!(await calls.isThere(kind === 'list' ? { listId: id } : { folderId: id }))) gone.add(id);
  }
  return gone;
}

function reportOfWebhook(webhook: OwnedWebhook): WebhookReport {
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
