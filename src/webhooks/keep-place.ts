// Keeps the webhook of one place: it is there, active, with the right events, and we know its secret.
import type { Log } from '../base/log.ts';
import type { WebhookCalls, WebhookRecord } from '../reconcile/webhook-port.ts';
import type { OurPlace, PlaceKind } from './our-places.ts';
import { healthiestFirst, seemsHeard } from './ownership.ts';

/** The webhook of a place as it is now; `failuresBefore` is what ClickUp counted before anything was mended. */
export type KeptWebhook = { id: string; endpoint: string; failures: number; failuresBefore: number };

/** How a place was found and left. */
export type Kept = {
  webhook: KeptWebhook | null;
  problems: string[];
  mended: 'revived' | 'created' | 'moved' | null;
  /** Where somebody else hears instead of this deployment; null if nobody took the place over. */
  takenTo: string | null;
};

export type KeepDeps = {
  calls: WebhookCalls;
  log: Log;
  endpoint: string;
  /** Those that deliver to our endpoint, and Liaison's others. */
  found: readonly WebhookRecord[];
  away: readonly WebhookRecord[];
  registeredBefore: ReadonlySet<string>;
  /** Where this deployment's webhooks delivered to when one of its processes looked last; null if nobody knows. */
  endpointBefore: string | null;
  mayMove: boolean;
  /** Where this process has had a webhook. */
  heldBefore: ReadonlySet<PlaceKind>;
  secrets: Map<string, string>;
};

const TAKE_BACK = 'stop it, and `liaison webhooks --take-over` takes the place back';

/** Looks at one place and mends it; rejects where ClickUp refuses that. */
export async function keepPlace(place: OurPlace, deps: KeepDeps): Promise<Kept> {
  const { calls, endpoint, log, secrets } = deps;
  const events = [...place.events];
  const keepSecret = ({ id, secret }: WebhookRecord): boolean => {
    if (secret !== null) secrets.set(id, secret);
    return secrets.has(id);
  };
  const [ours, ...doubles] = deps.found.filter(place.isAt).sort(healthiestFirst);
  const kept: Kept = {
    webhook: null,
    problems: doubles.map(({ id }) => `webhook ${id} is a second one for ${place.name}`),
    mended: null,
    takenTo: null,
  };
  let webhook = ours ?? null;
  const former = deps.away.find(other => deps.registeredBefore.has(other.id) && place.isAt(other));
  if (!webhook && former) {
    if (!mayMoveBack(former, deps)) {
      const moved = `${place.name} has no working webhook: webhook ${former.id} was moved to ${former.endpoint}`;
      if (isAnotherOfOurs(former, deps)) {
        kept.problems.push(moved);
        kept.webhook = keptAs(former, failuresOf(former));
      } else {
        kept.problems.push(`${moved}; ${TAKE_BACK}`);
        kept.takenTo = former.endpoint;
      }
      return kept;
    }
    webhook = await calls.revive({ id: former.id, endpoint, events });
    const reason = `it delivered to ${former.endpoint}`;
    log.warn({ webhook: webhook.id, target: place.name, reason }, 'moved a webhook to the new endpoint');
    kept.mended = 'moved';
    keepSecret(webhook);
  }
  const heir = webhook ? null : heirOf(place, deps);
  if (heir) {
    kept.problems.push(
      `${place.name} has no working webhook: ours was removed, and a Liaison at ${heir.endpoint} hears there; ${TAKE_BACK}`,
    );
    kept.takenTo = heir.endpoint;
    return kept;
  }
  const failuresBefore = ours ? failuresOf(ours) : 0;
  const ailment = webhook && ailmentOf(webhook, place, secrets.has(webhook.id));
  if (webhook && ailment) {
    webhook = await calls.revive({ id: webhook.id, endpoint, events });
    log.warn({ webhook: webhook.id, reason: ailment }, 'revived a webhook');
    kept.mended ??= 'revived';
  }
  if (webhook && !keepSecret(webhook)) {
    // A webhook whose secret nobody tells is of no use, and its place cannot be had twice.
    await calls.remove(webhook.id);
    webhook = null;
  }
  if (!webhook) {
    const made = await create(deps, place);
    webhook = made.webhook;
    if (made.isNew) {
      log.info({ webhook: webhook.id, target: place.name }, 'registered a webhook');
      kept.mended = 'created';
    }
  }
  if (keepSecret(webhook)) kept.webhook = keptAs(webhook, failuresBefore);
  else {
    kept.problems.push(`ClickUp does not tell the secret of webhook ${webhook.id} for ${place.name}`);
  }
  return kept;
}

/** Whether this deployment itself has moved it, in another process or an earlier life. */
function isAnotherOfOurs({ endpoint }: WebhookRecord, { endpointBefore }: KeepDeps): boolean {
  return endpointBefore === null || endpoint === endpointBefore;
}

/**
 * At the start our own are moved to where we are now. What somebody else has moved away stays there, unless nobody
 * listens there any more: two that pull in turns would help nobody, and neither would none that hears.
 */
function mayMoveBack(former: WebhookRecord, deps: KeepDeps): boolean {
  if (former.health?.status === 'suspended' && !isAnotherOfOurs(former, deps)) return true;
  return deps.mayMove && (isAnotherOfOurs(former, deps) || failuresOf(former) > 0);
}

/**
 * Whoever took the place over: ours was removed while we run, and another deployment is heard there. It keeps the place;
 * two that remove and register in turns would help nobody. A new start registers in any case.
 */
function heirOf(place: OurPlace, { away, heldBefore }: KeepDeps): WebhookRecord | null {
  if (!heldBefore.has(place.kind)) return null;
  return away.find(other => place.isAt(other) && seemsHeard(other)) ?? null;
}

function keptAs(webhook: WebhookRecord, failuresBefore: number): KeptWebhook {
  return { id: webhook.id, endpoint: webhook.endpoint, failures: failuresOf(webhook), failuresBefore };
}

function failuresOf({ health }: WebhookRecord): number {
  return health?.failCount ?? 0;
}

/** What has to be mended about a webhook; null if nothing. */
function ailmentOf(webhook: WebhookRecord, place: OurPlace, knowsSecret: boolean): string | null {
  const status = webhook.health?.status ?? 'active';
  if (status !== 'active') return `it was ${status} after ${failuresOf(webhook)} failures`;
  const isSame =
    webhook.events.length === place.events.length &&
    place.events.every(event => webhook.events.includes(event));
  if (!isSame) return `its events were ${webhook.events.join(', ') || 'none'}`;
  return knowsSecret ? null : 'its secret was unknown';
}

/** Creates a webhook. If that fails, another process (or a lost answer) may have made it: then it is that one. */
async function create(
  { calls, endpoint }: KeepDeps,
  place: OurPlace,
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
