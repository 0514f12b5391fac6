// Which PostgreSQL answers: after a failover or a restore it may lack what was written last.

import type { Clock } from '../../base/clock.ts';
import { callStore } from '../call-store.ts';
import type { Sql } from './sql-memory.ts';

const LIMIT_MS = 5_000;

// The timeline is taken from where the log is being written: what the control file says of it changes only with the
// checkpoint after a promotion. Database and table have other numbers once they were made anew, also from a dump.
const NAME = `concat_ws('/',
  (SELECT system_identifier FROM pg_control_system()),
  substr(pg_walfile_name(pg_current_wal_lsn()), 1, 8),
  (SELECT oid FROM pg_database WHERE datname = current_database()),
  'liaison.memory'::regclass::oid)`;
// Where commits do not wait for the disk, the same server may lack the last ones after a crash.
const MAY_FORGET = `current_setting('synchronous_commit') = 'off' OR current_setting('fsync') = 'off'`;
const ENTRY = `SELECT value FROM liaison.memory WHERE workspace = $1 AND key = $2 AND expires_at > $3`;

/** Reads an entry and the server's name in one round trip. */
export type SqlPulse = (key: string) => Promise<{ entry: string | null; server: string | null }>;

/** For the rows of `owner`. Finds out at once whether this server tells its name. Rejects with StoreUnavailable. */
export async function createSqlPulse(sql: Sql, owner: string, clock: Clock): Promise<SqlPulse> {
  const isTold = await tellsName(sql);
  const text = `SELECT (${ENTRY}) AS entry, ${isTold ? NAME : 'NULL'} AS server`;
  return async key => {
    const asking = sql.query(text, [owner, key, clock.now()]);
    const { rows } = await callStore(LIMIT_MS, 'looking at the store', asking);
    return rows[0] as { entry: string | null; server: string | null };
  };
}

async function tellsName(sql: Sql): Promise<boolean> {
  try {
    const { rows } = await sql.query(`SELECT ${NAME} AS server, ${MAY_FORGET} AS "mayForget"`);
    return !(rows[0] as { mayForget: boolean }).mayForget;
  } catch (error) {
    // No such function, no right to it, or not supported: databases that only resemble PostgreSQL.
    const { code } = error as { code?: string };
    if (code === '42883' || code === '42501' || code === '0A000' || code === '42P01') return false;
    throw error;
  }
}
