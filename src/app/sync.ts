// One full sweep with its report: asks for a reconcile of every card and waits until each has come to its end.
import { setTimeout as wait } from 'node:timers/promises';
import type { Clock } from '../base/clock.ts';
import type { Progress } from '../base/progress.ts';
import type { Connection } from '../clickup/connect.ts';
import { leftOutOf } from '../domain/refused.ts';
import { readLastChange } from '../reconcile/memory/last-change.ts';
import {
  type Applied,
  type LastResult,
  readEnds,
  readLastResults,
} from '../reconcile/memory/last-results.ts';
import { boardReport, resultReport, type SyncReport } from '../reconcile/report.ts';
import type { Engine } from './engine.ts';

const CHECK_EVERY_MS = 100;
/** Only the store tells what reconciles in another process came to, and what was set aside. */
const ASK_EVERY_MS = 2_000;
/** A card that keeps failing is left to the queue's own patience after this long. */
const PATIENCE_MS = 60_000;

/**
 * Sweeps and waits. The engine must be working, here or in another process on the same store. Reads since `startedAt`
 * (now) will do.
 */
export async function sync(
  engine: Engine,
  options: { connection: Connection; mode: 'observe' | 'act'; clock: Clock; startedAt?: number },
): Promise<SyncReport> {
  const { connection, mode, clock } = options;
  const before = connection.transport.requests();
  const startedAt = options.startedAt ?? clock.now();
  const did = countChanges();
  const latest = new Map<string, LastResult>();
  const stopHearing = engine.onResult((id, last) => {
    did.note(id, last.at, last.applied);
    // What began before may have seen less than what is asked for now.
    if (last.startedAt >= startedAt) latest.set(id, last);
  });
  const { progress } = connection;
  progress.step('Reading the board');
  const waiting = sweepAndWait(engine, { latest, did }, { clock, progress }, startedAt);
  const { ids, ended, failed } = await waiting.finally(stopHearing);
  const results = ids.flatMap(id => {
    const last = ended.get(id);
    return last ? { ...last, applied: did.of(id) } : [];
  });
  const after = connection.transport.requests();
  return {
    ...boardReport(
      startedAt,
      mode,
      results.flatMap(last => resultReport(last) ?? []),
      { reads: after.reads - before.reads, writes: after.writes - before.writes },
      [
        ...(engine.cache.present()?.board.unreadable ?? []),
        ...results.flatMap(({ unreadable = [] }) => unreadable),
      ],
    ),
    applied: results.reduce((count, { applied }) => count + applied.length, 0),
    failed: [...failed].map(([id, reason]) => ({ id, reason })),
    waiting: [...ended].flatMap(([id, last]) => waitingOf(id, last)),
  };
}

/** What waits for the next day; what can't be read waits as well, and is told by itself. */
function waitingOf(id: string, { result, unreadable = [] }: LastResult): { id: string; reason: string }[] {
  const isWaiting = result.kind === 'done' && result.why !== undefined && unreadable.length === 0;
  return isWaiting ? [{ id, reason: result.why ?? '' }] : [];
}

/** What was done while somebody waited, by reconciles of whichever process; of one that was under way before, all of it. */
type Changes = {
  /** Notes what a look that ended at `at` did; the same look counts once. */
  note(cardId: string, at: number, applied: readonly Applied[]): void;
  of(cardId: string): Applied[];
};

function countChanges(): Changes {
  const did = new Map<string, Map<number, readonly Applied[]>>();
  return {
    note(cardId, at, applied) {
      if (applied.length === 0) return;
      did.set(cardId, (did.get(cardId) ?? new Map<number, readonly Applied[]>()).set(at, applied));
    },
    of: cardId =>
      [...(did.get(cardId) ?? [])].sort(([one], [other]) => one - other).flatMap(([, all]) => all),
  };
}

/** What is heard since the sweep was asked for. */
type Heard = { latest: Map<string, LastResult>; did: Changes };

type Waited = { ids: string[]; ended: Map<string, LastResult>; failed: Map<string, string> };

/** What the store has beside what was heard since `startedAt` is added. */
async function sweepAndWait(
  engine: Engine,
  heard: Heard,
  { clock, progress }: { clock: Clock; progress: Progress },
  startedAt: number,
): Promise<Waited> {
  const { latest } = heard;
  const ids = await engine.sweep(startedAt, 'sync');
  const left = new Set(ids);
  const ended = new Map<string, LastResult>();
  const failed = new Map<string, string>();
  for (let waitedMs = 0; ; waitedMs += CHECK_EVERY_MS) {
    const isImpatient = clock.now() - startedAt > PATIENCE_MS;
    const asksStore = waitedMs > 0 && waitedMs % ASK_EVERY_MS === 0;
    if (asksStore) await askStore(engine, left, heard, startedAt);
    for (const id of left) {
      const last = latest.get(id);
      if (!last) continue;
      const { result } = last;
      const leftOut = last.plan && leftOutOf(last.plan);
      if (result.kind === 'done') failed.delete(id);
      // Everything else was done; whoever asked for the sweep wants to know what was not.
      if (result.kind === 'done' && leftOut !== null) failed.set(id, leftOut);
      if (result.kind === 'terminal' || result.kind === 'retry') failed.set(id, result.why);
      if (result.kind === 'requeueAfter' || (result.kind === 'retry' && !isImpatient)) continue;
      ended.set(id, last);
      left.delete(id);
    }
    progress.step('Bringing the cards up to date', ids.length - left.size, ids.length);
    if (left.size === 0) break;
    if (isImpatient && asksStore) {
      for (const { key, reason, at } of await engine.queues.failed()) {
        if (left.has(key) && at >= startedAt) failed.set(key, reason);
      }
      if ([...left].every(id => failed.has(id))) break;
    }
    await wait(CHECK_EVERY_MS);
  }
  await addChanges(engine, ids, heard.did, startedAt);
  return { ids, ended, failed };
}

/** Adds what came of reconciles that began since `startedAt`, where it is later than what is known. */
async function askStore(
  engine: Engine,
  ids: ReadonlySet<string>,
  { latest, did }: Heard,
  startedAt: number,
): Promise<void> {
  const { store } = engine;
  const isNew = [...(await readEnds(store.memory))].filter(
    ([id, end]) => ids.has(id) && end.startedAt >= startedAt && end.at > (latest.get(id)?.at ?? 0),
  );
  const results = await readLastResults(store.memory, new Map(isNew));
  for (const [id, last] of results) latest.set(id, last);
  await addChanges(engine, [...results.keys()], did, startedAt);
}

/** What reconciles in other processes did: the store keeps the last one that did anything. */
async function addChanges(
  { store }: Engine,
  ids: readonly string[],
  did: Changes,
  startedAt: number,
): Promise<void> {
  for (const id of ids) {
    const change = await readLastChange(store.memory, id);
    if (change && change.at >= startedAt) did.note(id, change.at, change.operations);
  }
}
