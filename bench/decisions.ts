// How fast Liaison decides, and whether a card on a large board takes longer than one on a small board.
import { loadPlaybook } from '../src/config/playbook-file.ts';
import type { Board, Observation } from '../src/domain/observation.ts';
import { decide } from '../src/domain/plan.ts';
import { boardOf, LOOKED_AT } from './board.ts';
import { atLeast, type Figure, median } from './figure.ts';

const SMALL = 200;
const LARGE = 2_000;
const SMALL_REPEATS = 4;
/** Every second card is decided, on both boards: enough to measure, and half the time. */
const EVERY = 2;
const ROUNDS = 3;

/** Customer results a second on one core, on a board of 2,000 cards against one of 200: at most twice the time each. */
export async function decisions(): Promise<Figure> {
  const { playbook, calendar } = await loadPlaybook('config/playbook.yaml');
  const days = calendar(LOOKED_AT);
  const decideAll = (board: Board): void => {
    for (const [index, card] of board.cards.entries())
      if (index % EVERY === 0) decide(observationOf(board, card), playbook, days);
  };
  const rateOn = (board: Board, repeats: number): number => {
    const startedAt = performance.now();
    for (let repeat = 0; repeat < repeats; repeat++) decideAll(freshly(board));
    return ((board.cards.length / EVERY) * repeats) / ((performance.now() - startedAt) / 1000);
  };
  const [small, large] = [boardOf(SMALL), boardOf(LARGE)];
  rateOn(small, 2);
  const rates: { small: number; large: number }[] = [];
  for (let round = 0; round < ROUNDS; round++)
    rates.push({ small: rateOn(small, SMALL_REPEATS), large: rateOn(large, 1) });
  return atLeast(0.5, {
    name: `decisions, ${LARGE} cards against ${SMALL}`,
    value: median(rates.map(rate => rate.large)),
    unit: 'per second',
    baseline: median(rates.map(rate => rate.small)),
  });
}

/** Another look at the same things: what deciding may remember of a look must not count twice. */
function freshly(board: Board): Board {
  return { ...board, cards: [...board.cards], lists: [...board.lists], items: [...board.items] };
}

function observationOf(board: Board, card: Observation['card']): Observation {
  return {
    at: LOOKED_AT,
    board,
    card,
    comments: [],
    commands: [],
    lastWordAt: null,
    reminders: [],
    hints: [],
    takenListNames: [],
    hearsWebhooks: true,
    supportersBefore: null,
    changedAt: [],
    failingSince: {},
  };
}
