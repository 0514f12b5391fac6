// What waits where the budget ends: nothing that was read is read twice, and the waiting can be ended.
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { readTasks } from '../../../src/clickup/http/pages.ts';
import type { RequestSpec } from '../../../src/clickup/http/request-spec.ts';
import type { Transport } from '../../../src/clickup/http/transport.ts';
import { type BudgetWait, waitingForBudget } from '../../../src/clickup/http/wait-for-budget.ts';
import { ClickUpFailure } from '../../../src/reconcile/ports.ts';
import { rememberingLog } from '../../support/clickup-setting.ts';

const NOW = Date.UTC(2027, 0, 4, 9);
const MINUTE_MS = 60_000;
const TASKS = { task: z.object({ id: z.string() }), read: (task: { id: string }) => task };
const LIST = { path: '/list/901/task', doing: 'reading list 901' };

/** Pages of one task each, of which only so many may be read in a minute. */
function setting({ pages, perMinute, ...more }: { pages: number; perMinute: number } & Partial<BudgetWait>) {
  const clock = { at: NOW, now: () => clock.at };
  const log = rememberingLog();
  const asked: unknown[] = [];
  const pauses: number[] = [];
  let window = { resetAt: 0, left: perMinute };
  const budget = () => {
    const isOver = clock.at >= window.resetAt;
    return {
      limit: perMinute,
      remaining: isOver ? perMinute : window.left,
      resetAt: isOver ? null : window.resetAt,
    };
  };
  const request = async <T>(spec: RequestSpec<T>): Promise<T> => {
    if (clock.at >= window.resetAt) window = { resetAt: clock.at + MINUTE_MS, left: perMinute };
    if (window.left === 0) throw new ClickUpFailure('limited', 'nothing is left', { until: window.resetAt });
    window.left -= 1;
    const page = Number(spec.query?.['page']);
    asked.push(page);
    return spec.answer.parse({ tasks: [{ id: `t${page}` }], last_page: page === pages - 1 });
  };
  const hurried: Transport = {
    request,
    budget,
    requests: () => ({ reads: asked.length, writes: 0 }),
    silence: () => null,
    shareBudget: () => {},
  };
  const pause = async (ms: number) => {
    pauses.push(ms);
    clock.at += ms;
  };
  const transport = waitingForBudget(hurried, { clock, log, leavesReserve: false, pause, ...more });
  return { transport, asked, pauses, log, clock };
}

describe('Reading with patience', () => {
  it('goes on after the reset with the page at which the budget ended', async () => {
    const { transport, asked, pauses, log } = setting({ pages: 7, perMinute: 3 });
    expect(await readTasks(transport, TASKS, LIST)).toHaveLength(7);
    expect(asked).toEqual([0, 1, 2, 3, 4, 5, 6]);
    expect(pauses).toEqual([MINUTE_MS, MINUTE_MS]);
    expect(log.text().match(/waiting for the next one/g)).toHaveLength(2);
    expect(log.text()).toContain('reading list 901');
  });

  it('leaves the last requests of each minute to live work where it is told to', async () => {
    const { transport, asked, pauses } = setting({ pages: 5, perMinute: 4, leavesReserve: true });
    expect(await readTasks(transport, TASKS, LIST)).toHaveLength(5);
    expect(asked).toEqual([0, 1, 2, 3, 4]);
    expect(pauses).toHaveLength(2);
  });

  it('says once for what it waits, whatever number of reads do', async () => {
    const { transport, log, pauses } = setting({ pages: 4, perMinute: 4 });
    const reads = [1, 2, 3].map(() => readTasks(transport, TASKS, LIST));
    await Promise.all(reads);
    const said = log.text().match(/"at":"[^"]+"/g) ?? [];
    expect(pauses.length).toBeGreaterThan(said.length);
    expect(new Set(said).size).toBe(said.length);
  });

  it('ends its waiting at once when the process ends, and fails as what it is: limited', async () => {
    const ending = new AbortController();
    const { transport, asked } = setting({
      pages: 2,
      perMinute: 1,
      pause: undefined,
      signal: ending.signal,
    });
    const reading = readTasks(transport, TASKS, LIST);
    queueMicrotask(() => ending.abort());
    await expect(reading).rejects.toMatchObject({ kind: 'limited', until: NOW + MINUTE_MS });
    expect(asked).toEqual([0]);
  });

  it('fails at once for every other reason', async () => {
    const { transport } = setting({ pages: 1, perMinute: 1 });
    const spec = { method: 'GET', path: '/x', answer: z.never(), doing: 'asking' } as const;
    await expect(transport.request(spec)).rejects.toThrow('expected never');
  });
});
