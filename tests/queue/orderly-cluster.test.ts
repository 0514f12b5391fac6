import { once } from 'node:events';
import { describe, expect, it } from 'vitest';
import { OrderlyCluster } from '../../src/queue/stores/orderly-cluster.ts';
import { startCluster } from '../support/servers/redis-servers.ts';
import { type AtEnd, hasTool } from '../support/servers/started.ts';

const LIMIT_MS = 60_000;

describe.skipIf(!hasTool('redis-server', '--version'))('A client of a cluster', () => {
  it(
    'tells of its end before it connects again, and so do those made from it',
    async ({ onTestFinished }) => {
      const [first, second] = await twoClients(onTestFinished);
      for (const client of [first, second]) {
        const ended = once(client, 'end');
        client.disconnect();
        const connected = client.connect();
        await ended;
        await connected;
        expect(client.status).toBe('ready');
        await expect(client.get('somewhere')).resolves.toBe('before');
      }
    },
    LIMIT_MS,
  );

  it(
    'settles each connect once it is ready, also one that was disconnected in the middle',
    async ({ onTestFinished }) => {
      const [client] = await twoClients(onTestFinished);
      client.disconnect();
      await once(client, 'end');
      const interrupted = client.connect();
      await once(client, 'connect');
      client.disconnect();
      await Promise.allSettled([client.connect(), interrupted]);
      expect(client.status).toBe('ready');
      await expect(client.get('somewhere')).resolves.toBe('before');
    },
    LIMIT_MS,
  );
});

async function twoClients(atEnd: AtEnd) {
  const { ports } = await startCluster(atEnd, { replicas: 0 });
  const nodes = ports.map(port => ({ host: '127.0.0.1', port }));
  const first = new OrderlyCluster(nodes, { redisOptions: { maxRetriesPerRequest: null } });
  const second = first.duplicate();
  expect(second.options.redisOptions).toMatchObject({ maxRetriesPerRequest: null });
  for (const client of [first, second]) {
    atEnd(() => client.disconnect());
    await client.set('somewhere', 'before');
  }
  return [first, second] as const;
}
