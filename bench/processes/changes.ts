// What one changed card and one changed work item cost a running Liaison, beyond what it takes at rest.
import { setTimeout as wait } from 'node:timers/promises';
import { median } from '../figure.ts';
import type { Liaison } from './liaison.ts';
import type { LocalClickUp } from './local-clickup.ts';
import type { Monitor } from './redis-monitor.ts';
import type { OwnStore } from './stores.ts';

export const CHANGES = ['card', 'work item'] as const;
export type Change = (typeof CHANGES)[number];

/** Of one change, as the middle of several made one after the other; 0 where it is no more than what is taken at rest. */
export type Cost = { reconciles: number; written: number; noted: number; processorMs: number };

type Costly = { clickUp: LocalClickUp; liaison: Liaison; store: OwnStore; isShort: boolean };
type Measured = Costly & { monitor: Monitor | null };
type Counts = Cost & { at: number };

const COUNT = 8;
const SHORT_COUNT = 3;
const QUIET_MS = 1_000;
const REST_MS = 1_500;
const DAY_MS = 86_400_000;

/** Changes cards, each another one, to another due day, which moves their milestones; and priorities of work items. */
export async function costOf(costly: Costly): Promise<Record<Change, Cost>> {
  const { clickUp, isShort } = costly;
  const count = isShort ? SHORT_COUNT : COUNT;
  const [cards, items] = [await clickUp.cardIds(), await clickUp.itemIds()];
  const due_date = Date.now() + 40 * DAY_MS;
  const monitor = await costly.store.monitor();
  try {
    const measured = { ...costly, monitor };
    await clickUp.forget();
    const card = await costOfEach(measured, cards.slice(0, count), { due_date });
    const { writes } = await clickUp.counted();
    if (writes < count) throw new Error(`${count} moved due days led to ${writes} writes; each needs one.`);
    return { card, 'work item': await costOfEach(measured, items.slice(-count), { priority: 1 }) };
  } finally {
    monitor?.stop();
  }
}

/**
 * The middle one, so that a sweep or a poll that falls into one of them is no part of it, less what the process takes at
 * rest, again as the middle of what it took before each of them.
 */
async function costOfEach(measured: Measured, ids: readonly string[], change: object): Promise<Cost> {
  const { clickUp } = measured;
  const [atRest, changed]: [Counts[], Counts[]] = [[], []];
  for (const id of ids) {
    const resting = await counts(measured);
    await wait(REST_MS);
    const before = await counts(measured);
    await clickUp.ask('PUT', `/task/${id}`, change);
    await clickUp.quiet({ forMs: QUIET_MS });
    atRest.push(between(resting, before));
    changed.push(between(before, await counts(measured)));
  }
  const beyondRest = (part: 'written' | 'noted' | 'processorMs'): number => {
    const aMs = median(atRest.map(rest => rest[part] / rest.at));
    return Math.max(0, median(changed.map(spent => spent[part] - aMs * spent.at)));
  };
  return {
    reconciles: median(changed.map(({ reconciles }) => reconciles)),
    written: beyondRest('written'),
    noted: beyondRest('noted'),
    processorMs: beyondRest('processorMs'),
  };
}

async function counts({ liaison, store, monitor }: Measured): Promise<Counts> {
  const { written, processorMs } = await liaison.usage();
  return {
    at: performance.now(),
    reconciles: await liaison.metric('liaison_reconciles_total'),
    written: (await store.written()) ?? written,
    noted: (await monitor?.memoryBytes()) ?? 0,
    processorMs,
  };
}

function between(before: Counts, after: Counts): Counts {
  return {
    at: after.at - before.at,
    reconciles: after.reconciles - before.reconciles,
    written: after.written - before.written,
    noted: after.noted - before.noted,
    processorMs: after.processorMs - before.processorMs,
  };
}
