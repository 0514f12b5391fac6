// How Liaison met this board: for the first time, or again after its memory was lost, at the start or while it runs.
import { randomUUID } from 'node:crypto';
import type { Clock } from '../base/clock.ts';
import type { Log } from '../base/log.ts';
import type { BoardCache } from './cache/board-cache.ts';
import type { Past } from './observe-deps.ts';
import {
  afterLoss,
  agreeOnNext,
  type GenerationStore,
  noteGeneration,
  readGeneration,
  type StoreGeneration,
} from './store-generation.ts';
import { findTraces } from './team-list/traces.ts';
import { ENDPOINT_PATH, type WebhookCalls } from './webhook-port.ts';

/** Within this time our own comments are still remembered, so that a card without memory has none of ours. */
const CLEAN_FOR_MS = 12 * 3_600_000;

/** What was found of a loss: when, and in words how. */
export type Loss = { at: number; how: string };

type FirstContactDeps = {
  clickUp: Parameters<typeof findTraces>[1];
  store: GenerationStore & { kind: string; endedUncleanly: boolean };
  cache: BoardCache;
  webhooks: Pick<WebhookCalls, 'list'>;
  clock: Clock;
  log: Log;
  readLagMs: number;
  /** Is called once for every loss that is found while it runs. */
  onLoss(loss: Loss): void;
};

/**
 * A store without a generation counts as lost at a start only where ClickUp shows that Liaison was there before: a webhook
 * of ours, a list that names its card (also in the archive), an item or a tag of ours. A first start never waits. Later, a
 * store without it was emptied; one with another server behind it may lack what was written last, which is the same for
 * creates. Where nobody can tell servers apart, each broken connection counts as another server, in this process.
 */
export class FirstContact {
  readonly #deps: FirstContactDeps;
  #met: StoreGeneration | null = null;
  /** A loss that only this process can have noticed. */
  #ownLossAt: number | null = null;
  #breaks = 0;
  #lastCheck: Promise<void> = Promise.resolve();

  constructor(deps: FirstContactDeps) {
    this.#deps = deps;
  }

  /** Finds out whether Liaison was here before, unless the store tells; call it before anything is written. */
  async begin(): Promise<void> {
    if (this.#met !== null) return;
    const { found, pulse } = await readGeneration(this.#deps.store);
    this.#breaks = pulse.breaks;
    if (found === null) await this.#meet(pulse.server);
    else await this.#meetAgain(found, pulse.server);
  }

  /** Checks that the store is still the one that was met; a loss is told through `onLoss`. Rejects if it is away. */
  check(): Promise<void> {
    // One after the other: what was asked before a loss must not be taken for a step back after it.
    this.#lastCheck = this.#lastCheck.catch(() => undefined).then(() => this.#checkOnce());
    return this.#lastCheck;
  }

  /**
   * Until when nothing may be created: what a lost memory made may not show yet. Null if nothing was lost. Checks, so that
   * a loss is known before the next create.
   */
  async holdUntil(): Promise<number | null> {
    await this.check();
    const at = this.#lostAt();
    return at === null ? null : at + this.#deps.readLagMs;
  }

  /** When the memory was found lost; null if it was not. */
  async lostAt(): Promise<number | null> {
    return this.#lostAt();
  }

  /** Whether a card about which nothing is remembered can have no comment of ours. */
  async isNewHere(): Promise<boolean> {
    const met = this.#met;
    return met !== null && this.#lostAt() === null && this.#deps.clock.now() - met.at < CLEAN_FOR_MS;
  }

  /** How far back the memory reaches. */
  async past(): Promise<Past> {
    const forgottenAt = this.#lostAt();
    return { forgottenAt, workedSince: forgottenAt === null ? null : (this.#met?.workedSince ?? null) };
  }

  /** Keeps the generation from being forgotten. */
  async renew(): Promise<void> {
    await this.check();
    if (this.#met !== null) await noteGeneration(this.#deps.store.memory, this.#met);
  }

  #lostAt(): number | null {
    const at = this.#met?.hadTraces ? this.#met.at : null;
    return this.#ownLossAt === null ? at : Math.max(this.#ownLossAt, at ?? 0);
  }

  /** A start on a store that knows nothing of us: a first one, unless ClickUp shows that we were there. */
  async #meet(server: string | null): Promise<void> {
    const { clickUp, store, cache, webhooks, clock, log, readLagMs } = this.#deps;
    const at = clock.now();
    // One after the other: should the budget be empty, the many reads are not begun in vain.
    const ours = await webhooks.list();
    const { board } = await cache.whole(at);
    const { hasTraces, workedSince } = await findTraces(board, clickUp, at);
    const hadTraces = hasTraces || ours.some(webhook => webhook.endpoint.endsWith(ENDPOINT_PATH));
    if (hadTraces) {
      log.warn(
        { waitMs: readLagMs },
        'the memory is lost but Liaison was here before: nothing is created until everything shows',
      );
    }
    const first = { at: clock.now(), hadTraces, generation: randomUUID(), server, workedSince };
    this.#met = await agreeOnNext(store.memory, null, first);
  }

  /** A start on a store that knows us; since then another server may have taken its place. */
  async #meetAgain(found: StoreGeneration, server: string | null): Promise<void> {
    const { store, clock, log, readLagMs } = this.#deps;
    // An embedded database loses nothing with its process, and nothing either if it was closed.
    const isWhole = store.kind === 'embedded' && !store.endedUncleanly;
    const isOther = server !== null && found.server !== null && found.server !== server;
    if (isOther && !isWhole) {
      const next = afterLoss(found, clock.now(), server);
      this.#met = await agreeOnNext(store.memory, found.generation, next);
      this.#ownLossAt = clock.now();
      log.warn(
        { waitMs: readLagMs },
        'the store is held by another server than the last time, or is an older state: nothing is created until everything shows',
      );
      return;
    }
    this.#met = { ...found, server };
    if (found.server !== server) await noteGeneration(store.memory, this.#met);
    // Where nobody can tell servers apart, a start is like a connection that broke.
    if (server === null) this.#ownLossAt = clock.now();
  }

  /** What is found now against what was met. */
  async #checkOnce(): Promise<void> {
    if (this.#met === null) return;
    const met = this.#met;
    const { found, pulse } = await readGeneration(this.#deps.store);
    const hasBroken = pulse.breaks !== this.#breaks;
    this.#breaks = pulse.breaks;
    const lose = (former: string | null, how: string) => this.#loseAll(met, former, pulse.server, how);
    if (found === null) return lose(null, 'it was emptied or made anew');
    if (pulse.server !== null && pulse.server !== found.server) {
      return lose(found.generation, 'another server answers, which may lack the last writes');
    }
    const isOther = found.generation !== met.generation;
    if (isOther && found.at <= met.at) return lose(found.generation, 'it was set back to an earlier state');
    this.#met = found;
    if (isOther) this.#noticeLoss('another process found it lost');
    else if (pulse.server === null && hasBroken) {
      this.#noticeLoss('a connection broke, and nobody can tell whether the same server answers');
    }
  }

  async #loseAll(
    met: StoreGeneration,
    former: string | null,
    server: string | null,
    how: string,
  ): Promise<void> {
    const { store, clock } = this.#deps;
    this.#met = await agreeOnNext(store.memory, former, afterLoss(met, clock.now(), server));
    this.#noticeLoss(how);
  }

  /** Held from now on by our own clock: that of whoever found it first may be another. */
  #noticeLoss(how: string): void {
    this.#ownLossAt = this.#deps.clock.now();
    this.#deps.onLoss({ at: this.#ownLossAt, how });
  }
}
