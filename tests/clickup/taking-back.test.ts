// A request that is given up leaves nothing behind that could still arrive.
import { once } from 'node:events';
import { rmSync } from 'node:fs';
import { createServer, type RequestListener } from 'node:http';
import { createServer as createTlsServer } from 'node:https';
import type { AddressInfo, Socket } from 'node:net';
import axios from 'axios';
import { expect, it, onTestFinished } from 'vitest';
import { agentsTakingBack } from '../../src/clickup/http/taking-back.ts';
import { hasTool } from '../support/servers/started.ts';
import { makeTlsIdentity } from '../support/servers/tls-identity.ts';

const AT_LOCALHOST = { family: 4 } as const;

// Only the second one needs a certificate.
it.for(['http', 'https'])(
  'over %s: its connection is reset, while one that was answered is kept',
  async (scheme, { skip }) => {
    skip(scheme === 'https' && !hasTool('openssl', 'version'), 'there is no openssl');
    const { folder = null, cert, key } = scheme === 'http' ? {} : makeTlsIdentity('localhost');
    onTestFinished(() => {
      if (folder !== null) rmSync(folder, { recursive: true });
    });
    const asked: Socket[] = [];
    const answer: RequestListener = (incoming, outgoing) => {
      asked.push(incoming.socket);
      if (incoming.url === '/answered') outgoing.end('here');
      else server.emit('asked');
    };
    const server = scheme === 'http' ? createServer(answer) : createTlsServer({ cert, key }, answer);
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    onTestFinished(() => {
      server.close();
      server.closeAllConnections();
    });
    const { port } = server.address() as AddressInfo;
    const agents = agentsTakingBack({ ca: cert });
    const given = { httpAgent: agents.http, httpsAgent: agents.https, ...AT_LOCALHOST };
    const url = `${scheme}://localhost:${port}`;
    expect((await axios.get(`${url}/answered`, given)).data).toBe('here');
    const giveUp = new AbortController();
    const asking = axios.post(`${url}/silent`, { name: 'A list' }, { ...given, signal: giveUp.signal });
    const failure = asking.catch((error: Error) => error.message);
    await once(server, 'asked');
    expect(asked[1], 'the connection is used again').toBe(asked[0]);
    const ended = once(asked[1] as Socket, 'error');
    giveUp.abort();
    expect(await failure).toBe('canceled');
    expect(await ended).toMatchObject([{ code: 'ECONNRESET' }]);
  },
);
