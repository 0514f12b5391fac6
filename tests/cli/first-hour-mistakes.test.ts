// What goes wrong in the first hour, with init, with lists that are there, with plan files and on the pages, at the running
// program: each message says where, what was given, what is allowed and what comes next, and nothing is written for it.
import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { request } from 'node:http';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import type { Simulator } from '../../src/simulator/simulator.ts';
import { becomeNewcomer, KNOWN_FLAGS } from '../init/newcomer.ts';
import { liaison } from '../support/command-in-process.ts';
import { type Process, startRun } from '../support/process.ts';
import { sampleOf } from '../support/scale.ts';
import { clientOf, placesOf } from '../support/simulator-client.ts';
import { anyStoreIn } from '../support/stores.ts';
import { unsaidIn } from './mistakes.ts';
import { MISTAKES_WITH_INIT } from './mistakes-with-init.ts';
import { MISTAKES_WITH_LISTS } from './mistakes-with-lists.ts';
import { MISTAKES_WITH_PAGES } from './mistakes-with-pages.ts';
import { MISTAKES_WITH_PLAN_FILES } from './mistakes-with-plan-files.ts';

const FILE = 'config/playbook.yaml';
const checkout = process.cwd();
let folder: string;
let simulator: Simulator;
let end: () => Promise<void>;
beforeAll(async () => {
  ({ simulator, folder, end } = await becomeNewcomer());
});
afterAll(() => end());

async function writes(): Promise<number> {
  const { body } = await clientOf(simulator).control<{ requests: { writes: number } }>('stats');
  return body.requests.writes;
}

it('begin with a playbook and a plan, which is written over where it is one', async () => {
  const init = ['init', '--yes', '--full', '--no-env', ...KNOWN_FLAGS];
  for (const [words, code] of [
    [init, 0],
    [['plan', '--out', 'good.json'], 2],
    [['plan', '--out', 'good.json'], 2],
  ] as const) {
    expect(await liaison(words)).toMatchObject({ code });
  }
});

it('are many more than twenty-five', () => {
  const all = [MISTAKES_WITH_INIT, MISTAKES_WITH_LISTS, MISTAKES_WITH_PLAN_FILES, MISTAKES_WITH_PAGES];
  for (const one of all) expect(one.length).toBeGreaterThan(15);
  const names = all.flatMap(one => one.map(({ what }) => what));
  expect(new Set(names).size).toBe(names.length);
});

describe('whoever gives liaison init', () => {
  it.each(MISTAKES_WITH_INIT)('$what is told what to do', async ({ args, ...mistake }) => {
    const former = readFileSync(FILE, 'utf8');
    const { code, said } = await liaison(['init', '--yes', ...args]);
    expect({ code, unsaid: unsaidIn(said, mistake) }, said).toEqual({ code: 1, unsaid: [] });
    expect([readFileSync(FILE, 'utf8'), existsSync('.env')]).toEqual([former, false]);
  });
});

describe('whoever pastes an address of ClickUp', () => {
  const ADDRESSES = [
    ['board', (id: string) => `https://app.clickup.com/W/v/l/6-${id}-1?pr=7`],
    ['space', (id: string) => `https://app.clickup.com/W/v/o/s/${id}`],
    ['folder', (id: string) => `app.clickup.com/W/v/o/f/${id}`],
  ] as const;
  it.each(sampleOf(ADDRESSES, 3))('of the %s is understood', async (place, addressOf) => {
    const places = await placesOf(clientOf(simulator));
    const address = addressOf(places[place]).replace('W', places.team);
    const init = ['init', '--yes', '--full', '--no-env', '--playbook', `${place}.yaml`, ...KNOWN_FLAGS];
    const { code, said } = await liaison([...init, address]);
    expect(code, said).toBe(0);
    expect(readFileSync(`${place}.yaml`, 'utf8')).toMatch(/board: Kundenergebnisse\n {2}folder: Teamlisten/);
  });
});

/** The playbook with something changed, in a file beside it. */
function otherPlaybook(change: (text: string) => string): string[] {
  const before = readFileSync(FILE, 'utf8');
  const after = change(before);
  expect(after).not.toBe(before);
  writeFileSync('other-playbook.yaml', after);
  return ['--playbook', 'other-playbook.yaml'];
}

describe('whoever gives, of lists that are there and of a gentle beginning,', () => {
  it.each(MISTAKES_WITH_LISTS)(
    '$what is told what to do',
    async ({ args, playbook, code = 1, ...mistake }) => {
      const more = playbook ? otherPlaybook(playbook) : [];
      const ended = await liaison([...args, ...more]);
      const unsaid = unsaidIn(ended.said, mistake);
      expect({ code: ended.code, unsaid }, ended.said).toEqual({ code, unsaid: [] });
    },
  );
});

describe('whoever gives sync or plan, for a file,', () => {
  it.each(MISTAKES_WITH_PLAN_FILES)(
    '$what is told what to do',
    async ({ args, prepare, playbook, ...mistake }) => {
      rmSync('plan.json', { force: true });
      prepare?.();
      const before = existsSync('plan.json') && readFileSync('plan.json', 'utf8');
      const more = playbook ? otherPlaybook(playbook) : [];
      const { code, said } = await liaison([...args, ...more]);
      expect({ code, unsaid: unsaidIn(said, mistake) }, said).toEqual({ code: 1, unsaid: [] });
      expect(existsSync('plan.json') && readFileSync('plan.json', 'utf8')).toBe(before);
    },
  );
});

describe('whoever asks the pages for', () => {
  let running: Process;
  beforeAll(async () => {
    process.chdir(checkout);
    running = await startRun({
      simulator,
      storeUrl: await anyStoreIn(join(folder, 'store')),
      playbook: join(folder, FILE),
    });
    await vi.waitFor(
      async () => {
        const { customerResults } = (await (await fetch(`${running.adminUrl}/api/board`)).json()) as {
          customerResults: unknown[];
        };
        if (customerResults.length < 25) throw new Error('Not every card was looked at.');
      },
      { timeout: 30_000, interval: 100 },
    );
  });
  afterAll(async () => {
    await running.stop();
    process.chdir(folder);
  });

  /** With any header, also those that fetch keeps for itself. */
  function ask(
    path: string,
    method: string,
    headers: Record<string, string>,
  ): Promise<{ status: number | undefined; said: string }> {
    return new Promise((resolve, reject) => {
      const sent = request(running.adminUrl + path, { method, headers }, answer => {
        text(answer).then(said => resolve({ status: answer.statusCode, said }), reject);
      });
      sent.on('error', reject).end();
    });
  }

  it.each(MISTAKES_WITH_PAGES)(
    '$what is told what to do',
    async ({ path, method = 'GET', headers = {}, ...mistake }) => {
      const { status, said } = await ask(path, method, headers);
      expect({ status, unsaid: unsaidIn(said, mistake) }, said).toEqual({
        status: mistake.status,
        unsaid: [],
      });
    },
  );
});

it('and nothing of it writes to ClickUp', async () => {
  expect(await writes()).toBe(0);
});
