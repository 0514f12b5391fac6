// The memory in a PostgreSQL or embedded store: one table, shared by all owners in that database.
import type { Clock } from '../../base/clock.ts';
import type { Memory } from '../../reconcile/memory/memory.ts';
import { callStore } from '../call-store.ts';

/** What this file needs of a pool: parameterised queries. */
export type Sql = {
  query(text: string, values?: readonly unknown[]): Promise<{ rows: unknown[]; rowCount?: number | null }>;
};

export type SqlMemory = Memory & {
  /** Deletes what expired. Expired entries are invisible anyway; this only frees the space. */
  purge(): Promise<void>;
};

const LIMIT_MS = 5_000;
/** Keys are compared byte by byte: behind every key that begins with a prefix. */
const LAST_CHARACTER = '\u{10FFFF}';

// The advisory lock keeps processes that start together from creating the same schema at the same time.
const CREATE = [
  'BEGIN',
  "SELECT pg_advisory_xact_lock(hashtext('liaison:memory'))",
  'CREATE SCHEMA IF NOT EXISTS liaison',
  `CREATE TABLE IF NOT EXISTS liaison.memory (
     workspace text NOT NULL, key text COLLATE "C" NOT NULL, value text NOT NULL, expires_at bigint NOT NULL,
     PRIMARY KEY (workspace, key))`,
  'CREATE INDEX IF NOT EXISTS memory_expires_idx ON liaison.memory (expires_at)',
  'COMMIT',
];

const OR_REPLACE =
  'ON CONFLICT (workspace, key) DO UPDATE SET value = EXCLUDED.value, expires_at = EXCLUDED.expires_at';

/** Creates the memory's table. `session` must be one connection, not a pool. */
export async function createMemoryTable(session: Sql): Promise<void> {
  for (const statement of CREATE) await session.query(statement);
}

/** The living entries of an owner, with what is left of their time. Rejects with StoreUnavailable. */
export async function* sqlEntries(
  sql: Sql,
  owner: string,
  clock: Clock,
): AsyncGenerator<{ key: string; value: string; ttlMs: number }> {
  const now = clock.now();
  const asking = sql.query(
    'SELECT key, value, expires_at FROM liaison.memory WHERE workspace = $1 AND expires_at > $2',
    [owner, now],
  );
  const { rows } = await callStore(LIMIT_MS, 'reading the memory', asking);
  for (const row of rows as { key: string; value: string; expires_at: string | number }[]) {
    yield { key: row.key, value: row.value, ttlMs: Number(row.expires_at) - now };
  }
}

/** Entries expire by `clock`, so that virtual time works. Rejects with StoreUnavailable. */
export function sqlMemory(sql: Sql, owner: string, clock: Clock): SqlMemory {
  const ask: Ask = (doing, text, ...values) =>
    callStore(LIMIT_MS, doing, sql.query(text, [owner, ...values]));
  const writeAll = writingIn(ask, clock);

  return {
    async read(key) {
      const { rows } = await ask(
        'reading the memory',
        'SELECT value FROM liaison.memory WHERE workspace = $1 AND key = $2 AND expires_at > $3',
        key,
        clock.now(),
      );
      return (rows[0] as { value: string } | undefined)?.value ?? null;
    },
    async readAll(prefix) {
      const { rows } = await ask(
        'reading the memory',
        `SELECT key, value FROM liaison.memory
          WHERE workspace = $1 AND starts_with(key, $2) AND expires_at > $3`,
        prefix,
        clock.now(),
      );
      return new Map((rows as { key: string; value: string }[]).map(({ key, value }) => [key, value]));
    },
    ...orderedIn(ask, clock),
    write: (key, value, ttlMs) => writeAll([{ key, value, ttlMs }]),
    writeAll,
    async writeIfAbsent(key, value, ttlMs) {
      const now = clock.now();
      const { rows } = await ask(
        'writing to the memory',
        `INSERT INTO liaison.memory AS m (workspace, key, value, expires_at) VALUES ($1, $2, $3, $4) ${OR_REPLACE}
          WHERE m.expires_at <= $5 RETURNING key`,
        key,
        value,
        now + ttlMs,
        now,
      );
      return rows.length > 0;
    },
    async writeIfUnchanged(key, was, value, ttlMs) {
      const now = clock.now();
      const { rows } = await ask(
        'writing to the memory',
        `UPDATE liaison.memory SET value = $4, expires_at = $5
          WHERE workspace = $1 AND key = $2 AND value = $3 AND expires_at > $6 RETURNING key`,
        key,
        was,
        value,
        now + ttlMs,
        now,
      );
      return rows.length > 0;
    },
    async remove(keys) {
      if (keys.length === 0) return;
      await ask(
        'removing from the memory',
        'DELETE FROM liaison.memory WHERE workspace = $1 AND key = ANY($2::text[])',
        [...keys],
      );
    },
    async purge() {
      await ask(
        'purging the memory',
        'DELETE FROM liaison.memory WHERE workspace = $1 AND expires_at <= $2',
        clock.now(),
      );
    },
  };
}

type Ask = (doing: string, text: string, ...values: unknown[]) => ReturnType<Sql['query']>;

/** How many entries are written by one statement. */
function writingIn(ask: Ask, clock: Clock): Memory['writeAll'] {
  return async entries => {
    if (entries.length === 0) return;
    const now = clock.now();
    // In the same order whoever writes: two who write the same entries do not lock each other out.
    const inOrder = entries.toSorted((one, other) => (one.key < other.key ? -1 : 1));
    const rows = inOrder.map((_, place) => `($1, $${place * 3 + 2}, $${place * 3 + 3}, $${place * 3 + 4})`);
    await ask(
      'writing to the memory',
      `INSERT INTO liaison.memory (workspace, key, value, expires_at) VALUES ${rows.join(', ')} ${OR_REPLACE}`,
      ...inOrder.flatMap(({ key, value, ttlMs }) => [key, value, now + ttlMs]),
    );
  };
}

/** What goes by the order of keys. */
function orderedIn(ask: Ask, clock: Clock): Pick<Memory, 'readLast' | 'keepLast'> {
  return {
    async readLast(prefix, limit, before = prefix + LAST_CHARACTER) {
      const { rows } = await ask(
        'reading the memory',
        `SELECT key, value FROM liaison.memory
          WHERE workspace = $1 AND key >= $2 AND key < $3 AND expires_at > $4 ORDER BY key DESC LIMIT $5`,
        prefix,
        before,
        clock.now(),
        limit,
      );
      return (rows as { key: string; value: string }[]).map(({ key, value }) => [key, value]);
    },
    async keepLast(prefix, count) {
      await ask(
        'removing from the memory',
        `DELETE FROM liaison.memory WHERE workspace = $1 AND key >= $2 AND key <= (
           SELECT key FROM liaison.memory WHERE workspace = $1 AND key >= $2 AND key < $3 AND expires_at > $4
            ORDER BY key DESC OFFSET $5 LIMIT 1)`,
        prefix,
        prefix + LAST_CHARACTER,
        clock.now(),
        count,
      );
    },
  };
}
