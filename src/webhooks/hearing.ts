// Which of our webhooks really reach us. That ClickUp calls one active proves nothing; a verified delivery does, until
// ClickUp counts failures and none comes. What one process knows, all learn through the memory.

import type { Clock } from '../base/clock.ts';
import type { Log } from '../base/log.ts';
import type { Memory } from '../reconcile/memory/memory.ts';
import type { Hears } from '../reconcile/webhook-port.ts';
import {
  hearingNotes,
  hearingOf,
  isProven,
  KNOWN_NOTHING,
  type Known,
  type PlaceHearing,
  withArrival,
  withSighting,
} from './hearing-notes.ts';
import type { KeptWebhook } from './keep-place.ts';
import type { PlaceKind } from './our-places.ts';

export type Hearing = {
  /** A verified delivery of that webhook came at `at`, whatever becomes of it. Waits for nothing and never fails. */
  arrived(webhookId: string, at: number): void;
  /**
   * Takes in what a look at the webhooks found at `at`; with `isFirst`, what was lost may have been lost while this process
   * was not there. Answers with whether anything was lost since the look before. Rejects if the memory is away.
   */
  looked(found: Found, look: { at: number; isFirst: boolean }): Promise<{ isLoss: boolean }>;
  /** Takes over what other processes know, if that was not done just now. Rejects if the memory is away. */
  refresh(): Promise<void>;
  places(): Record<PlaceKind, PlaceHearing>;
  /** Whether silence means something: deliveries come, and everything before the first of them was asked for. */
  hears(): Hears;
  /** Whether a place is heard again of which deliveries were lost: things may be gone that no poll shows. */
  isRecovering(): boolean;
  /** Everything that changed before `startedAt` has been asked for at the places that were not heard. */
  caughtUp(startedAt: number): Promise<void>;
};

type Found = Readonly<Record<PlaceKind, KeptWebhook | null>>;

/** While deliveries come, that they do is noted only so often. */
const NOTED_EVERY_MS = 60_000;
const REFRESHED_EVERY_MS = 10_000;

/** Nothing is known yet; the memory may know more. */
export function createHearing(deps: { memory: Memory; clock: Clock; log: Log }): Hearing {
  const { memory, clock, log } = deps;
  const notes = hearingNotes(memory);
  let webhooks: Found = { board: null, folder: null };
  let noted: ReadonlyMap<string, Known> = new Map();
  let refreshedAt = Number.NEGATIVE_INFINITY;
  /** When this process itself last received something of a webhook, and up to when that is noted. */
  const arrivals = new Map<string, number>();
  const notedUpTo = new Map<string, number>();
  /** While that something arrived is being noted. */
  let noting: Promise<void> | null = null;

  const placed = (): KeptWebhook[] => [webhooks.board, webhooks.folder].flatMap(webhook => webhook ?? []);
  const notedOf = (id: string): Known => noted.get(id) ?? KNOWN_NOTHING;
  /** What the memory held when it was read, and what this process has heard since. */
  const knownOf = ({ id, endpoint }: KeptWebhook): Known => {
    const at = arrivals.get(id) ?? 0;
    const known = notedOf(id);
    return at > (known.heard?.at ?? 0) ? withArrival(known, endpoint, at) : known;
  };
  const load = async (): Promise<void> => {
    refreshedAt = clock.now();
    noted = await notes.load();
  };
  const learn = (id: string, change: Partial<Known>): void => {
    noted = new Map(noted).set(id, { ...notedOf(id), ...change });
  };
  const noteArrival = async ({ id, endpoint }: KeptWebhook): Promise<void> => {
    const at = arrivals.get(id) ?? 0;
    if (at <= (notedUpTo.get(id) ?? 0)) return;
    await load();
    const { heard } = withArrival(notedOf(id), endpoint, at);
    await notes.noteHeard(id, heard);
    notedUpTo.set(id, at);
    learn(id, { heard });
  };
  const isHeard = (webhook: KeptWebhook | null): boolean => {
    if (webhook === null) return false;
    const known = knownOf(webhook);
    return isProven(known, webhook.endpoint) && known.caughtUp === known.heard?.since;
  };

  const placeHearing = (webhook: KeptWebhook | null): PlaceHearing =>
    hearingOf(webhook, webhook ? knownOf(webhook) : KNOWN_NOTHING);

  return {
    arrived(webhookId, at) {
      arrivals.set(webhookId, Math.max(at, arrivals.get(webhookId) ?? 0));
      const webhook = placed().find(({ id }) => id === webhookId);
      if (!webhook || noting) return;
      const isNews = !isProven(notedOf(webhookId), webhook.endpoint);
      if (!isNews && at - (notedUpTo.get(webhookId) ?? 0) < NOTED_EVERY_MS) return;
      noting = noteArrival(webhook)
        .catch((error: unknown) => log.debug({ reason: String(error) }, 'that we hear could not be noted'))
        .finally(() => {
          noting = null;
        });
    },

    async looked(found, look) {
      await noting;
      webhooks = found;
      for (const webhook of placed()) await noteArrival(webhook);
      await load();
      let isAnyLoss = false;
      for (const webhook of placed()) {
        const { sighting, isLoss } = withSighting(knownOf(webhook), webhook, look);
        await notes.noteSighting(webhook.id, sighting);
        learn(webhook.id, { sighting });
        isAnyLoss ||= isLoss;
      }
      return { isLoss: isAnyLoss };
    },

    async refresh() {
      if (clock.now() - refreshedAt >= REFRESHED_EVERY_MS) await load();
    },

    places: () => ({ board: placeHearing(webhooks.board), folder: placeHearing(webhooks.folder) }),

    hears: () => ({ board: isHeard(webhooks.board), folder: isHeard(webhooks.folder) }),

    isRecovering: () =>
      placed().some(webhook => {
        const known = knownOf(webhook);
        const hasLost = (known.sighting?.deafSince ?? null) !== null;
        return hasLost && isProven(known, webhook.endpoint) && !isHeard(webhook);
      }),

    async caughtUp(startedAt) {
      await noting;
      for (const webhook of placed()) {
        const known = knownOf(webhook);
        const since = known.heard?.since ?? startedAt;
        if (!isProven(known, webhook.endpoint) || isHeard(webhook) || since >= startedAt) continue;
        await notes.noteCaughtUp(webhook.id, since);
        learn(webhook.id, { caughtUp: since });
      }
    },
  };
}
