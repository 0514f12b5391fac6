// How Liaison met this board: for the first time, or again after its memory was lost, at the start or while it runs.
import { randomUUID } from 'node:crypto';
import { z } from 'zod';
import type { Clock } from '../base/clock.ts';
import type { Log } from '../base/log.ts';
import type { BoardCache } from './cache/board-cache.ts';
import { entryOf } from './memory/entry.ts';
import type { Memory } from './memory/memory.ts';
import type { Past } from './observe-deps.ts';
import type { Pulse } from './ports.ts';
import { findTraces } from './team-list/traces.ts';
import { ENDPOINT_PATH, type WebhookCalls } from './webhook-port.ts';

const KEY = 'met';
/** Longer than any holiday of a worker; renewed with every sweep. */
const KEEP_MS = 90 * 86_400_000;
/** Within this time our own comments are still remembered, so that a card without memory has none of ours. */
const CLEAN_FOR_MS = 12 * 3_600_000;
/** Processes that notice the same loss agree on what comes after it within this time. */
const AGREE_MS = 10 * 60_000;

/**
 * When Liaison met the board, and whether ClickUp showed a trace of an earlier life then, or the store was lost then.
 * `generation` names what is remembered since then: an emptied store has none, a store that was set back an earlier one.
 * `server` is who answered then.
 */
const Met = z.object({
  at: z.number(),
  hadTraces: z.boolean(),
  generation: z.string().optional(),
  server: z.string().nullable().default(null),
  /** How old the oldest trace was; null if there was none. */
  workedSince: z.number().nullable().default(null),
});
type Met = z.infer<typeof Met> & { generation: string };

/** What was found of a loss: when, and in words how. */
export type Loss = { at: number; how: string };

export type FirstContact = {
  /** Looks whether Liaison was here before, unless the memory knows; call it before anything is written. */
  begin(): Promise<void>;
  /** Looks whether the store is still the one that was met; tells of a loss through `onLoss`. Rejects if it is away. */
  check(): Promise<void>;
  /**
   * Until when nothing may be created: what a lost memory made may not show yet. Null if nothing was lost. Looks, so that
   * a loss is known before the next create.
   */
  holdUntil(): Promise<number | null>;
  /** When the memory was found lost; null if it was not. */
  lostAt(): Promise<number | null>;
  /** Whether a card about which nothing is remembered can have no comment of ours. */
  isNewHere(): Promise<boolean>;
  /** How far back the memory reaches. */
  past(): Promise<Past>;
  /** Keeps the memory of the meeting alive. */
  renew(): Promise<void>;
};

/**
 * The meeting as the memory has it. A memory without it counts as lost at a start only where ClickUp shows that Liaison
 * was there before: a webhook of ours, a list that names its card (also in the archive), an item or a tag of ours. A first
 * start never waits. Once met, a memory without it was emptied; one with another server behind it may lack what was written last, which is the same for
 * creates. Where nobody can tell servers apart, each broken connection counts as another server, in this process.
 */
export function createFirstContact(deps: {
  clickUp: Parameters<typeof findTraces>[1];
  store: {
    kind: string;
    memory: Memory;
    endedUncleanly: boolean;
    /** One round trip, together with the entry of that key. */
    pulse(key: string): Promise<Pulse>;
  };
  cache: BoardCache;
  webhooks: Pick<WebhookCalls, 'list'>;
  clock: Clock;
  log: Log;
  readLagMs: number;
  /** Hears of every loss once. */
  onLoss(loss: Loss): void;
}): FirstContact {
  const { clickUp, store, cache, webhooks, clock, log, readLagMs, onLoss } = deps;
  const { memory } = store;
  let met: Met | null = null;
  /** A loss that only this process can have noticed. */
  let ownLossAt: number | null = null;
  let breaks = 0;

  const ask = async (): Promise<{ found: Met | null; pulse: Pulse }> => {
    const pulse = await store.pulse(KEY);
    const found = entryOf(Met, pulse.entry);
    // What a release before left names no generation: it becomes the first one.
    return { found: found && { ...found, generation: found.generation ?? 'first' }, pulse };
  };
  const note = (what: Met): Promise<void> => memory.write(KEY, JSON.stringify(what), KEEP_MS);

  /** The first process that notices a loss says what comes after it; the others take that over. */
  const agree = async (former: string | null, next: Met): Promise<Met> => {
    const claim = former === null ? KEY : `after:${former}:${next.server}`;
    const keepMs = former === null ? KEEP_MS : AGREE_MS;
    const isOurs = await memory.writeIfAbsent(claim, JSON.stringify(next), keepMs);
    const agreed = isOurs ? next : ((entryOf(Met, await memory.read(claim)) as Met | null) ?? next);
    if (former !== null) await note(agreed);
    return agreed;
  };

  const anew = ({ hadTraces, workedSince, at }: Met, server: string | null): Met => ({
    at: clock.now(),
    hadTraces: true,
    generation: randomUUID(),
    server,
    // Of a first meeting the work began with it.
    workedSince: hadTraces ? workedSince : at,
  });
  const loseAll = async (known: Met, former: string | null, server: string | null, how: string) => {
    met = await agree(former, anew(known, server));
    noticeLoss(how);
  };
  /** Held from now on by our own clock: that of whoever found it first may be another. */
  const noticeLoss = (how: string): void => {
    ownLossAt = clock.now();
    onLoss({ at: ownLossAt, how });
  };

  /** What is found now against what was met. */
  const lookOnce = async (): Promise<void> => {
    if (met === null) return;
    const known = met;
    const { found, pulse } = await ask();
    const hasBroken = pulse.breaks !== breaks;
    breaks = pulse.breaks;
    if (found === null) return loseAll(known, null, pulse.server, 'it was emptied or made anew');
    if (pulse.server !== null && pulse.server !== found.server) {
      return loseAll(
        known,
        found.generation,
        pulse.server,
        'another server answers, which may lack the last writes',
      );
    }
    const isOther = found.generation !== known.generation;
    if (isOther && found.at <= known.at) {
      return loseAll(known, found.generation, pulse.server, 'it was set back to an earlier state');
    }
    met = found;
    if (isOther) noticeLoss('another process found it lost');
    else if (pulse.server === null && hasBroken) {
      noticeLoss('a connection broke, and nobody can tell whether the same server answers');
    }
  };
  // One after the other: what was asked before a loss must not be taken for a step back after it.
  let lastCheck: Promise<void> = Promise.resolve();
  const check = (): Promise<void> => (lastCheck = lastCheck.catch(() => undefined).then(lookOnce));

  const lostAt = (): number | null => {
    const at = met?.hadTraces ? met.at : null;
    return ownLossAt === null ? at : Math.max(ownLossAt, at ?? 0);
  };

  return {
    async begin() {
      if (met !== null) return;
      const { found, pulse } = await ask();
      breaks = pulse.breaks;
      if (found !== null) {
        await meetAgain(found, pulse.server);
        return;
      }
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
      const { server } = pulse;
      const generation = randomUUID();
      met = await agree(null, { at: clock.now(), hadTraces, generation, server, workedSince });
    },
    check,
    async holdUntil() {
      await check();
      const at = lostAt();
      return at === null ? null : at + readLagMs;
    },
    lostAt: async () => lostAt(),
    isNewHere: async () => met !== null && lostAt() === null && clock.now() - met.at < CLEAN_FOR_MS,
    async past() {
      const forgottenAt = lostAt();
      return { forgottenAt, workedSince: forgottenAt === null ? null : (met?.workedSince ?? null) };
    },
    async renew() {
      await check();
      if (met !== null) await note(met);
    },
  };

  /** A start on a memory that knows us; since then another server may have taken its place. */
  async function meetAgain(found: Met, server: string | null): Promise<void> {
    // An embedded database loses nothing with its process, and nothing either if it was closed.
    const isWhole = store.kind === 'embedded' && !store.endedUncleanly;
    const isOther = server !== null && found.server !== null && found.server !== server;
    if (isOther && !isWhole) {
      met = await agree(found.generation, anew(found, server));
      ownLossAt = clock.now();
      log.warn(
        { waitMs: readLagMs },
        'the store is held by another server than the last time, or is an older state: nothing is created until everything shows',
      );
      return;
    }
    met = { ...found, server };
    if (found.server !== server) await note(met);
    // Where nobody can tell servers apart, a start is like a connection that broke.
    if (server === null) ownLossAt = clock.now();
  }
}
