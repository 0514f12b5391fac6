// What one changed card and one changed work item cost, and how long deliveries wait during a sweep, on boards of
// growing size: what does not touch the other cards should not cost more where there are more of them.
import type { Family, Run } from '../family.ts';
import { atMost, type Figure, quantile } from '../figure.ts';
import { CHANGES, type Change, type Cost, costOf } from './changes.ts';
import { startLiaison } from './liaison.ts';
import { startClickUp } from './local-clickup.ts';
import { type OwnStore, openerOf } from './stores.ts';
import { waitsDuringSweep } from './sweeping.ts';
import { canMeasure } from './usage.ts';

const BOARDS = [200, 1_000, 3_000];
const SHORT_BOARDS = [20, 60];
const KINDS = ['embedded store', 'Redis'] as const;
/** In each team list, beside what Liaison makes. */
const ITEMS = 20;
const SHORT_ITEMS = 1;
/** Bytes that Liaison may note for one change, beside what its queues take, whatever the board's size. */
const NOTED = 20_000;
/** A card or item on the larger board may cost half as much again. */
const TARGET = 1.5;
/** Milliseconds that the slowest hundredth of deliveries may wait. */
const WAIT_MS = 50;

type Seen = { size: string; costs: Record<Change, Cost>; waits: number[] };

export const growth: Family = {
  name: 'growth',
  seconds: 900,
  shortSeconds: 25,
  async measure(run) {
    if (!canMeasure) {
      run.leftOut('growth: left out, processes can be measured on Linux only');
      return [];
    }
    const figures: Figure[] = [];
    for (const kind of run.isShort ? KINDS.slice(0, 1) : KINDS) {
      const open = await openerOf(kind, run);
      if (typeof open === 'string') run.leftOut(`growth, ${kind}: left out, ${open}`);
      else figures.push(...(await measureStore(run, kind, open)));
    }
    return figures;
  },
};

async function measureStore(
  run: Run,
  kind: OwnStore['name'],
  open: () => Promise<OwnStore>,
): Promise<Figure[]> {
  const seen: Seen[] = [];
  for (const cards of run.isShort ? SHORT_BOARDS : BOARDS) {
    run.doing(`${cards.toLocaleString('en')} cards, ${kind}: a first mirror, then changes`);
    const store = await open();
    try {
      seen.push(await measureBoard(run, cards, store));
    } finally {
      await store.remove();
    }
  }
  return figuresOf(run, kind, seen);
}

async function measureBoard({ isShort }: Run, cards: number, store: OwnStore): Promise<Seen> {
  const size = `${cards.toLocaleString('en')} cards`;
  const clickUp = await startClickUp(`large:${cards}x${isShort ? SHORT_ITEMS : ITEMS}`);
  try {
    const liaison = await startLiaison({ clickUp, storeUrl: store.url, playbook: 'bench/playbook.yaml' });
    try {
      await clickUp.quiet({ forMs: isShort ? 2_500 : 5_000, limitMs: 1_200_000 });
      const costs = await costOf({ clickUp, liaison, store, isShort });
      const waits = isShort ? [] : await waitsDuringSweep(clickUp, liaison);
      return { size, costs, waits };
    } finally {
      await liaison.stop();
    }
  } finally {
    await clickUp.stop();
  }
}

function figuresOf(run: Run, kind: OwnStore['name'], seen: readonly Seen[]): Figure[] {
  const { isShort } = run;
  const [smallest] = seen;
  if (!smallest) return [];
  const ofChanges = CHANGES.flatMap(change => {
    const name = (what: string) => `${what} for one changed ${change}, ${kind}`;
    /** What can't be told from what the process takes at rest holds nothing. */
    const told = (what: string, part: keyof Cost): Seen[] =>
      seen.filter(({ size, costs }) => {
        if (costs[change][part] > 0) return true;
        run.leftOut(`${name(what)}, ${size}: left out, no more than at rest`);
        return false;
      });
    const grown = (what: string, unit: string, part: 'written' | 'processorMs') => {
      const [first, ...others] = told(what, part);
      if (first !== smallest) return [];
      return others.map(({ size, costs }) =>
        atMost(TARGET, {
          name: name(what),
          size,
          value: costs[change][part],
          unit: `${unit}, against ${first.size}`,
          baseline: first.costs[change][part],
        }),
      );
    };
    const bounded = ({ size, costs }: Seen, what: string, part: 'reconciles' | 'noted', baseline: number) => {
      const unit = part === 'noted' ? 'bytes' : part;
      return atMost(1, { name: name(what), size, value: costs[change][part], unit, baseline });
    };
    const inMemory = kind === 'Redis' ? told('bytes noted', 'noted') : [];
    const noted = inMemory.map(one => bounded(one, 'bytes noted', 'noted', NOTED));
    const timed = isShort ? [] : grown('processor time', 'ms', 'processorMs');
    const counted = seen.map(one => bounded(one, 'reconciles', 'reconciles', 1));
    return [...counted, ...grown('bytes written', 'bytes', 'written'), ...noted, ...timed];
  });
  const ofWaits = seen
    .filter(({ waits }) => waits.length > 0)
    .map(({ size, waits }) =>
      atMost(1, {
        name: `slowest hundredth of deliveries during a sweep, ${kind}`,
        size,
        value: quantile(waits, 0.99),
        unit: 'ms',
        baseline: WAIT_MS,
      }),
    );
  return [...ofChanges, ...ofWaits];
}
