// Looks after the webhooks of a running Liaison: registers, revives, moves, notices whether they are heard, and asks for a
// sweep wherever something may have happened unheard.
import { z } from 'zod';
import type { Clock } from '../base/clock.ts';
import type { Log } from '../base/log.ts';
import { entryOf } from '../reconcile/memory/entry.ts';
import type { Memory } from '../reconcile/memory/memory.ts';
import { HEARS_NOTHING, type Hears, type WebhookCalls } from '../reconcile/webhook-port.ts';
import { Hearing } from './hearing.ts';
import type { PlaceHearing } from './hearing-notes.ts';
import type { PlaceKind } from './our-places.ts';
import { keepWebhooks, type Registration, secretsOf } from './registration.ts';
import { deafSentence, otherDeployment } from './webhook-status.ts';

const REGISTERED_KEY = 'webhooks-registered';
const REGISTERED_KEEP_MS = 90 * 86_400_000;
/** What this deployment registered, and where that delivered to when one of its processes looked last. */
const Registered = z.object({ ids: z.array(z.string()), endpoint: z.string().nullable() });
/** As a release before kept it. */
const Ids = z.array(z.string()).transform(ids => ({ ids, endpoint: null }));
type Registered = z.infer<typeof Registered>;

const EVERY_MS = 5 * 60_000;
/** Where something may be wrong, the next look comes sooner. */
const SOON_MS = 30_000;

export type WebhookWatchOptions = {
  calls: WebhookCalls;
  /** PUBLIC_URL with the endpoint's path; null where Liaison polls. */
  endpoint: string | null;
  places: { boardId: string; folderId: string };
  memory: Memory;
  /** Hears of webhooks that were mended: `revived`, `created` (one was missing) or `moved`. */
  countMended(what: string, count: number): void;
  clock: Clock;
  log: Log;
  sweep(): Promise<unknown>;
  /** How often to look, in milliseconds; every five minutes by default. */
  everyMs?: number;
};

export type WebhookWatch = {
  /** PUBLIC_URL with the endpoint's path; null where Liaison polls. */
  endpoint: string | null;
  /** What the last look found; null before the first one that succeeded. */
  registration(): Registration | null;
  /** How each place is heard. */
  places(): Record<PlaceKind, PlaceHearing>;
  /** Of each place, whether it tells by itself what happens there; what does not has to be asked for. */
  hears(): Hears;
  /** Takes over what other processes know of that. Rejects if the store is away. */
  refresh(): Promise<void>;
  /** Whether a place is heard again of which deliveries were lost, so that only a sweep shows everything. */
  isRecovering(): boolean;
  /** Everything that changed before `startedAt` has been asked for where it was not told. */
  caughtUp(startedAt: number): Promise<void>;
  /** A verified delivery of that webhook came at `at`, whatever becomes of it. */
  arrived(webhookId: string, at: number): void;
  /** Something has changed of which ClickUp will tell: whether that arrives is soon to be looked after. */
  expectsDelivery(): void;
  /**
   * Looks and mends; rejects only if the webhooks can't be listed or the store is away. With `isSweepAhead` whoever calls sweeps afterwards
   * in any case.
   */
  check(options?: { isSweepAhead?: boolean }): Promise<void>;
  /** Whether it is time for the next look. */
  isDue(): boolean;
  /** The secret of a webhook of ours, as far as it was read; null if we know none of that id. */
  secretOf(webhookId: string): string | null;
  /** Reads the secrets anew; before the first look that succeeded, by looking. */
  refreshSecrets(): Promise<void>;
};

/** Makes the watch; it does nothing by itself. */
export function createWebhookWatch(options: WebhookWatchOptions): WebhookWatch {
  const { calls, endpoint, places, memory, clock, log, sweep, everyMs = EVERY_MS } = options;
  const hearing = new Hearing({ memory, clock, log });
  let registration: Registration | null = null;
  let told = '';
  let wasDeaf = false;
  let lookedAt = Number.NEGATIVE_INFINITY;
  let expectsSince: number | null = null;
  let hasLost = false;
  const heldBefore = new Set<PlaceKind>();
  let toldOfOther: string | null = null;

  const recallRegistered = async (): Promise<Registered> => {
    const text = await memory.read(REGISTERED_KEY);
    return entryOf(Registered, text) ?? entryOf(Ids, text) ?? { ids: [], endpoint: null };
  };
  const states = () => Object.values(hearing.places()).map(({ state }) => state);

  const tellOfHearing = (): void => {
    const reason = deafSentence(hearing.places(), endpoint);
    if (reason !== null && !wasDeaf) log.warn({ reason }, 'webhooks do not reach us');
    if (reason === null && wasDeaf) log.info({ target: endpoint }, 'webhooks reach us again');
    wasDeaf = reason !== null;
  };

  /** Once: while a delivery to the other fails it seems away, and comes back the same. */
  const tellOfOther = (): void => {
    const reason = otherDeployment(registration);
    if (reason === null || reason === toldOfOther) return;
    log.warn({ reason }, 'another Liaison seems to work on this board');
    toldOfOther = reason;
  };

  const look = async (isSweepAhead: boolean): Promise<void> => {
    if (endpoint === null) return;
    const isFirst = registration === null;
    const before = await recallRegistered();
    const knownSecrets = registration?.secrets;
    lookedAt = clock.now();
    registration = await keepWebhooks({
      calls,
      endpoint,
      places,
      log,
      clock,
      registeredBefore: new Set(before.ids),
      endpointBefore: before.endpoint,
      mayMove: isFirst,
      heldBefore,
      ...(knownSecrets ? { knownSecrets } : {}),
    });
    const { webhooks, health, ours } = registration;
    for (const kind of ['board', 'folder'] as const) {
      if (webhooks[kind]?.endpoint === endpoint) heldBefore.add(kind);
    }
    const isHere = Object.values(webhooks).some(webhook => webhook?.endpoint === endpoint);
    const now: Registered = { ids: ours, endpoint: isHere ? endpoint : before.endpoint };
    await memory.write(REGISTERED_KEY, JSON.stringify(now), REGISTERED_KEEP_MS);
    const { isLoss } = await hearing.checked(webhooks, { at: lookedAt, isFirst });
    hasLost = isLoss;
    expectsSince = null;
    const { revived, created, moved, problems } = health;
    // The very first registration mends nothing.
    const mended = { revived, moved, created: before.ids.length > 0 ? created : [] };
    for (const [what, ids] of Object.entries(mended)) {
      if (ids.length > 0) options.countMended(what, ids.length);
    }
    const trouble = problems.join('; ');
    if (trouble !== '' && trouble !== told) log.warn({ reason: trouble }, 'webhooks need a look');
    told = trouble;
    tellOfOther();
    tellOfHearing();
    // While one was silent, missing or elsewhere, things happened that nobody told us.
    const isUnheard = isLoss || revived.length + moved.length + created.length > 0;
    if (isUnheard && !isSweepAhead) await sweep();
  };

  /** Whether the next look should not wait as long as usual. */
  const isAnxious = (): boolean => {
    if (hasLost && !states().includes('deaf')) return true;
    return expectsSince !== null && states().includes('unproven');
  };

  return {
    endpoint,
    registration: () => registration,
    places: () => hearing.places(),
    hears: () => (endpoint === null ? HEARS_NOTHING : hearing.hears()),
    async refresh() {
      if (endpoint === null) return;
      await hearing.refresh();
      tellOfHearing();
    },
    isRecovering: () => hearing.isRecovering(),
    caughtUp: startedAt => hearing.caughtUp(startedAt),
    arrived: (webhookId, at) => hearing.arrived(webhookId, at),
    expectsDelivery() {
      expectsSince ??= clock.now();
    },
    check: ({ isSweepAhead = false } = {}) => look(isSweepAhead),
    isDue: () => clock.now() - lookedAt >= (isAnxious() ? Math.min(everyMs, SOON_MS) : everyMs),
    secretOf: webhookId => registration?.secrets.get(webhookId) ?? null,
    async refreshSecrets() {
      if (endpoint === null) return;
      if (registration === null) return look(false);
      for (const [id, secret] of secretsOf(await calls.list(), endpoint))
        registration.secrets.set(id, secret);
    },
  };
}
