// The embedded database has no background processes: nobody truncates its log, vacuums or gathers statistics.
// This does, on timers. Thresholds come from trials; see docs/stores.md.
import { type Log, sparingly } from './log.ts';
import { plainReason } from './plain-reason.ts';
import type { Sql } from './sql-memory.ts';

const CHECKPOINT_EVERY_MS = 5 * 60_000;
const LOOK_EVERY_MS = 10_000;
const VACUUM_AT_BYTES = 20 * 1024 * 1024;
const VACUUM_AT_LEAST_EVERY = (24 * 60 * 60_000) / CHECKPOINT_EVERY_MS;
const ANALYZE_AT_JOBS = 1_000;

export type Housekeeping = {
  /** CHECKPOINT if something was written since the last one; VACUUM if the tables grew or a day has passed. */
  tidy(): Promise<void>;
  /** ANALYZE when the backlog passes 1,000 jobs, and again whenever it doubles: old plans then collapse. */
  look(): Promise<void>;
  stop(): void;
};

/**
 * Starts the timers. `purgeMemory` deletes expired entries, `tryRoom` rejects where nothing can be written: a checkpoint
 * that fails for it would end the database. Failures are tried again next time; the log says a lasting one once.
 */
export function keepHouse(
  sql: Sql,
  purgeMemory: () => Promise<void>,
  log: Log,
  tryRoom: () => Promise<void>,
  clock: { now(): number },
): Housekeeping {
  const complain = sparingly(log, clock, 2 * CHECKPOINT_EVERY_MS);
  let checkpointedAt = '';
  let vacuumedBytes = 0;
  let tidiesSinceVacuum = 0;
  let analyzedJobs = ANALYZE_AT_JOBS / 2;

  const one = async <T>(text: string): Promise<T | undefined> =>
    (await sql.query(text)).rows[0] as T | undefined;
  const tableBytes = async (): Promise<number> =>
    Number(
      (
        await one<{ bytes: number | string }>(
          "SELECT pg_total_relation_size('bullmq.job') + pg_total_relation_size('liaison.memory') AS bytes",
        )
      )?.bytes ?? 0,
    );

  async function tidy(): Promise<void> {
    await tryRoom();
    await purgeMemory();
    tidiesSinceVacuum += 1;
    const bytes = await tableBytes();
    // A table full of living rows does not shrink, so it has to grow by half before it is vacuumed again.
    const hasGrown = bytes > VACUUM_AT_BYTES && bytes > vacuumedBytes * 1.5;
    if (hasGrown || tidiesSinceVacuum >= VACUUM_AT_LEAST_EVERY) {
      await sql.query('VACUUM');
      vacuumedBytes = await tableBytes();
      tidiesSinceVacuum = 0;
      log.debug({ before: bytes, after: vacuumedBytes }, 'vacuumed the embedded store');
    }
    const written = (await one<{ at: string }>('SELECT pg_current_wal_insert_lsn()::text AS at'))?.at ?? '';
    if (written === checkpointedAt) return;
    await sql.query('CHECKPOINT');
    checkpointedAt = (await one<{ at: string }>('SELECT pg_current_wal_insert_lsn()::text AS at'))?.at ?? '';
  }

  async function look(): Promise<void> {
    const backlog = await one<{ jobs: number | string }>(
      "SELECT count(*) AS jobs FROM bullmq.job WHERE state IN ('waiting', 'delayed')",
    );
    const jobs = Number(backlog?.jobs ?? 0);
    if (jobs >= ANALYZE_AT_JOBS && jobs >= analyzedJobs * 2) {
      await sql.query('ANALYZE');
      analyzedJobs = jobs;
      log.debug({ jobs }, 'analyzed the embedded store');
    } else if (jobs < ANALYZE_AT_JOBS / 2) {
      analyzedJobs = ANALYZE_AT_JOBS / 2;
    }
  }

  const regularly = (work: () => Promise<void>, everyMs: number): NodeJS.Timeout =>
    setInterval(() => {
      work().catch(error =>
        complain({ reason: plainReason(error) }, 'housekeeping in the embedded store failed'),
      );
    }, everyMs).unref();
  const timers = [regularly(tidy, CHECKPOINT_EVERY_MS), regularly(look, LOOK_EVERY_MS)];

  return { tidy, look, stop: () => timers.forEach(timer => clearInterval(timer)) };
}
