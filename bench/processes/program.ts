// The built program as whole processes, started as its users start it.
import { type ChildProcess, fork, spawn } from 'node:child_process';
import { once } from 'node:events';
import { extname } from 'node:path';

export const PROGRAM = 'dist/cli/main.js';

export type Ended = { code: number | null; stdout: string; stderr: string; ms: number };

/** Starts Node with these arguments, in an environment of nothing but `env`. */
export function launch(args: readonly string[], env: Record<string, string> = {}): ChildProcess {
  return notBeyondUs(spawn(process.execPath, args, { env, stdio: ['ignore', 'pipe', 'pipe'] }));
}

/** Starts a module that lies beside this one, such as `bare-server`, with a channel for messages. */
export function forkModule(name: string, args: readonly string[]): ChildProcess {
  return notBeyondUs(fork(new URL(`${name}${extname(import.meta.url)}`, import.meta.url), args));
}

const running = new Set<ChildProcess>();
process.once('exit', () => {
  for (const child of running) child.kill('SIGKILL');
});

/** Whatever this process dies of, that one does not outlive it. */
export function notBeyondUs(child: ChildProcess): ChildProcess {
  running.add(child);
  child.once('exit', () => running.delete(child));
  return child;
}

/** Runs Node with these arguments to its end; takes the time from the start of the process to its end. */
export async function runToEnd(args: readonly string[], env?: Record<string, string>): Promise<Ended> {
  const startedAt = performance.now();
  const child = launch(args, env);
  const [stdout, stderr] = [gather(child.stdout), gather(child.stderr)];
  const [code] = (await once(child, 'close')) as [number | null];
  return { code, stdout: stdout(), stderr: stderr(), ms: performance.now() - startedAt };
}

/** What comes out of a stream; call it for everything so far. */
export function gather(stream: NodeJS.ReadableStream | null): () => string {
  let text = '';
  stream?.setEncoding('utf8').on('data', (part: string) => {
    text += part;
  });
  return () => text;
}

/** Ends a process by a signal and waits until it is gone; kills it after that long. */
export async function end(child: ChildProcess, signal: NodeJS.Signals = 'SIGTERM', limitMs = 40_000) {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const gone = once(child, 'exit');
  child.kill(signal);
  const timer = setTimeout(() => child.kill('SIGKILL'), limitMs);
  await gone;
  clearTimeout(timer);
}
