// How long a forbidden change stands, by the clock on the wall: from its delivery to the update that undoes it.
import { setTimeout as wait } from 'node:timers/promises';
import type { Family, Run } from '../family.ts';
import { atMost, type Figure } from '../figure.ts';
import { startLiaison } from './liaison.ts';
import { type LocalClickUp, type Person, startClickUp } from './local-clickup.ts';
import { type OwnStore, onEachStore } from './stores.ts';
import { createTeams, teamsOf } from './teams.ts';

const BOARDS = [20, 200];
const LATENCIES_MS = [0, 50, 200];
/** Each card is used once for each latency: a rule may undo changes of one card three times a day. */
const ROUNDS = 5;
const MAX_TEAM = 5;
const DEBOUNCE_MS = 300;
const ROUND_TRIPS = 3;
/** What the program, the store and the network may take of it: the other figure of this name has none of them. */
const TARGET = 1.05;
const LIMIT_MS = 60_000;

export const undone: Family = {
  name: 'undone',
  seconds: 450,
  shortSeconds: null,
  measure: run =>
    onEachStore(run, 'undone', async open => {
      const figures: Figure[] = [];
      for (const cards of BOARDS) figures.push(...(await measureBoard(run, cards, await open())));
      return figures;
    }),
};

async function measureBoard(run: Run, cards: number, store: OwnStore): Promise<Figure[]> {
  run.doing(`${cards} cards, ${store.name}`);
  const clickUp = await startClickUp(`large:${cards}x1`);
  try {
    const full = await createTeams(clickUp, ROUNDS, MAX_TEAM);
    const liaison = await startLiaison({ clickUp, storeUrl: store.url, playbook: 'bench/playbook.yaml' });
    try {
      await clickUp.quiet({ forMs: 4_000 });
      const tookMs = await measureUndos(clickUp, full);
      return LATENCIES_MS.map(latencyMs =>
        atMost(TARGET, {
          name: `delivery to enforcing write, ${latencyMs} ms a request, ${store.name}`,
          size: `${cards} cards`,
          value: tookMs.get(latencyMs) ?? [],
          unit: 'ms',
          baseline: DEBOUNCE_MS + ROUND_TRIPS * latencyMs,
        }),
      );
    } finally {
      await liaison.stop();
    }
  } finally {
    await Promise.all([clickUp.stop(), store.remove()]);
  }
}

async function measureUndos(clickUp: LocalClickUp, cardIds: string[]): Promise<Map<number, number[]>> {
  const joiner = teamsOf(clickUp).at(-1);
  if (!joiner) throw new Error('There is nobody to join a team.');
  const tookMs = new Map<number, number[]>(LATENCIES_MS.map(latencyMs => [latencyMs, []]));
  for (const cardId of cardIds)
    for (const latencyMs of LATENCIES_MS) {
      await clickUp.control('POST', 'faults', { latencyMs });
      tookMs.get(latencyMs)?.push(await timeOfUndo(clickUp, cardId, joiner));
      await clickUp.quiet({ forMs: 1_000 });
    }
  return tookMs;
}

async function timeOfUndo(clickUp: LocalClickUp, cardId: string, joiner: Person): Promise<number> {
  const { now } = await clickUp.control<{ now: number }>('GET', 'clock');
  await clickUp.ask('PUT', `/task/${cardId}`, { assignees: { add: [joiner.id], rem: [] } }, joiner);
  for (const endsAt = performance.now() + LIMIT_MS; performance.now() < endsAt; await wait(50)) {
    const undo = (await clickUp.requests()).find(
      ({ at, method, path }) => method === 'PUT' && path.endsWith(`/task/${cardId}`) && at >= now,
    );
    if (!undo) continue;
    const told = (await clickUp.delivered()).find(({ at, resource }) => resource === cardId && at >= now);
    if (!told) throw new Error('The change was undone before it was told.');
    return undo.at - told.at;
  }
  throw new Error('The change was not undone within a minute.');
}
