// How Liaison met this workspace: for the first time, or again after its memory was lost.
import { z } from 'zod';
import { entryOf } from '../reconcile/entry.ts';
import type { Memory } from '../reconcile/memory.ts';
import type { Observatory } from '../reconcile/observatory.ts';
import type { Past } from '../reconcile/observe-deps.ts';
import type { Clock, Log } from '../reconcile/ports.ts';
import { lookForTraces } from '../reconcile/traces.ts';
import type { WebhookCalls } from '../reconcile/webhook-port.ts';
import { ENDPOINT_PATH } from '../webhooks/webhook.ts';

const KEY = 'met';
/** Longer than any holiday of a worker; renewed with every sweep. */
const KEEP_MS = 90 * 86_400_000;
/** Within this time our own comments are still remembered, so that a card without memory has none of ours. */
const CLEAN_FOR_MS = 12 * 3_600_000;

/** When Liaison met the workspace, whether ClickUp showed a trace of an earlier life then, and how old the oldest one was. */
const Met = z.object({
  at: z.number(),
  hadTraces: z.boolean(),
  workedSince: z.number().nullable().default(null),
});
type Met = z.infer<typeof Met>;

export type Meeting = {
  /** Looks whether Liaison was here before, unless the memory knows; call it before anything is written. */
  meet(): Promise<void>;
  /** Until when nothing may be created: what a lost memory made may not show yet. Null if nothing was lost. */
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
 * The meeting as the memory has it. A memory without it counts as lost only where ClickUp shows that Liaison was there
 * before: a webhook of ours, a list that names its card (also in the archive), an item or a tag of ours. A first start
 * never waits.
 */
export function createMeeting(deps: {
  clickUp: Parameters<typeof lookForTraces>[1];
  memory: Memory;
  observatory: Observatory;
  webhooks: Pick<WebhookCalls, 'list'>;
  clock: Clock;
  log: Log;
  readLagMs: number;
}): Meeting {
  const { clickUp, memory, observatory, webhooks, clock, log, readLagMs } = deps;

  const recall = async (): Promise<Met | null> => {
    return entryOf(Met, await memory.read(KEY));
  };
  const note = (met: Met): Promise<void> => memory.write(KEY, JSON.stringify(met), KEEP_MS);

  return {
    async meet() {
      if (await recall()) return;
      const at = clock.now();
      // One after the other: should the budget be empty, the many reads are not begun in vain.
      const ours = await webhooks.list();
      const { board } = await observatory.whole(at);
      const { hasTraces, workedSince } = await lookForTraces(board, clickUp, at);
      const hadTraces = hasTraces || ours.some(webhook => webhook.endpoint.endsWith(ENDPOINT_PATH));
      if (hadTraces) {
        log.warn(
          { waitMs: readLagMs },
          'the memory is lost but Liaison was here before: nothing is created until everything shows',
        );
      }
      await note({ at: clock.now(), hadTraces, workedSince });
    },
    async holdUntil() {
      const met = await recall();
      return met?.hadTraces ? met.at + readLagMs : null;
    },
    async lostAt() {
      const met = await recall();
      return met?.hadTraces ? met.at : null;
    },
    async isNewHere() {
      const met = await recall();
      return met !== null && !met.hadTraces && clock.now() - met.at < CLEAN_FOR_MS;
    },
    async past() {
      const met = await recall();
      return met?.hadTraces
        ? { forgottenAt: met.at, workedSince: met.workedSince }
        : { forgottenAt: null, workedSince: null };
    },
    async renew() {
      const met = await recall();
      if (met) await note(met);
    },
  };
}
