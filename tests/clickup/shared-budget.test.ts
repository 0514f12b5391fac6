// One token, one budget, whatever number of processes use it.
import { describe, expect, it } from 'vitest';
import { createBudget } from '../../src/clickup/budget.ts';
import { createSharedBudget } from '../../src/clickup/shared-budget.ts';
import { volatileMemory } from '../../src/queue/volatile-memory.ts';
import type { Memory } from '../../src/reconcile/memory.ts';

const log = { debug: () => {}, info: () => {}, warn: () => {}, error: () => {} };
const TOKEN = 'pk_1_SECRETSECRETSECRETSECRETSECRETSE';

function processes(memory: Memory, clock: { now(): number }, tokens: string[]) {
  return tokens.map(token => {
    const budget = createBudget(clock);
    const shared = createSharedBudget(budget, { token, clock, log });
    shared.shareThrough(memory);
    return { budget, shared };
  });
}

const headers = (limit: number, remaining: number, resetAt: number) => (name: string) =>
  ({
    'x-ratelimit-limit': String(limit),
    'x-ratelimit-remaining': String(remaining),
    'x-ratelimit-reset': String(resetAt / 1_000),
  })[name];

describe('A budget that several processes share', () => {
  it('stops them all when one of them has used it up', async () => {
    const clock = { now: () => 1_800_000_000_000 };
    const memory = volatileMemory(clock);
    const [one, other] = processes(memory, clock, [TOKEN, TOKEN]);
    if (!one || !other) throw new Error('two processes are needed');
    one.budget.learn(headers(100, 0, clock.now() + 30_000));
    one.shared.afterAnswer();
    await other.shared.beforeRequest();
    expect(other.budget.take()).toBe(clock.now() + 30_000);
  });

  it('lets them go on when the window is over', async () => {
    let now = 1_800_000_000_000;
    const clock = { now: () => now };
    const memory = volatileMemory(clock);
    const [one, other] = processes(memory, clock, [TOKEN, TOKEN]);
    if (!one || !other) throw new Error('two processes are needed');
    one.budget.learn(headers(100, 0, now + 30_000));
    one.shared.afterAnswer();
    now += 31_000;
    await other.shared.beforeRequest();
    expect(other.budget.take()).toBeNull();
  });

  it('is not that of another token, and the memory never holds a token', async () => {
    const clock = { now: () => 1_800_000_000_000 };
    const memory = volatileMemory(clock);
    const [one, other] = processes(memory, clock, [TOKEN, `${TOKEN}X`]);
    if (!one || !other) throw new Error('two processes are needed');
    one.budget.learn(headers(100, 0, clock.now() + 30_000));
    one.shared.afterAnswer();
    await other.shared.beforeRequest();
    expect(other.budget.take()).toBeNull();
    const entries = [...(await memory.readAll(''))].flat().join();
    expect(entries).not.toContain('SECRET');
  });

  it('goes on alone when the memory fails', async () => {
    const clock = { now: () => 1_800_000_000_000 };
    const broken: Memory = {
      ...volatileMemory(clock),
      read: () => Promise.reject(new Error('down')),
      write: () => Promise.reject(new Error('down')),
    };
    const [one] = processes(broken, clock, [TOKEN]);
    if (!one) throw new Error('a process is needed');
    one.budget.learn(headers(100, 7, clock.now() + 30_000));
    one.shared.afterAnswer();
    await expect(one.shared.beforeRequest()).resolves.toBeUndefined();
    expect(one.budget.state().remaining).toBe(7);
  });
});
