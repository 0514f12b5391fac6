// Since when it is known what Liaison did.
import { expect, it } from 'vitest';
import { loadPlaybook } from '../../src/config/playbook-file.ts';
import { historyReport } from '../../src/queries/activity/history.ts';
import { inProcessMemory } from '../../src/queue/in-process-memory.ts';
import { noteHistoryBegan } from '../../src/reconcile/memory/history.ts';

const BEGAN = Date.parse('2027-01-04T08:00:00Z');
const DAY_MS = 86_400_000;

it.each([
  ['when the store began, while everything is kept', 89, '2027-01-04T08:00:00.000Z'],
  ['the first of the days that are kept, once the store is older', 100, '2027-01-14T08:00:00.000Z'],
])('is known since %s', async (_when, days, expected) => {
  let now = BEGAN;
  const clock = { now: () => now };
  const memory = inProcessMemory(clock);
  await noteHistoryBegan(memory, BEGAN);
  now += days * DAY_MS;
  const parts = {
    memory,
    queues: {} as never,
    loaded: await loadPlaybook('config/playbook.yaml'),
    historyDays: 90,
    clock,
    board: async () => null,
    results: async () => new Map(),
  };
  const { knownSince } = await historyReport(parts, { card: null, since: null, limit: 10 });
  expect(knownSince).toBe(expected);
});
