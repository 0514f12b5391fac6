// Starting and being there: how long until it is ready, what memory it takes at most and at rest, and how long its
// event loop stands still meanwhile; on each store, new and existing, beside the bare engine.
import { once } from 'node:events';
import { setTimeout as wait } from 'node:timers/promises';
import type { Family } from '../family.ts';
import { atMost, type Figure, median } from '../figure.ts';
import { type Liaison, startLiaison } from './liaison.ts';
import { type LocalClickUp, startClickUp } from './local-clickup.ts';
import { forkModule } from './program.ts';
import { type OwnStore, onEachStore } from './stores.ts';
import { canMeasure, usageOf } from './usage.ts';

const ROUNDS = 3;
const BOARDS = [
  { seed: 'demo', size: 'demo board' },
  { seed: 'large:200x1', size: '200 cards', playbook: 'bench/playbook.yaml' },
];
/** So long nothing may happen before memory counts as that of rest. */
const REST_MS = 3_000;
/** Milliseconds from the start of the process. */
const READY_MS = {
  'embedded store': { new: 2_000, existing: 1_500 },
  Redis: { new: 700, existing: 700 },
  PostgreSQL: { new: 700, existing: 700 },
};
const STOP_MS = 200;
/** Megabytes at rest where a server keeps the store, and beyond the bare engine where none does. */
const SERVED_MB = 90;
const BEYOND_ENGINE_MB = 100;

type Board = (typeof BOARDS)[number];
type Seen = { readyMs: number; longestStopMs: number; peak: number; idle: number };
type Bare = { peak: number; idle: number };
type State = 'new' | 'existing';

export const starts: Family = {
  name: 'starts',
  seconds: 400,
  shortSeconds: null,
  async measure(run) {
    if (!canMeasure) {
      run.leftOut('starts: left out, memory can be measured on Linux only');
      return [];
    }
    const figures: Figure[] = [];
    for (const board of BOARDS)
      figures.push(
        ...(await onEachStore(run, `starts, ${board.size}`, async (open, kind) => {
          run.doing(`${board.size}, ${kind}`);
          return measureStore(board, open);
        })),
      );
    return figures;
  },
};

async function measureStore(board: Board, open: () => Promise<OwnStore>): Promise<Figure[]> {
  const seen: Record<State, Seen[]> = { new: [], existing: [] };
  const bare: Bare[] = [];
  let kind: OwnStore['name'] = 'embedded store';
  for (let round = 0; round < ROUNDS; round++) {
    const clickUp = await startClickUp(board.seed);
    const store = await open();
    kind = store.name;
    try {
      seen.new.push(await startOnce(board, clickUp, store));
      seen.existing.push(await startOnce(board, clickUp, store));
      if (store.folder) bare.push(await engineAlone(store.folder));
    } finally {
      await Promise.all([clickUp.stop(), store.remove()]);
    }
  }
  return (['new', 'existing'] as const).flatMap(state =>
    figuresOf({ name: `${kind}, ${state}`, size: board.size, kind, state }, seen[state], bare),
  );
}

async function startOnce(board: Board, clickUp: LocalClickUp, store: OwnStore): Promise<Seen> {
  const liaison: Liaison = await startLiaison({ clickUp, storeUrl: store.url, ...playbookOf(board) });
  try {
    await clickUp.quiet({ forMs: REST_MS });
    const { memory, peakMemory } = await liaison.usage();
    return {
      readyMs: liaison.readyMs,
      longestStopMs: liaison.longestStopMs,
      peak: peakMemory,
      idle: memory,
    };
  } finally {
    await liaison.stop();
  }
}

function playbookOf({ playbook }: Board): { playbook?: string } {
  return playbook === undefined ? {} : { playbook };
}

async function engineAlone(folder: string): Promise<Bare> {
  const child = forkModule('bare-engine', [folder]);
  const [message] = (await once(child, 'message')) as [unknown];
  if (message !== 'open') throw new Error('The bare engine did not open the folder.');
  await wait(REST_MS);
  const { memory, peakMemory } = await usageOf(child.pid ?? 0);
  const ended = once(child, 'exit');
  child.send('close');
  await ended;
  return { peak: peakMemory, idle: memory };
}

function figuresOf(
  of: { name: string; size: string; kind: OwnStore['name']; state: State },
  seen: readonly Seen[],
  bare: readonly Bare[],
): Figure[] {
  const { name, size, kind, state } = of;
  const figure = (what: string, value: number[], unit: string, baseline: number) =>
    atMost(1, { name: `${what}, ${name}`, size, value, unit, baseline });
  const isServed = bare.length === 0;
  const allowed = (part: keyof Bare) =>
    isServed ? SERVED_MB : median(bare.map(one => one[part])) + BEYOND_ENGINE_MB;
  const unit = isServed ? 'MB' : `MB, against the bare engine and ${BEYOND_ENGINE_MB} MB`;
  const figures = [
    figure(
      'start to ready',
      seen.map(({ readyMs }) => readyMs),
      'ms',
      READY_MS[kind][state],
    ),
    figure(
      'longest stop while starting',
      seen.map(({ longestStopMs }) => longestStopMs),
      'ms',
      STOP_MS,
    ),
    figure(
      'memory at rest',
      seen.map(({ idle }) => idle),
      unit,
      allowed('idle'),
    ),
  ];
  // Nobody has promised a peak where a server keeps the store; what is there at rest is a part of it.
  const most = isServed ? 2 * SERVED_MB : allowed('peak');
  return [
    ...figures,
    figure(
      'peak of memory',
      seen.map(({ peak }) => peak),
      unit,
      most,
    ),
  ];
}
