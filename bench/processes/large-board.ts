// A board as large as ClickUp bears: the first sweep, what is left of it at rest, a sweep where nothing changed, and a new
// start. Each thing of a larger board may cost what it costs on a smaller one.
import type { Family, Run } from '../family.ts';
import { atMost, type Figure } from '../figure.ts';
import { type Liaison, startLiaison } from './liaison.ts';
import { type LocalClickUp, startClickUp } from './local-clickup.ts';
import { type OwnStore, redisFor } from './stores.ts';
import { sweepOf } from './sweeping.ts';
import { canMeasure } from './usage.ts';

const BOARDS = [1_000, 10_000];
const ITEMS = 10;
/** What Liaison makes in each list: two work items and the about item. */
const MADE = 3;
const PAGE = 100;
const REST_MS = 10_000;
const FIRST_MIRROR_MS = 3_600_000;
/** A thing on a board ten times as large may cost half as much again. */
const TARGET = 1.5;
/** Beside the pages: places, people, groups, fields, webhooks, lists. */
const OTHER_READS = 30;

/** For the whole board, in milliseconds of the clock or of processors, megabytes and requests. */
type Seen = {
  cards: number;
  readyMs: number;
  sweepMs: number;
  sweepProcessorMs: number;
  memory: number;
  idleSweepReads: number;
  idleSweepMs: number;
  restartMs: number;
};

export const largeBoard: Family = {
  name: 'large-board',
  seconds: 800,
  shortSeconds: null,
  async measure(run) {
    if (!canMeasure) {
      run.leftOut('large-board: left out, processes can be measured on Linux only');
      return [];
    }
    const open = await redisFor('large-board', run);
    if (!open) return [];
    const seen: Seen[] = [];
    for (const cards of BOARDS) {
      const store = await open();
      const clickUp = await startClickUp(`large:${cards}x${ITEMS}`);
      try {
        seen.push(await measureBoard(run, { cards, store, clickUp }));
      } finally {
        await clickUp.stop();
        await store.remove();
      }
    }
    return figuresOf(seen);
  },
};

type Board = { cards: number; store: OwnStore; clickUp: LocalClickUp };

async function measureBoard(run: Run, { cards, store, clickUp }: Board): Promise<Seen> {
  const start = () => startLiaison({ clickUp, storeUrl: store.url, playbook: 'bench/playbook.yaml' });
  const size = `${cards.toLocaleString('en')} cards × ${ITEMS}`;
  run.doing(`${size}: a first sweep`);
  const startedAt = performance.now();
  const first = await start();
  const { readyMs } = first;
  await clickUp.quiet({ forMs: REST_MS, limitMs: FIRST_MIRROR_MS });
  const sweepMs = performance.now() - startedAt - REST_MS;
  const { processorMs: sweepProcessorMs, memory } = await first.usage();
  // The board knows Liaison and the store does not: what was said just before such a loss is read once more.
  await sweepOf(first);
  run.doing(`${size}: a sweep where nothing has changed`);
  const idle = await sweepAgain(clickUp, first);
  await first.stop();
  run.doing(`${size}: a new start`);
  const second = await start();
  const restartMs = second.readyMs;
  await clickUp.quiet({ forMs: REST_MS, limitMs: FIRST_MIRROR_MS });
  await second.stop();
  return { cards, readyMs, sweepMs, sweepProcessorMs, memory, restartMs, ...idle };
}

async function sweepAgain(
  clickUp: LocalClickUp,
  liaison: Liaison,
): Promise<Pick<Seen, 'idleSweepReads' | 'idleSweepMs'>> {
  await clickUp.forget();
  const startedAt = performance.now();
  await sweepOf(liaison);
  const idleSweepMs = performance.now() - startedAt;
  const { reads, writes } = await clickUp.counted();
  if (writes > 0) throw new Error(`A sweep where nothing has changed made ${writes} writes.`);
  return { idleSweepReads: reads, idleSweepMs };
}

function figuresOf(seen: readonly Seen[]): Figure[] {
  const [small, ...larger] = seen;
  if (!small) return [];
  const sizeOf = ({ cards }: Seen) => `${cards.toLocaleString('en')} cards × ${ITEMS} work items`;
  const perCard = (name: string, unit: string, part: Exclude<keyof Seen, 'cards'>): Figure[] =>
    larger.map(one =>
      atMost(TARGET, {
        name: `${name}, for each card`,
        size: sizeOf(one),
        value: one[part] / one.cards,
        unit,
        baseline: small[part] / small.cards,
      }),
    );
  const pages = ({ cards }: Seen) =>
    Math.ceil(cards / PAGE) + Math.ceil((cards * (ITEMS + MADE)) / PAGE) + OTHER_READS;
  return [
    ...perCard('start to ready', 'ms', 'readyMs'),
    ...perCard('first sweep', 'ms', 'sweepMs'),
    ...perCard('processor time of the first sweep', 'ms', 'sweepProcessorMs'),
    ...perCard('memory after it', 'MB', 'memory'),
    ...perCard('sweep where nothing has changed', 'ms', 'idleSweepMs'),
    ...perCard('a new start with an existing store', 'ms', 'restartMs'),
    ...seen.map(one =>
      atMost(1.05, {
        name: 'reads of a sweep where nothing has changed',
        size: sizeOf(one),
        value: one.idleSweepReads,
        unit: 'requests',
        baseline: pages(one),
      }),
    ),
  ];
}
