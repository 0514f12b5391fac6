// A webhook endpoint for tests: a real server that remembers what it was sent and answers as told.
import { createHmac } from 'node:crypto';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

/** One POST as it arrived. */
type Received = { raw: string; signature: string; type: string; body: Payload };

/** The body of a delivery. */
export type Payload = { event: string; webhook_id: string; history_items?: Item[]; [key: string]: unknown };

/** A history item of a delivery. */
type Item = { id: string; field: string; [key: string]: unknown };

/** A running endpoint. `answer` decides each status; `until` resolves once the condition holds. */
export type Receiver = {
  url: string;
  received: Received[];
  answer: (delivery: Received) => number;
  until(isReached: (received: Received[]) => boolean): Promise<void>;
  close(): Promise<void>;
};

/** The signature that a body must have. */
export const sign = (raw: string, secret: string) => createHmac('sha256', secret).update(raw).digest('hex');

/** Starts an endpoint that answers 200. */
export async function startReceiver(): Promise<Receiver> {
  const waiting = new Set<() => void>();
  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      if (request.method !== 'POST') return void response.writeHead(404).end();
      const raw = Buffer.concat(chunks).toString('utf8');
      const delivery = {
        raw,
        signature: String(request.headers['x-signature']),
        type: String(request.headers['content-type']),
        body: JSON.parse(raw) as Payload,
      };
      receiver.received.push(delivery);
      response.writeHead(receiver.answer(delivery)).end();
      for (const check of waiting) check();
    });
  });
  await new Promise<void>(resolve => {
    server.listen(0, '127.0.0.1', resolve);
  });
  const receiver: Receiver = {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/hook`,
    received: [],
    answer: () => 200,
    until: isReached =>
      new Promise(resolve => {
        const check = () => {
          if (!isReached(receiver.received)) return;
          waiting.delete(check);
          resolve();
        };
        waiting.add(check);
        check();
      }),
    close: () =>
      new Promise((resolve, reject) => {
        server.close(error => (error === undefined ? resolve() : reject(error)));
        server.closeAllConnections();
      }),
  };
  return receiver;
}
