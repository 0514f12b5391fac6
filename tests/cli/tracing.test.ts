// A collector of its own hears the journey of a delivery from a real process.
import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, expect, it, vi } from 'vitest';
import { liaison } from '../support/command-in-process.ts';
import { startRun } from '../support/process.ts';
import { openShell, type Shell } from './shell.ts';

type Attribute = { key: string; value: { stringValue?: string } };
type Span = { name: string; traceId: string; spanId: string; parentSpanId?: string; attributes: Attribute[] };
type Sent = {
  resourceSpans: { resource: { attributes: Attribute[] }; scopeSpans: { spans: Span[] }[] }[];
};

let shell: Shell;
beforeAll(async () => {
  shell = await openShell();
});
afterAll(() => shell.close());

/** Keeps what is sent to it. */
async function startCollector() {
  const requests: { path: string; authorization: string | undefined; body: string }[] = [];
  const server = createServer((request, response) => {
    let body = '';
    request.on('data', (chunk: Buffer) => {
      body += chunk.toString();
    });
    request.on('end', () => {
      const { authorization } = request.headers;
      requests.push({ path: request.url ?? '', authorization, body });
      response.setHeader('Content-Type', 'application/json').end('{}');
    });
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}`,
    requests,
    close: () => {
      server.closeAllConnections();
      server.close();
    },
  };
}

const said = ({ attributes }: { attributes: Attribute[] }, key: string) =>
  attributes.find(attribute => attribute.key === key)?.value.stringValue;

type Board = {
  customerResults: { lastReconciledAt: string | null }[];
  queues: Record<string, Record<string, number>>;
};

/** A delivery that finds a reconcile waiting joins it, and that one began by something else. */
async function untilAtRest(adminUrl: string): Promise<void> {
  await vi.waitFor(
    async () => {
      const { customerResults, queues } = (await (await fetch(`${adminUrl}/api/board`)).json()) as Board;
      const { reconcile = {}, deliveries = {} } = queues;
      const jobs = ['active', 'waiting', 'prioritized', 'delayed'].map(
        state => (reconcile[state] ?? 0) + (deliveries[state] ?? 0),
      );
      expect(customerResults.map(({ lastReconciledAt }) => lastReconciledAt)).not.toContain(null);
      expect(jobs).toEqual([0, 0, 0, 0]);
    },
    { timeout: 60_000, interval: 200 },
  );
}

it('a trace follows a delivery to the end of its reconcile, with nothing that people wrote', async () => {
  const collector = await startCollector();
  const env = {
    OTEL_EXPORTER_OTLP_ENDPOINT: `${collector.url}/`,
    OTEL_EXPORTER_OTLP_HEADERS: 'authorization=Bearer%20known-to-the-test',
    OTEL_SERVICE_NAME: 'liaison-of-acme',
    LOG_LEVEL: 'trace',
  };
  const running = await startRun({ ...shell.start, env });
  await untilAtRest(running.adminUrl);
  const [, member] = shell.company.notIn('Supporters');
  if (member) await shell.company.leave(shell.card, member);
  await vi.waitFor(
    async () =>
      expect(await (await fetch(`${running.adminUrl}/metrics`)).text()).toMatch(
        /^liaison_delivery_to_done_seconds_count [1-9]/m,
      ),
    { timeout: 60_000, interval: 100 },
  );
  const { stderr } = await running.stop();
  collector.close();

  expect(new Set(collector.requests.map(({ path, authorization }) => `${path} ${authorization}`))).toEqual(
    new Set(['/v1/traces Bearer known-to-the-test']),
  );
  const sent = collector.requests.flatMap(({ body }) => (JSON.parse(body) as Sent).resourceSpans);
  expect(new Set(sent.map(({ resource }) => said(resource, 'service.name')))).toEqual(
    new Set(['liaison-of-acme']),
  );
  const spans = sent.flatMap(({ scopeSpans }) => scopeSpans.flatMap(scope => scope.spans));
  const journeys = new Set(spans.map(({ traceId }) => traceId));
  const steps = [...journeys].map(id => spans.flatMap(span => (span.traceId === id ? [span.name] : [])));
  const isWhole = (names: string[]) =>
    ['add deliveries', 'process deliveries', 'add reconcile', 'process reconcile'].every(step => {
      const [verb = '', queue = ''] = step.split(' ');
      return names.some(name => name.startsWith(verb) && name.includes(queue));
    });
  expect(steps.filter(isWhole), JSON.stringify(steps)).not.toEqual([]);
  const everything = collector.requests.map(({ body }) => body).join('\n');
  expect(everything).not.toContain('Orders arrive whole');
  expect(everything).not.toContain(shell.simulator.tokens.bot.token);
  expect(stderr).not.toContain('known-to-the-test');
});

it('a wrong address of a collector stops the start with a sentence', async () => {
  const access = { CLICKUP_API_URL: shell.simulator.apiUrl, CLICKUP_TOKEN: shell.simulator.tokens.bot.token };
  const env = { ...access, OTEL_EXPORTER_OTLP_ENDPOINT: '127.0.0.1:4318' };
  const wrong = await liaison(['run'], { ...process.env, ...env, STORE_URL: shell.start.storeUrl });
  expect(wrong.code).toBe(1);
  expect(wrong.stderr).toMatch(/OTEL_EXPORTER_OTLP_ENDPOINT[^]*127\.0\.0\.1:4318[^]*without \/v1\/traces/);
});
