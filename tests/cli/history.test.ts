// `history`, `deliveries` and `failed` as their users meet them: of a stopped Liaison, of a running one, and on its pages.
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type {
  ActivityEntry,
  DeliveriesReport,
  FailedReport,
  HistoryReport,
} from '../../src/reconcile/activity-report.ts';
import { embeddedStoreIn } from '../support/embedded-store.ts';
import { type Process, type Start, startRun } from '../support/process.ts';
import { isLong } from '../support/scale.ts';
import { clientOf } from '../support/simulator-client.ts';
import { triedStores } from '../support/stores.ts';
import { openShell, type Shell } from './shell.ts';

const WAIT = { timeout: 30_000 };
/** PostgreSQL is the one that differs most from the embedded one. */
const shared = (await triedStores()).filter(
  ({ name }) => name === 'PostgreSQL' || (isLong && name === 'Redis'),
);
let shell: Shell;
beforeAll(async () => {
  shell = await openShell({ store: 'none yet' });
});
afterAll(() => shell.close());

const run: Shell['run'] = (args, more) => shell.run(args, more);

async function read<T>(args: string[], more: Parameters<Shell['run']>[1] = {}): Promise<T> {
  const { code, stdout, stderr } = await run([...args, '--json'], more);
  expect({ code, stderr }).toEqual({ code: 0, stderr: expect.anything() });
  return JSON.parse(stdout) as T;
}

const kindsOf = (entries: readonly ActivityEntry[]) =>
  entries.flatMap(({ operations }) => operations.map(({ kind }) => kind));
const faults = (rules: object[]) =>
  fetch(`${shell.simulator.url}/__sim/faults`, {
    method: 'POST',
    body: JSON.stringify({ rules }),
    headers: { 'content-type': 'application/json' },
  });

describe('of a stopped Liaison', () => {
  it('say that nothing is known where there is no store yet, and make none', async () => {
    for (const command of ['history', 'deliveries', 'failed']) {
      const { code, stdout, stderr } = await run([command]);
      expect({ code, stdout }).toEqual({ code: 1, stdout: '' });
      expect(stderr).toMatch(/Nothing is known yet: there is no store at embedded:/);
    }
  });

  it('tell what a sync did, and why, card by card', async () => {
    embeddedStoreIn(join(shell.folder, 'store'));
    await run(['sync']);
    const report = await read<HistoryReport>(['history', 'arrive whole']);
    expect(report).toMatchObject({
      card: { id: shell.card, name: 'Orders arrive whole' },
      knownSince: expect.stringMatching(/^20/),
      isCut: false,
      waivers: [],
    });
    const [entry] = report.entries;
    expect(entry).toMatchObject({ cause: { kind: 'sync', told: [] }, result: { kind: 'done', why: null } });
    expect(kindsOf(report.entries)).toContain('create-list');
    // By which pages in another language name it.
    const abouts = entry?.operations.map(({ kind, about }) => `${kind}: ${about}`);
    expect(abouts).toEqual(
      expect.arrayContaining(['create-list: Orders arrive whole', 'create-item: Kick-off']),
    );
    expect(abouts).toContain('post-status: undefined');
    const { stdout } = await run(['history']);
    expect(stdout.replaceAll(/\s+/g, ' ')).toMatch(
      /Orders arrive whole in a sweep that somebody asked for with `liaison sync` → Make the list “Orders arrive whole” .*Known since/,
    );
    for (const line of stdout.split('\n')) expect(line.length).toBeLessThanOrEqual(100);
  });
});

describe('of a running Liaison', () => {
  let running: Process;
  beforeAll(async () => {
    running = await startRun(shell.start);
  });
  afterAll(() => running.stop());

  const page = async (path: string, init: RequestInit = {}) => {
    const answer = await fetch(`${running.adminUrl}${path}`, { redirect: 'manual', ...init });
    return { status: answer.status, to: answer.headers.get('location'), text: await answer.text() };
  };
  const asked = async <T>(path: string): Promise<T> =>
    (await (await fetch(`${running.adminUrl}/api/${path}`)).json()) as T;
  const failedNow = async () => (await asked<FailedReport>('failed')).failed;

  it('name who caused what, what came in and what became of it', async () => {
    const joiner = shell.company.notIn('Supporters')[3];
    if (!joiner) throw new Error('the seed lacks people');
    await shell.company.join(shell.card, joiner);
    const newest = async () => (await asked<HistoryReport>('history?limit=1')).entries[0]?.cause.kind;
    await expect.poll(newest, WAIT).toBe('delivery');

    const { entries, isCut } = await read<HistoryReport>(['history', '--limit', '1']);
    expect(isCut).toBe(true);
    expect(entries[0]?.cause.told).toContainEqual(
      expect.objectContaining({
        by: { id: joiner.id, name: joiner.username },
        change: expect.objectContaining({ kind: 'joined' }),
      }),
    );
    const { stdout } = await run(['deliveries']);
    const said = stdout.replaceAll(/\s+/g, ' ');
    expect(said).toMatch(
      new RegExp(`taskUpdated by ${joiner.username} Orders arrive whole id \\S+ ✓ its card was looked at`),
    );
    expect(said).toContain('· Liaison’s own change came back');
    const front = await page('/');
    expect(front.text).toContain('What Liaison did');
    expect(front.text).toContain(`after ${joiner.username} joined the team`);
  });

  it('handle a delivery again, which does nothing twice', async () => {
    const { deliveries } = await asked<DeliveriesReport>('deliveries');
    const first = deliveries.find(({ outcome }) => outcome === 'reconcile');
    const before = (await asked<HistoryReport>('history')).entries.length;
    await shell.expectNothingWritten(async () => {
      const { code, stdout } = await run(['deliveries', '--replay', first?.id ?? '']);
      expect({ code, stdout }).toMatchObject({
        code: 0,
        stdout: expect.stringContaining('is handled again'),
      });
      const again = async () =>
        (await asked<DeliveriesReport>('deliveries')).deliveries.find(one => one.isReplay)?.outcome;
      await expect.poll(again, WAIT).toBe('reconcile');
    });
    expect((await asked<HistoryReport>('history')).entries).toHaveLength(before);
    const { code, stderr } = await run(['deliveries', '--replay', 'no-such']);
    expect({ code, stderr }).toMatchObject({
      code: 1,
      stderr: expect.stringContaining('has the id "no-such"'),
    });
  });

  it('show what was set aside and why, and have it done once the reason is mended', async () => {
    await faults([{ kind: 'status', status: 400, method: 'GET', route: '/v2/list/{list_id}/task' }]);
    const leaver = shell.company.notIn('Supporters')[3];
    if (!leaver) throw new Error('the seed lacks people');
    await shell.company.leave(shell.card, leaver);
    await expect.poll(failedNow, WAIT).toHaveLength(1);
    const [item] = await failedNow();
    expect(item).toMatchObject({ kind: 'card', card: { id: shell.card, name: 'Orders arrive whole' } });
    const { code, stdout } = await run(['failed']);
    expect(code).toBe(0);
    expect(stdout).toMatch(/^✗ Orders arrive whole\n {2}\S/);
    expect(stdout).toContain(`liaison failed --retry ${item?.id}`);
    expect((await page('/failed')).text).toContain(`action="/failed/${item?.id}/retry"`);

    await faults([]);
    const method = 'POST';
    const path = `/failed/${item?.id}/retry`;
    expect((await page(path, { method, headers: { origin: 'https://evil.example' } })).status).toBe(403);
    // Twice at once, as by two people or an impatient one.
    const press = () => page(path, { method, headers: { origin: running.adminUrl } });
    const pressed = await Promise.all([press(), press()]);
    expect(pressed).toContainEqual(expect.objectContaining({ status: 303, to: '/failed' }));
    for (const { status } of pressed) expect([303, 404]).toContain(status);
    await expect.poll(failedNow, WAIT).toEqual([]);
    const newest = async () => (await asked<HistoryReport>('history?limit=1')).entries[0]?.operations;
    await expect.poll(newest, WAIT).toContainEqual(expect.objectContaining({ kind: 'edit-status' }));
    expect((await press()).status).toBe(404);
    expect((await page('/failed')).text).toContain('Nothing is set aside.');
  });

  it('say what is the matter with a card, a day and a number that are none', async () => {
    const wrong = async (...args: string[]) => {
      const { code, stderr } = await run(args);
      expect(code).toBe(1);
      return stderr;
    };
    expect(await wrong('history', 'Orders arive whole')).toContain('Did you mean “Orders arrive whole”');
    expect(await wrong('deliveries', '--since', '2027-02-30')).toContain('Write a day as 2027-01-14');
    expect(await wrong('failed', '--limit', '0')).toContain("unknown option '--limit'");
    const asking = await fetch(`${running.adminUrl}/api/history?limit=0`);
    expect([asking.status, await asking.json()]).toEqual([
      400,
      { ok: false, error: 'limit "0" is no whole number from 1 to 1000.' },
    ]);
    const since = await page('/history?since=soon');
    expect(since.status).toBe(400);
    expect(since.text).toContain('“soon” is no day.');
    const unknown = await page('/history?card=Orders%20arive%20whole');
    expect(unknown.text).toContain(`<a href="/history?card=${shell.card}">Orders arrive whole</a>`);
  });
});

describe.each(shared)('on $name $missing', ({ missing, open }) => {
  let other: Shell;
  let start: Partial<Start>;
  const told = async (...words: string[]) => {
    const { code, stdout, stderr } = await other.run([...words, '--json'], start);
    expect(code, stderr).toBe(0);
    return JSON.parse(stdout) as HistoryReport;
  };
  beforeAll(async () => {
    if (missing !== null) return;
    other = await openShell();
    start = { storeUrl: open().url };
    await other.run(['sync'], start);
  });
  afterAll(() => other?.close());

  it.skipIf(missing !== null)('tell the same beside whatever else uses the store', async () => {
    const { entries, knownSince } = await told('history');
    expect(knownSince).not.toBeNull();
    expect(new Set(entries.map(({ card }) => card?.name))).toEqual(new Set(['Orders arrive whole']));
  });

  it.skipIf(missing !== null)('tell it also while ClickUp does not answer', async () => {
    const { control } = clientOf(other.simulator);
    await control('faults', { rules: [{ kind: 'cut' }] });
    expect((await told('history', 'Orders arrive whole')).entries).not.toEqual([]);
    for (const command of ['deliveries', 'failed']) await told(command);
    expect((await other.run(['plan'], start)).code, 'it does not answer').toBe(1);
  });
});
