// The store without a server: a PostgreSQL that lives in this process and in one folder.
// It never syncs to the disk itself, so after an unclean end its owner must look at everything once (a sweep).
import { existsSync } from 'node:fs';
import { rename } from 'node:fs/promises';
import { join } from 'node:path';
import { PGlite } from '@electric-sql/pglite';
import { type PgQueryable, runMigrations } from 'bullmq';
import { reasonOf, StoreMisconfigured, StoreUnavailable } from './errors.ts';
import { lockFolder } from './folder-lock.ts';
import { keepHouse } from './housekeeping.ts';
import { SHARED } from './keys.ts';
import { PglitePool } from './pglite-pool.ts';
import { sqlGround } from './sql-ground.ts';
import { createMemoryTable, sqlMemory } from './sql-memory.ts';
import type { Opening, Store } from './store-shape.ts';
import { within } from './within.ts';

type Opened = { database: PGlite; pool: PglitePool; isReplaced: boolean };

/** Takes the folder, opens the database in it and frees the jobs of a process that was killed. */
export async function openEmbeddedStore(folder: string, opening: Opening): Promise<Store> {
  const { clock, log, keys, shown } = opening;
  const lock = await lockFolder(folder);
  try {
    const dataFolder = join(folder, 'data');
    const existed = existsSync(dataFolder);
    const { database, pool, isReplaced } = await openOrReplace(folder, dataFolder, opening);
    await releaseOrphans(pool);
    const memory = sqlMemory(pool, keys.memoryOwner, clock);
    const shared = sqlMemory(pool, SHARED.memoryOwner, clock);
    const isEmpty = await memory.isEmpty();
    const purge = async (): Promise<void> => void (await Promise.all([memory.purge(), shared.purge()]));
    const housekeeping = keepHouse(pool, purge, log);

    async function end(): Promise<void> {
      housekeeping.stop();
      let clean = false;
      try {
        await database.close();
        clean = true;
      } catch (error) {
        log.warn({ store: shown, reason: reasonOf(error) }, 'the embedded store did not close cleanly');
      }
      await lock.release({ clean });
    }

    let closing: Promise<void> | undefined;
    return {
      kind: 'embedded',
      shown,
      memory,
      shared,
      endedUncleanly: isReplaced || (existed && !lock.wasClean),
      isEmpty,
      ground: sqlGround(pool, pool, keys),
      announce: holder => lock.announce(holder),
      ping: async timeoutMs => {
        await within(timeoutMs, `asking ${shown}`, pool.query('SELECT 1'));
      },
      close: () => (closing ??= end()),
    };
  } catch (error) {
    await lock.release({ clean: lock.wasClean });
    throw error;
  }
}

/** Opens the database; a damaged one is moved aside, never deleted, and replaced by an empty one. */
async function openOrReplace(folder: string, dataFolder: string, { clock, log }: Opening): Promise<Opened> {
  try {
    return await openDatabase(dataFolder);
  } catch (error) {
    if (error instanceof Error && error.name === 'SchemaVersionMismatchError') {
      throw new StoreMisconfigured(
        `The embedded store in ${folder} was written by a newer version: ${error.message}. ` +
          'Update Liaison, or give it another folder in STORE_URL.',
        { cause: error },
      );
    }
    if (!existsSync(dataFolder)) {
      throw new StoreUnavailable(
        `The embedded store in ${folder} could not be created: ${reasonOf(error)}. Is the disk full?`,
        { cause: error },
      );
    }
    const aside = join(folder, `damaged-${new Date(clock.now()).toISOString().replace(/[:.]/g, '-')}`);
    await rename(dataFolder, aside);
    log.error(
      { folder, aside, reason: reasonOf(error) },
      'the embedded store was damaged; it was moved aside and starts empty',
    );
    try {
      return { ...(await openDatabase(dataFolder)), isReplaced: true };
    } catch (again) {
      throw new StoreUnavailable(
        `The embedded store in ${folder} could not be opened, nor a new one be created: ${reasonOf(again)}. ` +
          `The old data is in ${aside}. Is the disk full?`,
        { cause: again },
      );
    }
  }
}

async function openDatabase(dataFolder: string): Promise<Opened> {
  const database = await PGlite.create({ dataDir: dataFolder });
  try {
    const pool = new PglitePool(database);
    const session = await pool.connect();
    await runMigrations(session as unknown as PgQueryable);
    await createMemoryTable(session);
    session.release();
    await pool.query('SET search_path TO bullmq, public');
    return { database, pool, isReplaced: false };
  } catch (error) {
    await database.close().catch(() => undefined);
    throw error;
  }
}

// Nobody else can be alive under the folder's lock. Jobs marked like this are taken back by the very first check
// of a starting worker instead of after the lock's duration, and still count as stalled, so that a job which
// kills its process does not do so forever.
async function releaseOrphans(pool: PglitePool): Promise<void> {
  await pool.query("UPDATE job SET stalled_marked = true, locked_until_ms = 0 WHERE state = 'active'");
  await pool.query("DELETE FROM meta WHERE field = 'stalled-check'");
}
