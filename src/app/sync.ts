// One full sweep with its account: asks for a look at every card and waits until each has come to its end.
import { setTimeout as wait } from 'node:timers/promises';
import { boardAccount, outcomeAccount, type SyncAccount } from '../reconcile/account.ts';
import { type Applied, type Outcome, readOutcomes } from '../reconcile/outcomes.ts';
import type { Clock } from '../reconcile/ports.ts';
import type { Connection } from './connect.ts';
import type { Engine } from './engine.ts';

const LOOK_EVERY_MS = 100;
/** A card that keeps failing is left to the queue's own patience after this long. */
const PATIENCE_MS = 60_000;

/**
 * Sweeps and waits. The engine must be working, here or in another process on the same store. Reads since `startedAt`
 * (now) will do.
 */
export async function sync(
  engine: Engine,
  options: { connection: Connection; mode: 'observe' | 'act'; clock: Clock; startedAt?: number },
): Promise<SyncAccount> {
  const { connection, mode, clock } = options;
  const before = connection.transport.requests();
  const startedAt = options.startedAt ?? clock.now();
  // A card may be looked at more than once before we look: what each look did counts.
  const did = new Map<string, Applied[]>();
  const stopHearing = engine.onOutcome((id, outcome) => {
    if (outcome.startedAt >= startedAt) did.set(id, [...(did.get(id) ?? []), ...outcome.applied]);
  });
  const { ids, ended, failed } = await sweepAndWait(engine, clock, startedAt).finally(stopHearing);
  const outcomes = ids.flatMap(id => {
    const outcome = ended.get(id);
    return outcome ? { ...outcome, applied: did.get(id) ?? outcome.applied } : [];
  });
  const after = connection.transport.requests();
  return {
    ...boardAccount(
      startedAt,
      mode,
      outcomes.flatMap(outcome => outcomeAccount(outcome) ?? []),
      { reads: after.reads - before.reads, writes: after.writes - before.writes },
    ),
    applied: outcomes.reduce((count, { applied }) => count + applied.length, 0),
    failed: [...failed].map(([id, reason]) => ({ id, reason })),
  };
}

type Waited = { ids: string[]; ended: Map<string, Outcome>; failed: Map<string, string> };

async function sweepAndWait(engine: Engine, clock: Clock, startedAt: number): Promise<Waited> {
  const ids = await engine.sweep(startedAt, 'sync');
  const ended = new Map<string, Outcome>();
  const failed = new Map<string, string>();
  for (;;) {
    for (const [id, outcome] of await readOutcomes(engine.store.memory)) {
      if (!ids.includes(id) || ended.has(id) || outcome.startedAt < startedAt) continue;
      const { verdict } = outcome;
      if (verdict.kind === 'done') {
        ended.set(id, outcome);
        failed.delete(id);
      } else if (verdict.kind === 'stop') {
        ended.set(id, outcome);
        failed.set(id, verdict.why);
      } else if (verdict.kind === 'retry') {
        failed.set(id, verdict.why);
        if (clock.now() - startedAt > PATIENCE_MS) ended.set(id, outcome);
      }
    }
    if (ended.size === ids.length) break;
    if (clock.now() - startedAt > PATIENCE_MS) {
      for (const { key, reason, at } of await engine.queues.failed()) {
        if (ids.includes(key) && !ended.has(key) && at >= startedAt) failed.set(key, reason);
      }
      if (ids.every(id => ended.has(id) || failed.has(id))) break;
    }
    await wait(LOOK_EVERY_MS);
  }
  return { ids, ended, failed };
}
