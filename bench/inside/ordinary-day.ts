// The board of a company of any size on an ordinary day, as a sweep finds it: what Liaison makes and says is there,
// people have worked with it, a few cards fail a rule, and nothing is left to do.

import { arrayOf } from '../../src/base/chunked-array.ts';
import type {
  Board,
  Card,
  Command,
  Group,
  Observation,
  Person,
  WorkItem,
} from '../../src/domain/observation.ts';
import type { Phase } from '../../src/domain/phase.ts';
import type { Playbook } from '../../src/domain/playbook/playbook.ts';
import { addDays, type Calendar, dayOf, noonOf } from '../../src/domain/schedule/calendar.ts';
import { settle } from '../../tests/support/settle-in-memory.ts';
import { NOW, observationOf } from './board.ts';

const DAY_MS = 86_400_000;
/** Cards take turns in these phases: two thirds are at work. */
const PHASES: Phase[] = ['running', 'forming', 'running', 'evaluating', 'running', 'done'];
PHASES.push('running', 'candidate', 'running', 'evaluating', 'running', 'done');
const TEAM_SIZE = 4;
/** Cards that share a member or a supporter. */
const SHARED_BY = 3;
const OWN_ITEMS = 3;

type Company = {
  playbook: Playbook /** Makes lists and tasks, and looks at no rules. */;
  withoutRules: Playbook;
  calendar: Calendar;
} & Pick<Board, 'people' | 'groups'> & {
    members: Person[];
    supporters: Person[];
  };
type Worked = { card: Card } & Pick<Board, 'lists' | 'items'>;

/** What deciding about each of `count` cards sees, all on one board. */
export function ordinaryDay(count: number, playbook: Playbook, calendar: Calendar): Observation[] {
  const withoutRules = { ...playbook, rules: {} };
  const company = { playbook, withoutRules, calendar, ...staffFor(count, playbook) };
  const worked = Array.from({ length: count }, (_, number) => workedOn(number, company));
  const board: Board = {
    cards: worked.map(({ card }) => card),
    lists: worked.flatMap(({ lists }) => lists),
    // As ClickUp is asked for them.
    items: worked
      .flatMap(({ items }) => arrayOf(items))
      .sort((one, other) => one.createdAt - other.createdAt),
    people: company.people,
    groups: company.groups,
  };
  const settled = board.cards.map((card, number) => {
    const seen = { ...observationOf(board, card), commands: commandsOn(card, number) };
    return settle(seen, playbook, calendar).after;
  });
  // What was done about one card is there for all.
  const atRest = withDone(board, settled);
  return settled.map(after => ({ ...after, board: atRest }));
}

/** The board with every list as it is after its own card was settled; of work items nothing is left to do before. */
function withDone(board: Board, settled: readonly Observation[]): Board {
  const lists = [...board.lists];
  for (const { board: after } of settled) {
    if (after.lists === board.lists) continue;
    for (const [place, list] of after.lists.entries()) if (list !== board.lists[place]) lists[place] = list;
  }
  return { ...board, lists };
}

/** As many people as the cards need: a larger board does not mean more work for each of them. */
function staffFor(
  count: number,
  { people: named }: Playbook,
): Omit<Company, 'playbook' | 'withoutRules' | 'calendar'> {
  const memberCount = Math.ceil((count * TEAM_SIZE) / SHARED_BY);
  const people = Array.from({ length: memberCount + Math.ceil(count / SHARED_BY) }, (_, index) => ({
    id: 1_000 + index,
    name: `Person ${index}`,
    email: `person${index}@example.com`,
  }));
  const members = people.slice(0, memberCount);
  const supporters = people.slice(memberCount);
  const groupsOf = (names: readonly string[], all: readonly Person[]): Group[] =>
    names.map((name, nth) => ({
      id: `g-${name}`,
      name,
      members: all.filter((_, index) => index % names.length === nth).map(({ id }) => id),
    }));
  const groups = [
    ...groupsOf([named.supporters], supporters),
    ...groupsOf(Object.values(named.functions), members),
    ...groupsOf(Object.values(named.flocks), people),
  ];
  return { people, groups, members, supporters };
}

/** A card with its list: made at the start, gone on with since, worked with by people. */
function workedOn(number: number, company: Company): Worked {
  const { playbook, withoutRules, calendar } = company;
  const phase = phaseOf(number);
  const card = cardOf(number, phase, company);
  if (phase === 'candidate' || phase === 'forming') return { card, lists: [], items: [] };
  // Rules are looked at on the whole board, later.
  const people = [...card.assignees, ...card.supporters];
  const decideOn = (seen: Card, at: number, { lists, items }: Pick<Board, 'lists' | 'items'>) =>
    settle(
      { ...observationOf({ cards: [seen], lists, items, people, groups: [] }, seen), at },
      withoutRules,
      calendar,
    ).after.board;
  const starting = { ...card, status: statusOf('running', playbook) };
  const evaluating = { ...card, status: statusOf('evaluating', playbook) };
  const startedAt = noonOf(card.startOn ?? '', calendar.zone);
  const started = decideOn(starting, startedAt, { lists: [], items: [] });
  const { lists, items } = decideOn(phase === 'running' ? starting : evaluating, NOW, started);
  const listId = `90${number}`;
  const managed = items.map(item => workedWith(item, phase, calendar));
  // At rest already here, so that on the whole board only words are added: each task there would copy all of its tasks.
  const rest = decideOn(card, NOW, { lists, items: [...managed, ...ownItems(number, managed, company)] });
  const idOf = new Map([...rest.items].map(({ id }, index) => [id, `86i${number}x${index}`]));
  return {
    card,
    lists: rest.lists.map(list => ({ ...list, id: listId })),
    items: rest.items.map(item => ({
      ...item,
      id: idOf.get(item.id) ?? item.id,
      parentId: item.parentId === null ? null : (idOf.get(item.parentId) ?? null),
      listId,
    })),
  };
}

/** People close what was due, and everything before the end. */
function workedWith(item: WorkItem, phase: Phase, { zone }: Calendar): WorkItem {
  const isDue = item.dueOn !== null && item.dueOn < dayOf(NOW, zone);
  if (item.isAbout || !(isDue || phase === 'done')) return item;
  const closedAt = item.dueOn === null ? item.createdAt : noonOf(item.dueOn, zone);
  return { ...item, isClosed: true, updatedAt: Math.min(NOW, Math.max(item.createdAt, closedAt)) };
}

/** The team's own work, and pieces of customer feedback. In every tenth list nobody has moved anything for a month. */
function ownItems(number: number, managed: readonly WorkItem[], { playbook }: Company): WorkItem[] {
  const [about] = managed;
  const collecting = managed.find(({ template }) => template === playbook.feedback?.item);
  if (!about) return [];
  return Array.from({ length: OWN_ITEMS + (collecting ? number % 5 : 0) }, (_, nth): WorkItem => {
    const daysAgo = number % 10 === 4 ? 30 : 1 + ((number + nth) % 6);
    return {
      ...about,
      id: `${about.id}y${nth}`,
      parentId: nth < OWN_ITEMS ? null : (collecting?.id ?? null),
      name: `Work item ${nth}`,
      isAbout: false,
      record: null,
      dueOn: null,
      updatedAt: NOW - daysAgo * DAY_MS - number * 1_000,
    };
  });
}

function cardOf(number: number, phase: Phase, { playbook, calendar, members, supporters }: Company): Card {
  const today = dayOf(NOW, calendar.zone);
  const functions = Object.keys(playbook.people.functions);
  const first = number * TEAM_SIZE;
  const pick = (all: readonly Person[], index: number) =>
    all.slice(index % all.length, (index % all.length) + 1);
  // Every twentieth team is a single person, and another twentieth has its supporter on the team.
  const size = phase === 'candidate' ? 0 : phase === 'forming' ? 2 : number % 20 === 4 ? 1 : TEAM_SIZE;
  const team = Array.from({ length: size }, (_, step) => pick(members, first + step)).flat();
  const supporter = number % 20 === 10 ? team.slice(0, 1) : pick(supporters, number);
  const dueOn =
    phase === 'evaluating'
      ? addDays(today, (number % 21) - 10)
      : addDays(today, phase === 'done' ? -20 - (number % 30) : 7 + (number % 49));
  const isPlanned = phase !== 'candidate' && phase !== 'forming';
  return {
    id: `86b${number}`,
    name: `Customer result ${number}`,
    url: `https://app.clickup.com/t/86b${number}`,
    status: statusOf(phase, playbook),
    priority: 1 + (number % 4),
    orderIndex: `${number * 7919}.00000000000000000000000000000000`,
    assignees: team,
    assignedGroups: [],
    // Every hundredth has none.
    supporters: phase === 'candidate' || number % 100 === 2 ? [] : supporter,
    functionsNeeded: [0, 1, 2].map(
      step => functions[((first + step) % members.length) % functions.length] ?? '',
    ),
    outcome: phase === 'done' ? 'Felt by customers' : null,
    feedbackCount: null,
    startOn: isPlanned ? addDays(dueOn, -63) : null,
    dueOn: isPlanned ? dueOn : null,
    tags: isWaived(number) ? ['waived'] : [],
    links: [],
    follows: null,
    createdAt: NOW - 100 * DAY_MS,
    updatedAt: NOW - number * 1_000,
  };
}

function commandsOn({ supporters }: Card, number: number): Command[] {
  if (!isWaived(number)) return [];
  const text = '/waive stale until 2027-02-26 because the customer is away';
  return supporters.map(({ id }) => ({
    id: `c${number}`,
    by: id,
    at: NOW - DAY_MS,
    text,
    answers: [],
  }));
}

/** Every fiftieth card has a rule waived. */
function isWaived(number: number): boolean {
  return number % 50 === 14;
}

function phaseOf(number: number): Phase {
  return PHASES[number % PHASES.length] ?? 'running';
}

function statusOf(phase: Phase, { phases }: Playbook): string {
  return phases[phase][0] ?? phase;
}
