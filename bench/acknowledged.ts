// How many deliveries a second are acknowledged, against a bare server that verifies and stores one job, on each store.
import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { extname, join } from 'node:path';
import { z } from 'zod';
import { atLeast, type Figure, median } from './figure.ts';
import { answersPerSecond, signedRequests } from './load.ts';

const TARGET = 0.7;
// Many short rounds: whatever else the machine does then spoils a few of them, and the middle one stays.
const ROUNDS = 10;
const ROUND_MS = 250;
const WARM_UP_MS = 800;
const CONNECTIONS = 32;
const WEBHOOK_ID = '7f1d2c3b-bench';
const SECRET = 'signs what the bench sends';

const Ports = z.object({ endpoint: z.number(), bare: z.number() });

/** The servers to measure with, by address. */
export type Servers = { redis: string; postgres: string };

/** One figure for each store; `leftOut` hears of a server that does not answer. */
export async function acknowledged(servers: Servers, leftOut: (why: string) => void): Promise<Figure[]> {
  const folder = mkdtempSync(join(tmpdir(), 'liaison-bench-'));
  const stores = [
    { name: 'embedded store', url: `embedded:${folder}/store` },
    { name: 'Redis', url: servers.redis },
    { name: 'PostgreSQL', url: servers.postgres },
  ];
  const figures: Figure[] = [];
  try {
    for (const { name, url } of stores) {
      if (url.startsWith('embedded:') || (await answers(url))) figures.push(await measure(name, url));
      else leftOut(`deliveries acknowledged, ${name}: left out, nothing answers at ${new URL(url).host}`);
    }
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
  return figures;
}

async function measure(name: string, storeUrl: string): Promise<Figure> {
  const child = fork(new URL(`acknowledging${extname(import.meta.url)}`, import.meta.url), [
    storeUrl,
    WEBHOOK_ID,
    SECRET,
  ]);
  try {
    const ports = await portsOf(child, name);
    const requests = signedRequests(500, WEBHOOK_ID, SECRET);
    const rateAt = (port: number, forMs: number) =>
      answersPerSecond({ port, requests, connections: CONNECTIONS, forMs });
    await rateAt(ports.bare, WARM_UP_MS);
    await rateAt(ports.endpoint, WARM_UP_MS);
    // Taking turns, so that whatever else the machine does meets both.
    const ours: number[] = [];
    const bare: number[] = [];
    for (let round = 0; round < ROUNDS; round++) {
      bare.push(await rateAt(ports.bare, ROUND_MS));
      ours.push(await rateAt(ports.endpoint, ROUND_MS));
    }
    return atLeast(TARGET, {
      name: `deliveries acknowledged, ${name}`,
      value: median(ours),
      unit: 'per second',
      baseline: median(bare),
    });
  } finally {
    if (child.connected) {
      const ended = once(child, 'exit');
      child.send('stop');
      await ended;
    }
  }
}

async function portsOf(child: ChildProcess, name: string): Promise<z.infer<typeof Ports>> {
  return new Promise((resolve, reject) => {
    child.once('message', message => resolve(Ports.parse(message)));
    child.once('exit', code => reject(new Error(`The servers on the ${name} ended with ${code}.`)));
  });
}

function answers(url: string): Promise<boolean> {
  const { hostname, port } = new URL(url);
  const socket = connect({ host: hostname, port: Number(port), timeout: 1_000 });
  return new Promise(resolve => {
    const settle = (isThere: boolean): void => {
      socket.destroy();
      resolve(isThere);
    };
    socket.once('connect', () => settle(true));
    socket.once('error', () => settle(false));
    socket.once('timeout', () => settle(false));
  });
}
