// How an embedded store begins: from what the build prepared, from nothing, or from the folder of a release before.
import { once } from 'node:events';
import { existsSync, mkdtempSync } from 'node:fs';
import { cp, mkdir, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setImmediate as turn } from 'node:timers/promises';
import { PGlite } from '@electric-sql/pglite';
import { type PgQueryable, runMigrations } from 'bullmq';
import { expect, it, onTestFinished, vi } from 'vitest';
import { keysOfBoard } from '../../src/queue/keys.ts';
import { prepareStore } from '../../src/queue/prepare-store.ts';
import { openQueues } from '../../src/queue/queues.ts';
import type { Store } from '../../src/queue/store.ts';
import { PglitePool } from '../../src/queue/stores/pglite-pool.ts';
import { dataIn, makers, noteIn, PREPARED_STORE, preparedIn } from '../../src/queue/stores/prepared-store.ts';
import { sqlBackend } from '../../src/queue/stores/sql-backend.ts';
import { createMemoryTable, sqlMemory } from '../../src/queue/stores/sql-memory.ts';
import { ThreadedDatabase } from '../../src/queue/stores/threaded-database.ts';
import { newWorkspaceId, openRig, untilIdle, WAIT } from '../support/queue-rig.ts';
import { delivery, movableClock, quiet } from '../support/queue-rig-parts.ts';
import { inLongRuns, isLong } from '../support/scale.ts';
import { startChild } from './crash-suite.ts';

function newFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'liaison-begin-'));
  onTestFinished(() => rm(folder, { recursive: true, force: true }));
  return folder;
}

/**
 * The database as the release before had it: with its own settings, in the thread that serves, and in long runs made
 * from nothing, which takes ten seconds of processor time; the build does that, too.
 */
async function databaseOfBefore(dataFolder: string): Promise<{ pool: PglitePool; close(): Promise<void> }> {
  if (!isLong) await (await ThreadedDatabase.open(dataFolder, dataIn(PREPARED_STORE))).close();
  const database = await PGlite.create(dataFolder);
  const asThreaded = {
    onNotification: () => undefined,
    async query(text: string, values: unknown[] = []) {
      const isSimple = values.length === 0;
      const result = isSimple ? (await database.exec(text)).at(-1) : await database.query(text, values);
      return { rows: result?.rows ?? [], rowCount: result?.affectedRows ?? null };
    },
  };
  const pool = new PglitePool(asThreaded as unknown as ThreadedDatabase);
  const session = await pool.connect();
  await runMigrations(session as unknown as PgQueryable);
  await createMemoryTable(session);
  session.release();
  await pool.query('SET search_path TO bullmq, public');
  return { pool, close: () => database.close() };
}

it('takes over the folder of a release before, with what was still to be done', async () => {
  const folder = newFolder();
  const workspaceId = newWorkspaceId();
  const before = await databaseOfBefore(dataIn(folder));
  const keys = keysOfBoard({ workspaceId, boardId: 'board' });
  const clock = movableClock();
  const memory = sqlMemory(before.pool, keys.memoryOwner, clock);
  const backend = sqlBackend(before.pool, before.pool, keys);
  const queues = await openQueues({ kind: 'embedded', backend, memory } as unknown as Store, {
    clock,
    log: quiet,
  });
  for (let number = 1; number <= 5; number++) await queues.addDelivery(delivery(number));
  await queues.requestReconcile('card', 'live');
  await queues.setWakeUp('sleeper', clock.now() + 86_400_000);
  await memory.write('hint:card', '1', 86_400_000);
  await queues.close();
  await before.close();

  const rig = await openRig(`embedded:${folder}`, { workspaceId });
  const seen: unknown[] = [];
  await rig.work({
    async delivery({ body }) {
      seen.push(body['number']);
    },
    async reconcile(key) {
      seen.push(key);
      return { kind: 'done', next: null };
    },
  });
  await untilIdle(rig);
  await vi.waitFor(() => expect(seen.map(String).sort()).toEqual(['1', '2', '3', '4', '5', 'card']), WAIT);
  expect([...(await rig.queues.wakeUps()).keys()]).toEqual(['sleeper']);
  expect(await rig.store.memory.read('hint:card')).toBe('1');
  expect((await readdir(folder)).filter(name => name.startsWith('damaged'))).toEqual([]);
});

inLongRuns(() => {
  it('takes nothing for a database that a kill left half made', async () => {
    const folder = newFolder();
    const url = `embedded:${folder}`;
    const beside = `${dataIn(folder)}.new`;
    const child = startChild(url, newWorkspaceId());
    child.untilBusy().catch(() => undefined);
    while (!existsSync(beside) && !existsSync(dataIn(folder))) await turn();
    await child.kill();
    // However far that one came, this is what one leaves that is killed in the middle of copying.
    await rm(dataIn(folder), { recursive: true, force: true });
    await mkdir(join(beside, 'global'), { recursive: true });
    await cp(join(PREPARED_STORE, 'data', 'PG_VERSION'), join(beside, 'PG_VERSION'));
    await writeFile(join(beside, 'global', 'pg_control'), 'half');

    const rig = await openRig(url);
    await rig.queues.requestReconcile('card', 'live');
    expect(rig.store.endedUncleanly).toBe(false);
    expect((await readdir(folder)).filter(name => /^damaged|new$/.test(name))).toEqual([]);
  });
});

inLongRuns(() => {
  it('copies no database that other versions made, and the build makes it anew while everything else goes on', async () => {
    const place = join(newFolder(), 'prepared');
    await cp(PREPARED_STORE, place, { recursive: true });
    expect(await preparedIn(place)).toBe(dataIn(place));
    await writeFile(noteIn(place), (await makers()).replace(/bullmq .*/, 'bullmq 6.0.0'));
    expect(await preparedIn(place)).toBeNull();
    let turns = 0;
    const turning = setInterval(() => {
      turns += 1;
    }, 1);
    await prepareStore(place);
    clearInterval(turning);
    expect(await preparedIn(place)).toBe(dataIn(place));
    // Made in the thread that serves it leaves time for a handful.
    expect(turns).toBeGreaterThan(100);
  });
});

it('counts a database whose thread has ended as broken, so that it is opened anew', async () => {
  const data = dataIn(newFolder());
  const database = await ThreadedDatabase.open(data, dataIn(PREPARED_STORE));
  const pool = new PglitePool(database);
  const broken = once(pool, 'broken');
  await database.abandon();
  await expect(pool.query('SELECT 1')).rejects.toThrow('its thread has ended');
  await broken;
  expect(pool.isBroken).toBe(true);
  const again = await ThreadedDatabase.open(data, null);
  await pool.replace(again);
  expect((await pool.query('SELECT 1 AS one')).rows).toEqual([{ one: 1 }]);
  await again.close();
});
