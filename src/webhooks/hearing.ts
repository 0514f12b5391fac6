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

type Found = Readonly<Record<PlaceKind, KeptWebhook | null>>;

/** While deliveries come, that they do is noted only so often. */
const NOTED_EVERY_MS = 60_000;
const REFRESHED_EVERY_MS = 10_000;

/** Nothing is known at first; the memory may know more. */
export class Hearing {
  readonly #clock: Clock;
  readonly #log: Log;
  readonly #notes: ReturnType<typeof hearingNotes>;
  #webhooks: Found = { board: null, folder: null };
  #noted: ReadonlyMap<string, Known> = new Map();
  #refreshedAt = Number.NEGATIVE_INFINITY;
  /** When this process itself last received something of a webhook, and up to when that is noted. */
  readonly #arrivals = new Map<string, number>();
  readonly #notedUpTo = new Map<string, number>();
  /** Until when an arrival is no news, as far as is known; forgotten with every change of what is known. */
  readonly #noNewsUntil = new Map<string, number>();
  /** While that something arrived is being noted. */
  #noting: Promise<void> | null = null;

  constructor({ memory, clock, log }: { memory: Memory; clock: Clock; log: Log }) {
    this.#clock = clock;
    this.#log = log;
    this.#notes = hearingNotes(memory);
  }

  /** A verified delivery of that webhook came at `at`, whatever becomes of it. Waits for nothing and never fails. */
  arrived(webhookId: string, at: number): void {
    this.#arrivals.set(webhookId, Math.max(at, this.#arrivals.get(webhookId) ?? 0));
    if (at < (this.#noNewsUntil.get(webhookId) ?? 0)) return;
    const webhook = this.#placed().find(({ id }) => id === webhookId);
    if (!webhook || this.#noting) return;
    const isNews = !isProven(this.#notedOf(webhookId), webhook.endpoint);
    const newsAt = (this.#notedUpTo.get(webhookId) ?? 0) + NOTED_EVERY_MS;
    if (!isNews && at < newsAt) {
      this.#noNewsUntil.set(webhookId, newsAt);
      return;
    }
    this.#noting = this.#noteArrival(webhook)
      .catch((error: unknown) =>
        this.#log.debug({ reason: String(error) }, 'that we hear could not be noted'),
      )
      .finally(() => {
        this.#noting = null;
      });
  }

  /**
   * Takes in what a check of the webhooks found at `at`; with `isFirst`, what was lost may have been lost while this process
   * was not there. Answers with whether anything was lost since the check before. Rejects if the memory is away.
   */
  async checked(found: Found, check: { at: number; isFirst: boolean }): Promise<{ isLoss: boolean }> {
    await this.#noting;
    this.#webhooks = found;
    this.#noNewsUntil.clear();
    for (const webhook of this.#placed()) await this.#noteArrival(webhook);
    await this.#load();
    let isAnyLoss = false;
    for (const webhook of this.#placed()) {
      const { sighting, isLoss } = withSighting(this.#knownOf(webhook), webhook, check);
      await this.#notes.noteSighting(webhook.id, sighting);
      this.#put(webhook.id, { sighting });
      isAnyLoss ||= isLoss;
    }
    return { isLoss: isAnyLoss };
  }

  /** Takes over what other processes know, if that was not done just now. Rejects if the memory is away. */
  async refresh(): Promise<void> {
    if (this.#clock.now() - this.#refreshedAt >= REFRESHED_EVERY_MS) await this.#load();
  }

  places(): Record<PlaceKind, PlaceHearing> {
    const at = (webhook: KeptWebhook | null): PlaceHearing =>
      hearingOf(webhook, webhook ? this.#knownOf(webhook) : KNOWN_NOTHING);
    return { board: at(this.#webhooks.board), folder: at(this.#webhooks.folder) };
  }

  /** Whether silence means something: deliveries come, and everything before the first of them was asked for. */
  hears(): Hears {
    return { board: this.#isHeard(this.#webhooks.board), folder: this.#isHeard(this.#webhooks.folder) };
  }

  /** Whether a place is heard again of which deliveries were lost: things may be gone that no poll shows. */
  isRecovering(): boolean {
    return this.#placed().some(webhook => {
      const known = this.#knownOf(webhook);
      const hasLost = (known.sighting?.deafSince ?? null) !== null;
      return hasLost && isProven(known, webhook.endpoint) && !this.#isHeard(webhook);
    });
  }

  /** Everything that changed before `startedAt` has been asked for at the places that were not heard. */
  async caughtUp(startedAt: number): Promise<void> {
    await this.#noting;
    for (const webhook of this.#placed()) {
      const known = this.#knownOf(webhook);
      const since = known.heard?.since ?? startedAt;
      if (!isProven(known, webhook.endpoint) || this.#isHeard(webhook) || since >= startedAt) continue;
      await this.#notes.noteCaughtUp(webhook.id, since);
      this.#put(webhook.id, { caughtUp: since });
    }
  }

  #placed(): KeptWebhook[] {
    return [this.#webhooks.board, this.#webhooks.folder].flatMap(webhook => webhook ?? []);
  }

  #notedOf(id: string): Known {
    return this.#noted.get(id) ?? KNOWN_NOTHING;
  }

  /** What the memory held when it was read, and what this process has received since. */
  #knownOf({ id, endpoint }: KeptWebhook): Known {
    const at = this.#arrivals.get(id) ?? 0;
    const known = this.#notedOf(id);
    return at > (known.heard?.at ?? 0) ? withArrival(known, endpoint, at) : known;
  }

  async #load(): Promise<void> {
    this.#refreshedAt = this.#clock.now();
    this.#noted = await this.#notes.load();
    this.#noNewsUntil.clear();
  }

  #put(id: string, change: Partial<Known>): void {
    this.#noted = new Map(this.#noted).set(id, { ...this.#notedOf(id), ...change });
    this.#noNewsUntil.delete(id);
  }

  async #noteArrival({ id, endpoint }: KeptWebhook): Promise<void> {
    const at = this.#arrivals.get(id) ?? 0;
    if (at <= (this.#notedUpTo.get(id) ?? 0)) return;
    await this.#load();
    const { heard } = withArrival(this.#notedOf(id), endpoint, at);
    await this.#notes.noteHeard(id, heard);
    this.#notedUpTo.set(id, at);
    this.#put(id, { heard });
  }

  #isHeard(webhook: KeptWebhook | null): boolean {
    if (webhook === null) return false;
    const known = this.#knownOf(webhook);
    return isProven(known, webhook.endpoint) && known.caughtUp === known.heard?.since;
  }
}
