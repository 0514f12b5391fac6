import { readdirSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { beforeAll, describe, expect, it } from 'vitest';
import { type AfterStory, type DemoAccount, type Moment, playDemo } from '../../src/app/demo.ts';
import { createCommandLog } from '../../src/app/log.ts';

const folders = () => readdirSync(tmpdir()).filter(name => name.startsWith('liaison-demo-'));
const isReachable = (url: string) =>
  fetch(url).then(
    answer => answer.ok,
    () => false,
  );

describe('the demo', () => {
  const told: Moment[] = [];
  const before = folders();
  let account: DemoAccount;
  let after: AfterStory;
  let stayed: { isBoardUp: boolean; isStatusUp: boolean };

  beforeAll(async () => {
    account = await playDemo({
      log: createCommandLog('silent', []),
      signal: new AbortController().signal,
      tell: { opened: () => {}, played: moment => told.push(moment) },
      stay: async seen => {
        after = seen;
        stayed = {
          isBoardUp: await isReachable(seen.pages.board),
          isStatusUp: await isReachable(seen.pages.status ?? ''),
        };
      },
    });
  }, 120_000);

  it('finds in ClickUp everything that it expected', () => {
    expect(account.moments.length).toBeGreaterThanOrEqual(12);
    for (const { name, found, expected } of account.moments)
      expect({ name, found }).toEqual({ name, found: expected });
    expect(account.ok).toBe(true);
  });

  it('gives the account that machines read', () => {
    expect(Object.keys(account)).toEqual(['ok', 'seconds', 'moments']);
    expect(account.seconds).toBeGreaterThan(0);
    for (const moment of account.moments) {
      expect(moment).toEqual({
        name: expect.any(String),
        who: expect.any(String),
        did: expect.any(String),
        expected: expect.any(String),
        found: expect.any(String),
        requests: { reads: expect.any(Number), writes: expect.any(Number) },
      });
    }
    expect(JSON.parse(JSON.stringify(account))).toEqual(account);
  });

  it('counts what each moment cost, and nothing where nothing was to do', () => {
    const costs = new Map(account.moments.map(({ name, requests }) => [name, requests]));
    expect(costs.get('One too many')).toEqual({ reads: expect.any(Number), writes: 2 });
    expect(costs.get('Nothing to do')?.writes).toBe(0);
    expect(costs.get('Nothing to do')?.reads).toBeGreaterThan(0);
  });

  it('tells every moment as it happens', () => {
    expect(told).toEqual(account.moments);
  });

  it('keeps its pages up while somebody looks around, and leaves nothing behind', async () => {
    expect(stayed).toEqual({ isBoardUp: true, isStatusUp: true });
    expect(await isReachable(after.pages.board)).toBe(false);
    expect(await isReachable(after.pages.status ?? '')).toBe(false);
    expect(folders()).toEqual(before);
  });
});

it('a demo that is interrupted ends early and leaves nothing behind', async () => {
  const before = folders();
  const ending = new AbortController();
  const playing = playDemo({
    log: createCommandLog('silent', []),
    signal: ending.signal,
    tell: { opened: () => {}, played: () => ending.abort() },
  });
  await expect(playing).rejects.toThrow('aborted');
  expect(folders()).toEqual(before);
}, 60_000);
