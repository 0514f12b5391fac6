// Opens the database of an embedded store: a damaged one is moved aside, one that only lacks room is left where it is.

import { existsSync } from 'node:fs';
import { rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { type PgQueryable, runMigrations } from 'bullmq';
import type { Clock } from '../../base/clock.ts';
import type { Log } from '../../base/log.ts';
import { StoreMisconfigured, StoreUnavailable } from '../errors.ts';
import { makeFolder, ROOM_TO_OPEN, tryRoom } from './folder-room.ts';
import { PglitePool } from './pglite-pool.ts';
import { plainReason } from './plain-reason.ts';
import { dataIn, PREPARED_STORE, preparedIn } from './prepared-store.ts';
import { createMemoryTable } from './sql-memory.ts';
import { ThreadedDatabase } from './threaded-database.ts';

export type OpenedDatabase = { database: ThreadedDatabase; isReplaced: boolean };

/**
 * Opens the database in `folder`, or creates it, with all its tables; `prepared` is an empty one to copy. Rejects with StoreUnavailable where there is no
 * room to open it, and with StoreMisconfigured for one that a newer version wrote.
 */
export async function openDatabase(
  folder: string,
  { clock, log }: { clock: Clock; log: Log },
  prepared: Promise<string | null> | null = preparedIn(PREPARED_STORE),
): Promise<OpenedDatabase> {
  const data = dataIn(folder);
  const existed = existsSync(data);
  try {
    return { database: await openOrCreate(data, await prepared), isReplaced: false };
  } catch (error) {
    if (error instanceof Error && error.name === 'SchemaVersionMismatchError') {
      throw new StoreMisconfigured(
        `The embedded store in ${folder} was written by a newer version: ${error.message}. ` +
          'Update Liaison, or give it another folder in STORE_URL.',
        { cause: error },
      );
    }
    // Half of a new one is of no use, and would look like a damaged one.
    if (!existed) await rm(data, { recursive: true, force: true });
    await refuseWithoutRoom(folder, existed);
    if (!existed) throw unusable(folder, 'could not be created', error);
    const aside = join(folder, `damaged-${new Date(clock.now()).toISOString().replace(/[:.]/g, '-')}`);
    await rename(data, aside);
    log.error(
      { folder, aside, reason: plainReason(error) },
      'the embedded store was damaged; it was moved aside and starts empty',
    );
    try {
      return { database: await openOrCreate(data, await prepared), isReplaced: true };
    } catch (again) {
      await rm(data, { recursive: true, force: true });
      throw unusable(
        folder,
        `could not be opened, nor a new one be created (the old data is in ${aside})`,
        again,
      );
    }
  }
}

/** The database itself says nothing of a full disk while it is being opened. */
async function refuseWithoutRoom(folder: string, existed: boolean): Promise<void> {
  try {
    await makeFolder(folder);
    await tryRoom(folder, ROOM_TO_OPEN);
  } catch (error) {
    throw unusable(folder, existed ? 'cannot be opened' : 'could not be created', error);
  }
}

function unusable(folder: string, what: string, error: unknown): StoreUnavailable {
  return new StoreUnavailable(
    `The embedded store in ${folder} ${what}: ${plainReason(error)}. Nothing in it was changed. ` +
      'Make room (about 60 MB), or give STORE_URL another folder.',
    { cause: error },
  );
}

async function openOrCreate(dataFolder: string, prepared: string | null): Promise<ThreadedDatabase> {
  const database = await ThreadedDatabase.open(dataFolder, prepared);
  const pool = new PglitePool(database);
  try {
    const session = await pool.connect();
    // BullMQ types its migrations for pg's client; of that they ask for what a session has as well.
    await runMigrations(session as unknown as PgQueryable);
    await createMemoryTable(session);
    session.release();
    await pool.query('SET search_path TO bullmq, public');
    return database;
  } catch (error) {
    await (pool.isBroken ? database.abandon() : database.close()).catch(() => undefined);
    throw error;
  }
}
