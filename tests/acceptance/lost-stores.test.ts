// A store that is lost while whole processes work on it: everything comes back by itself, nothing is doubled.
import { readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, expect, it, vi } from 'vitest';
import { command, freePorts, type Process, startRun } from '../support/process.ts';
import { times } from '../support/scale.ts';
import { findServer } from '../support/store-servers.ts';
import { cardAtWork, PATIENCE, startWorld, untilMirrored } from './lost-world.ts';
import { hasRedis, ownDatabase, ownRedis } from './own-stores.ts';

const CARDS = times({ sample: 4, long: 8 });
const LOST = 'the store may have lost what was in it';

const checksOf = async ({ url }: Process): Promise<Record<string, { ok: boolean; message: string }>> =>
  ((await (await fetch(`${url}/readyz`)).json()) as { checks: never }).checks;

describe.skipIf(!hasRedis)(`Redis ${hasRedis ? '' : '(skipped: there is no redis-server)'}`, () => {
  it('that stands still for twelve seconds during the start is waited for; emptied, it has its schedules again within a minute, one warning, and nothing is doubled', async () => {
    const { url, redis, signal } = await ownRedis();
    const { company, run, log } = await startWorld(url);
    await cardAtWork(company, 'Before');
    signal('SIGSTOP');
    const liaison = await run({ isReady: false });
    await new Promise(resolve => setTimeout(resolve, 12_000));
    signal('SIGCONT');
    await untilMirrored(company, ['Before']);
    await liaison.untilReady();
    const schedules = async () => (await redis.keys('*')).filter(key => key.includes(':repeat')).length;
    const scheduled = await schedules();
    expect(scheduled).toBeGreaterThan(0);
    await redis.flushall();
    await cardAtWork(company, 'After');
    await untilMirrored(company, ['Before', 'After']);
    await vi.waitFor(async () => {
      expect(await schedules()).toBeGreaterThanOrEqual(scheduled);
      expect((await checksOf(liaison))['sweep']).toMatchObject({ ok: true });
    }, PATIENCE);
    expect(liaison.child.exitCode).toBeNull();
    expect((await log()).split(LOST)).toHaveLength(2);
  }, 200_000);

  it('that is killed and comes back empty in the middle of a first mirror doubles nothing', async () => {
    const { url, startEmpty } = await ownRedis();
    const { company, run } = await startWorld(url);
    const names = Array.from({ length: CARDS }, (_, index) => `Result ${index}`);
    for (const name of names) await cardAtWork(company, name);
    await run({ isReady: false });
    await vi.waitFor(async () => expect((await company.lists()).length).toBeGreaterThan(CARDS / 4), PATIENCE);
    await startEmpty();
    await untilMirrored(company, names);
  }, 200_000);
});

describe.skipIf(!hasRedis)(
  `A second process ${hasRedis ? '' : '(skipped: there is no redis-server)'}`,
  () => {
    it('with another playbook on one board and one store is refused, with what to do; the first goes on, also without INFO', async () => {
      const { url, redis } = await ownRedis();
      // Whose user may not ask for INFO is good enough.
      await redis.call('ACL', 'SETUSER', 'worker', 'on', '>secret', '~*', '&*', '+@all', '-info');
      const { company, run, start } = await startWorld(url.replace('redis://', 'redis://worker:secret@'));
      const first = await run();
      const other = await startRun(
        { ...start, playbook: 'config/playbook.yaml', ports: await freePorts() },
        { isReady: false },
      );
      const { code, stderr } = await other.ended;
      expect(code).toBe(1);
      expect(stderr).toMatch(
        /Another Liaison with another playbook works on this board and this store .*Stop it first/,
      );
      await cardAtWork(company, 'Still here');
      await untilMirrored(company, ['Still here']);
      expect((await checksOf(first))['store']).toMatchObject({ ok: true });
      expect(first.child.exitCode).toBeNull();
    }, 200_000);

    it('applies no plan from a file beside the first, which does also what stands in no plan', async () => {
      const { url } = await ownRedis();
      const { company, run, log, start } = await startWorld(url);
      const text = readFileSync(start.playbook ?? '', 'utf8');
      const acting = join(dirname(start.playbook ?? ''), 'acting.yaml');
      writeFileSync(acting, text);
      writeFileSync(start.playbook ?? '', text.replace(/^mode: act/m, 'mode: observe'));
      await run();
      await cardAtWork(company, 'Looked at');
      const file = join(dirname(acting), 'plan.json');
      const apply = () => command(['sync', '--plan', file], { ...start, playbook: acting });
      expect((await command(['plan', '--out', file], { ...start, playbook: acting })).code).toBe(2);
      const refused = await apply();
      expect(refused.code).toBe(1);
      expect(refused.stderr).toMatch(
        /Another Liaison works on this board .*Stop it first, then apply the plan/,
      );
      expect(await company.lists()).toEqual([]);
      await log();
      expect((await apply()).code).toBe(0);
      expect(await company.lists()).toHaveLength(1);
    }, 200_000);
  },
);

const postgres = await findServer(process.env['POSTGRES_URL'] ?? 'postgres://postgres@127.0.0.1:5432/test');

describe.skipIf(postgres.isSkipped)(`PostgreSQL ${postgres.note}`, () => {
  it('whose database is dropped and made anew is set up again, and nothing is doubled', async () => {
    const { url, empty } = await ownDatabase(postgres.url);
    const { company, run, log } = await startWorld(url);
    await run();
    await cardAtWork(company, 'Before');
    await untilMirrored(company, ['Before']);
    await empty();
    await cardAtWork(company, 'After');
    await untilMirrored(company, ['Before', 'After']);
    expect((await log()).split(LOST)).toHaveLength(2);
  }, 200_000);
});
