// `liaison run` in a process of its own, watched from outside.
import { setTimeout as wait } from 'node:timers/promises';
import { freePorts } from './free-ports.ts';
import type { LocalClickUp } from './local-clickup.ts';
import { longestAnswer } from './longest-answer.ts';
import { end, gather, launch, PROGRAM } from './program.ts';
import { type Usage, usageOf } from './usage.ts';

export type Liaison = {
  /** From the start of the process until /readyz answered 200. */
  readyMs: number;
  /** The longest that an answer of /healthz took from when it listened until it was ready. */
  longestStopMs: number;
  port: number;
  url: string;
  adminUrl: string;
  usage(): Promise<Usage>;
  /** The sum over all lines of a metric; 0 where it has none. */
  metric(name: string): Promise<number>;
  stop(): Promise<void>;
};

export type LiaisonOptions = {
  clickUp: LocalClickUp;
  storeUrl: string;
  playbook?: string;
  role?: 'all' | 'web' | 'worker';
  /** Where deliveries come in, unless it is its own address. */
  publicUrl?: string;
  /** Free ones otherwise. */
  ports?: { port: number; adminPort: number };
};

const START_MS = 300_000;

/** Starts it and waits until it is ready. */
export async function startLiaison(options: LiaisonOptions): Promise<Liaison> {
  const { clickUp, storeUrl, playbook, role = 'all' } = options;
  const { port, adminPort } = options.ports ?? (await freePorts());
  const url = `http://127.0.0.1:${port}`;
  const adminUrl = `http://127.0.0.1:${adminPort}`;
  const startedAt = performance.now();
  const child = launch(
    [PROGRAM, 'run', '--role', role, ...(playbook === undefined ? [] : ['--playbook', playbook])],
    {
      PORT: String(port),
      HOST: '127.0.0.1',
      ADMIN_PORT: String(adminPort),
      PUBLIC_URL: options.publicUrl ?? url,
      CLICKUP_API_URL: clickUp.apiUrl,
      CLICKUP_TOKEN: clickUp.token,
      STORE_URL: storeUrl,
      LOG_LEVEL: 'warn',
    },
  );
  const [told, complained] = [gather(child.stdout), gather(child.stderr)];
  const isOver = () => child.exitCode !== null || child.signalCode !== null;
  try {
    // A worker has no address for deliveries; its admin address is there once it can work.
    const ready = role === 'worker' ? `${adminUrl}/metrics` : `${url}/readyz`;
    const watch = longestAnswer(role === 'worker' ? ready : `${url}/healthz`);
    while (!(await isOkAt(ready))) {
      if (isOver()) throw new Error(`It ended with ${child.exitCode}.`);
      if (performance.now() - startedAt > START_MS) throw new Error('It was not ready in time.');
      await wait(10);
    }
    const readyMs = performance.now() - startedAt;
    const { pid = 0 } = child;
    return {
      readyMs,
      longestStopMs: await watch.stop(),
      port,
      url,
      adminUrl,
      usage: () => usageOf(pid),
      metric: async name => sumOf(name, await (await fetch(`${adminUrl}/metrics`)).text()),
      stop: () => end(child),
    };
  } catch (error) {
    await end(child, 'SIGKILL');
    throw new Error(`liaison run did not start: ${told()}${complained()}`, { cause: error });
  }
}

async function isOkAt(url: string): Promise<boolean> {
  const answer = await fetch(url).catch(() => null);
  await answer?.body?.cancel();
  return answer?.status === 200;
}

function sumOf(name: string, page: string): number {
  const lines = page.split('\n').filter(line => line.startsWith(`${name}{`) || line.startsWith(`${name} `));
  return lines.reduce((sum, line) => sum + Number(line.slice(line.lastIndexOf(' ') + 1)), 0);
}
