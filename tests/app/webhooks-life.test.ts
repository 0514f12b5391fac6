// The whole life of our webhooks: a real run on the embedded store, and a ClickUp that suspends, loses and forgets them.
import { describe, expect, it, vi } from 'vitest';
import { PATIENCE, startLiving } from '../support/living.ts';

describe('The webhooks of a running Liaison', () => {
  it('are revived when suspended, and what happened meanwhile is seen', async () => {
    const { bot, start, ofBoard, cardAtWork, untilMirrored } = await startLiving();
    const { metrics, log } = await start({ webhookCheckMs: 1_000 });
    const suspended = await ofBoard();
    const body = { endpoint: suspended.endpoint, events: ['taskUpdated'], status: 'suspended' };
    await bot.ask('PUT', `/v2/webhook/${suspended.id}`, body);
    await cardAtWork('Unheard');
    await untilMirrored('Unheard');
    await vi.waitFor(async () => {
      const health = { status: 'active', fail_count: 0 };
      expect(await ofBoard()).toMatchObject({ id: suspended.id, health });
      expect(await metrics()).toContain('liaison_webhooks_mended_total{what="revived"} 1');
    }, PATIENCE);
    expect(log.text()).toContain('revived a webhook');
  });

  it('are made again when somebody deletes them, and what happened meanwhile is seen', async () => {
    const { bot, start, ofBoard, webhooks, cardAtWork, untilMirrored } = await startLiving();
    const { metrics, log } = await start({ webhookCheckMs: 1_000 });
    expect(await metrics()).not.toContain('liaison_webhooks_mended_total{');
    const former = await ofBoard();
    await bot.ask('DELETE', `/v2/webhook/${former.id}`);
    await cardAtWork('Unheard');
    await untilMirrored('Unheard');
    await vi.waitFor(async () => {
      const after = await webhooks();
      expect(after).toHaveLength(2);
      expect(after.map(({ id }) => id)).not.toContain(former.id);
      expect(await metrics()).toContain('liaison_webhooks_mended_total{what="created"} 1');
    }, PATIENCE);
    expect(log.text()).toContain('registered a webhook');
  });

  it('are looked after by a process that only serves the endpoint, whatever its first look met', async () => {
    const { bot, control, start, ofBoard, webhooks, cardAtWork } = await startLiving();
    await (await start()).stop();
    await control('faults', {
      rules: [{ kind: 'html', status: 503, method: 'GET', route: '/webhook' }],
    });
    const { endpoint, log, metrics } = await start({ role: 'web', webhookCheckMs: 1_000 });
    expect(log.text()).toContain('webhooks could not be looked after');
    await control('faults', {});
    await vi.waitFor(async () => expect((await webhooks())[0]?.endpoint).toBe(endpoint), PATIENCE);
    await cardAtWork('Heard');
    await vi.waitFor(
      async () => expect(await metrics()).toContain('liaison_deliveries_total{outcome="accepted"}'),
      PATIENCE,
    );
    const { id } = await ofBoard();
    await bot.ask('DELETE', `/v2/webhook/${id}`);
    await vi.waitFor(async () => {
      expect(await metrics()).toContain('liaison_webhooks_mended_total{what="created"} 1');
    }, PATIENCE);
  });

  it('of which one is missing do not keep Liaison from seeing what happens there', async () => {
    const { control, start, webhooks, cardAtWork, untilMirrored } = await startLiving();
    await control('faults', {
      rules: [{ kind: 'status', status: 400, method: 'POST', route: '/webhook', times: 1 }],
    });
    const { adminUrl } = await start({ pollMs: 500 });
    expect(await webhooks()).toHaveLength(1);
    expect(await (await fetch(`${adminUrl}/api/board`)).json()).toMatchObject({
      checks: { webhooks: { ok: false } },
    });
    await cardAtWork('Unheard');
    await untilMirrored('Unheard');
    expect(await webhooks()).toHaveLength(1);
  });

  it('whose secret is new are believed from the first delivery on', async () => {
    const { bot, company, start, ofBoard, cardAtWork, untilMirrored } = await startLiving();
    const { endpoint, metrics } = await start();
    const former = await ofBoard();
    await bot.ask('DELETE', `/v2/webhook/${former.id}`);
    await bot.ask('POST', `/v2/team/${company.places.team}/webhook`, {
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
    const { start, webhooks, cardAtWork, untilMirrored } = await startLiving();
    const first = await start();
    const before = await webhooks();
    expect(before.map(({ endpoint }) => endpoint)).toEqual([first.endpoint, first.endpoint]);
    await first.stop();
    const second = await start();
    expect(second.endpoint).not.toBe(first.endpoint);
    const after = await webhooks();
    expect(after.map(({ id }) => id)).toEqual(before.map(({ id }) => id));
    expect(after.map(({ endpoint }) => endpoint)).toEqual([second.endpoint, second.endpoint]);
    expect(await second.metrics()).toContain('liaison_webhooks_mended_total{what="moved"} 2');
    await cardAtWork('Heard');
    await untilMirrored('Heard');
    expect(await second.metrics()).toContain('liaison_deliveries_total{outcome="accepted"}');
  });

  it('of another deployment are left alone and told, and everything goes on', async () => {
    const { control, start, newStore, webhooks, cardAtWork } = await startLiving();
    const first = await start();
    await first.stop();
    const second = await start({ storeUrl: await newStore(), webhookCheckMs: 1_000 });
    const endpoints = (await webhooks()).map(({ endpoint }) => endpoint);
    expect(endpoints.toSorted()).toEqual(
      [first.endpoint, first.endpoint, second.endpoint, second.endpoint].toSorted(),
    );
    expect(second.log.text().match(/another Liaison seems to work on this board/g)).toHaveLength(1);
    const { ready, checks } = await second.readiness();
    expect(ready).toBe(true);
    expect(checks).toMatchObject({ webhooks: { ok: true }, deployments: { ok: false } });
    const address = first.endpoint.replace('/webhooks/clickup', '');
    expect(checks['deployments']?.message).toContain(`from ${address},`);
    expect(checks['deployments']?.message).toContain('`liaison webhooks --take-over`');
    await cardAtWork('Heard');
    await vi.waitFor(
      async () => expect(await second.metrics()).toContain('liaison_deliveries_total{outcome="accepted"}'),
      PATIENCE,
    );
    // Nobody listens there: it is what a machine that moved has left behind.
    for (const { id, endpoint } of await webhooks()) {
      const trouble = { webhook: id, status: 'failing', failCount: 3 };
      if (endpoint === first.endpoint) await control('webhooks', trouble);
    }
    await vi.waitFor(async () => {
      expect((await second.readiness()).checks).toMatchObject({ deployments: { ok: true } });
      expect(second.log.text()).toMatch(/webhook of unknown origin .* still delivers from the board/);
    }, PATIENCE);
  });

  it('have several troubles told in as many sentences', async () => {
    const { bot, company, control, start } = await startLiving();
    const endpoint = 'https://liaison.left-behind.example/webhooks/clickup';
    const { team, board, folder } = company.places;
    for (const place of [{ list_id: board }, { folder_id: folder }]) {
      const body = { endpoint, events: ['taskUpdated'], ...place };
      const made = await bot.ask<{ id: string }>('POST', `/v2/team/${team}/webhook`, body);
      expect(made.status).toBe(200);
      await control('webhooks', { webhook: made.body.id, status: 'failing', failCount: 3 });
    }
    const { message = '' } = (await (await start()).readiness()).checks['webhooks'] ?? {};
    const sentence = String.raw`Webhook of unknown origin \S+ still delivers from [^.]* to ${endpoint}; [^.]* removes it\.`;
    expect(message).toMatch(new RegExp(`\\. ${sentence} ${sentence}$`));
  });

  it('are left to a deployment that took the board over, which polls from then on', async () => {
    const { bot, start, newStore, webhooks, cardAtWork, untilMirrored } = await startLiving();
    const first = await start({ webhookCheckMs: 1_000, pollMs: 500 });
    const second = await start({ storeUrl: await newStore(), webhookCheckMs: 1_000 });
    // What `liaison webhooks --take-over` does.
    for (const { id, endpoint } of await webhooks()) {
      if (endpoint === first.endpoint) await bot.ask('DELETE', `/v2/webhook/${id}`);
    }
    await vi.waitFor(async () => {
      const { webhooks: check, deployments } = (await first.readiness()).checks;
      expect(check).toMatchObject({ ok: false, message: expect.stringContaining(second.endpoint) });
      expect(deployments).toMatchObject({ ok: false });
      expect((await second.readiness()).checks).toMatchObject({ deployments: { ok: true } });
    }, PATIENCE);
    expect((await webhooks()).map(({ endpoint }) => endpoint)).toEqual([second.endpoint, second.endpoint]);
    await second.stop();
    await cardAtWork('Polled');
    await untilMirrored('Polled');
  });
});
