// The embedded database has no background processes: nobody truncates its log, vacuums or gathers statistics.
// This does, on timers. Thresholds come from trials; see docs/stores.md.
import type { Clock } from '../../base/clock.ts';
import { type Log, sparingly } from '../../base/log.ts';
import { plainReason } from './plain-reason.ts';
import type { Sql } from './sql-memory.ts';

const CHECKPOINT_EVERY_MS = 5 * 60_000;
const CHECK_EVERY_MS = 10_000;
const LOG_AT_BYTES = 32 * 1024 * 1024;
const VACUUM_AT_BYTES = 20 * 1024 * 1024;
const VACUUM_AT_LEAST_EVERY = (24 * 60 * 60_000) / CHECKPOINT_EVERY_MS;
/** As PostgreSQL's own autovacuum decides it, with more patience: so many changes, and so many for each row. */
const ANALYZE_AT_CHANGES = 1_000;
const ANALYZE_AT_SHARE = 0.2;
/** What plans are made from, and not what jobs and entries hold: that is long, and looked for by nobody. */
const ANALYZED: Readonly<Record<string, string>> = {
  'bullmq.job':
    'bullmq.job (queue, id, state, priority, seq, process_at_ms, locked_until_ms, finished_at_ms)',
  'bullmq.dedup': 'bullmq.dedup',
  'liaison.memory': 'liaison.memory (workspace, key, expires_at)',
};

type Place = {
  sql: Sql;
  log: Log;
  /** Deletes expired entries of the memory. */
  purgeMemory(): Promise<void>;
  /** Rejects where nothing can be written: a checkpoint that fails for it would end the database. */
  tryRoom(): Promise<void>;
};

/** Starts the timers; what it answers with ends them. Failures are tried again next time; the log says a lasting one once. */
export function keepHouse(place: Place, clock: Clock): () => void {
  const complain = sparingly(place.log, clock, 2 * CHECKPOINT_EVERY_MS);
  const regularly = (work: () => Promise<void>, everyMs: number): NodeJS.Timeout =>
    setInterval(() => {
      work().catch(error =>
        complain({ reason: plainReason(error) }, 'housekeeping in the embedded store failed'),
      );
    }, everyMs).unref();
  const timers = [
    regularly(checkpointing(place), CHECKPOINT_EVERY_MS),
    regularly(shortening(place), CHECK_EVERY_MS),
    regularly(analyzing(place), CHECK_EVERY_MS),
  ];
  return () => timers.forEach(timer => clearInterval(timer));
}

/** Each call: CHECKPOINT if something was written since the last one; VACUUM if the tables grew or a day has passed. */
export function checkpointing({ sql, log, purgeMemory, tryRoom }: Place): () => Promise<void> {
  let checkpointedAt = '';
  let vacuumedBytes = 0;
  let callsSinceVacuum = 0;
  const position = async (): Promise<string> =>
    String(await first(sql, 'SELECT pg_current_wal_insert_lsn()::text AS found'));

  return async () => {
    await tryRoom();
    await purgeMemory();
    callsSinceVacuum += 1;
    const bytes = await tableBytes(sql);
    // A table full of living rows does not shrink, so it has to grow by half before it is vacuumed again.
    const hasGrown = bytes > VACUUM_AT_BYTES && bytes > vacuumedBytes * 1.5;
    if (hasGrown || callsSinceVacuum >= VACUUM_AT_LEAST_EVERY) {
      await sql.query('VACUUM');
      vacuumedBytes = await tableBytes(sql);
      callsSinceVacuum = 0;
      log.debug({ before: bytes, after: vacuumedBytes }, 'vacuumed the embedded store');
    }
    if ((await position()) === checkpointedAt) return;
    await sql.query('CHECKPOINT');
    checkpointedAt = await position();
  };
}

/** Each call: CHECKPOINT if so much was written since the last one that the database's log would become long. */
export function shortening({ sql, tryRoom }: Pick<Place, 'sql' | 'tryRoom'>): () => Promise<void> {
  const text =
    'SELECT pg_wal_lsn_diff(pg_current_wal_insert_lsn(), redo_lsn) AS found FROM pg_control_checkpoint()';
  return async () => {
    if (Number(await first(sql, text)) < LOG_AT_BYTES) return;
    await tryRoom();
    await sql.query('CHECKPOINT');
  };
}

/**
 * Each call: ANALYZE of the tables that have changed a lot since the last one, and of all the first time, since nobody knows
 * what a former process left. What was true while a thousand jobs waited makes every look for a job a walk through the
 * whole table once they are done.
 */
export function analyzing({ sql, log }: Pick<Place, 'sql' | 'log'>): () => Promise<void> {
  const isFresh = new Set<string>();
  const text = `SELECT schemaname || '.' || relname AS name, n_mod_since_analyze AS changes, n_live_tup AS live
    FROM pg_stat_user_tables WHERE schemaname IN ('bullmq', 'liaison')`;
  return async () => {
    for (const { name, changes, live } of (await sql.query(text)).rows as Changed[]) {
      const analyzed = ANALYZED[name];
      const most = ANALYZE_AT_CHANGES + ANALYZE_AT_SHARE * Number(live);
      if (analyzed === undefined || (isFresh.has(name) && Number(changes) < most)) continue;
      await sql.query(`ANALYZE ${analyzed}`);
      isFresh.add(name);
      log.debug({ table: name, changes: Number(changes) }, 'analyzed a table of the embedded store');
    }
  };
}

/** A table, its rows, and how many were changed since it was analyzed last. */
type Changed = { name: string; changes: number | string; live: number | string };

async function tableBytes(sql: Sql): Promise<number> {
  const text =
    "SELECT pg_total_relation_size('bullmq.job') + pg_total_relation_size('liaison.memory') AS found";
  return Number(await first(sql, text));
}

/** What the query calls `found` in its only row. */
async function first(sql: Sql, text: string): Promise<unknown> {
  const [row] = (await sql.query(text)).rows as { found: unknown }[];
  return row?.found;
}
