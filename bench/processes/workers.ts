// Whether more processes do more: 200 live changes by 1, 2 and 4 workers on one Redis, as fast as they can and within
// an ordinary plan's 100 requests a minute.
import { setTimeout as wait } from 'node:timers/promises';
import type { Family, Run } from '../family.ts';
import { atMost, type Figure, median } from '../figure.ts';
import { type Liaison, startLiaison } from './liaison.ts';
import { type LocalClickUp, startClickUp } from './local-clickup.ts';
import { openerOf } from './stores.ts';
import { createTeams, teamsOf } from './teams.ts';

const WORKERS = [1, 2, 4];
const CHANGES = [50, 200];
const LIMITED_CHANGES = [100, 200];
const ROUNDS = 3;
const LATENCY_MS = 50;
/** The part of the time of one worker that two and four may take. */
const TARGETS = new Map([
  [2, 0.75],
  [4, 0.5],
]);
const RATE_LIMIT = 100;
const MINUTE_MS = 60_000;
/** For each card its status comment is edited; the cards that changed are read, and members and groups. */
const READS = 3;
const TEAM = 3;

type Team = { clickUp: LocalClickUp; cardIds: string[]; processes: Liaison[]; stop(): Promise<void> };
type Took = { ms: number; requests: number };

export const workers: Family = {
  name: 'workers',
  seconds: 560,
  shortSeconds: null,
  async measure(run) {
    const open = await openerOf('Redis', run);
    if (typeof open === 'string') {
      run.leftOut(`workers: left out, ${open}`);
      return [];
    }
    const figures: Figure[] = [];
    for (const changes of CHANGES) figures.push(...(await measureSpeed(run, changes)));
    for (const changes of LIMITED_CHANGES) figures.push(...(await measureBudget(run, changes)));
    return figures;
  },
};

async function measureSpeed(run: Run, changes: number): Promise<Figure[]> {
  const took = new Map<number, number[]>();
  for (const count of WORKERS) {
    run.doing(`${changes} changes, ${count} workers`);
    const team = await startTeam(run, count, changes);
    try {
      await team.clickUp.control('POST', 'faults', { latencyMs: LATENCY_MS });
      const rounds: number[] = [];
      for (let round = 0; round < ROUNDS; round++) rounds.push((await changeAll(team, round)).ms);
      took.set(count, rounds);
    } finally {
      await team.stop();
    }
  }
  const baseline = median(took.get(1) ?? []);
  return [...TARGETS].map(([count, target]) =>
    atMost(target, {
      name: `live changes done by ${count} workers, against one`,
      size: `${changes} changes`,
      value: took.get(count) ?? [],
      unit: 'ms',
      baseline,
    }),
  );
}

/** All side by side: mostly they wait. */
async function measureBudget(run: Run, changes: number): Promise<Figure[]> {
  run.doing(`${changes} changes at ${RATE_LIMIT} requests a minute`);
  const took = await Promise.all(WORKERS.map(async count => changeWithin(run, count, changes)));
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

async function changeWithin(run: Run, count: number, changes: number): Promise<Took> {
  const team = await startTeam(run, count, changes);
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
async function startTeam(run: Run, count: number, cards: number): Promise<Team> {
  const open = await openerOf('Redis', run);
  if (typeof open === 'string') throw new Error(open);
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
    return { clickUp, cardIds, processes, stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

/** The next person joins every team, which each card's status comment tells; from the first change to the last write. */
async function changeAll({ clickUp, cardIds }: Team, round: number): Promise<Took> {
  const everybody = teamsOf(clickUp);
  const joiner = everybody[TEAM + Math.floor(round / 2)];
  if (!joiner) throw new Error('There is nobody to join.');
  // They join, and leave again.
  const change = round % 2 === 0 ? { add: [joiner.id], rem: [] } : { add: [], rem: [joiner.id] };
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
  return { ms: (last?.at ?? now) - now, requests: (await clickUp.counted()).total };
}
