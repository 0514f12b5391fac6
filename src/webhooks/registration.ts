// Keeps our webhooks: there is one per place, it is active, it has the right events, and we know its secret.

import type { Clock } from '../base/clock.ts';
import type { Log } from '../base/log.ts';
import { reasonOf } from '../base/reason-of.ts';
import type { WebhookCalls, WebhookRecord } from '../reconcile/webhook-port.ts';
import { type KeptWebhook, keepPlace } from './keep-place.ts';
import { type PlaceKind, placesOf } from './our-places.ts';
import { isLiaisons, seemsHeard } from './ownership.ts';

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
  /** Where they delivered to when one of its processes looked last; null if nobody knows. */
  endpointBefore?: string | null;
  /**
   * Whether those of them that deliver elsewhere are moved here: at the start only. Later it was another process that
   * took them, and two that pull in turns would help nobody.
   */
  mayMove?: boolean;
  /** Where this process has had a webhook: missing there, it was removed, perhaps by who took the place over. */
  heldBefore?: ReadonlySet<PlaceKind>;
};

/** A webhook at a place of ours that another deployment registered. */
export type ForeignWebhook = { id: string; endpoint: string };

export type Registration = {
  /** The secret of every webhook that delivers to our endpoint, by its id. */
  secrets: Map<string, string>;
  /** Ids of every webhook that this deployment has or had and that still exists, to be known again after a move. */
  ours: string[];
  /** The webhook of each place; null where there is none that works. */
  webhooks: Record<PlaceKind, KeptWebhook | null>;
  /** Those of another deployment at our places that somebody seems to hear; what one left behind is a problem. */
  foreign: ForeignWebhook[];
  /** Where somebody else hears instead of this deployment; null if nobody took a place over. */
  takenTo: string | null;
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

/**
 * Looks at our webhooks and mends them. Safe to run at any time and in several processes at once.
 * Rejects only if they cannot be listed; whatever else goes wrong is among the problems and is tried again next time.
 */
export async function keepWebhooks(deps: RegistrationDeps): Promise<Registration> {
  const { calls, endpoint, log, mayMove = false, endpointBefore = null } = deps;
  const { registeredBefore = new Set<string>(), heldBefore = new Set<PlaceKind>() } = deps;
  const at = deps.clock.now();
  const all = await calls.list();
  const found = all.filter(webhook => webhook.endpoint === endpoint);
  const away = all.filter(webhook => webhook.endpoint !== endpoint && isLiaisons(webhook));
  const secrets = secretsOf(found, endpoint);
  for (const { id } of found) {
    const remembered = deps.knownSecrets?.get(id);
    if (remembered !== undefined && !secrets.has(id)) secrets.set(id, remembered);
  }
  const places = placesOf(deps.places);
  const registration: Registration = {
    secrets,
    ours: [],
    webhooks: { board: null, folder: null },
    foreign: [],
    takenTo: null,
    health: {
      at,
      registered: 0,
      places: places.length,
      problems: [],
      revived: [],
      created: [],
      moved: [],
    },
  };
  const { health } = registration;
  const keeping = {
    calls,
    log,
    endpoint,
    found,
    away,
    registeredBefore,
    endpointBefore,
    mayMove,
    heldBefore,
    secrets,
  };
  for (const place of places) {
    try {
      const { webhook, problems, mended, takenTo } = await keepPlace(place, keeping);
      registration.webhooks[place.kind] = webhook;
      registration.takenTo ??= takenTo;
      health.problems.push(...problems);
      if (webhook && mended) health[mended].push(webhook.id);
      if (webhook?.endpoint === endpoint) health.registered++;
    } catch (error) {
      const reason = reasonOf(error);
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
    const isFormer = registeredBefore.has(webhook.id);
    // That it was moved away has been said.
    if (isFormer && registration.webhooks[place.kind]?.endpoint !== endpoint) continue;
    if (!isFormer && seemsHeard(webhook)) {
      registration.foreign.push({ id: webhook.id, endpoint: webhook.endpoint });
      continue;
    }
    health.problems.push(stillDelivers(webhook, place.name, isFormer));
  }
  const stillAway = away.map(({ id }) => id).filter(id => registeredBefore.has(id));
  registration.ours = [...new Set([...secrets.keys(), ...stillAway])];
  return registration;
}

/** The secrets that ClickUp shows, by webhook id, of those that deliver to `endpoint`. */
export function secretsOf(webhooks: readonly WebhookRecord[], endpoint: string): Map<string, string> {
  const secrets = new Map<string, string>();
  for (const webhook of webhooks) {
    if (webhook.endpoint === endpoint && webhook.secret !== null) secrets.set(webhook.id, webhook.secret);
  }
  return secrets;
}

function stillDelivers({ id, endpoint }: WebhookRecord, place: string, isFormer: boolean): string {
  const whose = isFormer ? 'webhook' : 'webhook of unknown origin';
  return (
    `${whose} ${id} still delivers from ${place} to ${endpoint}; ` +
    'if nothing of yours listens there, `liaison webhooks prune` removes it'
  );
}
