// One token, one budget, whatever number of processes use it: against the simulator's own limit, in virtual time.
import { describe, expect, it } from 'vitest';
import { Budget } from '../../src/clickup/http/budget.ts';
import { inProcessMemory } from '../../src/queue/in-process-memory.ts';
import type { Memory } from '../../src/reconcile/memory/memory.ts';
import { createRateLimit } from '../../src/simulator/api/rate-limit.ts';
import { createClock } from '../../src/simulator/clock.ts';
import { rememberingLog } from '../support/clickup-setting.ts';
import { createDice, type Dice } from '../support/dice.ts';
import { createVirtualTime, type VirtualTime } from '../support/virtual-time.ts';

const TOKEN = 'pk_1_SECRETSECRETSECRETSECRETSECRETSE';
const API_URL = 'https://api.clickup.com/api/v2';
const START = Date.UTC(2027, 0, 4, 9);
const MINUTE_MS = 60_000;

const headers = (limit: number, remaining: number, resetAt: number) => (name: string) =>
  ({
    'x-ratelimit-limit': String(limit),
    'x-ratelimit-remaining': String(remaining),
    'x-ratelimit-reset': String(resetAt / 1_000),
  })[name];

function processes(clock: { now(): number }, memory: Memory, tokens: string[]): Budget[] {
  return tokens.map(token => {
    const budget = new Budget({ clock, apiUrl: API_URL, token, log: rememberingLog() });
    budget.shareThrough(memory);
    return budget;
  });
}

/** A ClickUp that counts, some way off. */
function limitedClickUp(time: VirtualTime, dice: Dice) {
  const limit = createRateLimit(createClock(time.now), () => 100);
  const seen = { answered: 0, refused: 0 };
  return {
    seen,
    /** What the limiter says, under lower-case names. */
    async ask(): Promise<(name: string) => string | undefined> {
      await time.pause(dice.whole(5, 400));
      const { isOver, headers } = limit.count(TOKEN);
      seen[isOver ? 'refused' : 'answered'] += 1;
      const given = Object.fromEntries(
        Object.entries(headers).map(([name, value]) => [name.toLowerCase(), value]),
      );
      await time.pause(dice.whole(5, 400));
      return name => given[name];
    },
  };
}

/** The same memory, some way off. */
function distant(memory: Memory, time: VirtualTime, dice: Dice): Memory {
  return new Proxy(memory, {
    get: (target, name, self) => {
      const value = Reflect.get(target, name, self) as (...given: unknown[]) => unknown;
      return async (...given: unknown[]) => {
        await time.pause(dice.whole(0, 4));
        const answer = await Reflect.apply(value, target, given);
        await time.pause(dice.whole(0, 4));
        return answer;
      };
    },
  });
}

type Played = { answered: number; refused: number };

/** `count` processes for some minutes, each with eight hands: busy, idle, or in bursts; they begin one after the other. */
async function play(
  seed: string,
  {
    count,
    minutes,
    isShared = true,
    isGreedy = false,
    losesMs = null,
  }: { count: number; minutes: number; isShared?: boolean; isGreedy?: boolean; losesMs?: number | null },
): Promise<Played> {
  const dice = createDice(seed);
  const time = createVirtualTime(START + dice.whole(0, 999));
  const clickUp = limitedClickUp(time, dice);
  const end = time.now() + minutes * MINUTE_MS;
  const kept = inProcessMemory(time);

  const work = async (budget: Budget, dice: Dice): Promise<void> => {
    while (time.now() < end) {
      const taken = await budget.take();
      if ('until' in taken) {
        await time.pause(taken.until - time.now());
        continue;
      }
      const header = await clickUp.ask();
      budget.noteAnswer(taken, header);
      if (!isGreedy) await time.pause(dice.chance(0.9) ? dice.whole(0, 300) : dice.whole(0, 20_000));
    }
  };
  const start = async (number: number): Promise<void> => {
    const own = dice.part(`process ${number}`);
    // Who comes late to a store that was just emptied can't know.
    await time.pause(isGreedy || losesMs !== null ? 0 : own.whole(0, 90_000));
    const budget = new Budget({ clock: time, apiUrl: API_URL, token: TOKEN, log: rememberingLog() });
    if (isShared) budget.shareThrough(distant(kept, time, own));
    await Promise.all(Array.from({ length: 8 }, (_, hand) => work(budget, own.part(`hand ${hand}`))));
  };
  const lose = async (): Promise<void> => {
    while (losesMs !== null && time.now() < end) {
      await time.pause(losesMs);
      kept.empty();
    }
  };
  const all = Array.from({ length: count }, (_, number) => start(number));
  await time.passWhile(Promise.all([...all, lose()]));
  return clickUp.seen;
}

describe('A budget that several processes share', () => {
  it.each([
    ['two', 2],
    ['four', 4],
  ])('is never overrun by %s that work as fast as they can', async (_, count) => {
    const { answered, refused } = await play(`greedy ${count}`, { count, minutes: 4, isGreedy: true });
    expect(refused).toBe(0);
    // And little of it is wasted: four windows of a hundred, and the fifth that the last ones begin.
    expect(answered).toBeGreaterThan(380);
  });

  it('is overrun where they do not share it', async () => {
    const { refused } = await play('greedy 4', { count: 4, minutes: 4, isGreedy: true, isShared: false });
    expect(refused).toBeGreaterThan(0);
  });

  it('is overrun by nobody who comes late, rests, and has requests on the way when a window ends', async () => {
    for (let seed = 1; seed <= 12; seed++) {
      const { refused } = await play(`late ${seed}`, { count: 4, minutes: 6 });
      expect(refused, `seed ${seed}`).toBe(0);
    }
  });

  it('stops them all when one of them has used it up', async () => {
    const time = createVirtualTime(START);
    const memory = inProcessMemory(time);
    const [one, other] = processes(time, memory, [TOKEN, TOKEN]) as [Budget, Budget];
    one.noteAnswer({ window: 0 }, headers(100, 1, START + 30_000));
    other.noteAnswer({ window: 0 }, headers(100, 1, START + 30_000));
    expect(await one.take()).toEqual({ window: 0 });
    expect(await other.take()).toEqual({ until: START + 30_000 });
    await time.passUntil(START + 31_000);
    expect(await other.take()).toHaveProperty('window');
  });

  it('tells the others of a refusal at once', async () => {
    const time = createVirtualTime(START);
    const memory = inProcessMemory(time);
    const [one, other] = processes(time, memory, [TOKEN, TOKEN]) as [Budget, Budget];
    other.noteAnswer({ window: 0 }, headers(100, 90, START + 30_000));
    one.noteAnswer({ window: 0 }, headers(100, 0, START + 30_000));
    one.exhaust(headers(100, 0, START + 30_000));
    await time.passUntil(START + 10);
    expect(await other.take()).toEqual({ until: START + 30_000 });
  });

  it('is not overrun either where the store loses it again and again', async () => {
    for (let seed = 1; seed <= 6; seed++) {
      const { refused } = await play(`lost ${seed}`, { count: 3, minutes: 4, losesMs: 7_000 });
      expect(refused, `seed ${seed}`).toBe(0);
    }
  });

  it('is not that of another token, and the memory never holds a token', async () => {
    const time = createVirtualTime(START);
    const memory = inProcessMemory(time);
    const [one, other] = processes(time, memory, [TOKEN, `${TOKEN}X`]) as [Budget, Budget];
    one.noteAnswer({ window: 0 }, headers(100, 0, START + 30_000));
    other.noteAnswer({ window: 0 }, headers(100, 90, START + 30_000));
    expect(await one.take()).toEqual({ until: START + 30_000 });
    expect(await other.take()).toEqual({ window: 0 });
    const entries = [...(await memory.readAll(''))].flat().join();
    expect(entries).not.toContain('SECRET');
  });

  it('is not asked for each request where there are many, and hands out one by one at its end', async () => {
    const time = createVirtualTime(START);
    const memory = inProcessMemory(time);
    let asked = 0;
    const counting = new Proxy(memory, {
      get: (target, name, self) => {
        if (name === 'read') asked += 1;
        return Reflect.get(target, name, self) as unknown;
      },
    });
    const [one] = processes(time, counting, [TOKEN]) as [Budget];
    one.noteAnswer({ window: 0 }, headers(100, 100, START + 30_000));
    for (let request = 0; request < 50; request++) await one.take();
    expect(asked).toBeLessThanOrEqual(15);
    for (let request = 0; request < 50; request++) expect(await one.take()).toEqual({ window: 0 });
    expect(await one.take()).toEqual({ until: START + 30_000 });
  });

  it('goes on alone when the memory fails, and leaves the reserve to the others', async () => {
    const time = createVirtualTime(START);
    const down = () => Promise.reject(new Error('down'));
    const [one] = processes(time, { ...inProcessMemory(time), read: down }, [TOKEN]) as [Budget];
    one.noteAnswer({ window: 0 }, headers(100, 22, START + 30_000));
    expect(await one.take()).toEqual({ window: 0 });
    expect(await one.take()).toEqual({ window: 0 });
    expect(await one.take()).toEqual({ until: START + 30_000 });
    expect(one.state()).toEqual({ limit: 100, remaining: 20, resetAt: START + 30_000 });
  });
});
