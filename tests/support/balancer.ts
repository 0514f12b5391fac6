// One public address before several processes, as a load balancer is: it goes round, and past those that do not listen.
import { createServer, type IncomingMessage, request } from 'node:http';
import { type AddressInfo, createConnection, type Socket } from 'node:net';
import { text } from 'node:stream/consumers';
import type { AtEnd } from './servers/started.ts';

type Target = { host: string; port: number };

export type Balancer = {
  url: string;
  /** How each request was answered, in order; 502 where a process broke off. */
  answers: number[];
  /** From now on these are asked. */
  send(targets: readonly Target[]): void;
};

type Answer = { status: number; body: string };

/** Listens on a free port of this machine. */
export async function startBalancer(atEnd: AtEnd): Promise<Balancer> {
  let targets: readonly Target[] = [];
  let turn = 0;
  const answers: number[] = [];
  const passOn = async (incoming: IncomingMessage): Promise<Answer> => {
    const chunks: Buffer[] = [];
    for await (const chunk of incoming) chunks.push(chunk as Buffer);
    turn += 1;
    const order = [...targets.slice(turn % targets.length), ...targets.slice(0, turn % targets.length)];
    for (const target of order) {
      const socket = await connectTo(target);
      // What was sent to one that then breaks off is sent to no other: it may have been taken.
      if (socket !== null) return ask(socket, incoming, Buffer.concat(chunks)).catch(() => BROKEN_OFF);
    }
    return BROKEN_OFF;
  };
  const server = createServer((incoming, outgoing) => {
    const answer = async (): Promise<void> => {
      const { status, body } = await passOn(incoming).catch(() => BROKEN_OFF);
      answers.push(status);
      outgoing.writeHead(status).end(body);
    };
    void answer();
  });
  await new Promise<void>(resolve => {
    server.listen(0, '127.0.0.1', resolve);
  });
  atEnd(() => {
    server.close();
    server.closeAllConnections();
  });
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}`,
    answers,
    send(wanted) {
      targets = wanted;
    },
  };
}

const BROKEN_OFF: Answer = { status: 502, body: '' };

function ask(socket: Socket, { method, url, headers }: IncomingMessage, body: Buffer): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const options = { method, path: url, headers: { ...headers, connection: 'close' } };
    const passed = request({ ...options, createConnection: () => socket }, told => {
      text(told).then(said => resolve({ status: told.statusCode ?? 502, body: said }), reject);
    });
    passed.on('error', reject);
    passed.end(body);
  });
}

/** Null where nobody listens. */
function connectTo({ host, port }: Target): Promise<Socket | null> {
  const socket = createConnection({ host, port, timeout: 2_000 });
  return new Promise(resolve => {
    const fail = (): void => {
      socket.destroy();
      resolve(null);
    };
    socket.once('error', fail);
    socket.once('timeout', fail);
    socket.once('connect', () => {
      socket.off('error', fail);
      socket.off('timeout', fail);
      socket.setTimeout(0);
      resolve(socket);
    });
  });
}
