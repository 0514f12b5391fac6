import { describe, expect, it } from 'vitest';
import { Budget } from '../../../src/clickup/http/budget.ts';
import type { ReadHeader } from '../../../src/clickup/http/rate-headers.ts';
import { rememberingLog } from '../../support/clickup-setting.ts';

const API_URL = 'https://api.clickup.com/api/v2';
const START = Date.UTC(2027, 0, 4, 9);
const headers = (values: Record<string, string | number>) => (name: string) =>
  name in values ? String(values[name]) : undefined;
const rate = (remaining: number, resetAt: number, limit = 100) =>
  headers({
    'x-ratelimit-limit': limit,
    'x-ratelimit-remaining': remaining,
    'x-ratelimit-reset': resetAt / 1_000,
  });

function setting() {
  const clock = { at: START, now: () => clock.at };
  const budget = new Budget({ clock, apiUrl: API_URL, token: 'pk_1_SECRET', log: rememberingLog() });
  /** Null for a request that may be sent, or until when none may. */
  const take = async () => {
    const taken = await budget.take();
    return 'until' in taken ? taken.until : null;
  };
  return { clock, budget, take, learn: (header: ReadHeader) => budget.noteAnswer({ window: 0 }, header) };
}

describe('The budget', () => {
  it('holds nothing back before it knows anything', async () => {
    const { budget, take } = setting();
    expect(await take()).toBeNull();
    expect(budget.state()).toEqual({ limit: null, remaining: null, resetAt: null });
  });

  it('counts requests on their way, so that parallel ones do not overrun it', async () => {
    const { take, learn } = setting();
    learn(rate(2, START + 30_000));
    expect(await Promise.all([take(), take(), take()])).toEqual([null, null, START + 30_000]);
  });

  it('believes the smaller of two counts within a window, in whatever order answers come', () => {
    const { budget, learn } = setting();
    learn(rate(40, START + 30_000));
    learn(rate(42, START + 30_000));
    expect(budget.state().remaining).toBe(40);
    learn(rate(39, START + 29_500));
    expect(budget.state().remaining).toBe(39);
  });

  it('starts anew with a new window and ignores late answers of the old one', () => {
    const { budget, learn } = setting();
    learn(rate(0, START + 5_000));
    learn(rate(99, START + 65_000));
    learn(rate(0, START + 5_000));
    expect(budget.state()).toEqual({ limit: 100, remaining: 99, resetAt: START + 65_000 });
  });

  it('is full again once its window is over', async () => {
    const { clock, budget, take, learn } = setting();
    learn(rate(0, START + 5_000));
    clock.at += 5_000;
    expect(budget.state()).toEqual({ limit: 100, remaining: 100, resetAt: null });
    expect(await take()).toBeNull();
  });

  it.each([
    ['the reset where it is named', { 'x-ratelimit-reset': START / 1_000 + 12 }, 12_000],
    ['Retry-After where no reset is named', { 'retry-after': '7' }, 7_000],
    [
      'Retry-After where the reset has passed',
      { 'x-ratelimit-reset': START / 1_000 - 9, 'retry-after': 7 },
      7_000,
    ],
    ['a minute where nothing is named', {}, 60_000],
    ['a minute where the reset is nonsense', { 'x-ratelimit-reset': 'soon' }, 60_000],
    [
      'a minute where the reset is hours away, since our clocks disagree',
      { 'x-ratelimit-reset': START / 500 },
      60_000,
    ],
    ['a reset that comes in milliseconds', { 'x-ratelimit-reset': START + 12_000 }, 12_000],
  ])('waits after a refusal for %s', async (_, given, waitMs) => {
    const { budget, take } = setting();
    expect(budget.exhaust(headers(given as Record<string, string | number>))).toBe(START + waitMs);
    expect(await take()).toBe(START + waitMs);
  });
});
