// Ports that nobody listens on right now.
import { once } from 'node:events';
import { createServer } from 'node:net';

/** Below those that systems hand out to connections by themselves: what is free now is not taken by the next one of them. */
const LOWEST = 15_000;
export const HIGHEST_PORT = 32_000;

/** Two of them, which are not the same. */
export async function freePorts(): Promise<{ port: number; adminPort: number }> {
  const port = await freePort();
  for (;;) {
    const adminPort = await freePort();
    if (adminPort !== port) return { port, adminPort };
  }
}

async function freePort(): Promise<number> {
  for (;;) {
    const port = LOWEST + Math.floor(Math.random() * (HIGHEST_PORT - LOWEST));
    if (await isFree(port)) return port;
  }
}

/** Whether nobody listens there right now. */
export async function isFree(port: number): Promise<boolean> {
  const server = createServer();
  try {
    const listening = once(server, 'listening');
    server.listen(port, '127.0.0.1');
    await listening;
  } catch {
    return false;
  }
  const closed = once(server, 'close');
  server.close();
  await closed;
  return true;
}
