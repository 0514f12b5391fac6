// The store on PostgreSQL.
import type { Pool } from 'pg';
import { describe, expect, it } from 'vitest';
import { openStore, StoreMisconfigured } from '../../src/queue/store.ts';
import { outageSuite } from './outage-suite.ts';
import { newWorkspaceId } from './rig.ts';
import { movableClock, quiet } from './rig-parts.ts';
import { findServer } from './server.ts';
import { storeSuite } from './suite.ts';

const server = await findServer(process.env['POSTGRES_URL'] ?? 'postgres://postgres@127.0.0.1:5432/test');

describe.skipIf(server.isSkipped)(`PostgreSQL ${server.note}`, () => {
  storeSuite({
    url: () => server.url,
    followsClock: true,
    async breakLocks(store) {
      const pool = store.ground.producer as unknown as Pool;
      await pool.query("UPDATE job SET lock_token = 'somebody else' WHERE queue = $1 AND state = 'active'", [
        store.ground.queueName('reconcile'),
      ]);
    },
  });

  describe('when it cannot be reached', () => {
    outageSuite(server);
  });

  it('does not wait for a database that does not exist', async () => {
    const url = new URL(server.url);
    url.pathname = '/no-such-database';
    const opening = openStore({
      url: url.href,
      workspaceId: newWorkspaceId(),
      clock: movableClock(),
      log: quiet,
      waitMs: 60_000,
    });
    await expect(opening).rejects.toThrow(StoreMisconfigured);
    await expect(opening).rejects.toThrow(/no-such-database/);
  });
});
