// 100,000 deliveries in five minutes: how many are refused and how late, and what is left of it once all is handled.
import { setTimeout as wait } from 'node:timers/promises';
import type { Family, Run } from '../family.ts';
import { atMost, type Figure, quantile } from '../figure.ts';
import { type Liaison, startLiaison } from './liaison.ts';
import { sendFor, signedRequests } from './load.ts';
import { type LocalClickUp, startClickUp } from './local-clickup.ts';
import { type OwnStore, openerOf } from './stores.ts';
import { sweepOf } from './sweeping.ts';
import { canMeasure } from './usage.ts';

const KINDS = ['Redis', 'PostgreSQL'] as const;
const SEED = 'large:200x5';
const CONNECTIONS = 200;
const FOR_MS = 300_000;
/** After each answer, so that 200 connections send a third of a thousand a second. */
const PAUSE_MS = 590;
/** What ClickUp is promised. */
const ANSWER_MS = 800;
/** A hundredth may be asked to come again. */
const REFUSED = 0.01;
/** Memory and store afterwards against before. */
const REST_TARGET = 1.1;
/** V8 gives memory back within a minute of rest. */
const REST_MS = 60_000;
const WARM_UP_MS = 15_000;
const ASK_EVERY_MS = 1_000;

/** Megabytes of memory, and jobs that are kept in the queues. */
type Rest = { memory: number; jobs: number };
type Jobs = { queue: string; state: string; count: number };

export const overload: Family = {
  name: 'overload',
  seconds: 960,
  shortSeconds: null,
  async measure(run) {
    if (!canMeasure) {
      run.leftOut('overload: left out, processes can be measured on Linux only');
      return [];
    }
    const figures: Figure[] = [];
    for (const kind of KINDS) {
      const open = await openerOf(kind, run);
      if (typeof open === 'string') run.leftOut(`overload, ${kind}: left out, ${open}`);
      else figures.push(...(await measureOn(run, await open())));
    }
    return figures;
  },
};

async function measureOn(run: Run, store: OwnStore): Promise<Figure[]> {
  run.doing(`${store.name}: a first mirror`);
  const clickUp = await startClickUp(SEED);
  try {
    const liaison = await startLiaison({ clickUp, storeUrl: store.url, playbook: 'bench/playbook.yaml' });
    try {
      await clickUp.quiet({ forMs: 5_000 });
      return await overloaded(run, { clickUp, liaison, store });
    } finally {
      await liaison.stop();
    }
  } finally {
    await clickUp.stop();
    await store.remove();
  }
}

type World = { clickUp: LocalClickUp; liaison: Liaison; store: OwnStore };

async function overloaded(run: Run, { clickUp, liaison, store }: World): Promise<Figure[]> {
  const requests = await requestsOf(clickUp);
  const send = (forMs: number) =>
    sendFor({ port: liaison.port, requests, connections: CONNECTIONS, forMs, pauseMs: PAUSE_MS });
  // What is loaded by the first deliveries stays, and the delivery log is full.
  await send(WARM_UP_MS);
  const before = await restOf(liaison);
  run.doing(`${store.name}: 100,000 deliveries in five minutes`);
  const { tookMs, refused } = await send(FOR_MS);
  const after = await restOf(liaison);
  const { applied, failed } = await sweepOf(liaison);
  const name = (what: string) => `${what}, ${store.name}`;
  const size = `${tookMs.length.toLocaleString('en')} deliveries`;
  return [
    atMost(1, {
      name: name('refused with 503'),
      size,
      value: refused,
      unit: 'deliveries',
      baseline: tookMs.length * REFUSED,
    }),
    atMost(1, {
      name: name('slowest answer'),
      size,
      value: quantile(tookMs, 1),
      unit: 'ms',
      baseline: ANSWER_MS,
    }),
    atMost(REST_TARGET, {
      name: name('memory at rest, afterwards against before'),
      size,
      value: after.memory,
      unit: 'MB',
      baseline: before.memory,
    }),
    atMost(REST_TARGET, {
      name: name('jobs in the store, afterwards against before'),
      size,
      value: after.jobs,
      unit: 'jobs',
      baseline: before.jobs,
    }),
    // A single one is too many.
    atMost(0, {
      name: name('corrected by a sweep afterwards'),
      size,
      value: applied + failed,
      unit: 'operations',
      baseline: 1,
    }),
  ];
}

/** Half tell of cards, each of another change; a tenth of the rest of tasks that are not there. */
async function requestsOf(clickUp: LocalClickUp): Promise<Buffer[]> {
  const [webhook] = await clickUp.webhooks();
  if (!webhook) throw new Error('Liaison registered no webhook.');
  const { id, secret } = webhook;
  const [cards, items] = [await clickUp.cardIds(), await clickUp.itemIds()];
  const known = [...cards, ...items].flatMap(taskId => signedRequests(90, id, secret, taskId));
  const all = [...known, ...signedRequests(Math.round(known.length / 20), id, secret)];
  // Of one task now and then, as people change them.
  return all.map((_, index) => all[(index * 7_919) % all.length]).flatMap(one => one ?? []);
}

/** Once all is handled, and a while after that. */
async function restOf(liaison: Liaison): Promise<Rest> {
  const isOpen = ({ queue, state }: Jobs) => queue !== 'wakeUps' && !/completed|failed/.test(state);
  let jobs = await jobsOf(liaison);
  while (jobs.length === 0 || sumOf(jobs.filter(isOpen)) > 0) {
    await wait(ASK_EVERY_MS);
    jobs = await jobsOf(liaison);
  }
  await wait(REST_MS);
  return { memory: (await liaison.usage()).memory, jobs: sumOf(await jobsOf(liaison)) };
}

/** None where a busy store did not answer in time. */
async function jobsOf({ adminUrl }: Liaison): Promise<Jobs[]> {
  const page = await (await fetch(`${adminUrl}/metrics`)).text();
  const lines = [...page.matchAll(/^liaison_queue_jobs\{queue="(\S+?)",state="(\S+?)"\} (\d+)$/gm)];
  return lines.map(([, queue = '', state = '', count]) => ({ queue, state, count: Number(count) }));
}

function sumOf(jobs: readonly Jobs[]): number {
  return jobs.reduce((sum, { count }) => sum + count, 0);
}
