// What servers say of themselves, and what an operator should change.
import type { Redis } from 'ioredis';
import { describe, expect, it } from 'vitest';
import { postgresFacts } from '../../src/queue/stores/postgres-facts.ts';
import { redisFacts } from '../../src/queue/stores/redis-facts.ts';
import type { Sql } from '../../src/queue/stores/sql-memory.ts';

const redisThatSays = (told: Record<string, string>) =>
  ({ info: async (section: string) => told[section] ?? '' }) as unknown as Redis;
const stateOf = (facts: { name: string; ok: boolean; message: string; hint: string | null }[]) =>
  facts.map(({ name, ok, hint }) => ({ name, ok, hasHint: hint !== null }));

describe('a Redis', () => {
  it('that is new, keeps a log and has room is well', async () => {
    const redis = redisThatSays({
      server: 'redis_version:7.4.1\r\n',
      persistence: 'aof_enabled:1\r\naof_last_write_status:ok\r\n',
      memory: 'used_memory:1000000\r\nmaxmemory:0\r\n',
    });
    const facts = await redisFacts(redis, 'redis://r', 1_000);
    expect(stateOf(facts)).toEqual([
      { name: 'version', ok: true, hasHint: false },
      { name: 'durability', ok: true, hasHint: false },
      { name: 'memory', ok: true, hasHint: false },
    ]);
    expect(facts[0]?.message).toBe('redis://r is Redis 7.4.1');
  });

  it('that is old, forgets and is nearly full is named for each, with what to do', async () => {
    const redis = redisThatSays({
      server: 'redis_version:6.0.16\r\n',
      persistence: 'aof_enabled:0\r\n',
      memory: 'used_memory:95000000\r\nmaxmemory:100000000\r\n',
    });
    const facts = await redisFacts(redis, 'redis://r', 1_000);
    expect(stateOf(facts)).toEqual(
      ['version', 'durability', 'memory'].map(name => ({ name, ok: false, hasHint: true })),
    );
  });

  it('that could not save says so, a compatible server its own name, and one without INFO that', async () => {
    const other = redisThatSays({
      server: 'redis_version:7.2.4\r\nserver_name:valkey\r\nvalkey_version:8.1.0\r\n',
      persistence: 'aof_enabled:1\r\naof_last_write_status:err\r\n',
    });
    const [version, durability] = await redisFacts(other, 'redis://r', 1_000);
    expect(version?.message).toBe('redis://r is valkey 8.1.0, as Redis 7.2.4');
    expect(durability).toMatchObject({
      ok: false,
      message: expect.stringContaining('aof_last_write_status'),
    });
    const silent = { info: () => Promise.reject(new Error('NOPERM')) } as unknown as Redis;
    expect(await redisFacts(silent, 'redis://r', 1_000)).toMatchObject([
      { name: 'version', ok: false, message: expect.stringContaining('INFO') },
    ]);
  });
});

describe('a PostgreSQL', () => {
  const sqlThatSays = (row: object) => ({ query: async () => ({ rows: [row] }) }) as unknown as Sql;
  const well = { version: '16.4', number: 160_004, commits: 'on', fsync: 'on', standby: false };

  it('that is new and keeps what it confirmed is well', async () => {
    const facts = await postgresFacts(sqlThatSays(well), 'postgres://p', 1_000);
    expect(stateOf(facts).every(({ ok, hasHint }) => ok && !hasHint)).toBe(true);
    expect(facts[0]?.message).toBe('postgres://p is PostgreSQL 16.4');
  });

  it('that is old and may forget is named for both, and one that does not say for nothing', async () => {
    const row = { ...well, version: '12.20', number: 120_020, commits: 'off', fsync: 'off' };
    const facts = await postgresFacts(sqlThatSays(row), 'postgres://p', 1_000);
    expect(stateOf(facts)).toEqual(
      ['version', 'durability'].map(name => ({ name, ok: false, hasHint: true })),
    );
    expect(facts[1]?.hint).toBe('Set synchronous_commit and fsync to on.');
    const silent = { query: () => Promise.reject(new Error('no such function')) } as unknown as Sql;
    expect(await postgresFacts(silent, 'postgres://p', 1_000)).toEqual([]);
  });
});
