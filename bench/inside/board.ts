// Boards of any size as Liaison reads them, for measuring what grows with the number of cards.
import type { Board, Card, Observation, Person, TeamList, WorkItem } from '../../src/domain/observation.ts';

const START = Date.parse('2027-01-11T08:00:00Z');
const ITEMS = 8;
const PEOPLE = 60;
const FUNCTIONS = ['Engineering', 'Marketing', 'Design', 'Sales', 'Operations'];

/** The instant at which these boards are looked at. */
export const NOW = START + 10 * 86_400_000;

/** A board with `count` cards at work, each with a list and eight work items; nothing is shared between two calls. */
export function boardOf(count: number): Board {
  const people = Array.from({ length: PEOPLE }, (_, index) => personOf(index));
  const groups = [
    { id: 'g-supporters', name: 'Supporters', members: people.slice(0, 5).map(({ id }) => id) },
    ...FUNCTIONS.map((name, index) => ({
      id: `g-${index}`,
      name,
      members: people.filter(({ id }) => id % FUNCTIONS.length === index).map(({ id }) => id),
    })),
  ];
  const numbers = Array.from({ length: count }, (_, index) => index);
  return {
    cards: numbers.map(cardOf),
    lists: numbers.map(listOf),
    items: numbers.flatMap(number => Array.from({ length: ITEMS }, (_, item) => itemOf(number, item))),
    people,
    groups,
  };
}

/** What deciding about that card sees of the board; nothing was said on the card, and nothing reported. */
export function observationOf(board: Board, card: Card): Observation {
  return {
    at: NOW,
    board,
    card,
    comments: [],
    commands: [],
    lastWordAt: null,
    reminders: [],
    reportedChanges: [],
    knownListId: null,
    outOfSight: null,
    takenListNames: [],
    hearsWebhooks: true,
    supportersBefore: null,
    changedAt: [],
    failingSince: {},
  };
}

function personOf(index: number): Person {
  return { id: 1_000 + index, name: `Person ${index}`, email: `person${index}@example.com` };
}

function cardOf(number: number): Card {
  return {
    id: `86b${number}`,
    name: `Customer result ${number}`,
    url: `https://app.clickup.com/t/86b${number}`,
    status: 'in progress',
    priority: 1 + (number % 4),
    orderIndex: `${number}.00000000000000000000000000000000`,
    assignees: [0, 1, 2].map(step => personOf(5 + ((number * 3 + step) % (PEOPLE - 5)))),
    assignedGroups: [],
    supporters: [personOf(number % 5)],
    functionsNeeded: ['Engineering', 'Marketing'],
    outcome: null,
    feedbackCount: null,
    startOn: '2027-01-11',
    dueOn: '2027-03-08',
    tags: [],
    links: [],
    follows: null,
    createdAt: START,
    updatedAt: START + number,
  };
}

function listOf(number: number): TeamList {
  return { id: `90${number}`, name: `Customer result ${number}`, cardId: `86b${number}`, isFinished: false };
}

function itemOf(number: number, item: number): WorkItem {
  return {
    id: `86i${number}x${item}`,
    listId: `90${number}`,
    parentId: null,
    name: `Work item ${item}`,
    url: `https://app.clickup.com/t/86i${number}x${item}`,
    template: null,
    tags: [],
    isAbout: false,
    record: null,
    isClosed: item % 3 === 2,
    dueOn: '2027-02-11',
    assignees: [1_000 + ((number + item) % PEOPLE)],
    createdAt: START,
    updatedAt: START + item,
  };
}
