// The embedded store: what every store does, and what only a folder can go through.
import { mkdtempSync } from 'node:fs';
import { mkdir, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it, onTestFinished, vi } from 'vitest';
import { type Store, StoreHeld, StoreMisconfigured, StoreUnavailable } from '../../src/queue/store.ts';
import { readHolder } from '../../src/queue/stores/folder-lock.ts';
import { analyzing, checkpointing, shortening } from '../../src/queue/stores/housekeeping.ts';
import type { PglitePool } from '../../src/queue/stores/pglite-pool.ts';
import { embeddedStoreIn } from '../support/embedded-store.ts';
import { newWorkspaceId, openRig, untilIdle, WAIT } from '../support/queue-rig.ts';
import { delivery, quiet } from '../support/queue-rig-parts.ts';
import { inLongRuns } from '../support/scale.ts';
import { startChild } from './crash-suite.ts';
import { storeSuite } from './suite.ts';

/** So long a job stays with a process that is gone, unless somebody takes it away. */
const LOCK_MS = 15_000;
const poolOf = (store: Store): PglitePool => store.backend.producer as unknown as PglitePool;

describe('the embedded store', () => {
  /** Of this test, with an empty store that was closed. */
  function ownFolder(): string {
    const own = mkdtempSync(join(tmpdir(), 'liaison-own-'));
    onTestFinished(() => rm(own, { recursive: true, force: true }));
    embeddedStoreIn(own);
    return own;
  }

  // PostgreSQL, whose tables it has, is tried with all of this each time.
  inLongRuns(() => {
    const folder = mkdtempSync(join(tmpdir(), 'liaison-suite-'));
    afterAll(() => rm(folder, { recursive: true, force: true }));
    storeSuite({
      url: () => `embedded:${folder}`,
      followsClock: true,
      isOneProcess: true,
      async breakLocks(store) {
        await poolOf(store).query(
          "UPDATE job SET lock_token = 'somebody else' WHERE queue = $1 AND state = 'active'",
          [store.backend.queueName('reconcile')],
        );
      },
    });
  });

  it('belongs to one process, of which a second opener is told, and not to versions that are older than it', async () => {
    const own = ownFolder();
    const rig = await openRig(`embedded:${own}`);
    expect(await readHolder(own)).toEqual({ pid: process.pid, adminUrl: null });
    await rig.store.announce?.({ adminUrl: 'http://127.0.0.1:3001' });
    expect(await readHolder(own)).toEqual({ pid: process.pid, adminUrl: 'http://127.0.0.1:3001' });
    const second = openRig(`embedded:${own}`);
    await expect(second).rejects.toThrow(StoreHeld);
    await expect(second).rejects.toThrow(own);
    await expect(second).rejects.toMatchObject({ pid: process.pid, adminUrl: 'http://127.0.0.1:3001' });
    await rig.close();
    expect(await readHolder(own)).toBeNull();
    const again = await openRig(`embedded:${own}`);
    expect(again.store.endedUncleanly).toBe(false);
    // What a newer version wrote is left where it is.
    await poolOf(again.store).query(
      "INSERT INTO migration (version, name, min_client_version) VALUES (999, 'later', 99)",
    );
    await again.close();
    const opening = openRig(`embedded:${own}`);
    await expect(opening).rejects.toThrow(StoreMisconfigured);
    await expect(opening).rejects.toThrow(/was written by a newer version/);
    expect((await readdir(own)).filter(name => name.startsWith('damaged'))).toEqual([]);
  });

  it('gives back everything after a kill, at once and not when locks are over', async () => {
    const own = ownFolder();
    const workspaceId = newWorkspaceId();
    const child = startChild(`embedded:${own}`, workspaceId);
    await child.untilBusy();
    expect(await readHolder(own)).toEqual({ pid: child.pid, adminUrl: 'http://127.0.0.1:3001' });
    await expect(openRig(`embedded:${own}`)).rejects.toThrow(`held by process ${child.pid}`);
    const { acknowledged } = await child.kill();
    expect(await readHolder(own)).toBeNull();

    const rig = await openRig(`embedded:${own}`, { workspaceId });
    expect(rig.store).toMatchObject({ endedUncleanly: true });
    const seen = new Set<number>();
    const ran: string[] = [];
    const before = performance.now();
    await rig.work({
      async delivery({ body }) {
        seen.add(Number(body['number']));
      },
      async reconcile(key) {
        ran.push(key);
        return { kind: 'done', next: null };
      },
    });
    await vi.waitFor(() => expect([...seen].sort((a, b) => a - b)).toEqual(acknowledged), WAIT);
    await untilIdle(rig);
    // Before the lock of the killed process would have ended by itself.
    expect(performance.now() - before).toBeLessThan(LOCK_MS);
    expect(ran).toEqual(['card']);
    expect([...(await rig.queues.wakeUps()).keys()]).toEqual(['sleeper']);
    expect(await rig.store.memory.read('hint:card')).toBe('1');
  }, 60_000);

  it('moves a damaged database aside, starts empty and says so', async () => {
    const own = ownFolder();
    await writeFile(join(own, 'data', 'global', 'pg_control'), Buffer.alloc(8_192));
    const rig = await openRig(`embedded:${own}`);
    expect(rig.store.endedUncleanly).toBe(true);
    expect(await rig.store.memory.readAll('')).toEqual(new Map());
    await rig.queues.requestReconcile('card', 'live');
    expect(await readdir(own)).toContainEqual(expect.stringMatching(/^damaged-\d{4}-/));
  }, 60_000);

  it('says when the folder is a file', async () => {
    const own = ownFolder();
    await expect(openRig(`embedded:${join(own, 'lock')}`)).rejects.toThrow(/lock.* cannot be used/);
  });

  it('that could not be noted as held, as on a full disk, can be opened once it can; deleted meanwhile, it is noted anew', async () => {
    const own = ownFolder();
    // Nothing can be written in the place of the note.
    await mkdir(join(own, 'holder.json.new'));
    await expect(openRig(`embedded:${own}`, { waitMs: 0 })).rejects.toThrow(StoreUnavailable);
    await rm(join(own, 'holder.json.new'), { recursive: true });
    const { store } = await openRig(`embedded:${own}`);
    expect(store.endedUncleanly).toBe(false);
    await store.announce?.({ adminUrl: 'http://127.0.0.1:3001' });
    await rm(own, { recursive: true, force: true });
    await store.mend();
    expect(await readHolder(own)).toEqual({ pid: process.pid, adminUrl: 'http://127.0.0.1:3001' });
  });

  it('takes deliveries before whatever else waits for it', async () => {
    const { store, queues } = await openRig(`embedded:${ownFolder()}`);
    const done: string[] = [];
    const others = Array.from({ length: 100 }, async (_, number) => {
      await store.memory.write(`other-${number}`, '1', 60_000);
      done.push('other');
    });
    await queues.addDelivery(delivery(1)).then(() => done.push('delivery'));
    expect(done.length).toBeLessThan(30);
    await Promise.all(others);
    expect(done).toHaveLength(101);
  });

  it('gathers statistics anew by itself, once much has changed', async () => {
    vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval'] });
    onTestFinished(() => void vi.useRealTimers());
    const { store } = await openRig(`embedded:${ownFolder()}`);
    const pool = poolOf(store);
    const known = async () =>
      (await pool.query("SELECT reltuples::int AS jobs FROM pg_class WHERE oid = 'bullmq.job'::regclass"))
        .rows;
    const lookLater = async (jobs: number) => {
      await pool.query('SELECT pg_stat_force_next_flush()');
      await vi.advanceTimersByTimeAsync(10_000);
      await vi.waitFor(async () => expect(await known()).toEqual([{ jobs }]), WAIT);
    };
    await pool.query(
      `INSERT INTO job (queue, id, seq, name, state, added_at_ms)
       SELECT 'elsewhere', n::text, n, 'x', 'waiting', 0 FROM generate_series(1, 1500) n`,
    );
    await lookLater(1_500);
    await pool.query("DELETE FROM job WHERE queue = 'elsewhere'");
    await lookLater(0);
  });

  it('keeps its tables usable while it tidies up, with a backlog and without, and its log short where much is written', async () => {
    const rig = await openRig(`embedded:${ownFolder()}`);
    const pool = poolOf(rig.store);
    let purges = 0;
    const purgeMemory = async (): Promise<void> => {
      purges += 1;
    };
    const place = { sql: pool, log: quiet, purgeMemory, tryRoom: async () => undefined };
    const [tidy, look] = [checkpointing(place), analyzing(place)];
    const positionNow = async () =>
      (await pool.query('SELECT redo_lsn::text AS at FROM pg_control_checkpoint()')).rows;
    const before = await positionNow();
    await rig.queues.requestReconcile('card', 'live');
    await tidy();
    expect(await positionNow()).not.toEqual(before);
    const afterFirst = await positionNow();
    await tidy();
    expect(await positionNow()).toEqual(afterFirst);
    expect(purges).toBe(2);

    await pool.query(
      `INSERT INTO job (queue, id, seq, name, state, added_at_ms)
       SELECT 'elsewhere', n::text, n, 'x', 'waiting', 0 FROM generate_series(1, 1200) n`,
    );
    const estimate = async () =>
      (await pool.query("SELECT reltuples::int AS jobs FROM pg_class WHERE oid = 'bullmq.job'::regclass"))
        .rows;
    await look();
    expect(await estimate()).toEqual([{ jobs: 1_201 }]);
    const lookForWork = async () =>
      (await pool.query("EXPLAIN SELECT 1 FROM job WHERE queue = 'elsewhere' AND state = 'waiting' LIMIT 1"))
        .rows;
    expect(JSON.stringify(await lookForWork())).toContain('Seq Scan');
    await pool.query("DELETE FROM job WHERE queue = 'elsewhere'");
    await pool.query('SELECT pg_stat_force_next_flush()');
    await look();
    expect(await estimate()).toEqual([{ jobs: 1 }]);
    expect(JSON.stringify(await lookForWork())).not.toContain('Seq Scan');
    const ran: string[] = [];
    await rig.work({
      async reconcile(key) {
        ran.push(key);
        return { kind: 'done', next: null };
      },
    });
    await untilIdle(rig);
    expect(ran).toEqual(['card']);

    // Little was written so far: the log is left alone.
    const shorten = shortening(place);
    await shorten();
    expect(await positionNow()).toEqual(afterFirst);
    await pool.query(
      "CREATE TABLE much AS SELECT n, repeat('x', 1000) AS text FROM generate_series(1, 40000) n",
    );
    await shorten();
    expect(await positionNow()).not.toEqual(afterFirst);
  });
});
