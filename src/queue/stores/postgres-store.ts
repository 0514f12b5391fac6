// The store on PostgreSQL. It needs session connections (LISTEN): no pooler in transaction mode in between.

import { runMigrations } from 'bullmq';
import type { Pool } from 'pg';
import { sparingly } from '../../base/log.ts';
import { pause, settles } from '../../base/time-limit.ts';
import type { Memory } from '../../reconcile/memory/memory.ts';
import { StoreMisconfigured, StoreUnavailable, storeReason } from '../errors.ts';
import { SHARED } from '../keys.ts';
import type { Opening, SharedMemory, Store } from '../store-shape.ts';
import { createBreaks } from './breaks.ts';
import { plainReason } from './plain-reason.ts';
import { postgresFacts } from './postgres-facts.ts';
import { newPool } from './postgres-pool.ts';
import { sqlBackend } from './sql-backend.ts';
import { createMemoryTable, sqlEntries, sqlMemory } from './sql-memory.ts';
import { createSqlPulse } from './sql-pulse.ts';
import { checkWrites } from './write-check.ts';

const PURGE_EVERY_MS = 5 * 60_000;
// Wrong password, no such role or database, no right: SQLSTATEs that waiting does not cure.
const HOPELESS = new Set(['28000', '28P01', '3D000', '42501']);
// No such table, function or schema.
const MISSING = new Set(['42P01', '42883', '3F000']);

// Nothing that a worker asks takes long: a server that does not answer for so long has vanished without a word.
const PATIENT_LIMITS = { connectionTimeoutMillis: 5_000, query_timeout: 15_000 };
const SHORT_LIMITS = { connectionTimeoutMillis: 2_000, query_timeout: 3_000, statement_timeout: 3_000 };

/** Opens two pools, one for workers and one with short limits for producers, and migrates the schema. */
export async function openPostgresStore(url: string, opening: Opening): Promise<Store> {
  const { log, clock, keys, formerKeys, shown } = opening;
  const shared = {
    connectionString: url,
    options: '-c search_path=bullmq,public',
    keepAlive: true,
    keepAliveInitialDelayMillis: 10_000,
  };
  const complain = sparingly(log, clock);
  const breaks = createBreaks();
  const hear = (error: Error): void => {
    complain({ store: shown, reason: storeReason(error) }, 'a connection to PostgreSQL failed');
    breaks.note();
  };
  const workers = newPool({ ...shared, ...PATIENT_LIMITS, max: 10 }, hear);
  const producers = newPool({ ...shared, ...SHORT_LIMITS, max: 5 }, hear);
  // Bringing large tables up to date may take its time.
  const migrate = () =>
    migrateOn(newPool({ ...shared, connectionTimeoutMillis: 5_000, max: 1 }, hear), shown);
  const end = async (): Promise<void> => {
    await settles(Promise.allSettled([workers.end(), producers.end()]), 5_000);
  };

  try {
    await untilItAnswers(workers, opening);
    await migrate();
    const memory = sqlMemory(producers, keys.memoryOwner, clock);
    const shared = sqlMemory(producers, SHARED.memoryOwner, clock);
    const pulse = await createSqlPulse(producers, keys.memoryOwner, clock);
    const purging = setInterval(() => {
      Promise.all([memory.purge(), shared.purge()]).catch(error =>
        complain({ store: shown, reason: storeReason(error) }, 'purging the memory failed'),
      );
    }, PURGE_EVERY_MS);
    purging.unref();

    let closing: Promise<void> | undefined;
    return {
      kind: 'postgres',
      shown,
      memory,
      shared,
      endedUncleanly: false,
      backend: sqlBackend(producers, workers, keys),
      former: {
        backend: sqlBackend(producers, workers, formerKeys),
        entries: () => sqlEntries(producers, formerKeys.memoryOwner, clock),
      },
      pulse: async key => {
        try {
          return { ...(await pulse(key)), breaks: breaks.count() };
        } catch (error) {
          breaks.add();
          throw error;
        }
      },
      onBreak: hear => breaks.hear(hear),
      mend: () => mend(workers, memory, migrate),
      check: timeoutMs => checkWrites(memory, shown, timeoutMs),
      facts: timeoutMs => postgresFacts(producers, shown, timeoutMs),
      close() {
        clearInterval(purging);
        return (closing ??= end());
      },
    };
  } catch (error) {
    await end();
    throw error;
  }
}

/** Only the memory that all boards share, on a connection of its own. */
export async function openPostgresShared(url: string, opening: Patience): Promise<SharedMemory> {
  const pool = newPool({ ...SHORT_LIMITS, connectionString: url, max: 1 }, () => undefined);
  const close = async (): Promise<void> => {
    await settles(pool.end(), 2_000);
  };
  try {
    await untilItAnswers(pool, opening);
    const session = await pool.connect();
    await createMemoryTable(session).finally(() => session.release());
  } catch (error) {
    await close();
    throw error;
  }
  return { memory: sqlMemory(pool, SHARED.memoryOwner, opening.clock), close };
}

type Patience = Pick<Opening, 'waitMs' | 'signal' | 'shown' | 'log' | 'clock'>;

async function untilItAnswers(pool: Pool, { waitMs, signal, shown, log, clock }: Patience): Promise<void> {
  const complain = sparingly(log, clock);
  for (let waitedMs = 0; ; ) {
    try {
      await pool.query('SELECT 1');
      return;
    } catch (error) {
      const { code } = error as { code?: string };
      if (code !== undefined && HOPELESS.has(code)) {
        throw new StoreMisconfigured(
          `PostgreSQL at ${shown} refused: ${storeReason(error)}. Check STORE_URL.`,
          {
            cause: error,
          },
        );
      }
      if (signal?.aborted || waitedMs >= waitMs) {
        throw new StoreUnavailable(
          `PostgreSQL at ${shown} could not be reached: ${storeReason(error)}. Is it running, and is STORE_URL right?`,
          { cause: error },
        );
      }
      complain({ store: shown, reason: storeReason(error) }, 'PostgreSQL does not answer yet');
    }
    const stepMs = Math.min(1_000, 50 + waitedMs);
    await pause(stepMs, signal);
    waitedMs += stepMs;
  }
}

/** Tables that are missing are those of a database that was made anew; everything else is no matter of tables. */
async function mend(pool: Pool, memory: Memory, migrate: () => Promise<void>): Promise<void> {
  try {
    await memory.read('mend');
    await pool.query('SELECT 1 FROM bullmq.job LIMIT 1');
  } catch (error) {
    const { code } = ((error as { cause?: unknown }).cause ?? error) as { code?: string };
    if (code === undefined || !MISSING.has(code)) throw error;
    await migrate();
  }
}

/** On a pool of its own, which ends with it. */
async function migrateOn(pool: Pool, shown: string): Promise<void> {
  const session = await pool.connect();
  try {
    await runMigrations(session);
    await createMemoryTable(session);
  } catch (error) {
    const what = `The tables in PostgreSQL at ${shown} could not be brought up to date: ${plainReason(error)}.`;
    if (isPassing(error)) throw new StoreUnavailable(what, { cause: error });
    throw new StoreMisconfigured(
      `${what} The role in STORE_URL needs the right to create schemas in its database.`,
      { cause: error },
    );
  } finally {
    session.release(true);
    await settles(pool.end(), 2_000);
  }
}

/** No connection, no room, read-only, going down, given way to another: by the first letters of the SQLSTATE. */
function isPassing(error: unknown): boolean {
  const { code } = error as { code?: string };
  if (code === undefined) return /terminated|timeout|closed/i.test(storeReason(error));
  return /^(08|25|40|53|55|57|58)|^E[A-Z]+$/.test(code);
}
