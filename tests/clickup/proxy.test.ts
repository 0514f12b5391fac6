// Behind a company's proxy: a real CONNECT proxy, and a ClickUp that only it can reach, over TLS.
import { rmSync } from 'node:fs';
import { createServer, request as forward, type Server } from 'node:http';
import { createServer as createTlsServer } from 'node:https';
import { type AddressInfo, connect, type Socket } from 'node:net';
import { afterAll, afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type Simulator, startSimulator } from '../../src/simulator/simulator.ts';
import { command } from '../support/process.ts';
import { sampleOf } from '../support/scale.ts';
import { makeTlsIdentity, type TlsIdentity } from '../support/servers/tls-identity.ts';

const HOST = 'api.clickup.test';

function identityOf(name: string): TlsIdentity | { problem: string } {
  try {
    return makeTlsIdentity(name);
  } catch (error) {
    if (process.env['CI'] === 'true') throw error;
    return { problem: error instanceof Error ? error.message : String(error) };
  }
}
const identity = identityOf(HOST);
const skipped = 'problem' in identity ? ` (skipped: no certificate can be made: ${identity.problem})` : '';

const listening = async (server: Server): Promise<number> => {
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve));
  return (server.address() as AddressInfo).port;
};

describe.skipIf(skipped !== '')(`Behind a proxy${skipped}`, () => {
  let simulator: Simulator;
  let servers: Server[];
  let sockets: Set<Socket>;
  let proxy: {
    port: number;
    asked: string[];
    plain: string[];
    credentials: (string | undefined)[];
    seen: string;
  };

  beforeEach(async () => {
    simulator = await startSimulator({ seed: 'demo', rateLimit: 100_000 });
    sockets = new Set();
    const { key, cert } = identity as TlsIdentity;
    const clickUp = createTlsServer({ key, cert }, (incoming, outgoing) => {
      const { method, url, headers } = incoming;
      incoming.pipe(
        forward(simulator.url + url, { method, headers }, answer => {
          outgoing.writeHead(answer.statusCode ?? 502, answer.headers);
          answer.pipe(outgoing);
        }),
      );
    });
    const clickUpPort = await listening(clickUp);
    proxy = { port: 0, asked: [], plain: [], credentials: [], seen: '' };
    const server = createServer((incoming, outgoing) => {
      proxy.plain.push(incoming.url ?? '');
      outgoing.writeHead(403).end();
    });
    server.on('connect', (incoming, client: Socket) => {
      proxy.asked.push(incoming.url ?? '');
      proxy.credentials.push(incoming.headers['proxy-authorization']);
      const upstream = connect(clickUpPort, '127.0.0.1', () => {
        client.write('HTTP/1.1 200 Connection Established\r\n\r\n');
        client.pipe(upstream).pipe(client);
      });
      client.on('data', (chunk: Buffer) => {
        proxy.seen += chunk.toString('latin1');
      });
      for (const socket of [client, upstream]) {
        sockets.add(socket);
        socket.on('error', () => socket.destroy());
      }
    });
    proxy.port = await listening(server);
    servers = [clickUp, server];
  });
  afterEach(async () => {
    for (const socket of sockets) socket.destroy();
    for (const server of servers) server.close();
    await simulator.close();
  });
  afterAll(() => rmSync((identity as TlsIdentity).folder, { recursive: true, force: true }));

  const liaison = (env: Record<string, string>) =>
    command(['plan', '--json'], {
      isProcess: true,
      simulator,
      storeUrl: 'redis://127.0.0.1:9',
      env: {
        CLICKUP_API_URL: `https://${HOST}/api`,
        NODE_EXTRA_CA_CERTS: (identity as TlsIdentity).certificateFile,
        ...env,
      },
    });
  const proxyUrl = (user = '') => `http://${user}127.0.0.1:${proxy.port}`;
  const cardsIn = (stdout: string) =>
    (JSON.parse(stdout) as { customerResults: unknown[] }).customerResults.length;

  it.each(sampleOf(['HTTPS_PROXY', 'https_proxy'], 2))(
    '%s leads every request through its tunnel, in which the proxy sees nothing',
    async name => {
      const { code, stdout, stderr } = await liaison({ [name]: proxyUrl() });
      // A slow machine says how far it is.
      expect({ code, stderr: stderr.replaceAll(/^.* requests so far.*\n/gm, '') }).toEqual({
        code: 2,
        stderr: '',
      });
      expect(cardsIn(stdout)).toBeGreaterThan(5);
      expect(new Set(proxy.asked)).toEqual(new Set([`${HOST}:443`]));
      expect(proxy.plain).toEqual([]);
      expect(proxy.seen).not.toBe('');
      expect(proxy.seen).not.toContain(simulator.tokens.bot.token);
    },
  );

  it('the proxy gets the credentials of its address, and nobody else does', async () => {
    const { code, stdout, stderr } = await liaison({
      https_proxy: proxyUrl('ann:s3cret@'),
      LOG_LEVEL: 'debug',
    });
    expect(code).toBe(2);
    expect(new Set(proxy.asked)).toEqual(new Set([`${HOST}:443`]));
    const basic = Buffer.from('ann:s3cret').toString('base64');
    expect(new Set(proxy.credentials)).toEqual(new Set([`Basic ${basic}`]));
    expect(stdout + stderr).not.toMatch(/s3cret/);
  });

  it('a ClickUp on this machine is asked directly', async () => {
    const { code } = await liaison({
      CLICKUP_API_URL: simulator.apiUrl,
      HTTPS_PROXY: proxyUrl(),
      HTTP_PROXY: proxyUrl(),
      http_proxy: proxyUrl(),
    });
    expect(code).toBe(2);
    expect([...proxy.asked, ...proxy.plain]).toEqual([]);
  });

  it('what NO_PROXY names is asked directly', async () => {
    const { code, stderr } = await liaison({ HTTPS_PROXY: proxyUrl(), NO_PROXY: HOST });
    expect(code).toBe(1);
    expect(stderr).toMatch(/^While .*no answer came \((ENOTFOUND|EAI_AGAIN)\)/);
    expect(proxy.asked).toEqual([]);
  });

  it('a proxy that is not there is said in a sentence', async () => {
    const { code, stdout, stderr } = await liaison({ HTTPS_PROXY: 'http://127.0.0.1:9' });
    expect([code, stdout]).toEqual([1, '']);
    expect(stderr).toMatch(/^While .*no answer came \(ECONNREFUSED\)/);
  });
});
