// What random people do to random cards, as data drawn from the dice: the same actions can be played in another world.
import type { Dice } from '../support/dice.ts';

/** One act. `afterMs` is how long after the former one it happens; the numbers choose among what is there then. */
export type Act = { afterMs: number; kind: Kind; card: number; who: number; more: number; value: number };

const KINDS = {
  createCard: 3,
  deleteCard: 1,
  join: 18,
  leave: 8,
  joinGroup: 1,
  setSupporter: 16,
  addSupporter: 2,
  clearSupporter: 3,
  move: 26,
  setDates: 12,
  clearDate: 2,
  rename: 3,
  itemDue: 5,
  itemJoin: 3,
  itemLeave: 3,
  itemClose: 4,
  itemReopen: 2,
  itemRename: 1,
  itemDelete: 3,
  aboutDelete: 1,
  aboutScribble: 1,
  subtask: 6,
  comment: 4,
  command: 28,
  reply: 2,
  setFunctions: 5,
  setOutcome: 5,
  setPriority: 2,
  finish: 4,
  later: 5,
  ownTask: 2,
  ownList: 1,
  listDelete: 0.5,
  wait: 3,
} as const;
export type Kind = keyof typeof KINDS;

const SECOND_MS = 1_000;
const MINUTE_MS = 60_000;
const DAY_MS = 86_400_000;

/** Draws a story of 3 to 5 cards and 18 to 36 acts, over some days. */
export function drawStory(dice: Dice): Act[] {
  const kinds = Object.entries(KINDS);
  const total = kinds.reduce((sum, [, weight]) => sum + weight, 0);
  const drawKind = (): Kind => {
    let left = dice.random() * total;
    for (const [kind, weight] of kinds) {
      left -= weight;
      if (left < 0) return kind as Kind;
    }
    return 'comment';
  };
  const act = (kind: Kind, afterMs: number): Act => ({
    afterMs,
    kind,
    card: dice.whole(0, 999),
    who: dice.whole(0, 999),
    more: dice.whole(0, 999),
    value: dice.whole(0, 999),
  });
  let longWaits = 0;
  const drawLater = (): number => dice.whole(DAY_MS, 4 * DAY_MS);
  const drawGap = (): number => {
    const luck = dice.random();
    if (luck < 0.45) return dice.whole(0, 2 * SECOND_MS);
    if (luck < 0.85) return dice.whole(2 * SECOND_MS, MINUTE_MS);
    if (luck < 0.97 || longWaits > 0) return dice.whole(MINUTE_MS, 8 * MINUTE_MS);
    longWaits += 1;
    return drawLater();
  };
  const cards = Array.from({ length: dice.whole(3, 5) }, () => act('createCard', dice.whole(0, 500)));
  const acts = Array.from({ length: dice.whole(18, 36) }, () => {
    const kind = drawKind();
    return act(kind, kind === 'later' ? drawLater() : drawGap());
  });
  return [...cards, ...acts];
}
