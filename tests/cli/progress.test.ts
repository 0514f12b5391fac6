// How far long work is: said on standard error alone, with an estimate by the requests that a minute has.
import { execFile } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { expect, it, onTestFinished } from 'vitest';
import { type BudgetLeft, lengthInWords, timeLeftMs } from '../../src/base/progress.ts';
import { showProgress } from '../../src/cli/progress.ts';
import { startSimulator } from '../../src/simulator/simulator.ts';
import { command } from '../support/process.ts';

/** A display in a time that stands still unless it is moved. */
function displayIn(options: { isTerminal?: boolean; budget?: BudgetLeft } = {}) {
  const { isTerminal = false, budget = { limit: null, remaining: null, resetAt: null } } = options;
  let at = 1_000_000;
  let reads = 0;
  const written: string[] = [];
  const display = showProgress({ isTerminal, write: text => written.push(text), now: () => at });
  onTestFinished(() => display.end());
  display.follow({ requests: () => ({ reads, writes: 0 }), budget: () => budget });
  return {
    display,
    written,
    pass(ms: number, requests = 0) {
      at += ms;
      reads += requests;
    },
  };
}

it('says nothing of what is done soon', () => {
  for (const isTerminal of [false, true]) {
    const { display, written, pass } = displayIn({ isTerminal });
    for (let done = 0; done < 9; done++) {
      display.step('Looking at the cards', done, 9);
      pass(100, 3);
    }
    display.end();
    expect(written).toEqual([]);
  }
});

it('says a plain line now and then, and a changing one on a terminal, which is gone in the end', () => {
  const plain = displayIn();
  const changing = displayIn({ isTerminal: true });
  for (const { display, pass } of [plain, changing]) {
    for (let done = 0; done < 40; done++) {
      display.step('Looking at the cards', done, 40);
      pass(500, 2);
    }
    display.end();
  }
  expect(plain.written).toEqual([
    'Looking at the cards: 10 of 40, about 15 s left, 20 requests so far\n',
    'Looking at the cards: 30 of 40, about 5 s left, 60 requests so far\n',
  ]);
  expect(changing.written.length).toBeGreaterThan(30);
  expect(changing.written.every(text => text.startsWith('\r\u001b[K') && !text.includes('\n'))).toBe(true);
  expect(changing.written.at(-1)).toBe('\r\u001b[K');
});

it('estimates by the requests that a minute has, and says where they are used up', () => {
  const resetAt = 1_000_000 + 50_000;
  const { display, written, pass } = displayIn({ budget: { limit: 100, remaining: 0, resetAt } });
  display.step('Looking at the cards', 0, 500);
  pass(10_000, 50);
  display.step('Looking at the cards', 50, 500);
  expect(written).toEqual([
    'Looking at the cards: 50 of 500, about 5 min left, 50 requests so far, the 100 requests of this minute are used, on in 40 s\n',
  ]);
  // 400 that are left take one request each: 30 of this minute, 100 in each of the next three, 70 after the fourth reset.
  const pace = { done: 100, left: 400, elapsedMs: 10_000, requests: 100 };
  expect(timeLeftMs(pace, { limit: 100, remaining: 30, resetAt: 20_000 }, 0)).toBe(20_000 + 3 * 60_000);
  expect(timeLeftMs(pace, { limit: 100, remaining: 400, resetAt: 20_000 }, 0)).toBe(40_000);
  expect(timeLeftMs(pace, { limit: null, remaining: null, resetAt: null }, 0)).toBe(40_000);
  expect(timeLeftMs({ ...pace, done: 0 }, { limit: 100, remaining: 0, resetAt: 1 }, 0)).toBeNull();
  expect([45_000, 300_000, 7_500_000].map(lengthInWords)).toEqual(['45 s', '5 min', '2 h 5 min']);
});

it('tells whoever waits for a slow ClickUp, on a terminal and elsewhere, and keeps standard output clean', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'liaison-progress-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  const simulator = await startSimulator({ seed: 'demo', rateLimit: 100_000, latencyMs: 700 });
  onTestFinished(() => simulator.close());
  const start = { simulator, storeUrl: `embedded:${folder}` };
  const main = [process.execPath, 'dist/cli/main.js', 'plan', '--brief'].join(' ');
  const env = {
    PATH: process.env['PATH'] ?? '',
    TERM: 'xterm',
    CLICKUP_API_URL: simulator.apiUrl,
    CLICKUP_TOKEN: simulator.tokens.bot.token,
  };
  const [elsewhere, terminal] = await Promise.all([
    command(['plan', '--json'], start),
    promisify(execFile)('script', ['--quiet', '--return', '--command', main, '/dev/null'], { env }).catch(
      (error: { stdout: string }) => error,
    ),
  ]);
  expect(JSON.parse(elsewhere.stdout)).toHaveProperty('customerResults');
  expect(elsewhere.stderr).toMatch(
    /^(Finding the places of the playbook|Reading the board|Looking at the cards)\b.* requests? so far$/m,
  );
  const shown = terminal.stdout.replaceAll('\r\u001b[K', '<line>');
  expect(shown).toMatch(/<line>(Finding the places of the playbook|Reading the board): \d+ requests? so far/);
  // What it found stands where the changing line was.
  expect(shown).toMatch(/<line>(?!Finding|Reading|Looking)[^<]*\d+ operations to do/);
});
