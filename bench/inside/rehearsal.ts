// How fast a rehearsal plays: a hundred customer results from forming to done, with what their people do, over 16 weeks.
import { loadPlaybook } from '../../src/config/playbook-file.ts';
import type { Board, Card } from '../../src/domain/observation.ts';
import { addDays } from '../../src/domain/schedule/calendar.ts';
import { rehearse } from '../../src/rehearsal/rehearse.ts';
import type { Act, ScriptEvent } from '../../src/rehearsal/scripted-people.ts';
import type { Family } from '../family.ts';
import { atLeast, type Figure } from '../figure.ts';
import { boardOf, NOW } from './board.ts';

const CARDS = 100;
const WEEKS = 16;
const LENGTH_WEEKS = 8;
const DAY_MS = 86_400_000;
const ROUNDS = 3;
/** Our promise: sixteen weeks of a hundred customer results within seconds, here between five and six. */
const PROMISED = 2_000;

/**
 * Card-days for each second of processor time: a card-day is a card looked at on one day, and whatever else happens to
 * it then.
 */
export const rehearsal: Family = {
  name: 'rehearsal',
  seconds: 20,
  shortSeconds: null,
  measure: async () => [await measure()],
};

async function measure(): Promise<Figure> {
  const { playbook, calendar } = await loadPlaybook('config/playbook.yaml');
  const rates: number[] = [];
  for (let round = 0; round < ROUNDS; round++) {
    const board = formingBoard();
    const script = board.cards.flatMap(lifeOf);
    const before = process.cpuUsage();
    const { leftOut } = rehearse({
      board,
      said: new Map(),
      leftAlone: new Set(),
      playbook,
      calendar,
      from: NOW,
      weeks: WEEKS,
      script,
    });
    const { user, system } = process.cpuUsage(before);
    rates.push((CARDS * WEEKS * 7) / ((user + system) / 1_000_000));
    if (leftOut > 0) throw new Error(`${leftOut} of ${script.length} acts were not played.`);
  }
  return atLeast(1, {
    name: `rehearsal of ${CARDS} cards over ${WEEKS} weeks`,
    value: rates,
    unit: 'card-days per second',
    baseline: PROMISED,
  });
}

/** Cards whose teams form, each to start on another day of the first four weeks. */
function formingBoard(): Board {
  const board = boardOf(CARDS);
  const cards = board.cards.map((card, index): Card => {
    const startOn = dayAfter(7 + (index % 28));
    return { ...card, status: 'forming', startOn, dueOn: addDays(startOn, LENGTH_WEEKS * 7) };
  });
  return { ...board, cards, lists: [], items: [] };
}

/** Starts, does its milestones, moves its end by a week, is evaluated and done. */
function lifeOf(card: Card, index: number): ScriptEvent[] {
  const [by] = card.assignees;
  if (!by) throw new Error('A card has nobody.');
  const begin = NOW + (7 + (index % 28)) * DAY_MS;
  const after = (days: number, ...acts: Act[]): ScriptEvent[] =>
    acts.map(act => ({ at: begin + days * DAY_MS, cardId: card.id, by, act }));
  const close = (template: string): Act => ({ kind: 'close', template });
  return [
    ...after(0, { kind: 'move', status: 'in progress' }),
    ...after(2, close('kick-off')),
    ...after(10, close('make-the-plan'), close('present-the-plan')),
    ...after(20, { kind: 'dates', dueOn: dayAfter(7 + (index % 28) + LENGTH_WEEKS * 7 + 7) }),
    ...after(33, close('plan-the-evaluation')),
    ...after(56, { kind: 'move', status: 'evaluation' }),
    ...after(60, ...['Anna', 'Bert', 'Cleo'].map((name): Act => ({ kind: 'feedback', name }))),
    ...after(70, { kind: 'outcome', outcome: 'reached' }, close('share-the-outcome')),
    ...after(72, { kind: 'move', status: 'done' }),
  ];
}

function dayAfter(days: number): string {
  return addDays(new Date(NOW).toISOString().slice(0, 10), days);
}
