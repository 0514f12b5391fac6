// Liaison as a process of its own, started as its users start it.
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { freePorts } from '../../bench/processes/free-ports.ts';
import type { Simulator } from '../../src/simulator/simulator.ts';
import { isLong } from './scale.ts';

export { freePorts };

export type Ended = { code: number | null; stdout: string; stderr: string };

export type Process = {
  child: ChildProcess;
  url: string;
  adminUrl: string;
  /** Lets in where the admin address is not this machine's own. */
  adminHeaders: Record<string, string>;
  ended: Promise<Ended>;
  /** What it said so far. */
  said(): string;
  /** Rejects with what it said if it ends before, or takes too long. */
  untilReady(): Promise<void>;
  /** SIGTERM, and the end. */
  stop(): Promise<Ended>;
  /** SIGKILL, and the end. */
  kill(): Promise<Ended>;
};

export type Start = {
  simulator: Simulator;
  storeUrl: string;
  playbook?: string;
  env?: Record<string, string>;
  /** Where it listens; free ports by default. A restart keeps its address, and so its webhooks. */
  ports?: { port: number; adminPort: number };
  /** `web` or `worker`; everything by default. */
  role?: 'web' | 'worker';
  /** A host of its own: its address, and what goes before a command that is to be run there. */
  host?: { address: string; command: readonly string[] };
  /** Whether a command is a process of its own, whatever it is. */
  isProcess?: boolean;
};

/** Whoever waits longer on a busy machine waits in vain, and wants to know for what. */
const START_MS = 60_000;
const ADMIN_SECRET = 'known to the test';

/** What does its work and ends, and holds nothing afterwards. */
const ENDING = new Set(
  'plan doctor digest explain roster trends history deliveries failed sync rehearse webhooks'.split(' '),
);

/** Runs a command to its end: as a process in long runs, else mostly within this one, which takes a tenth of the time. */
export async function command(args: string[], start: Start): Promise<Ended> {
  const [name = ''] = args;
  const isProcess = isLong || start.isProcess === true || start.host !== undefined || !ENDING.has(name);
  if (isProcess) return ending(launch(args, environment(start), start));
  const { liaison } = await import('./command-in-process.ts');
  return liaison([...args, ...playbookOf(start)], environment(start));
}

/** Starts `liaison run` with webhooks; answers when it is ready, or as soon as it lives with `isReady: false`. */
export async function startRun(start: Start, { isReady = true } = {}): Promise<Process> {
  const { port, adminPort } = start.ports ?? (await freePorts());
  const address = start.host?.address ?? '127.0.0.1';
  const url = `http://${address}:${port}`;
  const env = {
    PORT: String(port),
    HOST: address,
    ADMIN_PORT: String(adminPort),
    ...(start.host ? { ADMIN_HOST: address, ADMIN_SECRET } : {}),
    PUBLIC_URL: url,
    ...environment(start),
  };
  const child = launch(start.role ? ['run', '--role', start.role] : ['run'], env, start);
  let said = '';
  const ended = ending(child, text => {
    said += text;
  });
  const isOver = () => child.exitCode !== null || child.signalCode !== null;
  const end = async (signal: NodeJS.Signals): Promise<Ended> => {
    child.kill(signal);
    return ended;
  };
  const adminUrl = `http://${address}:${adminPort}`;
  const adminHeaders = { authorization: `Basic ${btoa(`test:${ADMIN_SECRET}`)}` };
  // A worker has no public address; its page is there before its work begins.
  const sign = start.role === 'worker' ? `${adminUrl}/metrics` : `${url}/readyz`;
  const untilReady = async (): Promise<void> => {
    const startedAt = Date.now();
    for (;;) {
      if (Date.now() - startedAt > START_MS) {
        throw new Error(`liaison run is not ready: ${(await end('SIGKILL')).stderr}`);
      }
      if (isOver()) throw new Error(`liaison run ended: ${(await ended).stderr}`);
      const answer = await fetch(sign, { headers: adminHeaders }).catch(() => null);
      if (answer?.status === 200) return;
      await new Promise(resolve => setTimeout(resolve, 50));
    }
  };
  if (isReady) await untilReady();
  return {
    child,
    url,
    adminUrl,
    adminHeaders,
    ended,
    said: () => said,
    untilReady,
    stop: () => end('SIGTERM'),
    kill: () => end('SIGKILL'),
  };
}

function playbookOf({ playbook }: Start): string[] {
  return playbook === undefined ? [] : ['--playbook', playbook];
}

function launch(args: string[], env: Record<string, string>, start: Start): ChildProcess {
  const { host } = start;
  const more = playbookOf(start);
  const [program, ...before] = [...(host?.command ?? []), process.execPath];
  return spawn(program ?? '', [...before, 'dist/cli/main.js', ...args, ...more], {
    env,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
}

function environment({ simulator, storeUrl, env = {} }: Start): Record<string, string> {
  return {
    PATH: process.env['PATH'] ?? '',
    CLICKUP_API_URL: simulator.apiUrl,
    CLICKUP_TOKEN: simulator.tokens.bot.token,
    STORE_URL: storeUrl,
    LOG_LEVEL: 'info',
    ...env,
  };
}

async function ending(child: ChildProcess, hear: (text: string) => void = () => {}): Promise<Ended> {
  let [stdout, stderr] = ['', ''];
  child.stdout?.setEncoding('utf8').on('data', (text: string) => {
    stdout += text;
    hear(text);
  });
  child.stderr?.setEncoding('utf8').on('data', (text: string) => {
    stderr += text;
    hear(text);
  });
  const [code] = (await once(child, 'close')) as [number | null];
  return { code, stdout, stderr };
}
