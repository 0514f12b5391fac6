// What each webhook of this token's owner is to us. Pure: whether a foreign place still exists is handed in.
import { ENDPOINT_PATH, type WebhookRecord } from '../reconcile/webhook-port.ts';

/** The place that decides what a webhook hears of: the most specific one. */
export type WebhookPlace = {
  kind: 'board' | 'team lists' | 'task' | 'list' | 'folder' | 'space' | 'workspace';
  id: string | null;
};

/**
 * `current`: delivers from a place of ours to PUBLIC_URL. `double`: a second one of those. `old address`: from a
 * place of ours to Liaison elsewhere. `place gone`: from a list or folder that is not there any more. `elsewhere`: a
 * Liaison's, but from another place. `unclear`: without PUBLIC_URL nobody can say. `not ours`: its endpoint is not
 * Liaison's.
 */
export type Ownership =
  | 'current'
  | 'double'
  | 'old address'
  | 'place gone'
  | 'elsewhere'
  | 'unclear'
  | 'not ours';

export type OwnedWebhook = WebhookRecord & { place: WebhookPlace; standing: Ownership; isStale: boolean };

/** What may be removed: it is Liaison's, and nothing is lost with it. */
const STALE: ReadonlySet<Ownership> = new Set(['double', 'old address', 'place gone']);

export type OwnershipFacts = {
  /** PUBLIC_URL with the endpoint's path; null without PUBLIC_URL. */
  endpoint: string | null;
  places: { boardId: string; folderId: string };
  /** The ids of lists and folders that are not there any more. */
  gone: ReadonlySet<string>;
};

/** Judges every webhook; of doubles the healthiest counts as the current one. */
export function ownershipOf(
  webhooks: readonly WebhookRecord[],
  { endpoint, places, gone }: OwnershipFacts,
): OwnedWebhook[] {
  const current = new Map<string, string>();
  for (const webhook of webhooks.toSorted(healthiestFirst)) {
    const { kind } = placeOf(webhook, places);
    const isCurrent = isAtOurPlace(kind) && webhook.endpoint === endpoint;
    if (isCurrent && !current.has(kind)) current.set(kind, webhook.id);
  }
  const judge = (webhook: WebhookRecord, { kind, id }: WebhookPlace): Ownership => {
    if (!isLiaisons(webhook)) return 'not ours';
    if (!isAtOurPlace(kind)) return id !== null && gone.has(id) ? 'place gone' : 'elsewhere';
    if (endpoint === null) return 'unclear';
    if (webhook.endpoint !== endpoint) return 'old address';
    return current.get(kind) === webhook.id ? 'current' : 'double';
  };
  return webhooks.map(webhook => {
    const place = placeOf(webhook, places);
    const standing = judge(webhook, place);
    return { ...webhook, place, standing, isStale: STALE.has(standing) };
  });
}

/** Whether the endpoint is that of a Liaison, wherever it runs. */
export function isLiaisons({ endpoint }: Pick<WebhookRecord, 'endpoint'>): boolean {
  return URL.canParse(endpoint) && new URL(endpoint).pathname === ENDPOINT_PATH;
}

/** Whether somebody seems to listen where it delivers to: a success takes the count back to nothing, so none was lost. */
export function seemsHeard({ health }: Pick<WebhookRecord, 'health'>): boolean {
  return health === null || (health.status === 'active' && health.failCount === 0);
}

/** Where a webhook listens, seen from our places. */
export function placeOf(webhook: WebhookRecord, places: OwnershipFacts['places']): WebhookPlace {
  const { taskId, listId, folderId, spaceId } = webhook;
  if (taskId !== null) return { kind: 'task', id: taskId };
  if (listId !== null) return { kind: listId === places.boardId ? 'board' : 'list', id: listId };
  if (folderId !== null) {
    return { kind: folderId === places.folderId ? 'team lists' : 'folder', id: folderId };
  }
  return spaceId === null ? { kind: 'workspace', id: null } : { kind: 'space', id: spaceId };
}

/** Orders those that work first; the rest is any fixed order. */
export function healthiestFirst(one: WebhookRecord, other: WebhookRecord): number {
  const ill = (webhook: WebhookRecord) => Number((webhook.health?.status ?? 'active') !== 'active');
  return ill(one) - ill(other) || (one.id < other.id ? -1 : 1);
}

function isAtOurPlace(kind: WebhookPlace['kind']): boolean {
  return kind === 'board' || kind === 'team lists';
}
