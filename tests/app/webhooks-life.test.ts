// The whole life of our webhooks: a real run on the embedded store, and a ClickUp that suspends, loses and forgets them.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { type Running, type RunOptions, run } from '../../src/app/run.ts';
import { readEnv } from '../../src/config/env.ts';
import { loadPlaybook } from '../../src/config/playbook-file.ts';
import { type Simulator, startSimulator } from '../../src/simulator/simulator.ts';
import { type Company, companyOf } from '../acceptance/company.ts';
import { freePorts } from '../acceptance/process.ts';
import { clock, rememberingLog } from '../clickup/setting.ts';
import { embeddedStoreIn } from '../embedded-store.ts';
import { clientOf } from '../simulator/client.ts';

type Webhook = {
  id: string;
  endpoint: string;
  list_id: string | null;
  health: { status: string; fail_count: number };
};

/** Long enough for two cores that are busy with other tests. */
const PATIENCE = { timeout: 60_000, interval: 50 };

describe('The webhooks of a running Liaison', { timeout: 90_000 }, () => {
  const folder = mkdtempSync(join(tmpdir(), 'webhooks-life-'));
  let simulator: Simulator;
  let company: Company;
  let running: Running[];
  let store: string;
  let nth = 0;

  beforeEach(async () => {
    simulator = await startSimulator({ seed: 'empty', rateLimit: 100_000 });
    company = await companyOf(simulator);
    store = embeddedStoreIn(join(folder, String(++nth)));
    running = [];
  });
  afterEach(async () => {
    await Promise.all(running.map(each => each.stop()));
    await simulator.close();
    rmSync(join(folder, String(nth)), { recursive: true, force: true });
  });

  async function start(more: Partial<RunOptions> & { storeUrl?: string } = {}) {
    const { port } = await freePorts();
    const { token } = simulator.tokens.bot;
    const log = rememberingLog();
    const started = await run({
      env: readEnv({
        CLICKUP_API_URL: simulator.apiUrl,
        STORE_URL: more.storeUrl ?? store,
        PUBLIC_URL: `http://127.0.0.1:${port}`,
        HOST: '127.0.0.1',
        PORT: String(port),
        ADMIN_PORT: '0',
      }),
      token,
      loaded: await loadPlaybook('config/playbook.yaml'),
      role: 'all',
      clock,
      log,
      signal: new AbortController().signal,
      ...more,
    });
    running.push(started);
    const stop = async () => {
      running = running.filter(other => other !== started);
      await started.stop();
    };
    const metrics = async () => (await fetch(`${started.adminUrl}/metrics`)).text();
    return { ...started, endpoint: `http://127.0.0.1:${port}/webhooks/clickup`, log, metrics, stop };
  }

  const bot = () => clientOf(simulator);
  const list = async (): Promise<Webhook[]> => {
    const path = `/v2/team/${company.places.team}/webhook`;
    return (await bot().ask<{ webhooks: Webhook[] }>('GET', path)).body.webhooks;
  };
  const ofBoard = async (): Promise<Webhook> => {
    const found = (await list()).find(webhook => webhook.list_id === company.places.board);
    if (!found) throw new Error('the board has no webhook');
    return found;
  };
  /** A card that is at work, so that a look at it makes a team list. */
  const cardAtWork = (name: string) => {
    const [supporter] = company.group('Supporters');
    const team = company.notIn('Supporters').slice(0, 3);
    const dates = { start_date: clock.now(), due_date: clock.now() + 56 * 86_400_000 };
    const assignees = team.map(person => person.id);
    return company
      .createCard(name, { status: 'in progress', assignees, ...dates })
      .then(id => company.setSupporter(id, supporter ? [supporter] : []));
  };
  const untilMirrored = (name: string) =>
    vi.waitFor(async () => expect((await company.lists()).map(each => each.name)).toContain(name), PATIENCE);

  it('are revived when suspended, and what happened meanwhile is seen', async () => {
    const { metrics, log } = await start({ webhookCheckMs: 1_000 });
    const suspended = await ofBoard();
    const body = { endpoint: suspended.endpoint, events: ['taskUpdated'], status: 'suspended' };
    await bot().ask('PUT', `/v2/webhook/${suspended.id}`, body);
    await cardAtWork('Unheard');
    await untilMirrored('Unheard');
    expect(await ofBoard()).toMatchObject({ id: suspended.id, health: { status: 'active', fail_count: 0 } });
    expect(await metrics()).toContain('liaison_webhooks_mended_total{what="revived"} 1');
    expect(log.text()).toContain('revived a webhook');
  });

  it('are made again when somebody deletes them, and what happened meanwhile is seen', async () => {
    const { metrics, log } = await start({ webhookCheckMs: 1_000 });
    expect(await metrics()).not.toContain('liaison_webhooks_mended_total{');
    const former = await ofBoard();
    await bot().ask('DELETE', `/v2/webhook/${former.id}`);
    await cardAtWork('Unheard');
    await untilMirrored('Unheard');
    const webhooks = await list();
    expect(webhooks).toHaveLength(2);
    expect(webhooks.map(({ id }) => id)).not.toContain(former.id);
    expect(await metrics()).toContain('liaison_webhooks_mended_total{what="created"} 1');
    expect(log.text()).toContain('registered a webhook');
  });

  it('are looked after by a process that only serves the endpoint, whatever its first look met', async () => {
    await (await start()).stop();
    const { control } = clientOf(simulator);
    await control('faults', {
      rules: [{ kind: 'html', status: 503, method: 'GET', route: '/webhook' }],
    });
    const { endpoint, log, metrics } = await start({ role: 'web', webhookCheckMs: 1_000 });
    expect(log.text()).toContain('webhooks could not be looked after');
    await control('faults', {});
    await vi.waitFor(async () => expect((await list())[0]?.endpoint).toBe(endpoint), PATIENCE);
    await cardAtWork('Heard');
    await vi.waitFor(
      async () => expect(await metrics()).toContain('liaison_deliveries_total{outcome="accepted"}'),
      PATIENCE,
    );
    const { id } = await ofBoard();
    await bot().ask('DELETE', `/v2/webhook/${id}`);
    await vi.waitFor(async () => {
      expect(await metrics()).toContain('liaison_webhooks_mended_total{what="created"} 1');
    }, PATIENCE);
  });

  it('of which one is missing do not keep Liaison from seeing what happens there', async () => {
    const { control } = clientOf(simulator);
    await control('faults', {
      rules: [{ kind: 'status', status: 400, method: 'POST', route: '/webhook', times: 1 }],
    });
    const { adminUrl } = await start({ pollMs: 500 });
    expect(await list()).toHaveLength(1);
    expect(await (await fetch(`${adminUrl}/api/board`)).json()).toMatchObject({
      checks: { webhooks: { ok: false } },
    });
    await cardAtWork('Unheard');
    await untilMirrored('Unheard');
    expect(await list()).toHaveLength(1);
  });

  it('whose secret is new are believed from the first delivery on', async () => {
    const { endpoint, metrics } = await start();
    const former = await ofBoard();
    await bot().ask('DELETE', `/v2/webhook/${former.id}`);
    await bot().ask('POST', `/v2/team/${company.places.team}/webhook`, {
      endpoint,
      events: ['taskCreated', 'taskUpdated', 'taskDeleted'],
      list_id: Number(company.places.board),
    });
    await cardAtWork('Heard');
    await untilMirrored('Heard');
    const text = await metrics();
    expect(text).toContain('liaison_deliveries_total{outcome="accepted"}');
    expect(text).not.toContain('liaison_deliveries_total{outcome="refused"}');
  });

  it('move along to a new address, and none is doubled', async () => {
    const first = await start();
    const before = await list();
    expect(before.map(({ endpoint }) => endpoint)).toEqual([first.endpoint, first.endpoint]);
    await first.stop();
    const second = await start();
    expect(second.endpoint).not.toBe(first.endpoint);
    const after = await list();
    expect(after.map(({ id }) => id)).toEqual(before.map(({ id }) => id));
    expect(after.map(({ endpoint }) => endpoint)).toEqual([second.endpoint, second.endpoint]);
    expect(await second.metrics()).toContain('liaison_webhooks_mended_total{what="moved"} 2');
    await cardAtWork('Heard');
    await untilMirrored('Heard');
    expect(await second.metrics()).toContain('liaison_deliveries_total{outcome="accepted"}');
  });

  it('of unknown origin are left alone and reported', async () => {
    const first = await start();
    await first.stop();
    const second = await start({ storeUrl: embeddedStoreIn(join(folder, `other-${nth}`)) });
    const endpoints = (await list()).map(({ endpoint }) => endpoint);
    expect(endpoints.toSorted()).toEqual(
      [first.endpoint, first.endpoint, second.endpoint, second.endpoint].toSorted(),
    );
    expect(second.log.text()).toMatch(/webhook of unknown origin .* still delivers from the board/);
  });
});
