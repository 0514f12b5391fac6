// Whether more processes do more: 200 live changes by 1, 2 and 4 workers on one Redis, as fast as they can and within
// an ordinary plan's 100 requests a minute; what that costs the processors, and how much they read from the store.
import { setTimeout as wait } from 'node:timers/promises';
import type { Family, Run } from '../family.ts';
import { atMost, type Figure, median } from '../figure.ts';
import { type Liaison, startLiaison } from './liaison.ts';
import { type LocalClickUp, startClickUp } from './local-clickup.ts';
import { type OwnStore, redisFor } from './stores.ts';
import { createTeams, teamsOf } from './teams.ts';

const WORKERS = [1, 2, 4];
const CHANGES = [50, 200];
const LIMITED_CHANGES = [100, 200];
const ROUNDS = 3;
/** With quick answers the machine is what workers wait for, with slow ones ClickUp. */
const LATENCIES = [
  {
    latencyMs: 50,
    targets: new Map([
      [2, 0.75],
      [4, 0.5],
    ]),
  },
  { latencyMs: 200, targets: new Map([[4, 1 / 3]]) },
];
/** Half of what a change took when this was measured first. */
const PROCESSOR_MS = new Map([
  [1, 31.5],
  [4, 47],
]);
const BYTES_READ = 10_000_000;
const RATE_LIMIT = 100;
const MINUTE_MS = 60_000;
/** For each card its status comment is edited; the cards that changed are read, and members and groups. */
const READS = 3;
const TEAM = 3;

type Team = {
  clickUp: LocalClickUp;
  store: OwnStore;
  cardIds: string[];
  processes: Liaison[];
  stop(): Promise<void>;
};
/** `processorMs` is that of all processes, `bytesRead` what they got from the store. */
type Took = { ms: number; requests: number; processorMs: number; bytesRead: number };
type Latency = (typeof LATENCIES)[number];
type Open = () => Promise<OwnStore>;

export const workers: Family = {
  name: 'workers',
  seconds: 760,
  shortSeconds: null,
  async measure(run) {
    const open = await redisFor('workers', run);
    if (!open) return [];
    const figures: Figure[] = [];
    for (const changes of CHANGES)
      for (const latency of LATENCIES) figures.push(...(await measureSpeed(run, { open, changes, latency })));
    for (const changes of LIMITED_CHANGES) figures.push(...(await measureBudget(run, open, changes)));
    return figures;
  },
};

async function measureSpeed(
  run: Run,
  { open, changes, latency }: { open: Open; changes: number; latency: Latency },
): Promise<Figure[]> {
  const { latencyMs, targets } = latency;
  const size = `${changes} changes, ${latencyMs} ms`;
  const took = new Map<number, Took[]>();
  for (const count of WORKERS) {
    run.doing(`${size}, ${count} workers`);
    const team = await startTeam(open, count, changes);
    try {
      await team.clickUp.control('POST', 'faults', { latencyMs });
      const rounds: Took[] = [];
      for (let round = 0; round < ROUNDS; round++) rounds.push(await changeAll(team, round));
      took.set(count, rounds);
    } finally {
      await team.stop();
    }
  }
  const of = (count: number, part: keyof Took): number[] => took.get(count)?.map(one => one[part]) ?? [];
  return [
    ...[...targets].map(([count, target]) =>
      atMost(target, {
        name: `live changes done by ${count} workers, against one`,
        size,
        value: of(count, 'ms'),
        unit: 'ms',
        baseline: median(of(1, 'ms')),
      }),
    ),
    ...[...PROCESSOR_MS].map(([count, baseline]) =>
      atMost(1, {
        name: `processor time of a live change, ${count} workers`,
        size,
        value: of(count, 'processorMs').map(ms => ms / changes),
        unit: 'ms',
        baseline,
      }),
    ),
    atMost(1, {
      name: 'read from the store for them by 4 workers',
      size,
      value: of(4, 'bytesRead'),
      unit: 'bytes',
      baseline: BYTES_READ,
    }),
  ];
}

/** All side by side: mostly they wait. */
async function measureBudget(run: Run, open: Open, changes: number): Promise<Figure[]> {
  run.doing(`${changes} changes at ${RATE_LIMIT} requests a minute`);
  const took = await Promise.all(WORKERS.map(async count => changeWithin(open, count, changes)));
  const size = `${changes} changes`;
  const fewest = changes + READS;
  return took.flatMap(({ ms, requests }, index) => {
    const name = `live changes at ${RATE_LIMIT} requests a minute, ${WORKERS[index]} workers`;
    // The first hundred at once, each further hundred a minute later.
    const baseline = Math.floor(fewest / RATE_LIMIT) * MINUTE_MS + MINUTE_MS / 6;
    return [
      atMost(1, { name: `${name}: time`, size, value: ms, unit: 'ms', baseline }),
      atMost(1.1, { name: `${name}: requests`, size, value: requests, unit: 'requests', baseline: fewest }),
    ];
  });
}

async function changeWithin(open: Open, count: number, changes: number): Promise<Took> {
  const team = await startTeam(open, count, changes);
  try {
    await team.clickUp.control('POST', 'faults', { rateLimit: RATE_LIMIT });
    // They learn of it by a first change, and begin with a minute of which nothing is used.
    await changeAll({ ...team, cardIds: team.cardIds.slice(0, 1) }, 0);
    await wait(MINUTE_MS);
    return await changeAll(team, 2);
  } finally {
    await team.stop();
  }
}

/** So many processes on a Redis of their own, done with as many cards in forming. */
async function startTeam(open: Open, count: number, cards: number): Promise<Team> {
  const [clickUp, store] = [await startClickUp('empty'), await open()];
  const processes: Liaison[] = [];
  const stop = async (): Promise<void> => {
    await Promise.all(processes.map(one => one.stop()));
    await Promise.all([clickUp.stop(), store.remove()]);
  };
  try {
    const cardIds = await createTeams(clickUp, cards, TEAM);
    const options = { clickUp, storeUrl: store.url, playbook: 'bench/playbook.yaml' };
    const first = await startLiaison(options);
    processes.push(first);
    while (processes.length < count)
      processes.push(await startLiaison({ ...options, role: 'worker', publicUrl: first.url }));
    await clickUp.quiet({ forMs: 4_000 });
    return { clickUp, store, cardIds, processes, stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

/** The next person joins every team, which each card's status comment tells; from the first change to the last write. */
async function changeAll(team: Team, round: number): Promise<Took> {
  const { clickUp, cardIds } = team;
  const everybody = teamsOf(clickUp);
  const joiner = everybody[TEAM + Math.floor(round / 2)];
  if (!joiner) throw new Error('There is nobody to join.');
  // They join, and leave again.
  const change = round % 2 === 0 ? { add: [joiner.id], rem: [] } : { add: [], rem: [joiner.id] };
  const before = await usedBy(team);
  await clickUp.forget();
  const { now } = await clickUp.control<{ now: number }>('GET', 'clock');
  await Promise.all(
    cardIds.map((id, index) =>
      clickUp.ask('PUT', `/task/${id}`, { assignees: change }, everybody[index % everybody.length]),
    ),
  );
  let writes = 0;
  for (const endsAt = performance.now() + 5 * MINUTE_MS; writes < cardIds.length; await wait(50)) {
    if (performance.now() > endsAt) throw new Error(`Of ${cardIds.length} changes ${writes} were answered.`);
    ({ writes } = await clickUp.counted());
  }
  await clickUp.quiet();
  const last = (await clickUp.requests()).findLast(({ method }) => method !== 'GET');
  const after = await usedBy(team);
  return {
    ms: (last?.at ?? now) - now,
    requests: (await clickUp.counted()).total,
    processorMs: after.processorMs - before.processorMs,
    bytesRead: after.bytesRead - before.bytesRead,
  };
}

async function usedBy({ processes, store }: Team): Promise<Pick<Took, 'processorMs' | 'bytesRead'>> {
  const usages = await Promise.all(processes.map(one => one.usage()));
  return {
    processorMs: usages.reduce((sum, { processorMs }) => sum + processorMs, 0),
    bytesRead: (await store.read()) ?? 0,
  };
}
