// Tells in the log how far the first sweep is: on a large board it may take many minutes' requests.
import type { Clock } from '../base/clock.ts';
import type { Log } from '../base/log.ts';
import { timeLeftMs } from '../base/progress.ts';
import type { Connection } from '../clickup/connect.ts';
import { readEnds } from '../reconcile/memory/last-results.ts';
import { pollLoop } from '../reconcile/poll-loop.ts';
import type { ReconcileResult } from '../reconcile/result.ts';
import type { Engine } from './engine.ts';

const SAID_EVERY_MS = 10_000;

type FirstSweepOptions = {
  engine: Pick<Engine, 'onResult' | 'store'> & { queues: Pick<Engine['queues'], 'failed'> };
  transport: Pick<Connection['transport'], 'requests' | 'budget'>;
  clock: Clock;
  log: Log;
  signal: AbortSignal;
  everyMs?: number;
};

/** `asked` is told the cards once all of them were asked for; `ended` resolves when each was looked at or set aside. */
export type FirstSweep = { asked(ids: readonly string[]): void; ended: Promise<void> };

/** Begins to tell, of reconciles that began since now, in whichever process. What is over soon is not told. */
export async function tellOfFirstSweep(options: FirstSweepOptions): Promise<FirstSweep> {
  const { engine, transport, clock, log, everyMs = SAID_EVERY_MS } = options;
  const beganAt = clock.now();
  const over = new AbortController();
  const signal = AbortSignal.any([options.signal, over.signal]);
  const results = new Map<string, ReconcileResult>();
  const stopHearing = engine.onResult((id, { startedAt, result }) => {
    if (startedAt >= beganAt) results.set(id, result);
  });
  const sent = (): number => transport.requests().reads + transport.requests().writes;
  let asked: { ids: readonly string[]; at: number; sentBefore: number } | null = null;
  let isTold = false;

  const leftOf = async (ids: readonly string[]): Promise<number> => {
    const ends = await readEnds(engine.store.memory);
    const isOver = (id: string): boolean => {
      const result = results.get(id);
      if (!result) return (ends.get(id)?.startedAt ?? 0) >= beganAt;
      return result.kind === 'done' || result.kind === 'terminal';
    };
    const left = ids.filter(id => !isOver(id));
    if (!left.some(id => results.get(id)?.kind === 'retry')) return left.length;
    const setAside = new Set(
      (await engine.queues.failed()).flatMap(({ key, at }) => (at >= beganAt ? key : [])),
    );
    return left.filter(id => !setAside.has(id)).length;
  };
  const tell = async (): Promise<void> => {
    const { remaining } = transport.budget();
    // The first look is at once.
    if (clock.now() - beganAt < everyMs && asked === null) return;
    if (asked === null) {
      log.info({ requests: sent(), budget: remaining }, 'first sweep: the board is being read');
      isTold = true;
      return;
    }
    const { ids, at, sentBefore } = asked;
    const left = await leftOf(ids);
    if (left === 0) {
      if (isTold) log.info({ count: ids.length }, 'first sweep: every card was looked at');
      over.abort();
      return;
    }
    const done = ids.length - left;
    const pace = { done, left, elapsedMs: clock.now() - at, requests: sent() - sentBefore };
    const leftMs = timeLeftMs(pace, transport.budget(), clock.now());
    const fields = { count: done, remaining: left, budget: remaining, requests: sent() };
    log.info(
      { ...fields, ...(leftMs === null ? {} : { durationMs: Math.round(leftMs) }) },
      'first sweep: so many cards are done, so many remain, and it takes about so long',
    );
    isTold = true;
  };
  const complaint = 'how far the first sweep is could not be looked at';
  const { ended } = await pollLoop({ poll: tell, everyMs, clock, log, complaint, signal });
  return {
    asked(ids) {
      asked = { ids, at: clock.now(), sentBefore: sent() };
    },
    ended: ended.finally(stopHearing),
  };
}
