// The store on PostgreSQL. It needs session connections (LISTEN): no pooler in transaction mode in between.

import { runMigrations } from 'bullmq';
import { Pool } from 'pg';
import { reasonOf, StoreMisconfigured, StoreUnavailable } from './errors.ts';
import { SHARED } from './keys.ts';
import { sparingly } from './log.ts';
import { sqlGround } from './sql-ground.ts';
import { createMemoryTable, sqlMemory } from './sql-memory.ts';
import type { Opening, Store } from './store-shape.ts';
import { pause, settles, within } from './within.ts';

const PURGE_EVERY_MS = 5 * 60_000;
// Wrong password, no such role or database, no right: SQLSTATEs that waiting does not cure.
const HOPELESS = new Set(['28000', '28P01', '3D000', '42501']);

/** Opens two pools, one for workers and one with short limits for producers, and migrates the schema. */
export async function openPostgresStore(url: string, opening: Opening): Promise<Store> {
  const { log, clock, keys, shown } = opening;
  const shared = { connectionString: url, options: '-c search_path=bullmq,public', keepAlive: true };
  const workers = new Pool({ ...shared, max: 10, connectionTimeoutMillis: 5_000 });
  const producers = new Pool({
    ...shared,
    max: 5,
    connectionTimeoutMillis: 2_000,
    query_timeout: 3_000,
    statement_timeout: 3_000,
  });
  const complain = sparingly(log, clock);
  for (const pool of [workers, producers]) {
    // BullMQ adds a listener per queue and worker and leaves them when it closes.
    pool.setMaxListeners(0);
    pool.on('error', error =>
      complain({ store: shown, reason: reasonOf(error) }, 'a connection to PostgreSQL failed'),
    );
  }
  const end = async (): Promise<void> => {
    await settles(Promise.allSettled([workers.end(), producers.end()]), 5_000);
  };

  try {
    await untilItAnswers(workers, opening);
    await migrate(workers, shown);
    const memory = sqlMemory(producers, keys.memoryOwner, clock);
    const shared = sqlMemory(producers, SHARED.memoryOwner, clock);
    const purging = setInterval(() => {
      Promise.all([memory.purge(), shared.purge()]).catch(error =>
        complain({ store: shown, reason: reasonOf(error) }, 'purging the memory failed'),
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
      isEmpty: await memory.isEmpty(),
      ground: sqlGround(producers, workers, keys),
      ping: async timeoutMs => {
        await within(timeoutMs, `asking ${shown}`, producers.query('SELECT 1'));
      },
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

async function untilItAnswers(pool: Pool, { waitMs, signal, shown, log, clock }: Opening): Promise<void> {
  const complain = sparingly(log, clock);
  for (let waitedMs = 0; ; ) {
    try {
      await pool.query('SELECT 1');
      return;
    } catch (error) {
      const { code } = error as { code?: string };
      if (code !== undefined && HOPELESS.has(code)) {
        throw new StoreMisconfigured(`PostgreSQL at ${shown} refused: ${reasonOf(error)}. Check STORE_URL.`, {
          cause: error,
        });
      }
      if (signal?.aborted || waitedMs >= waitMs) {
        throw new StoreUnavailable(
          `PostgreSQL at ${shown} could not be reached: ${reasonOf(error)}. Is it running, and is STORE_URL right?`,
          { cause: error },
        );
      }
      complain({ store: shown, reason: reasonOf(error) }, 'PostgreSQL does not answer yet');
    }
    const stepMs = Math.min(1_000, 50 + waitedMs);
    await pause(stepMs, signal);
    waitedMs += stepMs;
  }
}

async function migrate(pool: Pool, shown: string): Promise<void> {
  const session = await pool.connect();
  try {
    await runMigrations(session);
    await createMemoryTable(session);
  } catch (error) {
    throw new StoreMisconfigured(
      `The tables in PostgreSQL at ${shown} could not be brought up to date: ${reasonOf(error)}. ` +
        'The role in STORE_URL needs the right to create schemas in its database.',
      { cause: error },
    );
  } finally {
    session.release(true);
  }
}
