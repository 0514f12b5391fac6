// A wire to a server that a test can cut or freeze.

import { type AddressInfo, connect, createServer, type Socket } from 'node:net';

import { onTestFinished } from 'vitest';
import type { AtEnd } from './servers/started.ts';

export type Proxy = {
  port: number;
  /** Ends all connections and refuses new ones, as a server that went down. */
  cut(): void;
  /** Keeps connections open and passes nothing on, as a server that hangs. */
  freeze(): void;
  /** The same, once clients have sent `words` so many times; the last of these is not passed on. */
  freezeAt(words: string, times: number): void;
  isFrozen(): boolean;
  mend(): void;
  /** New connections lead there from now on. Those that are open stay, and silent ones stay silent. */
  point(port: number): void;
};

/** Starts a proxy to `host:port` that ends with the test. */
export async function startProxy(host: string, port: number, atEnd: AtEnd = onTestFinished): Promise<Proxy> {
  const sockets = new Set<Socket>();
  let state: 'open' | 'cut' | 'frozen' = 'open';
  let target = port;
  let fatal = { words: '', times: 0 };
  /** Which connections a server that hangs had: they stay silent when another one answers. */
  let age = 0;
  const server = createServer(near => {
    if (state === 'cut') {
      near.destroy();
      return;
    }
    const bornAt = age;
    const far = connect({ host, port: target });
    const ends = [near, far] as const;
    for (const [from, to] of [ends, [far, near] as const]) {
      sockets.add(from);
      from.on('data', data => {
        const isFatal = from === near && fatal.times > 0 && data.includes(fatal.words);
        if (isFatal && --fatal.times === 0) state = 'frozen';
        if (state !== 'frozen' && bornAt === age) to.write(data);
      });
      from.on('error', () => to.destroy());
      from.on('close', () => {
        sockets.delete(from);
        to.destroy();
      });
    }
  });
  await new Promise<void>(resolve => {
    server.listen(0, '127.0.0.1', resolve);
  });
  const endAll = (): void => {
    for (const socket of sockets) socket.destroy();
  };
  atEnd(() => {
    state = 'cut';
    endAll();
    server.close();
  });
  return {
    port: (server.address() as AddressInfo).port,
    cut() {
      state = 'cut';
      endAll();
    },
    freeze() {
      state = 'frozen';
    },
    freezeAt(words, times) {
      fatal = { words, times };
    },
    isFrozen: () => state === 'frozen',
    mend() {
      if (state === 'frozen') endAll();
      state = 'open';
    },
    point(port) {
      target = port;
      if (state === 'frozen') age += 1;
      state = 'open';
    },
  };
}
