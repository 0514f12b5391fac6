// The store without a server: a PostgreSQL that lives in a thread of this process and in one folder.
// It never syncs to the disk itself, so after an unclean end its owner must look at everything once (a sweep).

import type { Memory } from '../../reconcile/memory/memory.ts';
import { callStore } from '../call-store.ts';
import { StoreHeld, StoreUnavailable, storeReason } from '../errors.ts';
import { SHARED } from '../keys.ts';
import type { FormerPart, Opening, Store, StoreCheck } from '../store-shape.ts';
import { createBreaks } from './breaks.ts';
import { openDatabase } from './embedded-database.ts';
import { lockFolder } from './folder-lock.ts';
import { nameOfFolder, ROOM_TO_WRITE, tryRoom } from './folder-room.ts';
import { keepHouse } from './housekeeping.ts';
import { HurriedPool, PglitePool } from './pglite-pool.ts';
import { plainReason } from './plain-reason.ts';
import { dataIn } from './prepared-store.ts';
import { sqlBackend } from './sql-backend.ts';
import { sqlEntries, sqlMemory } from './sql-memory.ts';
import type { ThreadedDatabase } from './threaded-database.ts';
import { checkWrites } from './write-check.ts';

/** Takes the folder, opens the database in it and frees the jobs of a process that was killed. */
export async function openEmbeddedStore(folder: string, opening: Opening): Promise<Store> {
  const { clock, log, keys, shown } = opening;
  const dataFolder = dataIn(folder);
  let lock = await lockFolder(folder);
  let holder: { adminUrl: string } | null = null;
  const { wasClean } = lock;
  const existed = (await nameOfFolder(dataFolder)) !== null;
  try {
    const opened = await openDatabase(folder, opening);
    let { database } = opened;
    let name = await nameOfFolder(dataFolder);
    const pool = new PglitePool(database);
    const breaks = createBreaks();
    pool.on('broken', () => breaks.note());
    await releaseOrphans(pool);
    const memory = sqlMemory(pool, keys.memoryOwner, clock);
    const shared = sqlMemory(pool, SHARED.memoryOwner, clock);
    const purgeMemory = async (): Promise<void> => void (await Promise.all([memory.purge(), shared.purge()]));
    const housekeeping = { sql: pool, log, purgeMemory, tryRoom: () => tryRoom(folder, ROOM_TO_WRITE) };
    const stopHousekeeping = keepHouse(housekeeping, clock);
    let mending: Promise<void> | null = null;
    let closing: Promise<void> | null = null;

    async function mend(): Promise<void> {
      if (!pool.isBroken && (await nameOfFolder(dataFolder)) === name) return;
      if (closing) throw new StoreUnavailable(`The embedded store in ${folder} is being closed.`);
      // The old one is let go as it is: its files are gone, or asking it anything would never end.
      await database.abandon();
      if (!(await lock.isThere())) {
        const former = lock;
        lock = await takeAgain(folder);
        await former.abandon();
        if (holder) await lock.announce(holder);
      }
      database = (await openDatabase(folder, opening)).database;
      name = await nameOfFolder(dataFolder);
      await pool.replace(database);
      log.warn({ store: shown }, 'the embedded store was opened anew');
    }

    async function end(): Promise<void> {
      await mending?.catch(() => undefined);
      stopHousekeeping();
      const clean = !pool.isBroken && (await closeDatabase(database, opening));
      if (!clean) await database.abandon();
      await lock.release({ clean });
    }

    return {
      kind: 'embedded',
      shown,
      memory,
      shared,
      endedUncleanly: opened.isReplaced || (existed && !wasClean),
      backend: { ...sqlBackend(pool, pool, keys), hurried: new HurriedPool(pool) },
      former: formerPart(pool, opening),
      announce(who) {
        holder = who;
        return lock.announce(who);
      },
      pulse: async key => ({ entry: await memory.read(key), server: name, breaks: breaks.count() }),
      onBreak: hear => breaks.hear(hear),
      mend: () =>
        (mending ??= mend().finally(() => {
          mending = null;
        })),
      check: async timeoutMs => {
        const isSame = (await nameOfFolder(dataFolder)) === name;
        return isSame
          ? checkRoom({ folder, shown, memory }, timeoutMs)
          : refusal(shown, 'its folder was deleted or replaced');
      },
      close: () => (closing ??= end()),
    };
  } catch (error) {
    await lock.release({ clean: wasClean });
    throw error;
  }
}

/** What the release before has left in it. */
function formerPart(pool: PglitePool, { formerKeys, clock }: Opening): FormerPart {
  return {
    backend: sqlBackend(pool, pool, formerKeys),
    entries: () => sqlEntries(pool, formerKeys.memoryOwner, clock),
  };
}

/** Whether the folder takes what would be written, and the database a write. */
async function checkRoom(
  { folder, shown, memory }: { folder: string; shown: string; memory: Memory },
  timeoutMs: number,
): Promise<StoreCheck> {
  try {
    await callStore(timeoutMs, 'trying to write', tryRoom(folder, ROOM_TO_WRITE));
  } catch (error) {
    return refusal(shown, plainReason((error as Error).cause ?? error));
  }
  return checkWrites(memory, shown, timeoutMs);
}

function refusal(shown: string, why: string): StoreCheck {
  return { ok: false, message: `${shown} takes no writes: ${why}` };
}

async function closeDatabase(database: ThreadedDatabase, { log, shown }: Opening): Promise<boolean> {
  try {
    await database.close();
    return true;
  } catch (error) {
    log.warn({ store: shown, reason: storeReason(error) }, 'the embedded store did not close cleanly');
    return false;
  }
}

async function takeAgain(folder: string): ReturnType<typeof lockFolder> {
  try {
    return await lockFolder(folder);
  } catch (error) {
    if (!(error instanceof StoreHeld)) throw error;
    throw new StoreUnavailable(`The folder was deleted, and meanwhile taken. ${error.message}`, {
      cause: error,
    });
  }
}

// Nobody else can be alive under the folder's lock. Jobs marked like this are taken back by the very first check
// of a starting worker instead of after the lock's duration, and still count as stalled, so that a job which
// kills its process does not do so forever.
async function releaseOrphans(pool: PglitePool): Promise<void> {
  await pool.query("UPDATE job SET stalled_marked = true, locked_until_ms = 0 WHERE state = 'active'");
  await pool.query("DELETE FROM meta WHERE field = 'stalled-check'");
}
