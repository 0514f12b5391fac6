// The doctor looks at everything that a start needs, says what is wrong with a hint, and writes nothing.
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, it, onTestFinished } from 'vitest';
import { listenerOf, serveAt } from '../../../src/app/servers.ts';
import { loadPlaybook } from '../../../src/config/playbook-file.ts';
import type { LoadedPlaybook } from '../../../src/domain/playbook/loaded-playbook.ts';
import type { Playbook } from '../../../src/domain/playbook/playbook.ts';
import { examine } from '../../../src/queries/doctor/doctor.ts';
import { Lease } from '../../../src/queue/lease.ts';
import { openQueues } from '../../../src/queue/queues.ts';
import { openStore } from '../../../src/queue/store.ts';
import { startWorkers } from '../../../src/queue/workers.ts';
import { noteLastResult } from '../../../src/reconcile/memory/last-results.ts';
import { type Simulator, startSimulator } from '../../../src/simulator/simulator.ts';
import { adminApp } from '../../../src/web/admin.ts';
import { board as boardOf, finding as findingOf, result as resultOf } from '../../support/board-status.ts';
import { clock } from '../../support/clickup-setting.ts';
import { startReceiver } from '../../support/delivery-receiver.ts';
import { quiet } from '../../support/queue-rig-parts.ts';
import { type Client, clientOf, placesOf } from '../../support/simulator-client.ts';
import { findServer } from '../../support/store-servers.ts';
import { noActivity } from '../../web/admin-server.ts';

const redis = await findServer(process.env['REDIS_URL'] ?? 'redis://127.0.0.1:6379');
const folder = mkdtempSync(join(tmpdir(), 'liaison-doctor-'));
let simulator: Simulator;
let client: Client;
let loaded: LoadedPlaybook;

beforeAll(async () => {
  simulator = await startSimulator({ seed: 'empty', rateLimit: 100_000 });
  client = clientOf(simulator);
  loaded = await loadPlaybook('config/playbook.yaml');
});
beforeEach(async () => {
  await client.control('faults', {});
});
afterAll(async () => {
  await simulator.close();
  rmSync(folder, { recursive: true, force: true });
});

type Changes = Partial<Parameters<typeof examine>[0]> & { playbook?: Partial<Playbook> };

async function look({ playbook, ...changes }: Changes = {}) {
  const writesBefore = await writes();
  const examination = await examine({
    apiUrl: simulator.apiUrl,
    token: simulator.tokens.bot.token,
    loaded: { ...loaded, playbook: { ...loaded.playbook, ...playbook } },
    clock,
    log: quiet,
    storeUrl: `embedded:${folder}/store`,
    publicUrl: 'https://liaison.example.com',
    adminSecret: null,
    ...changes,
  });
  expect(await writes(), 'the doctor writes nothing').toBe(writesBefore);
  const hintless = examination.checks.filter(({ state, hint }) => state !== 'ok' && !hint);
  expect(hintless, 'every trouble has a hint').toEqual([]);
  const isFailing = examination.checks.some(({ state }) => state === 'fail');
  expect(examination.ok).toBe(!isFailing);
  const of = (group: string, name: string) =>
    examination.checks.find(check => check.group === group && check.name === name);
  return { ...examination, of };
}

async function writes(): Promise<number> {
  return (await client.control<{ requests: { writes: number } }>('stats')).body.requests.writes;
}

describe('the doctor', () => {
  it('finds nothing wrong where nothing is', async () => {
    const { ok, checks, of } = await look();
    expect(ok).toBe(true);
    expect(checks.filter(({ state }) => state === 'fail')).toEqual([]);
    expect(of('ClickUp', 'token')?.message).toContain('appears as Liaison');
    expect(of('ClickUp', 'budget')?.message).toMatch(/100000 requests a minute \(plan .+\), \d+ left/);
    expect(of('places', 'statuses')).toMatchObject({ state: 'ok', hint: null });
    expect(of('store', 'reachable')?.message).toContain('is free');
    expect(of('webhooks', 'hearing')?.message).toContain('`liaison run` registers them');
    expect(of('calendar', 'mode')?.message).toContain('mode: act');
  });

  it('says so where Liaison only observes', async () => {
    const { ok, of } = await look({ playbook: { mode: 'observe' }, publicUrl: null });
    expect(ok).toBe(true);
    expect(of('calendar', 'mode')?.message).toContain('writes nothing');
    expect(of('webhooks', 'hearing')).toMatchObject({ state: 'ok' });
  });

  it('warns of statuses that belong to no phase, and names them', async () => {
    const { phases } = loaded.playbook;
    const { ok, of } = await look({ playbook: { phases: { ...phases, candidate: ['backlog'] } } });
    expect(ok).toBe(true);
    expect(of('places', 'statuses')).toMatchObject({
      state: 'warn',
      message: expect.stringContaining('prioritized'),
    });
  });

  it('warns where the playbook counts days in another zone than the token’s owner', async () => {
    const { calendar } = loaded.playbook;
    const { ok, of } = await look({ playbook: { calendar: { ...calendar, zone: 'Asia/Tokyo' } } });
    expect(ok).toBe(true);
    expect(of('calendar', 'zone')).toMatchObject({
      state: 'warn',
      message: expect.stringContaining('Asia/Tokyo'),
    });
  });

  it('warns that nothing is undone without a public address', async () => {
    const { ok, of } = await look({ publicUrl: null });
    expect(ok).toBe(true);
    expect(of('webhooks', 'hearing')).toMatchObject({
      state: 'warn',
      message: expect.stringContaining('PUBLIC_URL'),
    });
  });

  it('names rules that cannot work as wished', async () => {
    const { rules } = loaded.playbook;
    const { ok, of } = await look({
      playbook: {
        maxReverts: 0,
        rules: {
          ...rules,
          timebox: rules.timebox && { ...rules.timebox, waivableBy: ['owner'] },
          stale: rules.stale && { ...rules.stale, enforce: 'revert' },
        },
      },
    });
    expect(ok).toBe(true);
    expect(of('rules', 'revert')?.message).toMatch(/only ask: team-size, .*stale\.$/);
    expect(of('rules', 'nothing to undo')?.message).toMatch(/only ask: stale\.$/);
    expect(of('rules', 'waiving')?.message).toMatch(/names none: timebox\.$/);
    expect(of('rules', 'escalation')?.message).toMatch(/: team-size, supporter-present, /);
  });

  it('warns of a board among the lists that are made for teams', async () => {
    const other = await startSimulator({ seed: 'empty', rateLimit: 100_000 });
    onTestFinished(() => other.close());
    const there = { apiUrl: other.apiUrl, token: other.tokens.bot.token };
    const { board, folder: teams } = await placesOf(clientOf(other));
    expect((await look(there)).of('names', 'board')).toBeUndefined();
    await clientOf(other).control('places', { place: board, folder: teams });
    expect((await look(there)).of('names', 'board')).toMatchObject({
      state: 'warn',
      message: expect.stringContaining('is in the folder “Customer result teams”'),
    });
  });

  it('warns of outcomes to celebrate where the playbook names no field for outcomes', async () => {
    const digest = { list: 'All-hands', plans: [], outcomes: [], evaluations: [], celebrate: ['Achieved'] };
    const { outcome: _outcome, ...fields } = loaded.playbook.fields;
    expect((await look({ playbook: { digest, fields } })).of('names', 'celebrate')).toMatchObject({
      state: 'warn',
      hint: expect.stringContaining('fields.outcome'),
    });
  });

  it('has nothing to say of rules where the board has an owner', async () => {
    const people = { ...loaded.playbook.people, owner: 'Amara Okafor' };
    const { checks } = await look({ playbook: { people } });
    expect(checks.filter(({ group }) => group === 'rules')).toMatchObject([{ state: 'ok' }]);
  });

  it('fails on every name that ClickUp does not have, all at once', async () => {
    const { fields, people, places } = loaded.playbook;
    const { ok, checks } = await look({
      playbook: {
        fields: { ...fields, supporter: 'Suporter' },
        people: { ...people, supporters: 'Supportrs' },
        places: { ...places, folder: 'Customer result team' },
      },
    });
    expect(ok).toBe(false);
    const failing = checks.filter(({ state }) => state === 'fail');
    expect(failing.map(({ name }) => name).sort()).toEqual([
      'fields.supporter',
      'people.supporters',
      'places.folder',
    ]);
    for (const { hint } of failing) expect(hint).toContain('Did you mean');
  });

  it('fails on a token that ClickUp does not know, and still looks at the store', async () => {
    const { ok, of } = await look({ token: 'pk_1_UNKNOWN' });
    expect(ok).toBe(false);
    expect(of('ClickUp', 'token')).toMatchObject({
      state: 'fail',
      hint: expect.stringContaining('CLICKUP_TOKEN'),
    });
    expect(of('ClickUp', 'token')?.message).not.toContain('pk_1_UNKNOWN');
    expect(of('store', 'reachable')).toMatchObject({ state: 'ok' });
  });

  it('fails where ClickUp cannot be reached, and says where it looked', async () => {
    const apiUrl = 'http://127.0.0.1:1/api';
    const { ok, of } = await look({ apiUrl });
    expect(ok).toBe(false);
    expect(of('ClickUp', 'reachable')).toMatchObject({
      state: 'fail',
      hint: expect.stringContaining(apiUrl),
    });
  });

  it('fails where no request is left, and says when to come back', async () => {
    await client.control('faults', { rules: [{ kind: 'status', status: 429 }] });
    const { ok, of } = await look();
    expect(ok).toBe(false);
    expect(of('ClickUp', 'reachable')?.hint).toContain('try again');
  });

  it('warns of a webhook that ClickUp has given up', async () => {
    const receiver = await startReceiver();
    onTestFinished(() => receiver.close());
    receiver.answer = () => 410;
    const places = await placesOf(client);
    const publicUrl = new URL(receiver.url).origin;
    const endpoint = `${publicUrl}/webhooks/clickup`;
    const team = `/v2/team/${places.team}/webhook`;
    await client.ask('POST', team, { endpoint, events: '*', list_id: Number(places.board) });
    expect((await look({ publicUrl })).checks.find(({ group }) => group === 'webhooks')).toMatchObject({
      state: 'ok',
      message: expect.stringContaining('for the board'),
    });
    await client.ask('POST', `/v2/list/${places.board}/task`, { name: 'A card' });
    await receiver.until(received => received.length > 0);
    await expect
      .poll(async () => (await look({ publicUrl })).checks.find(({ group }) => group === 'webhooks'))
      .toMatchObject({ state: 'warn', message: expect.stringContaining('suspended') });
  });
});

describe('the doctor at the store', () => {
  it('is content where another process holds it, and does not disturb it', async () => {
    const url = `embedded:${folder}/held`;
    const store = await openStore({ url, workspaceId: 'w', boardId: 'b', clock, log: quiet });
    onTestFinished(() => store.close());
    const { ok, of } = await look({ storeUrl: url });
    expect(ok).toBe(true);
    expect(of('store', 'reachable')?.message).toContain(`is in use by process ${process.pid}`);
    await store.memory.write('still', 'here', 60_000);
    expect(await store.memory.read('still')).toBe('here');
  });

  it('names the cards that the process holding it leaves alone or has set aside', async () => {
    const url = `embedded:${folder}/resting`;
    const store = await openStore({ url, workspaceId: 'w', boardId: 'b', clock, log: quiet });
    const message = 'Liaison has changed this card 30 times within an hour.';
    const breaker = findingOf({ rule: 'breaker', enforcement: 'inform', message });
    const board = boardOf({
      customerResults: [resultOf({ id: 'c1', name: 'Orders arrive whole', findings: [breaker] })],
      failed: [{ id: 'c2', reason: 'the list has no such status', at: '2027-01-11T08:00:00.000Z' }],
      makers: [{ id: 1, name: 'Mira Sato' }],
    });
    const nothing = () => Promise.reject(new Error('not asked here'));
    const unasked = {
      allHands: nothing,
      trends: nothing,
      examine: nothing,
      metrics: nothing,
      sync: nothing,
      remembered: nothing,
      failingSince: nothing,
      recentActivity: nothing,
      activity: noActivity(),
      failed: () => undefined,
    };
    const wrongPasswords = { isFlooding: () => false, slow: async () => undefined };
    const company = { locale: 'en', zone: 'UTC', name: 'W' } as const;
    const asked = { board: async () => board, wrongPasswords, company, ...unasked };
    const admin = adminApp({ secret: 'Schlüssel €', ...asked });
    const server = await serveAt(listenerOf(admin), { host: '127.0.0.1', port: 0, variable: 'ADMIN_PORT' });
    onTestFinished(async () => {
      await server.close();
      await store.close();
    });
    await store.announce?.({ adminUrl: server.url });
    const { ok, of } = await look({ storeUrl: url, adminSecret: 'Schlüssel €' });
    expect(ok).toBe(true);
    expect(of('cards', 'Orders arrive whole')).toMatchObject({ state: 'warn', message });
    expect(of('cards', 'c2')?.message).toBe('Set aside: the list has no such status');
    expect(of('cards', 'another user')?.message).toContain('worked on this board as Mira Sato');
    const locked = await look({ storeUrl: url, adminSecret: null });
    expect(locked.of('cards', 'known')?.message).toContain('answered 401');
  });

  it.skipIf(redis.isSkipped)(
    'names the cards that a shared store has set aside, unless they are well by now',
    async () => {
      const { team: workspaceId, board: boardId } = await placesOf(client);
      const store = await openStore({ url: redis.url, workspaceId, boardId, clock, log: quiet });
      const queues = await openQueues(store, { clock, log: quiet, debounceMs: 1, attempts: 1 });
      const reconcile = async () => ({ kind: 'retry', why: 'ClickUp is in trouble' }) as const;
      const handlers = { delivery: async () => {}, schedule: async () => {}, reconcile };
      const workers = await startWorkers(store, queues, handlers, { clock, log: quiet });
      onTestFinished(async () => {
        await workers.close();
        await Promise.all(queues.raw.map(queue => queue.obliterate({ force: true })));
        await store.memory.remove([...(await store.memory.readAll('')).keys()]);
        await queues.close();
        await store.close();
      });
      for (const key of ['weary', 'well']) await queues.requestReconcile(key, 'live');
      await expect.poll(async () => (await queues.failed()).length, { timeout: 10_000 }).toBe(2);
      const at = clock.now() + 1;
      const result = { kind: 'done', next: null } as const;
      await noteLastResult(store.memory, 'well', { startedAt: at, at, result, plan: null, applied: [] });
      const { of } = await look({ storeUrl: redis.url });
      expect(of('cards', 'weary')).toMatchObject({
        state: 'warn',
        message: 'Set aside: ClickUp is in trouble',
      });
      expect(of('cards', 'well')).toBeUndefined();
      expect(of('store', 'version')?.message).toMatch(/ is .*\d+\.\d+/);
      expect([of('store', 'durability'), of('store', 'memory')].map(check => check?.state)).not.toContain(
        undefined,
      );
      expect(of('running', 'processes')?.message).toContain('None runs');
      const lease = new Lease({ store, loaded, clock, log: quiet });
      await lease.take();
      const beside = await look({ storeUrl: redis.url });
      expect(beside.of('running', 'processes')?.message).toContain(`process ${process.pid} on `);
      await lease.release();
    },
  );

  it('fails where nobody answers, without the password', async () => {
    const { ok, of } = await look({ storeUrl: 'redis://:hidden@127.0.0.1:1' });
    expect(ok).toBe(false);
    expect(of('store', 'reachable')).toMatchObject({
      state: 'fail',
      hint: expect.stringContaining('STORE_URL'),
    });
    expect(of('store', 'reachable')?.message).not.toContain('hidden');
  });

  it('fails where the folder cannot be one', async () => {
    const file = join(folder, 'a-file');
    writeFileSync(file, '');
    for (const path of [file, join(file, 'store')]) {
      const { ok, of } = await look({ storeUrl: `embedded:${path}` });
      expect(ok).toBe(false);
      expect(of('store', 'reachable')?.state).toBe('fail');
    }
  });

  it('fails where something else than Redis listens', async () => {
    const server = createServer((_, answer) => answer.end('hello')).listen(0, '127.0.0.1');
    await new Promise(resolve => {
      server.once('listening', resolve);
    });
    onTestFinished(() => {
      server.closeAllConnections();
      server.close();
    });
    const address = server.address();
    const port = typeof address === 'object' && address ? address.port : 0;
    const { ok, of } = await look({ storeUrl: `redis://127.0.0.1:${port}` });
    expect(ok).toBe(false);
    expect(of('store', 'reachable')?.state).toBe('fail');
  });
});
