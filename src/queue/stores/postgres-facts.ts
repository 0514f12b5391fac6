// What a PostgreSQL says of itself that an operator wants to know: its version, and what outlasts a crash.
import { callStore } from '../call-store.ts';
import type { StoreFact } from '../store-shape.ts';
import type { Sql } from './sql-memory.ts';

const LEAST = 13;
const ASKED = `SELECT current_setting('server_version') AS version,
  current_setting('server_version_num')::int AS number,
  current_setting('synchronous_commit') AS commits,
  current_setting('fsync') AS fsync,
  pg_is_in_recovery() AS standby`;

type Row = { version: string; number: number; commits: string; fsync: string; standby: boolean };

/** Version and durability; nothing where the server does not say. Never rejects. */
export async function postgresFacts(sql: Sql, shown: string, timeoutMs: number): Promise<StoreFact[]> {
  const asking = callStore(timeoutMs, 'asking for its settings', sql.query(ASKED));
  const [row] = (await asking.catch(() => ({ rows: [] }))).rows as Row[];
  if (row === undefined) return [];
  const isNew = row.number >= LEAST * 10_000;
  const off = [
    ...(row.commits === 'off' ? ['synchronous_commit'] : []),
    ...(row.fsync === 'off' ? ['fsync'] : []),
  ];
  const isKept = off.length === 0;
  return [
    {
      name: 'version',
      ok: isNew,
      message: `${shown} is PostgreSQL ${row.version}${row.standby ? ', a standby' : ''}`,
      hint: isNew ? null : `Take PostgreSQL ${LEAST} or newer.`,
    },
    {
      name: 'durability',
      ok: isKept,
      message: isKept
        ? `${shown} keeps what it confirmed (synchronous_commit ${row.commits})`
        : `${shown} may forget what it confirmed when it crashes (${off.join(' and ')} off)`,
      hint: isKept ? null : `Set ${off.join(' and ')} to on.`,
    },
  ];
}
