// What must stay secret is nowhere: neither in a log at its most talkative, nor on pages, in metrics, messages or the store.
// And who comes from elsewhere without the admin secret gets nothing but the public paths.
import { networkInterfaces } from 'node:os';
import type { Redis } from 'ioredis';
import { expect, it, onTestFinished, vi } from 'vitest';
import { command, startRun } from '../support/process.ts';
import { startRedis } from '../support/servers/redis-servers.ts';
import { hasTool } from '../support/servers/started.ts';
import { clientOf } from '../support/simulator-client.ts';
import { adminRoutes } from '../web/admin-server.ts';
import { openShell } from './shell.ts';

const ADMIN_SECRET = 'admin-secret-of-the-test';
const STORE_PASSWORD = 'store-password-of-the-test';
const COLLECTOR_KEY = 'collector-key-of-the-test';

/** This machine as others reach it. */
function outsideAddress(): string {
  const all = Object.values(networkInterfaces()).flatMap(each => each ?? []);
  const outside = all.find(({ internal, family }) => !internal && family === 'IPv4');
  if (!outside)
    throw new Error('This test needs an IPv4 address beside loopback, and this machine has none.');
  return outside.address;
}

/** Everything that a Redis holds, as text. */
async function contentOf(redis: Redis): Promise<string> {
  const keys = await redis.keys('*');
  const readers: Record<string, (key: string) => Promise<unknown>> = {
    string: key => redis.get(key),
    hash: key => redis.hgetall(key),
    list: key => redis.lrange(key, 0, -1),
    set: key => redis.smembers(key),
    zset: key => redis.zrange(key, '0', '-1'),
    stream: key => redis.xrange(key, '-', '+'),
  };
  const values = await Promise.all(keys.map(async key => readers[await redis.type(key)]?.(key)));
  return JSON.stringify([keys, values]);
}

async function stage() {
  const shell = await openShell();
  onTestFinished(() => shell.close());
  const { port, redis } = await startRedis(
    [`user liaison on >${STORE_PASSWORD} ~* &* +@all`],
    onTestFinished,
  );
  const storeUrl = `redis://liaison:${STORE_PASSWORD}@127.0.0.1:${port}`;
  const env = {
    HOST: '0.0.0.0',
    ADMIN_HOST: '0.0.0.0',
    ADMIN_SECRET,
    LOG_LEVEL: 'trace',
    OTEL_EXPORTER_OTLP_ENDPOINT: 'http://127.0.0.1:9',
    OTEL_EXPORTER_OTLP_HEADERS: `authorization=Bearer%20${COLLECTOR_KEY}`,
  };
  const running = await startRun({ ...shell.start, storeUrl, env });
  onTestFinished(async () => void (await running.kill()));
  return { shell, redis, storeUrl, running, port };
}

it.skipIf(!hasTool('redis-server', '--version'))(
  'secrets are nowhere, and from elsewhere only the public paths answer without the admin secret',
  async () => {
    const { shell, redis, storeUrl, running, port } = await stage();
    const [, member] = shell.company.notIn('Supporters');
    if (member) await shell.company.leave(shell.card, member);
    const outside = outsideAddress();
    const headers = { authorization: `Basic ${btoa(`operator:${ADMIN_SECRET}`)}` };
    const admin = running.adminUrl.replace('127.0.0.1', outside);
    const open = running.url.replace('127.0.0.1', outside);
    await vi.waitFor(
      async () => {
        const metrics = await (await fetch(`${admin}/metrics`, { headers })).text();
        if (!/^liaison_delivery_to_done_seconds_count [1-9]/m.test(metrics))
          throw new Error('no delivery yet');
      },
      { timeout: 60_000, interval: 250 },
    );

    // What the queue dashboard answers with is not ours, and so not among our own.
    const dashboard = ['/queues', '/queues/', '/queues/api/queues', '/queues/static/none.js'];
    const routes = [...adminRoutes(), ...dashboard.map(path => ({ method: 'GET', path }))];
    expect(routes.length).toBeGreaterThan(40);
    const tricks = ['/nowhere', '//api/board', '/api//board', '/%61pi/board', '/API/board', '/api/board/'];
    const pages: string[] = [];
    for (const { method, path } of [...routes, ...tricks.map(path => ({ method: 'GET', path }))]) {
      const refused = await fetch(admin + path, { method });
      expect([method, path, refused.status]).toEqual([method, path, 401]);
      const allowed = await fetch(admin + path, { method, headers });
      expect([path, allowed.status === 401, allowed.status >= 500]).toEqual([path, false, false]);
      pages.push(await allowed.text(), await refused.text());
      // None of them is at the public address, whoever asks.
      expect([method, path, (await fetch(open + path, { method, headers })).status]).toEqual([
        method,
        path,
        404,
      ]);
    }
    const publicly = await Promise.all(['/healthz', '/readyz'].map(path => fetch(open + path)));
    expect(publicly.map(({ status }) => status)).toEqual([200, 200]);
    pages.push(...(await Promise.all(publicly.map(answer => answer.text()))));

    const bot = clientOf(shell.simulator);
    const webhookPath = `/v2/team/${shell.company.places.team}/webhook`;
    const { webhooks } = (await bot.ask<{ webhooks: { id: string; secret: string }[] }>('GET', webhookPath))
      .body;
    const forged = await fetch(`${open}/webhooks/clickup`, {
      method: 'POST',
      headers: { 'x-signature': '0'.repeat(64) },
      body: JSON.stringify({ webhook_id: webhooks[0]?.id, event: 'taskUpdated', task_id: shell.card }),
    });
    expect(forged.status).toBe(403);
    pages.push(await forged.text());

    const wrongStore = `redis://liaison:${STORE_PASSWORD}-no@127.0.0.1:${port}`;
    const doctors = [
      await command(['doctor'], { ...shell.start, storeUrl, env: { ADMIN_SECRET } }),
      await command(['doctor'], { ...shell.start, storeUrl: wrongStore, env: { LOG_LEVEL: 'trace' } }),
    ];
    const inStore = await contentOf(redis);
    const { code, stderr, stdout } = await running.stop();
    // The collector is away, which costs a warning.
    expect(code).toBe(0);
    expect(stderr).toContain('traces could not be sent');
    const said = {
      log: stderr + stdout,
      pages: pages.join('\n'),
      commands: doctors.map(ended => ended.stdout + ended.stderr).join('\n'),
      store: inStore,
    };
    for (const text of Object.values(said)) expect(text.length).toBeGreaterThan(500);
    expect(inStore).toContain(shell.card);

    const { token } = shell.simulator.tokens.bot;
    const secrets = {
      token,
      ADMIN_SECRET,
      STORE_PASSWORD,
      COLLECTOR_KEY,
      basic: btoa(`operator:${ADMIN_SECRET}`),
    };
    const hooks = Object.fromEntries(webhooks.map(({ secret }, index) => [`webhook ${index}`, secret]));
    expect(webhooks.length).toBeGreaterThan(1);
    const shown = Object.entries({ ...secrets, ...hooks }).flatMap(([name, secret]) =>
      Object.entries(said).flatMap(([where, text]) =>
        text.includes(secret) ? [`${name} in the ${where}`] : [],
      ),
    );
    expect(shown).toEqual([]);
  },
);
