// What the people of a virtual year do of their own accord: they join, start, do what is theirs when it is due, answer,
// pause, leave a team, gather feedback and come to an end. Somebody who is away does nothing.
import { phaseOf } from '../../../src/domain/customer-result.ts';
import type { Day, Instant } from '../../../src/domain/day.ts';
import type { Board, Card, Person, WorkItem } from '../../../src/domain/observation.ts';
import type { Presence } from '../../../src/domain/people/absence.ts';
import type { Phase } from '../../../src/domain/phase.ts';
import type { Playbook } from '../../../src/domain/playbook/playbook.ts';
import { addDays } from '../../../src/domain/schedule/calendar.ts';
import type { Act, ScriptEvent } from '../../../src/rehearsal/scripted-people.ts';
import type { Dice } from '../../support/dice.ts';
import { MEMBERS, PEOPLE, SUPPORTERS } from './year-company.ts';

/** So many cards form at once, and so many teams has one person. */
const FORMING = 3;
const TEAMS = 2;
const SIZE = 3;
const SUPPORTED = 4;

type Morning = {
  at: Instant;
  day: Day;
  board: Board;
  playbook: Playbook;
  presence: Presence;
  /** What people were asked and nobody answered yet, by the card's id. */
  questions: ReadonlyMap<string, readonly Question[]>;
  /** The same chance for the same day and card, whatever happened before. */
  dice: Dice;
};

/** Somebody was asked about a rule. */
export type Question = { rule: string; person: string };

/** What everybody does on one morning; each sees what those before did only on the next. */
export function actsOf(morning: Morning): ScriptEvent[] {
  const { board, playbook, at } = morning;
  const events: ScriptEvent[] = [];
  const loads = loadsOn(board, playbook);
  let forming = board.cards.filter(({ status }) => status === 'forming').length;
  for (const card of board.cards) {
    const does = (by: Person | undefined, act: Act): void => {
      if (by && isThere(morning, by)) events.push({ at, cardId: card.id, by, act });
    };
    const phase = phaseOf(card.status, playbook.phases);
    if (phase === 'candidate' && forming < FORMING) {
      forming += 1;
      does(
        SUPPORTERS.find(one => isThere(morning, one)),
        { kind: 'move', status: 'forming' },
      );
    }
    if (phase === 'forming') form(card, morning, loads, does);
    if (phase === 'running' || phase === 'evaluating') work(card, phase, morning, does);
    if (phase === 'paused' && morning.dice.part(`${card.id} ${morning.day}`).chance(0.1))
      does(anybodyOf(card, morning), { kind: 'move', status: card.startOn ? 'in progress' : 'forming' });
  }
  return events;
}

type Does = (by: Person | undefined, act: Act) => void;

function form(card: Card, morning: Morning, loads: ReturnType<typeof loadsOn>, does: Does): void {
  const { assignees, supporters } = card;
  const isComplete = assignees.length >= SIZE && supporters.length > 0;
  if (isComplete) {
    const weeks = morning.dice.part(card.id).whole(4, 7);
    const starter = anybodyOf(card, morning);
    does(starter, { kind: 'dates', startOn: morning.day, dueOn: addDays(morning.day, weeks * 7) });
    does(starter, { kind: 'move', status: 'in progress' });
    return;
  }
  if (supporters.length === 0) {
    const free = SUPPORTERS.find(one => isThere(morning, one) && loads.supporting(one) < SUPPORTED);
    if (free) does(free, { kind: 'supporter', people: [loads.support(free)] });
  }
  const functions = [MEMBERS.slice(0, 5), MEMBERS.slice(5)];
  const missing = functions.find(group => !group.some(({ id }) => assignees.some(one => one.id === id)));
  const next = inSomeOrder(missing ?? MEMBERS, morning.dice.part(`${card.id} ${morning.day} joins`)).find(
    one => isThere(morning, one) && loads.teams(one) < TEAMS && !assignees.some(({ id }) => id === one.id),
  );
  if (next) does(next, { kind: 'join', person: loads.join(next) });
}

function work(card: Card, phase: Phase, morning: Morning, does: Does): void {
  const { day, board, dice } = morning;
  const list = board.lists.find(({ cardId }) => cardId === card.id);
  const items = board.items.filter(({ listId, isAbout }) => listId === list?.id && !isAbout);
  for (const item of items) {
    if (item.template === null || item.isClosed || item.dueOn === null || item.dueOn > day) continue;
    does(doerOf(item, morning), { kind: 'close', template: item.template });
  }
  const chance = dice.part(`${card.id} ${day}`);
  answer(card, morning, chance, does);
  if (phase === 'running') {
    if (chance.chance(0.02)) return does(anybodyOf(card, morning), { kind: 'move', status: 'on hold' });
    if (chance.chance(0.02) && card.assignees.length > 2) {
      const leaver = chance.pick(card.assignees);
      return does(leaver, { kind: 'leave', person: leaver });
    }
    if (card.dueOn !== null && card.dueOn <= day)
      does(anybodyOf(card, morning), { kind: 'move', status: 'evaluation' });
    return;
  }
  evaluate(card, items, morning, does);
}

/** Most of those who were asked do something about it within a few days. */
function answer(card: Card, { questions, day }: Morning, chance: Dice, does: Does): void {
  for (const { rule, person } of questions.get(card.id) ?? []) {
    if (!chance.chance(0.4)) continue;
    const asked = PEOPLE.find(({ name }) => name === person);
    if (rule === 'pause' || rule === 'timebox') does(asked, { kind: 'dates', dueOn: addDays(day, 21) });
    if (rule === 'plan-presented') does(asked, { kind: 'close', template: 'present-the-plan' });
    if (rule === 'stale') does(asked, { kind: 'comment', text: 'We are at it.' });
  }
}

function evaluate(card: Card, items: readonly WorkItem[], morning: Morning, does: Does): void {
  const collecting = items.find(({ template }) => template === 'collect-feedback');
  const pieces = items.filter(({ parentId }) => collecting && parentId === collecting.id).length;
  const { day, dice } = morning;
  if (pieces < 3) {
    if (dice.part(`${card.id} ${day} feedback`).chance(0.4))
      does(anybodyOf(card, morning), { kind: 'feedback', name: `Customer ${pieces + 1}` });
    return;
  }
  const shared = items.find(({ template }) => template === 'share-the-outcome');
  if (card.outcome === null) return does(anybodyOf(card, morning), { kind: 'outcome', outcome: 'Achieved' });
  if (shared?.isClosed) does(anybodyOf(card, morning), { kind: 'move', status: 'done' });
}

function doerOf({ assignees }: WorkItem, morning: Morning): Person | undefined {
  return PEOPLE.find(one => assignees.includes(one.id) && isThere(morning, one));
}

function anybodyOf({ assignees, supporters }: Card, morning: Morning): Person | undefined {
  return [...assignees, ...supporters].find(one => isThere(morning, one));
}

function isThere({ presence, day }: Morning, { id }: Person): boolean {
  return presence.isThere(id, day);
}

/** How much everybody has, counting what they take on this very morning. */
function loadsOn({ cards }: Board, { phases }: Playbook) {
  const isTaken = ({ status }: Card): boolean =>
    ['forming', 'running', 'evaluating', 'paused'].includes(phaseOf(status, phases) ?? '');
  const taken = cards.filter(isTaken);
  const teams = countBy(taken.flatMap(({ assignees }) => assignees));
  const supporting = countBy(taken.flatMap(({ supporters }) => supporters));
  const oneMore = (counts: Map<number, number>, person: Person): Person => {
    counts.set(person.id, (counts.get(person.id) ?? 0) + 1);
    return person;
  };
  return {
    teams: ({ id }: Person) => teams.get(id) ?? 0,
    supporting: ({ id }: Person) => supporting.get(id) ?? 0,
    join: (person: Person) => oneMore(teams, person),
    support: (person: Person) => oneMore(supporting, person),
  };
}

function countBy(people: readonly Person[]): Map<number, number> {
  const counts = new Map<number, number>();
  for (const { id } of people) counts.set(id, (counts.get(id) ?? 0) + 1);
  return counts;
}

function inSomeOrder<T>(all: readonly T[], dice: Dice): T[] {
  return all
    .map(one => ({ one, at: dice.random() }))
    .sort((a, b) => a.at - b.at)
    .map(({ one }) => one);
}
