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
/** Where something may be wrong, the next check comes sooner. */
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
  /** What the last check found; null before the first one that succeeded. */
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
  /** Something has changed of which ClickUp will tell: whether that arrives is soon to be checked. */
  expectsDelivery(): void;
  /**
   * Checks and mends; rejects only if the webhooks can't be listed or the store is away. With `isSweepAhead` whoever calls sweeps afterwards
   * in any case.
   */
  check(options?: { isSweepAhead?: boolean }): Promise<void>;
  /** Whether it is time for the next check. */
  isDue(): boolean;
  /** The secret of a webhook of ours, as far as it was read; null if we know none of that id. */
  secretOf(webhookId: string): string | null;
  /** Reads the secrets anew; before the first check that succeeded, by checking. */
  refreshSecrets(): Promise<void>;
};

/** Makes the watch; it does nothing by itself. */
export function createWebhookWatch(options: WebhookWatchOptions): WebhookWatch {
  return new OwnWebhooks(options);
}

class OwnWebhooks implements WebhookWatch {
  readonly endpoint: string | null;
  readonly #options: WebhookWatchOptions;
  readonly #everyMs: number;
  readonly #hearing: Hearing;
  #registration: Registration | null = null;
  #loggedTrouble = '';
  #wasDeaf = false;
  #checkedAt = Number.NEGATIVE_INFINITY;
  #expectsSince: number | null = null;
  #hasLost = false;
  readonly #heldBefore = new Set<PlaceKind>();
  #loggedOther: string | null = null;

  constructor(options: WebhookWatchOptions) {
    this.#options = options;
    this.endpoint = options.endpoint;
    this.#everyMs = options.everyMs ?? EVERY_MS;
    this.#hearing = new Hearing(options);
  }

  registration(): Registration | null {
    return this.#registration;
  }

  places(): Record<PlaceKind, PlaceHearing> {
    return this.#hearing.places();
  }

  hears(): Hears {
    return this.endpoint === null ? HEARS_NOTHING : this.#hearing.hears();
  }

  async refresh(): Promise<void> {
    if (this.endpoint === null) return;
    await this.#hearing.refresh();
    this.#logHearing();
  }

  isRecovering(): boolean {
    return this.#hearing.isRecovering();
  }

  caughtUp(startedAt: number): Promise<void> {
    return this.#hearing.caughtUp(startedAt);
  }

  arrived(webhookId: string, at: number): void {
    this.#hearing.arrived(webhookId, at);
  }

  expectsDelivery(): void {
    this.#expectsSince ??= this.#options.clock.now();
  }

  async check({ isSweepAhead = false }: { isSweepAhead?: boolean } = {}): Promise<void> {
    const { endpoint } = this;
    if (endpoint === null) return;
    const isFirst = this.#registration === null;
    const before = await this.#recallRegistered();
    const registration = await this.#register(endpoint, before, isFirst);
    const { webhooks, health } = registration;
    await this.#noteRegistered(endpoint, before, registration);
    const { isLoss } = await this.#hearing.checked(webhooks, { at: this.#checkedAt, isFirst });
    this.#hasLost = isLoss;
    this.#expectsSince = null;
    const { revived, created, moved, problems } = health;
    // The very first registration mends nothing.
    const mended = { revived, moved, created: before.ids.length > 0 ? created : [] };
    for (const [what, ids] of Object.entries(mended)) {
      if (ids.length > 0) this.#options.countMended(what, ids.length);
    }
    this.#logTrouble(problems.join('; '));
    this.#logOther();
    this.#logHearing();
    // While one was silent, missing or elsewhere, things happened that nobody told us.
    const isUnheard = isLoss || revived.length + moved.length + created.length > 0;
    if (isUnheard && !isSweepAhead) await this.#options.sweep();
  }

  isDue(): boolean {
    const pauseMs = this.#isAnxious() ? Math.min(this.#everyMs, SOON_MS) : this.#everyMs;
    return this.#options.clock.now() - this.#checkedAt >= pauseMs;
  }

  secretOf(webhookId: string): string | null {
    return this.#registration?.secrets.get(webhookId) ?? null;
  }

  async refreshSecrets(): Promise<void> {
    const { endpoint } = this;
    if (endpoint === null) return;
    if (this.#registration === null) return this.check();
    for (const [id, secret] of secretsOf(await this.#options.calls.list(), endpoint)) {
      this.#registration.secrets.set(id, secret);
    }
  }

  async #recallRegistered(): Promise<Registered> {
    const text = await this.#options.memory.read(REGISTERED_KEY);
    return entryOf(Registered, text) ?? entryOf(Ids, text) ?? { ids: [], endpoint: null };
  }

  async #register(endpoint: string, before: Registered, isFirst: boolean): Promise<Registration> {
    const { calls, places, log, clock } = this.#options;
    const knownSecrets = this.#registration?.secrets;
    this.#checkedAt = clock.now();
    this.#registration = await keepWebhooks({
      calls,
      endpoint,
      places,
      log,
      clock,
      registeredBefore: new Set(before.ids),
      endpointBefore: before.endpoint,
      mayMove: isFirst,
      heldBefore: this.#heldBefore,
      ...(knownSecrets ? { knownSecrets } : {}),
    });
    return this.#registration;
  }

  async #noteRegistered(
    endpoint: string,
    before: Registered,
    { webhooks, ours }: Registration,
  ): Promise<void> {
    for (const kind of ['board', 'folder'] as const) {
      if (webhooks[kind]?.endpoint === endpoint) this.#heldBefore.add(kind);
    }
    const isHere = Object.values(webhooks).some(webhook => webhook?.endpoint === endpoint);
    const now: Registered = { ids: ours, endpoint: isHere ? endpoint : before.endpoint };
    await this.#options.memory.write(REGISTERED_KEY, JSON.stringify(now), REGISTERED_KEEP_MS);
  }

  #logTrouble(reason: string): void {
    if (reason !== '' && reason !== this.#loggedTrouble) {
      this.#options.log.warn({ reason }, 'webhooks need a look');
    }
    this.#loggedTrouble = reason;
  }

  #logHearing(): void {
    const { log } = this.#options;
    const reason = deafSentence(this.places(), this.endpoint);
    if (reason !== null && !this.#wasDeaf) log.warn({ reason }, 'webhooks do not reach us');
    if (reason === null && this.#wasDeaf) log.info({ target: this.endpoint }, 'webhooks reach us again');
    this.#wasDeaf = reason !== null;
  }

  /** Once: while a delivery to the other fails it seems away, and comes back the same. */
  #logOther(): void {
    const reason = otherDeployment(this.#registration);
    if (reason === null || reason === this.#loggedOther) return;
    this.#options.log.warn({ reason }, 'another Liaison seems to work on this board');
    this.#loggedOther = reason;
  }

  /** Whether the next check should not wait as long as usual. */
  #isAnxious(): boolean {
    const states = new Set(Object.values(this.places()).map(({ state }) => state));
    if (this.#hasLost && !states.has('deaf')) return true;
    return this.#expectsSince !== null && states.has('unproven');
  }
}
