// Ports that nobody listens on right now.
import { once } from 'node:events';
import { type AddressInfo, createServer } from 'node:net';

/** Two of them, which are not the same. */
export async function freePorts(): Promise<{ port: number; adminPort: number }> {
  // Both at the same time, or the second may be given what the first has left.
  const servers = [createServer().listen(0, '127.0.0.1'), createServer().listen(0, '127.0.0.1')];
  await Promise.all(servers.map(server => once(server, 'listening')));
  const [port = 0, adminPort = 0] = servers.map(server => (server.address() as AddressInfo).port);
  const closed = servers.map(server => once(server, 'close'));
  for (const server of servers) server.close();
  await Promise.all(closed);
  return { port, adminPort };
}
