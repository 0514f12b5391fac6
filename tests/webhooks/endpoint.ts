// A real HTTP server with our endpoint, and a raw client that can be as rude as a socket allows.
import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import { type AddressInfo, connect } from 'node:net';
import { afterEach } from 'vitest';
import type { Delivery } from '../../src/reconcile/deliveries/delivery.ts';
import {
  type DeliveryQueue,
  type ReceiveResult,
  type ReceiverDeps,
  type ReceiverWebhooks,
  receiver,
  SERVER_LIMITS,
} from '../../src/webhooks/receive.ts';
import { sign } from '../../src/webhooks/signature.ts';

export const WEBHOOK = '7689a169-a000-4985-8676-6902b96d6627';
export const SECRET = 'secret';

const servers: Server[] = [];
afterEach(() => {
  for (const server of servers.splice(0)) {
    server.closeAllConnections();
    server.close();
  }
});

/** Starts the endpoint; what it took, counted and logged can be looked at. */
export async function startEndpoint(
  overrides: Partial<Omit<ReceiverDeps, 'webhooks' | 'queues'> & ReceiverWebhooks & DeliveryQueue> = {},
  limits: Record<string, number> = SERVER_LIMITS,
) {
  const taken: Delivery[] = [];
  const outcomes: ReceiveResult[] = [];
  const logged: unknown[] = [];
  const log = (fields: object, message: string) => void logged.push({ ...fields, message });
  const { listener } = receiver({
    webhooks: {
      secretOf: id => (id === WEBHOOK ? SECRET : null),
      refreshSecrets: async () => {},
      arrived: () => {},
      ...overrides,
    },
    queues: { addDelivery: async delivery => void taken.push(delivery), ...overrides },
    ready: async () => ({ ready: true, checks: {} }),
    clock: { now: () => 1_800_000_000_000 },
    log: { debug: log, info: log, warn: log, error: log },
    count: outcome => void outcomes.push(outcome),
    ...overrides,
  });
  const server = createServer(limits, (incoming, outgoing) => void listener(incoming, outgoing));
  servers.push(server.listen(0, '127.0.0.1'));
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  const url = `http://127.0.0.1:${port}`;

  return {
    url,
    server,
    taken,
    outcomes,
    logged,
    /** Posts a body as ClickUp does; `signature` null sends none. */
    post(body: string | Buffer, signature: string | null = sign(Buffer.from(body), SECRET)) {
      const headers = {
        'content-type': 'application/json',
        ...(signature === null ? {} : { 'x-signature': signature }),
      };
      return fetch(`${url}/webhooks/clickup`, { method: 'POST', body, headers });
    },
    /** Sends text over a bare socket and gives all that comes back until the server closes it. */
    async raw(write: (socket: ReturnType<typeof connect>) => void): Promise<string> {
      const socket = connect(port, '127.0.0.1');
      let text = '';
      socket.on('data', (chunk: Buffer) => {
        text += chunk.toString();
      });
      // A reset is one way of being shown the door.
      socket.on('error', () => {});
      // Not `once`, which takes the error of a closed connection for a failure.
      const closed = new Promise(resolve => socket.on('close', resolve));
      socket.on('connect', () => write(socket));
      await closed;
      return text;
    },
  };
}

/** The body of a delivery from our webhook. */
export function delivery(fields: Record<string, unknown> = {}): string {
  return JSON.stringify({ webhook_id: WEBHOOK, event: 'taskCreated', task_id: 'c0j', ...fields });
}
