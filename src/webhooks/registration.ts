// Keeps our webhooks: there is one per place, it is active, it has the right events, and we know its secret.
import type { Clock, Log } from '../reconcile/ports.ts';
import type { WebhookCalls, WebhookRecord } from '../reconcile/webhook-port.ts';
import { healthiestFirst, isLiaisons } from './standing.ts';
import { EVENTS } from './webhook.ts';

export type RegistrationDeps = {
  calls: WebhookCalls;
  /** Where ClickUp shall deliver to: PUBLIC_URL with the endpoint's path. */
  endpoint: string;
  places: { boardId: string; folderId: string };
  log: Log;
  clock: Clock;
  /** Secrets that we remember, should ClickUp show one only once. */
  knownSecrets?: ReadonlyMap<string, string>;
  /** Ids of webhooks that this deployment had before, whatever their endpoint was. */
  registeredBefore?: ReadonlySet<string>;
  /**
   * Whether those of them that deliver elsewhere are moved here: at the start only. Later it was another process that
   * took them, and two that pull in turns would help nobody.
   */
  mayMove?: boolean;
};

export type Registration = {
  /** The secret of every webhook that delivers to our endpoint, by its id. */
  secrets: Map<string, string>;
  /** Ids of every webhook that this deployment has or had and that still exists, to be known again after a move. */
  ours: string[];
  /** `registered` of `places` places have a webhook that works. After `revived`, `created` and `moved`, sweep. */
  health: {
    at: number;
    registered: number;
    places: number;
    problems: string[];
    revived: string[];
    created: string[];
    moved: string[];
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
  const { calls, endpoint, log, clock, mayMove = false } = deps;
  const registeredBefore = deps.registeredBefore ?? new Set<string>();
  const all = await calls.list();
  const found = all.filter(webhook => webhook.endpoint === endpoint);
  const away = all.filter(webhook => webhook.endpoint !== endpoint && isLiaisons(webhook));
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
    moved: [],
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
      const former = away.find(other => registeredBefore.has(other.id) && place.isAt(other));
      if (!webhook && former) {
        if (!mayMove) throw new Error(`webhook ${former.id} was moved to ${former.endpoint}`);
        webhook = await calls.revive({ id: former.id, endpoint, events: [...place.events] });
        const reason = `it delivered to ${former.endpoint}`;
        log.warn({ webhook: webhook.id, target: place.name, reason }, 'moved a webhook to the new endpoint');
        health.moved.push(webhook.id);
        keep(webhook);
      }
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
  for (const webhook of away) {
    const place = places.find(({ isAt }) => isAt(webhook));
    if (!place || health.moved.includes(webhook.id)) continue;
    const whose = registeredBefore.has(webhook.id) ? 'webhook' : 'webhook of unknown origin';
    health.problems.push(
      `${whose} ${webhook.id} still delivers from ${place.name} to ${webhook.endpoint}; if nothing of yours listens there, \`liaison webhooks prune\` removes it`,
    );
  }
  const ours = [...secrets.keys(), ...away.map(({ id }) => id).filter(id => registeredBefore.has(id))];
  return { secrets, ours: [...new Set(ours)], health };
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
      isAt: webhook => webhook.taskId === null && webhook.listId === boardId,
    },
    {
      name: 'the folder of team lists',
      key: { folderId },
      events: EVENTS.folder,
      isAt: webhook => webhook.taskId === null && webhook.listId === null && webhook.folderId === folderId,
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
