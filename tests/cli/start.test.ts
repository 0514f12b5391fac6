// What whoever starts Liaison sees: a few lines on a terminal with the names of cards, and how far the first sweep is.
import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { stripVTControlCharacters } from 'node:util';
import { afterAll, beforeAll, expect, it, onTestFinished } from 'vitest';
import { type FirstSweep, tellOfFirstSweep } from '../../src/app/first-sweep.ts';
import { nextSweepAfter } from '../../src/app/start-note.ts';
import type { FailedReconcile } from '../../src/queue/queues-shape.ts';
import type { ReconcileResult } from '../../src/reconcile/result.ts';
import { ResultListeners } from '../../src/reconcile/result-listeners.ts';
import { type Simulator, startSimulator } from '../../src/simulator/simulator.ts';
import { freePorts } from '../support/process.ts';

const folder = mkdtempSync(join(tmpdir(), 'liaison-start-'));
let simulator: Simulator;
beforeAll(async () => {
  // Slow enough that the first sweep is worth a word.
  simulator = await startSimulator({ seed: 'demo', rateLimit: 100_000, latencyMs: 1_500 });
});
afterAll(async () => {
  await simulator.close();
  rmSync(folder, { recursive: true, force: true });
});

/** Runs it on a terminal until `sign` was said, then ends it; answers with everything that the terminal showed. */
async function onTerminal(sign: RegExp): Promise<{ shown: string; adminPort: number }> {
  const { port, adminPort } = await freePorts();
  const command = `${process.execPath} dist/cli/main.js run & echo "pid=$!"; wait`;
  const child = spawn('script', ['--quiet', '--flush', '--command', command, '/dev/null'], {
    stdio: ['ignore', 'pipe', 'inherit'],
    env: {
      PATH: process.env['PATH'] ?? '',
      TERM: 'xterm',
      NO_COLOR: '1',
      CLICKUP_API_URL: simulator.apiUrl,
      CLICKUP_TOKEN: simulator.tokens.bot.token,
      STORE_URL: `embedded:${folder}/store`,
      LOG_LEVEL: 'info',
      PORT: String(port),
      ADMIN_PORT: String(adminPort),
    },
  });
  const ended = new Promise(done => child.once('close', done));
  let shown = '';
  let isEnding = false;
  const pid = () => Number(/pid=(\d+)/.exec(shown)?.[1]);
  onTestFinished(() => {
    if (child.exitCode === null) process.kill(pid(), 'SIGKILL');
  });
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    shown += text;
    if (isEnding || !sign.test(shown)) return;
    isEnding = true;
    process.kill(pid(), 'SIGTERM');
  });
  await ended;
  return { shown, adminPort };
}

it('says on a terminal who runs where and how, and names cards beside their ids', async () => {
  const { shown, adminPort } = await onTerminal(/first sweep: so many cards[\s\S]*card: “/);
  const text = stripVTControlCharacters(shown).replaceAll('\r', '');
  for (const row of [
    /^Liaison \d+\.\d+\.\d+ is running$/m,
    /^ {2}board {8}“Customer Results” in “.+”$/m,
    /^ {2}mode {9}act$/m,
    /^ {2}language {5}en, days of Europe\/Berlin$/m,
    /^ {2}store {8}embedded:.+\/store$/m,
    /^ {2}ClickUp {6}is polled, so nothing is undone/m,
    /^ {2}next sweep {3}\w+, \d+ \w+ \d+, 03:00$/m,
  ])
    expect(text).toMatch(row);
  expect(text).toContain(`  status page  http://127.0.0.1:${adminPort}/ `);
  expect(text).not.toContain('"msg"');
  expect(text).toMatch(/first sweep: so many cards[\s\S]*remaining: \d+/);
  expect(text).toMatch(/card: “[^”]+” \(\w+\)/);
});

it('finds the next night, also on the day itself', () => {
  const at = (text: string) => Date.parse(text);
  expect(nextSweepAfter(at('2027-01-15T01:59Z'), 'Europe/Berlin')).toBe(at('2027-01-15T02:00Z'));
  expect(nextSweepAfter(at('2027-01-15T02:00Z'), 'Europe/Berlin')).toBe(at('2027-01-16T02:00Z'));
});

/** Tells of a sweep in a time of its own, with results that come as the test says. */
async function sweepTold(): Promise<{
  sweep: FirstSweep;
  lines: object[];
  pass(ms: number): void;
  end(id: string, result: ReconcileResult, where?: 'here' | 'elsewhere'): void;
  setAside(id: string): void;
}> {
  let at = 1_000_000;
  const lines: object[] = [];
  const results = new ResultListeners();
  const elsewhere = new Map<string, string>();
  const failed: FailedReconcile[] = [];
  const sweep = await tellOfFirstSweep({
    engine: {
      onResult: listener => results.add(listener),
      store: { memory: { readAll: async () => elsewhere } } as never,
      queues: { failed: async () => failed },
    },
    transport: {
      requests: () => ({ reads: (at - 1_000_000) / 100, writes: 0 }),
      budget: () => ({ limit: 100, remaining: 20, resetAt: at + 30_000 }),
    },
    clock: { now: () => at },
    log: { debug() {}, warn() {}, error() {}, info: (fields, message) => lines.push({ ...fields, message }) },
    signal: new AbortController().signal,
    everyMs: 1,
  });
  return {
    sweep,
    lines,
    pass(ms) {
      at += ms;
    },
    end(id, result, where = 'here') {
      if (where === 'elsewhere') elsewhere.set(`looked:${id}`, [at, at, '-', at].join(' '));
      else results.tell(id, { startedAt: at, at, result, plan: null, applied: [] });
    },
    setAside: key => void failed.push({ id: '1', key, reason: 'HTTP 500', at }),
  };
}

const DONE: ReconcileResult = { kind: 'done', next: null };
const FAILS: ReconcileResult = { kind: 'retry', why: 'HTTP 500' };
const WAITS: ReconcileResult = { kind: 'requeueAfter', at: 1_130_000, holds: 'card', why: 'it has to wait' };

/** Waits for a line like this. */
async function said(lines: readonly object[], sign: RegExp): Promise<void> {
  while (!lines.some(line => sign.test(JSON.stringify(line)))) await new Promise(setImmediate);
}

it('tells how far the first sweep is, with what other processes did, and when it is over', async () => {
  const { sweep, lines, pass, end } = await sweepTold();
  pass(60_000);
  await said(lines, /being read/);
  sweep.asked(['a', 'b', 'c', 'd']);
  pass(10_000);
  end('a', DONE);
  end('b', WAITS);
  end('c', DONE, 'elsewhere');
  await said(lines, /"count":2,"remaining":2/);
  // 100 requests for two cards and 20 left: 80 of the next minute's are needed for the other two.
  expect(lines.at(-1)).toMatchObject({ count: 2, remaining: 2, budget: 20, durationMs: 30_000 });
  end('b', DONE);
  end('d', DONE);
  await sweep.ended;
  expect(lines.at(-1)).toEqual({ count: 4, message: 'first sweep: every card was looked at' });
});

it('waits for no card that was set aside', async () => {
  const { sweep, lines, pass, end, setAside } = await sweepTold();
  sweep.asked(['a', 'b']);
  pass(10_000);
  end('a', DONE);
  end('b', FAILS);
  await said(lines, /"count":1,"remaining":1/);
  setAside('b');
  await sweep.ended;
  expect(lines.at(-1)).toEqual({ count: 2, message: 'first sweep: every card was looked at' });
});
