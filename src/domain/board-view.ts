// The whole board as rules across cards need it: who is on what, who speaks for which function and flock, what is
// higher. Worked out once per board and playbook and remembered with them, so that deciding about a card stays quick.
import { compareCards } from './board-order.ts';
import {
  type CustomerResult,
  customerResultOf,
  findGroup,
  type PhaseStatuses,
  peopleOf,
} from './customer-result.ts';
import type { Board, Group, Person } from './observation.ts';
import { isAtWork } from './phase.ts';

/** What of a playbook the view depends on. */
type Ways = {
  phases: PhaseStatuses;
  people: {
    supporters: string;
    owner?: string | undefined;
    functions: Record<string, string>;
    flocks: Record<string, string>;
  };
};

/** What a person is busy with: customer results at work, in the order of the board. */
type Busy = { asMember: CustomerResult[]; asSupporter: CustomerResult[] };

export type BoardView = {
  /** People of the workspace by id. */
  people: ReadonlyMap<number, Person>;
  groups: ReadonlyMap<string, Group>;
  /** The user group of that name (any case) or id. */
  groupNamed(nameOrId: string): Group | undefined;
  /** The supporters’ pool: people of the playbook's group who are in the workspace. */
  supporters: readonly Person[];
  /** The board's owner, if the playbook names one who is in the workspace. */
  owner: Person | null;
  /** Function → the ids of its people; the names in lower case. */
  functions: ReadonlyMap<string, { name: string; members: ReadonlySet<number> }>;
  functionsOf(person: number): readonly string[];
  flocksOf(person: number): readonly string[];
  /** What a person is busy with, this customer result left out. */
  busyBeside(person: number, cardId: string): Busy;
  /** Customer results that are forming, in the order of the board. */
  forming: readonly CustomerResult[];
};

const views = new WeakMap<Board, { playbook: Ways; view: BoardView }>();

/** The view of a board; the same board and playbook give the same one. */
export function viewOf(board: Board, playbook: Ways): BoardView {
  const known = views.get(board);
  if (known?.playbook === playbook) return known.view;
  const view = look(board, playbook);
  views.set(board, { playbook, view });
  return view;
}

function look(board: Board, playbook: Ways): BoardView {
  const { people: named } = playbook;
  const functions = new Map(
    Object.entries(named.functions).map(([name, group]) => [
      name.toLowerCase(),
      { name, members: new Set(findGroup(board.groups, group)?.members) },
    ]),
  );
  const flocks = Object.entries(named.flocks).map(([name, group]) => ({
    name,
    members: new Set(findGroup(board.groups, group)?.members),
  }));
  const busy = new Map<number, Busy>();
  const busyOf = (person: number): Busy => {
    const known = busy.get(person) ?? { asMember: [], asSupporter: [] };
    busy.set(person, known);
    return known;
  };
  const forming: CustomerResult[] = [];
  const working: CustomerResult[] = [];
  for (const card of board.cards) {
    const subject = customerResultOf(card, board, playbook.phases);
    if (subject.phase === 'forming') forming.push(subject);
    if (isAtWork(subject.phase)) working.push(subject);
  }
  for (const subject of inOrder(working)) {
    for (const { id } of subject.members) busyOf(id).asMember.push(subject);
    for (const { id } of subject.card.supporters) busyOf(id).asSupporter.push(subject);
  }
  const beside = (cardId: string) => (subject: CustomerResult) => subject.card.id !== cardId;
  return {
    people: new Map(board.people.map(person => [person.id, person])),
    groups: new Map(board.groups.map(group => [group.id, group])),
    groupNamed: nameOrId => findGroup(board.groups, nameOrId),
    supporters: peopleOf(findGroup(board.groups, named.supporters), board.people),
    owner: findPerson(board.people, named.owner),
    functions,
    functionsOf: person =>
      [...functions.values()].flatMap(({ name, members }) => (members.has(person) ? [name] : [])),
    flocksOf: person => flocks.flatMap(({ name, members }) => (members.has(person) ? [name] : [])),
    busyBeside(person, cardId) {
      const { asMember = [], asSupporter = [] } = busy.get(person) ?? {};
      return {
        asMember: asMember.filter(beside(cardId)),
        asSupporter: asSupporter.filter(beside(cardId)),
      };
    },
    forming: inOrder(forming),
  };
}

/** The person with that id, e-mail or name (any case), if the workspace has one. */
export function findPerson(people: readonly Person[], wanted: string | undefined): Person | null {
  if (wanted === undefined) return null;
  const text = wanted.toLowerCase();
  return (
    people.find(person => String(person.id) === wanted || person.name.toLowerCase() === text) ??
    people.find(person => person.email?.toLowerCase() === text) ??
    null
  );
}

function inOrder(subjects: readonly CustomerResult[]): CustomerResult[] {
  return subjects.toSorted((one, other) => compareCards(one.card, other.card));
}
