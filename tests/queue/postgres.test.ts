// The store on PostgreSQL.
import { Pool } from 'pg';
import { afterAll, describe, expect, it, vi } from 'vitest';
import { openStore, StoreMisconfigured } from '../../src/queue/store.ts';
import { newPool } from '../../src/queue/stores/postgres-pool.ts';
import { newWorkspaceId, openRig, ourWorkspaces, WAIT } from '../support/queue-rig.ts';
import { delivery, movableClock, quiet } from '../support/queue-rig-parts.ts';
import { findServer } from '../support/store-servers.ts';
import { startProxy } from '../support/tcp-proxy.ts';
import { outageSuite } from './outage-suite.ts';
import { storeSuite } from './suite.ts';

const server = await findServer(process.env['POSTGRES_URL'] ?? 'postgres://postgres@127.0.0.1:5432/test');

describe.skipIf(server.isSkipped)(`PostgreSQL ${server.note}`, () => {
  // Other workspaces on this server are not ours.
  afterAll(async () => {
    const pool = new Pool({ connectionString: server.url });
    for (const table of ['job', 'event', 'dedup', 'dedup_next', 'scheduler', 'meta', 'rate_limit']) {
      await pool.query(`DELETE FROM bullmq.${table} WHERE starts_with(queue, $1)`, [
        `liaison.${ourWorkspaces}`,
      ]);
    }
    await pool.query('DELETE FROM liaison.memory WHERE starts_with(workspace, $1)', [ourWorkspaces]);
    await pool.end();
  });

  storeSuite({
    url: () => server.url,
    followsClock: true,
    async breakLocks(store) {
      const pool = store.backend.producer as unknown as Pool;
      await pool.query("UPDATE job SET lock_token = 'somebody else' WHERE queue = $1 AND state = 'active'", [
        store.backend.queueName('reconcile'),
      ]);
    },
  });

  describe('when it cannot be reached', () => {
    outageSuite(server);

    it('leaves a server that vanished while a worker began to listen', async () => {
      const proxy = await startProxy(server.host, server.port);
      const url = new URL(server.url);
      url.hostname = '127.0.0.1';
      url.port = `${proxy.port}`;
      const rig = await openRig(url.href);
      const seen: unknown[] = [];
      // The worker of deliveries is the second of three.
      proxy.freezeAt('LISTEN', 2);
      await rig.work({
        async delivery({ body }) {
          seen.push(body['number']);
        },
      });
      await vi.waitFor(() => expect(proxy.isFrozen()).toBe(true), WAIT);
      proxy.point(server.port);
      await vi.waitFor(() => rig.queues.addDelivery(delivery(1)), { ...WAIT, timeout: 30_000 });
      await vi.waitFor(() => expect(seen).toEqual([1]), { ...WAIT, timeout: 50_000 });
    }, 100_000);
  });

  it('says its version, and whether it keeps what it confirmed', async () => {
    const { store } = await openRig(server.url);
    const facts = (await store.facts?.(1_000)) ?? [];
    expect(facts.map(({ name }) => name)).toEqual(['version', 'durability']);
    expect(facts[0]).toMatchObject({ ok: true, message: expect.stringMatching(/ is PostgreSQL \d+/) });
  });

  it('does not wait for a database that does not exist', async () => {
    const url = new URL(server.url);
    url.pathname = '/no-such-database';
    const opening = openStore({
      url: url.href,
      workspaceId: newWorkspaceId(),
      boardId: 'board',
      clock: movableClock(),
      log: quiet,
      waitMs: 60_000,
    });
    await expect(opening).rejects.toThrow(StoreMisconfigured);
    await expect(opening).rejects.toThrow(/no-such-database/);
  });

  it('ends no process where a connection that is lent out breaks between two questions', async () => {
    const pool = newPool({ connectionString: server.url, max: 1 }, () => undefined);
    const others = new Pool({ connectionString: server.url, max: 1 });
    try {
      const session = await pool.connect();
      const { rows } = await session.query<{ pid: number }>('SELECT pg_backend_pid() AS pid');
      const ended = new Promise(resolve => session.once('end', resolve));
      await others.query('SELECT pg_terminate_backend($1)', [rows[0]?.pid]);
      await ended;
      await expect(session.query('SELECT 1')).rejects.toThrow(/connection/i);
      session.release(true);
      expect((await pool.query('SELECT 1 AS one')).rows).toEqual([{ one: 1 }]);
    } finally {
      await Promise.all([pool.end(), others.end()]);
    }
  });
});
