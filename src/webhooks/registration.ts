// Keeps our webhooks: there is one per place, it is active, it has the right events, and we know its secret.
import type { Clock, Log } from '../reconcile/ports.ts';
import { EVENTS, type WebhookCalls, type WebhookRecord } from './webhook.ts';

export type RegistrationDeps = {
  calls: WebhookCalls;
  /** Where ClickUp shall deliver to: PUBLIC_URL with the endpoint's path. */
  endpoint: string;
  places: { boardId: string; folderId: string };
  log: Log;
  clock: Clock;
  /** Secrets that we remember, should ClickUp show one only once. */
  knownSecrets?: ReadonlyMap<string, string>;
};

export type Registration = {
  /** The secret of every webhook that delivers to our endpoint, by its id. */
  secrets: Map<string, string>;
  /** `registered` of `places` places have a webhook that works. After `revived` and `created`, sweep. */
  health: {
    at: number;
    registered: number;
    places: number;
    problems: string[];
    revived: string[];
    created: string[];
  };
};

type Place = {
  name: string;
  key: { listId: string } | { folderId: string };
  events: readonly string[];
  isAt(webhook: WebhookRecord): boolean;
};

/**
 * Looks at our webhooks and mends them. Safe to run at any time and in several processes at once.
 * Rejects only if they cannot be listed; whatever else goes wrong is among the problems and is tried again next time.
 */
export async function keepWebhooks(deps: RegistrationDeps): Promise<Registration> {
  const { calls, endpoint, log, clock } = deps;
  const found = (await calls.list()).filter(webhook => webhook.endpoint === endpoint);
  const secrets = secretsOf(found, endpoint);
  for (const { id } of found) {
    const remembered = deps.knownSecrets?.get(id);
    if (remembered !== undefined && !secrets.has(id)) secrets.set(id, remembered);
  }
  const places = placesOf(deps);
  const health: Registration['health'] = {
    at: clock.now(),
    registered: 0,
    places: places.length,
    problems: [],
    revived: [],
    created: [],
  };
  const keep = (webhook: WebhookRecord) => {
    if (webhook.secret !== null) secrets.set(webhook.id, webhook.secret);
    return secrets.has(webhook.id);
  };

  for (const place of places) {
    const [ours, ...doubles] = found.filter(place.isAt).sort(healthiestFirst);
    for (const { id } of doubles) health.problems.push(`webhook ${id} is a second one for ${place.name}`);
    try {
      let webhook = ours ?? null;
      const ailment = webhook && ailmentOf(webhook, place, secrets.has(webhook.id));
      if (webhook && ailment) {
        webhook = await calls.revive({ id: webhook.id, endpoint, events: [...place.events] });
        log.warn({ webhook: webhook.id, reason: ailment }, 'revived a webhook');
        health.revived.push(webhook.id);
      }
      if (webhook && !keep(webhook)) {
        // A webhook whose secret nobody tells is of no use, and its place cannot be had twice.
        await calls.remove(webhook.id);
        webhook = null;
      }
      if (!webhook) {
        const made = await create(deps, place);
        webhook = made.webhook;
        if (made.isNew) {
          log.info({ webhook: webhook.id, target: place.name }, 'registered a webhook');
          health.created.push(webhook.id);
        }
      }
      if (keep(webhook)) health.registered++;
      else
        health.problems.push(`ClickUp does not tell the secret of webhook ${webhook.id} for ${place.name}`);
    } catch (error) {
      const reason = error instanceof Error ? error.message : String(error);
      log.error({ target: place.name, reason }, 'a place has no working webhook');
      health.problems.push(`${place.name} has no working webhook: ${reason}`);
    }
  }
  for (const { id } of found.filter(webhook => !places.some(place => place.isAt(webhook)))) {
    health.problems.push(`webhook ${id} delivers to us from a place that is not ours`);
  }
  return { secrets, health };
}

/** The secrets that ClickUp shows, by webhook id, of those that deliver to `endpoint`. */
export function secretsOf(webhooks: readonly WebhookRecord[], endpoint: string): Map<string, string> {
  const secrets = new Map<string, string>();
  for (const webhook of webhooks) {
    if (webhook.endpoint === endpoint && webhook.secret !== null) secrets.set(webhook.id, webhook.secret);
  }
  return secrets;
}

function placesOf({ places: { boardId, folderId } }: RegistrationDeps): Place[] {
  return [
    {
      name: 'the board',
      key: { listId: boardId },
      events: EVENTS.board,
      isAt: webhook => webhook.listId === boardId,
    },
    {
      name: 'the folder of team lists',
      key: { folderId },
      events: EVENTS.folder,
      isAt: webhook => webhook.listId === null && webhook.folderId === folderId,
    },
  ];
}

/** What has to be mended about a webhook; null if nothing. */
function ailmentOf(webhook: WebhookRecord, place: Place, knowsSecret: boolean): string | null {
  const status = webhook.health?.status ?? 'active';
  if (status !== 'active') return `it was ${status} after ${webhook.health?.failCount ?? 0} failures`;
  const isSame =
    webhook.events.length === place.events.length &&
    place.events.every(event => webhook.events.includes(event));
  if (!isSame) return `its events were ${webhook.events.join(', ') || 'none'}`;
  return knowsSecret ? null : 'its secret was unknown';
}

/** Creates a webhook. If that fails, another process (or a lost answer) may have made it: then it is that one. */
async function create(
  { calls, endpoint }: RegistrationDeps,
  place: Place,
): Promise<{ webhook: WebhookRecord; isNew: boolean }> {
  try {
    return {
      webhook: await calls.create({ endpoint, events: [...place.events], ...place.key }),
      isNew: true,
    };
  } catch (error) {
    const webhooks = await calls.list();
    const webhook = webhooks.find(candidate => candidate.endpoint === endpoint && place.isAt(candidate));
    if (!webhook) throw error;
    return { webhook, isNew: false };
  }
}

function healthiestFirst(one: WebhookRecord, other: WebhookRecord): number {
  const ill = (webhook: WebhookRecord) => Number((webhook.health?.status ?? 'active') !== 'active');
  return ill(one) - ill(other) || (one.id < other.id ? -1 : 1);
}
