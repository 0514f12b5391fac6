// The line before the store: bounded, in turn, and as wide as the store bears.
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { StoreUnavailable } from '../../src/queue/errors.ts';
import { createLine } from '../../src/queue/line.ts';

beforeEach(() => vi.useFakeTimers({ now: 0 }));
afterEach(() => vi.useRealTimers());

/** Calls that end when they are told to, in the order in which they began. */
function calls() {
  const ends: (() => void)[] = [];
  const work = (): Promise<void> => new Promise(resolve => void ends.push(resolve));
  return { work, began: () => ends.length, end: (index: number) => ends[index]?.() };
}
const turns = () => vi.advanceTimersByTimeAsync(0);
const line = (options: { atOnce: number; mayWait: number }) =>
  createLine({ ...options, patienceMs: 350, lateMs: 200, now: () => Date.now() });

test('so many calls are under way at once, the others wait for their turn', async () => {
  const { join, size } = line({ atOnce: 2, mayWait: 10 });
  const order: string[] = [];
  const { work, began, end } = calls();
  const all = ['a', 'b', 'c', 'd'].map(name => join(work).then(() => order.push(name)));
  await turns();
  expect([began(), size()]).toEqual([2, { underWay: 2, waiting: 2 }]);
  end(0);
  await turns();
  expect([began(), size()]).toEqual([3, { underWay: 2, waiting: 1 }]);
  for (const index of [1, 2]) end(index);
  await turns();
  end(3);
  await Promise.all(all);
  expect(order).toEqual(['a', 'b', 'c', 'd']);
  expect(size()).toEqual({ underWay: 0, waiting: 0 });
});

test('whoever comes when enough wait is turned away at once', async () => {
  const { join } = line({ atOnce: 1, mayWait: 1 });
  const { work, began } = calls();
  void join(work);
  const waits = join(work).catch(() => 'not in time');
  await expect(join(work)).rejects.toThrow(StoreUnavailable);
  expect(began()).toBe(1);
  await vi.advanceTimersByTimeAsync(350);
  expect(await waits).toBe('not in time');
});

test('whose turn does not come in time is turned away, and never called', async () => {
  const { join, size } = line({ atOnce: 1, mayWait: 5 });
  const { work, began, end } = calls();
  const first = join(work);
  const second = join(work).catch((error: unknown) => error);
  await vi.advanceTimersByTimeAsync(350);
  expect(await second).toBeInstanceOf(StoreUnavailable);
  end(0);
  await first;
  expect([began(), size()]).toEqual([1, { underWay: 0, waiting: 0 }]);
});

test('a store that stands still is asked no more than once for each call that it has in hand', async () => {
  const { join, size } = line({ atOnce: 8, mayWait: 20 });
  const { work, began } = calls();
  const refused = { atOnce: 0, later: 0 };
  for (let second = 0; second < 100; second++) {
    for (let index = 0; index < 50; index++) {
      const at = Date.now();
      join(work).catch(() => (Date.now() === at ? refused.atOnce++ : refused.later++));
    }
    await vi.advanceTimersByTimeAsync(1_000);
  }
  expect([began(), size()]).toEqual([8, { underWay: 8, waiting: 0 }]);
  expect(refused).toEqual({ atOnce: 50 * 100 - 8 - 20 * 100, later: 20 * 100 });
});

test('a store that is late is asked less at once, one in time more again', async () => {
  const { join, size } = line({ atOnce: 8, mayWait: 100 });
  let tookMs = 400;
  const work = () => new Promise<void>(resolve => void setTimeout(resolve, tookMs));
  const widest = async (): Promise<number> => {
    const joined = Array.from({ length: 50 }, () => join(work).catch(() => undefined));
    await turns();
    const { underWay } = size();
    await vi.advanceTimersByTimeAsync(500);
    await Promise.all(joined);
    return underWay;
  };
  // Halved once for all that were late together.
  expect([await widest(), await widest(), await widest(), await widest()]).toEqual([8, 4, 2, 1]);
  tookMs = 10;
  await widest();
  expect(await widest()).toBe(8);
});

test('a call is late before the patience of those who wait is over, so that both together are in time', async () => {
  const { join, size } = line({ atOnce: 2, mayWait: 0 });
  const widthAfter = async (tookMs: number): Promise<number> => {
    const work = () => new Promise<void>(resolve => void setTimeout(resolve, tookMs));
    const joined = [join(work), join(work)].map(one => one.catch(() => undefined));
    await vi.advanceTimersByTimeAsync(tookMs);
    await Promise.all(joined);
    void join(work);
    join(work).catch(() => undefined);
    await turns();
    const { underWay } = size();
    await vi.advanceTimersByTimeAsync(tookMs);
    return underWay;
  };
  expect(await widthAfter(199)).toBe(2);
  expect(await widthAfter(200)).toBe(1);
});

test('a call that fails gives its place back', async () => {
  const { join } = line({ atOnce: 1, mayWait: 5 });
  await expect(join(() => Promise.reject(new Error('away')))).rejects.toThrow('away');
  await expect(join(async () => 'there')).resolves.toBe('there');
});
