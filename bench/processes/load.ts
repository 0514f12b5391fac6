// A load of signed deliveries over real connections, made cheaply: on a small machine the sender must not be what is
// measured. Knows HTTP only as far as the servers at hand answer.
import { connect, type Socket } from 'node:net';
import { sign } from '../../src/webhooks/signature.ts';

export type Load = {
  port: number;
  requests: readonly Buffer[];
  connections: number;
  forMs: number /** After each answer. */;
  pauseMs?: number;
};

const PATH = '/webhooks/clickup';
/**
 * What a connection sends first: a server takes new connections one by one, between its other work, and how long that
 * takes where many come at once is not what is measured.
 */
const GREETING = 'GET /healthz HTTP/1.1\r\nhost: 127.0.0.1\r\n\r\n';

/** Requests as bytes, each another delivery of the webhook `webhookId`; of another card each, or of that one. */
export function signedRequests(count: number, webhookId: string, secret: string, cardId?: string): Buffer[] {
  return Array.from({ length: count }, (_, index) => {
    const body = Buffer.from(JSON.stringify(deliveryBody(webhookId, index, cardId)));
    const head = [
      `POST ${PATH} HTTP/1.1`,
      'host: 127.0.0.1',
      'content-type: application/json',
      `content-length: ${body.length}`,
      `x-signature: ${sign(body, secret)}`,
    ];
    return Buffer.concat([Buffer.from(`${head.join('\r\n')}\r\n\r\n`), body]);
  });
}

/** Acknowledged a second, how many were refused with 503, and how many milliseconds each answer took. */
export type Answered = { perSecond: number; refused: number; tookMs: number[] };

/** Sends for that long, one request at a time on each connection. Rejects at any answer but 200 and 503. */
export async function sendFor({ port, requests, connections, forMs, pauseMs = 0 }: Load): Promise<Answered> {
  const startedAt = performance.now();
  const endsAt = startedAt + forMs;
  let sent = 0;
  const next = (): Buffer | null => {
    if (performance.now() >= endsAt) return null;
    return requests[sent++ % requests.length] ?? null;
  };
  const tookMs: number[] = [];
  let refused = 0;
  const took: Line['took'] = (ms, isTaken) => {
    tookMs.push(ms);
    if (!isTaken) refused += 1;
  };
  const lines = Array.from({ length: connections }, () =>
    exchange(connect(port, '127.0.0.1'), { next, pauseMs, took }),
  );
  await Promise.all(lines);
  const seconds = (performance.now() - startedAt) / 1000;
  return { perSecond: (tookMs.length - refused) / seconds, refused, tookMs };
}

type Line = { next(): Buffer | null; pauseMs: number; took(ms: number, isTaken: boolean): void };

function exchange(socket: Socket, { next, pauseMs, took }: Line): Promise<void> {
  return new Promise((resolve, reject) => {
    let [answer, sentAt, isGreeted] = ['', 0, false];
    const send = (): void => {
      const request = next();
      sentAt = performance.now();
      if (request) socket.write(request);
      else socket.end(() => resolve());
    };
    socket.setNoDelay(true);
    socket.setEncoding('utf8');
    socket.on('connect', () => socket.write(GREETING));
    socket.on('error', reject);
    socket.on('close', () => reject(new Error('The server closed a connection before it answered.')));
    socket.on('data', (text: string) => {
      answer += text;
      const headEnd = answer.indexOf('\r\n\r\n');
      if (headEnd < 0) return;
      const length = Number(/content-length: (\d+)/i.exec(answer)?.[1] ?? Number.NaN);
      if (!isGreeted) {
        [answer, isGreeted] = ['', true];
        send();
        return;
      }
      const isTaken = answer.startsWith('HTTP/1.1 200 ');
      const isRefused = answer.startsWith('HTTP/1.1 503 ');
      if (!(isTaken || isRefused) || Number.isNaN(length)) {
        reject(new Error(`The server answered ${answer.slice(0, 200)}`));
        socket.destroy();
        return;
      }
      if (answer.length < headEnd + 4 + length) return;
      answer = '';
      took(performance.now() - sentAt, isTaken);
      if (pauseMs > 0) setTimeout(send, pauseMs);
      else send();
    });
  });
}

/** As long and as nested as what ClickUp sends when somebody joins a task. */
function deliveryBody(webhookId: string, index: number, cardId?: string) {
  const user = (id: number) => ({
    id,
    username: `Person ${id}`,
    email: `person${id}@example.com`,
    color: '#7b68ee',
    initials: 'PN',
    profilePicture: null,
  });
  return {
    event: 'taskAssigneeUpdated',
    task_id: cardId ?? `86b${index.toString(36)}`,
    webhook_id: webhookId,
    history_items: [
      {
        id: String(4_000_000_000_000_000_000n + BigInt(index)),
        type: 1,
        date: String(1_800_000_000_000 + index),
        field: 'assignee_add',
        parent_id: '900100200300',
        data: {},
        source: null,
        user: user(100 + (index % 40)),
        after: user(200 + (index % 40)),
      },
    ],
  };
}
