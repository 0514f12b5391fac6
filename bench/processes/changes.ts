// What one changed card and one changed work item cost a running Liaison, beyond what it takes at rest.
import { setTimeout as wait } from 'node:timers/promises';
import { median } from '../figure.ts';
import type { Liaison } from './liaison.ts';
import type { LocalClickUp } from './local-clickup.ts';
import type { OwnStore } from './stores.ts';

export const CHANGES = ['card', 'work item'] as const;
export type Change = (typeof CHANGES)[number];

/** Of one change, as the middle of several made one after the other. */
export type Cost = { reconciles: number; written: number; noted: number; processorMs: number };

type Costly = { clickUp: LocalClickUp; liaison: Liaison; store: OwnStore; isShort: boolean };
type Counts = Cost & { at: number };

const COUNT = 8;
const SHORT_COUNT = 3;
const QUIET_MS = 1_000;
const REST_MS = 8_000;
const SHORT_REST_MS = 2_000;
const DAY_MS = 86_400_000;

/** Changes cards, each another one, to another due day, which moves their milestones; and priorities of work items. */
export async function costOf(costly: Costly): Promise<Record<Change, Cost>> {
  const { clickUp, isShort } = costly;
  const count = isShort ? SHORT_COUNT : COUNT;
  const [cards, items] = [await clickUp.cardIds(), await clickUp.itemIds()];
  const due_date = Date.now() + 40 * DAY_MS;
  const restMs = isShort ? SHORT_REST_MS : REST_MS;
  const resting = await counts(costly);
  await wait(restMs);
  const atRest = between(resting, await counts(costly));

  const measureOne = async (id: string, change: object): Promise<Cost> => {
    const before = await counts(costly);
    await clickUp.ask('PUT', `/task/${id}`, change);
    await clickUp.quiet({ forMs: QUIET_MS });
    const after = await counts(costly);
    const spent = between(before, after);
    // What it does by itself is no part of it.
    const alone = (after.at - before.at) / restMs;
    const beyondRest = (part: Exclude<keyof Cost, 'reconciles'>) =>
      Math.max(0, spent[part] - atRest[part] * alone);
    return {
      reconciles: spent.reconciles,
      written: beyondRest('written'),
      noted: beyondRest('noted'),
      processorMs: beyondRest('processorMs'),
    };
  };
  // The middle one: a sweep or a poll that falls into one of them is no part of it either.
  const measure = async (ids: string[], change: object): Promise<Cost> => {
    const costs: Cost[] = [];
    for (const id of ids) costs.push(await measureOne(id, change));
    const middle = (part: keyof Cost) => median(costs.map(cost => cost[part]));
    return {
      reconciles: middle('reconciles'),
      written: middle('written'),
      noted: middle('noted'),
      processorMs: middle('processorMs'),
    };
  };
  await clickUp.forget();
  const card = await measure(cards.slice(0, count), { due_date });
  const { writes } = await clickUp.counted();
  if (writes < count) throw new Error(`${count} moved due days led to ${writes} writes; each needs one.`);
  return {
    card,
    'work item': await measure(items.slice(-count), { priority: 1 }),
  };
}

async function counts({ liaison, store }: Costly): Promise<Counts> {
  const { written, processorMs } = await liaison.usage();
  return {
    at: performance.now(),
    reconciles: await liaison.metric('liaison_reconciles_total'),
    written: (await store.written()) ?? written,
    noted: (await store.noted()) ?? 0,
    processorMs,
  };
}

function between(before: Counts, after: Counts): Cost {
  return {
    reconciles: after.reconciles - before.reconciles,
    written: after.written - before.written,
    noted: after.noted - before.noted,
    processorMs: after.processorMs - before.processorMs,
  };
}
