import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { createCommandLog } from '../../src/app/log.ts';
import { StoryBroken } from '../../src/demo/actor.ts';
import { type AfterStory, type DemoReport, type Moment, playDemo } from '../../src/demo/demo.ts';
import { playScene } from '../../src/demo/moment.ts';
import { inLongRuns } from '../support/scale.ts';

const ours = mkdtempSync(join(tmpdir(), 'demo-test-'));
beforeAll(() => {
  vi.stubEnv('TMPDIR', ours);
});
afterAll(() => {
  vi.unstubAllEnvs();
  rmSync(ours, { recursive: true });
});
const leftBehind = () => readdirSync(ours).filter(name => name.startsWith('liaison-demo-'));
const isReachable = (url: string) =>
  fetch(url).then(
    answer => answer.ok,
    () => false,
  );

inLongRuns(() => {
  describe('the demo', () => {
    const told: Moment[] = [];
    let report: DemoReport;
    let after: AfterStory;
    let stayed: { isBoardUp: boolean; isStatusUp: boolean; folders: number };

    beforeAll(async () => {
      report = await playDemo({
        log: createCommandLog('silent', []),
        signal: new AbortController().signal,
        tell: { opened: () => {}, played: moment => told.push(moment) },
        stay: async seen => {
          after = seen;
          stayed = {
            isBoardUp: await isReachable(seen.pages.board),
            isStatusUp: await isReachable(seen.pages.status ?? ''),
            folders: leftBehind().length,
          };
        },
      });
    }, 120_000);

    it('finds in ClickUp everything that it expected', () => {
      expect(report.moments.length).toBeGreaterThanOrEqual(12);
      for (const { name, found, expected } of report.moments)
        expect({ name, found }).toEqual({ name, found: expected });
      expect(report.ok).toBe(true);
    });

    it('gives the account that machines read', () => {
      expect(Object.keys(report)).toEqual(['ok', 'seconds', 'moments']);
      expect(report.seconds).toBeGreaterThan(0);
      for (const moment of report.moments) {
        expect(moment).toEqual({
          name: expect.any(String),
          who: expect.any(String),
          did: expect.any(String),
          expected: expect.any(String),
          found: expect.any(String),
          requests: { reads: expect.any(Number), writes: expect.any(Number) },
        });
      }
      expect(JSON.parse(JSON.stringify(report))).toEqual(report);
    });

    it('counts what each moment cost, and nothing where nothing was to do', () => {
      const costs = new Map(report.moments.map(({ name, requests }) => [name, requests]));
      expect(costs.get('One too many')).toEqual({ reads: expect.any(Number), writes: 2 });
      expect(costs.get('Nothing to do')?.writes).toBe(0);
      expect(costs.get('Nothing to do')?.reads).toBeGreaterThan(0);
    });

    it('tells every moment as it happens', () => {
      expect(told).toEqual(report.moments);
    });

    it('keeps its pages up while somebody looks around, and leaves nothing behind', async () => {
      expect(stayed).toEqual({ isBoardUp: true, isStatusUp: true, folders: 1 });
      expect(await isReachable(after.pages.board)).toBe(false);
      expect(await isReachable(after.pages.status ?? '')).toBe(false);
      expect(leftBehind()).toEqual([]);
    });
  });
});

inLongRuns(() => {
  it('a demo that is interrupted ends early and leaves nothing behind', async () => {
    const ending = new AbortController();
    const playing = playDemo({
      log: createCommandLog('silent', []),
      signal: ending.signal,
      tell: { opened: () => {}, played: () => ending.abort() },
    });
    await expect(playing).rejects.toThrow('aborted');
    expect(leftBehind()).toEqual([]);
  }, 60_000);
});

describe('a moment', () => {
  const quiet = {
    signal: new AbortController().signal,
    spent: () => Promise.resolve({ reads: 0, writes: 0 }),
    comesToRest: () => Promise.resolve(),
  };
  const told = { name: 'Waiting', who: 'Somebody', did: 'waits' };
  const scene = { ...told, liaison: 'waits as well' };

  it('tells what was found last where the expected never comes', async () => {
    let looks = 0;
    const check = () => Promise.resolve(`look ${++looks}`);
    const moment = await playScene(
      quiet,
      { ...scene, play: () => Promise.resolve({ expected: 'it', check }) },
      300,
    );
    expect(looks).toBeGreaterThan(2);
    expect(moment).toEqual({
      ...told,
      expected: 'it',
      found: `look ${looks}`,
      requests: { reads: 0, writes: 0 },
    });
  });

  it('does not count what was there only until everything came to rest', async () => {
    let isThere = true;
    const comesToRest = () => {
      isThere = false;
      return Promise.resolve();
    };
    const check = () => Promise.resolve(isThere ? 'there' : 'gone');
    const play = () => Promise.resolve({ expected: 'there', check });
    expect((await playScene({ ...quiet, comesToRest }, { ...scene, play })).found).toBe('gone');
  });

  it('tells what somebody was refused instead of ending the story', async () => {
    const play = () => Promise.reject(new StoryBroken('ClickUp refused Jonas Weber'));
    const moment = await playScene(quiet, { ...scene, play });
    expect(moment.found).toBe('ClickUp refused Jonas Weber');
    expect(moment.found).not.toBe(moment.expected);
  });

  it('counts what Liaison spent meanwhile', async () => {
    let reads = 3;
    const spent = () => Promise.resolve({ reads, writes: 4 });
    const play = () => {
      reads += 2;
      return Promise.resolve({ expected: 'ok', check: () => Promise.resolve('ok') });
    };
    expect((await playScene({ ...quiet, spent }, { ...scene, play })).requests).toEqual({
      reads: 2,
      writes: 0,
    });
  });
});
