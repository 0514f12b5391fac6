// The board cache of one playbook: a cache that was filled for other places, fields or days must never be used.
import { createHash } from 'node:crypto';
import type { LoadedPlaybook } from '../domain/playbook/loaded-playbook.ts';
import { readLagOf } from '../domain/playbook/read-lag.ts';
import { BoardCache, type BoardCacheDeps } from '../reconcile/cache/board-cache.ts';
import type { CachedBoard } from '../reconcile/cache/cached-board.ts';
import { StoredBoard } from '../reconcile/cache/stored-board.ts';
import type { Memory } from '../reconcile/memory/memory.ts';
import type { WholeReads } from '../reconcile/ports.ts';

/** Changes with what a board cache holds: one that an earlier version left in the memory is not used. */
const SHAPE = 5;

/** The board cache of this playbook; what another playbook left in the memory is not used. */
export function boardCacheFor(
  loaded: LoadedPlaybook,
  deps: BoardCacheDeps & { wholeReads: WholeReads },
): BoardCache {
  const overlapMs = readLagOf(loaded.playbook);
  return new BoardCache(deps, { overlapMs, fingerprint: fingerprintOf(loaded) });
}

function fingerprintOf({ playbook }: LoadedPlaybook): string {
  const { places, fields, calendar, digest, people } = playbook;
  const absences = people.absences === undefined ? [] : [people.absences];
  const meaning = JSON.stringify([SHAPE, places, fields, calendar.zone, digest?.list, ...absences]);
  return createHash('sha256').update(meaning).digest('hex').slice(0, 12);
}

/** What some process left of the board in the memory; null if there is nothing of this playbook. */
export async function storedBoard(loaded: LoadedPlaybook, memory: Memory): Promise<CachedBoard | null> {
  return (await new StoredBoard(memory, fingerprintOf(loaded)).load())?.snapshot ?? null;
}
