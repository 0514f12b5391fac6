// Servers of one test alone: started, killed by their process and cleared away with the test.
import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** Called with what is to be undone when the test is over; the `onTestFinished` of a test that runs beside others. */
export type AtEnd = (undo: () => void | Promise<void>) => void;

export type Started = {
  child: ChildProcess;
  /** SIGKILL, and the end. */
  kill(): Promise<void>;
};

/** A folder that is gone when the test is over. Begin with it: what is started later is ended before. */
export function ownFolder(name: string, atEnd: AtEnd): string {
  const folder = mkdtempSync(join(tmpdir(), `liaison-${name}-`));
  atEnd(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

/** Starts a server that is killed with the test at the latest. */
export function startServer(command: string, args: readonly string[], atEnd: AtEnd): Started {
  const child = spawn(command, args, { stdio: 'ignore' });
  const ended = once(child, 'exit').catch(() => undefined);
  const kill = async (): Promise<void> => {
    child.kill('SIGCONT');
    child.kill('SIGKILL');
    await ended;
  };
  atEnd(kill);
  return { child, kill };
}

/** Runs a tool to its end. Throws with what it said if it fails. */
export function runTool(tool: string, ...args: string[]): string {
  const { status, stdout, stderr, error } = spawnSync(tool, args, { encoding: 'utf8' });
  if (status !== 0) throw new Error(`${tool} failed: ${stderr ?? ''}${error ?? ''}`);
  return stdout;
}

/** Whether a tool is there. Where CI promises it, its absence is a failure. */
export function hasTool(tool: string, ...args: string[]): boolean {
  const isThere = spawnSync(tool, args).status === 0;
  if (!isThere && process.env['CI'] === 'true') throw new Error(`In CI there must be ${tool}.`);
  return isThere;
}
