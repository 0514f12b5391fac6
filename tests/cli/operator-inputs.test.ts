// What operators and their platforms write that is meant well, and understood.
import { execFile } from 'node:child_process';
import { once } from 'node:events';
import { statSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import { startSimulator } from '../../src/simulator/simulator.ts';
import { freePorts, type Process, startRun } from '../support/process.ts';
import { clientOf, placesOf } from '../support/simulator-client.ts';
import { anyStoreIn } from '../support/stores.ts';
import { type Attempt, change, type Operator, startOperator } from './operator.ts';

let operator: Operator;
beforeAll(async () => {
  operator = await startOperator();
});
afterAll(() => operator.close());

/** What `plan` came to: 2 where there is something to do. */
async function planned(attempt: Partial<Attempt>): Promise<{ code: number | null; isRead: boolean }> {
  const { code, said } = await operator.run({ args: ['plan'], ...attempt });
  return { code, isRead: said.includes('Make the list') };
}
const UNDERSTOOD = { code: 2, isRead: true };

describe('what an operator writes', () => {
  it('may stand beside what Kubernetes injects for services named like us', async () => {
    const attempt = planned({
      env: {
        LIAISON_SERVICE_HOST: '10.0.0.7',
        LIAISON_SERVICE_PORT: '3000',
        LIAISON_PORT: 'tcp://10.0.0.7:3000',
        LIAISON_PORT_3000_TCP_ADDR: '10.0.0.7',
        CLICKUP_SERVICE_HOST: '10.0.0.8',
        CLICKUP_PORT: 'tcp://10.0.0.8:80',
      },
    });
    expect(await attempt).toEqual(UNDERSTOOD);
  });

  it('may be an id without quotes', async () => {
    const { board } = await placesOf(clientOf(operator.simulator));
    expect(await planned({ playbook: change(/board: .*/, `board: ${board}`) })).toEqual(UNDERSTOOD);
  });

  it('may be a name with brackets', async () => {
    const client = clientOf(operator.simulator);
    const { space } = await placesOf(client);
    await client.ask('POST', `/v2/space/${space}/folder`, { name: 'LISTE (Team)' });
    expect(await planned({ playbook: change(/folder: .*/, 'folder: LISTE (Team)') })).toEqual(UNDERSTOOD);
  });
});

/** At a company without cards, which needs no work. */
async function running(env: Record<string, string>): Promise<Process> {
  const simulator = await startSimulator({ seed: 'empty', rateLimit: 100_000 });
  onTestFinished(() => simulator.close());
  const folder = await mkdtemp(join(tmpdir(), 'liaison-inputs-'));
  onTestFinished(() => rm(folder, { recursive: true, force: true }));
  const started = await startRun({
    simulator,
    storeUrl: await anyStoreIn(folder),
    ports: await freePorts(),
    env,
  });
  onTestFinished(async () => void (await started.kill()));
  return started;
}

/** The status line of an answer to what an old balancer sends. */
async function statusLineOf(url: string, request: string): Promise<string> {
  const { hostname, port } = new URL(url);
  const socket = connect(Number(port), hostname);
  let answer = '';
  socket.on('data', (chunk: Buffer) => (answer += chunk.toString()));
  socket.write(request);
  await once(socket, 'close');
  return answer.split('\r\n')[0] ?? '';
}

describe('a running Liaison', () => {
  it('answers the health check of an old balancer, and shows nothing to what a proxy hands on where no password protects it', async () => {
    const { url, adminUrl } = await running({});
    expect(await statusLineOf(url, 'GET /healthz HTTP/1.0\r\n\r\n')).toMatch(/^HTTP\/1\.[01] 200/);
    expect((await fetch(adminUrl)).status).toBe(200);
    const { status } = await fetch(adminUrl, { headers: { 'x-forwarded-for': '203.0.113.7' } });
    expect(status).toBe(403);
  });

  it('counts and tells of wrong passwords', async () => {
    const { adminUrl, stop } = await running({ ADMIN_SECRET: 'the right one' });
    const headers = (password: string) => ({
      authorization: `Basic ${Buffer.from(`liaison:${password}`).toString('base64')}`,
    });
    for (let time = 0; time < 3; time++)
      expect((await fetch(adminUrl, { headers: headers('a wrong one') })).status).toBe(401);
    const metrics = await (await fetch(`${adminUrl}/metrics`, { headers: headers('the right one') })).text();
    expect(metrics).toMatch(/^liaison_admin_wrong_passwords_total 3$/m);
    const { stderr } = await stop();
    expect(stderr).toMatch(/wrong password/);
    expect(stderr).not.toContain('a wrong one');
  });
});

describe('npx liaison in a checkout', () => {
  it('runs what is built, and builds nothing', async () => {
    const built = () => statSync('dist/cli/main.js').mtimeMs;
    const before = built();
    const { stdout } = await promisify(execFile)('npx', ['liaison', '--help'], {
      shell: process.platform === 'win32',
    });
    expect(stdout).toContain('Usage: liaison');
    expect(built()).toBe(before);
  });
});
