// How fast Liaison decides with every rule there is, and whether a card on a large board takes longer than one on a
// small board.
import type { Observation } from '../../src/domain/observation.ts';
import { decide } from '../../src/domain/plan.ts';
import type { Playbook } from '../../src/domain/playbook/playbook.ts';
import type { Calendar } from '../../src/domain/schedule/calendar.ts';
import type { Family } from '../family.ts';
import { atLeast, type Figure, median } from '../figure.ts';
import { NOW } from './board.ts';
import { everyRule } from './every-rule.ts';
import { ordinaryDay } from './ordinary-day.ts';

const SMALL = 200;
const LARGE = 2_000;
const WHOLE = 10_000;
const SMALL_REPEATS = 10;
const ROUNDS = 7;
/** Deciding should take less than a second for the whole board. */
const WHOLE_PER_SECOND = 10_000;

/** Cards a second on one core: on a board of 2,000 against one of 200, and on one of 10,000 against 10,000. */
export const decisions: Family = { name: 'decisions', seconds: 180, shortSeconds: null, measure };

async function measure(): Promise<Figure[]> {
  const loaded = await everyRule();
  const calendar = loaded.calendar(NOW);
  const { playbook } = loaded;
  const rateOn = (day: readonly Observation[], repeats = 1) => rateOf(day, repeats, playbook, calendar);
  const [small, large] = [SMALL, LARGE].map(count => ordinaryDay(count, playbook, calendar));
  const rates: { small: number; large: number }[] = [];
  for (let round = 0; round < ROUNDS; round++)
    rates.push({ small: rateOn(small ?? [], SMALL_REPEATS), large: rateOn(large ?? []) });
  const whole = ordinaryDay(WHOLE, playbook, calendar);
  const wholeRates = Array.from({ length: ROUNDS }, () => rateOn(whole));
  return [
    atLeast(0.5, {
      name: 'decisions, against those on 200 cards',
      size: `${LARGE.toLocaleString('en')} cards`,
      value: rates.map(rate => rate.large),
      unit: 'per second',
      baseline: median(rates.map(rate => rate.small)),
    }),
    atLeast(1, {
      name: 'decisions, with every rule',
      size: `${WHOLE.toLocaleString('en')} cards`,
      value: wholeRates,
      unit: 'per second',
      baseline: WHOLE_PER_SECOND,
    }),
  ];
}

/** Plans for each second of processor time, whatever else the machine does meanwhile. */
function rateOf(
  day: readonly Observation[],
  repeats: number,
  playbook: Playbook,
  calendar: Calendar,
): number {
  const looks = Array.from({ length: repeats }, () => freshly(day));
  const before = process.cpuUsage();
  for (const look of looks) for (const observation of look) decide(observation, playbook, calendar);
  const { user, system } = process.cpuUsage(before);
  return (day.length * repeats) / ((user + system) / 1_000_000);
}

/** Another look at the same things: what deciding may remember of a look must not count twice. */
function freshly(day: readonly Observation[]): Observation[] {
  const board = day[0]?.board;
  if (!board) return [];
  const { cards, lists, items, people, groups } = board;
  const again = {
    cards: [...cards],
    lists: [...lists],
    items: [...items],
    people: [...people],
    groups: [...groups],
  };
  return day.map(observation => ({ ...observation, board: again }));
}
