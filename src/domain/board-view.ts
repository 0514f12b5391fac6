// The whole board as rules across cards need it: who is on what, who speaks for which function and flock, what is
// higher. Worked out once per board and playbook and remembered with them, so that deciding about a card stays quick.
import { groupsById, peopleById } from './board-index.ts';
import { inBoardOrder } from './board-order.ts';
import {
  type CustomerResult,
  customerResultOf,
  findGroup,
  type PhaseStatuses,
  peopleOf,
  phaseOf,
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

/** What rules ask about a person, which is mostly all of it at once. */
type PersonView = {
  isInPool: boolean;
  functions: string[];
  flocks: string[];
  /** Customer results at work, in the order of the board. */
  onTeam: CustomerResult[];
  supporting: CustomerResult[];
};

export type CompanyView = {
  /** People of the workspace by id. */
  people: ReadonlyMap<number, Person>;
  groups: ReadonlyMap<string, Group>;
  /** The user group of that name (any case) or id. */
  groupNamed(nameOrId: string): Group | undefined;
  /** Whether a group of the playbook (supporters, functions, flocks) is not there, so that nobody can tell who is in it. */
  lacksGroup: boolean;
  /** The supporters’ pool: people of the playbook's group who are in the workspace. */
  supporters: readonly Person[];
  /** Whether that person is one of them. */
  isInPool(person: number): boolean;
  /** The board's owner, if the playbook names one who is in the workspace. */
  owner: Person | null;
  /** Function → the ids of its people; the names in lower case. */
  functions: ReadonlyMap<string, { name: string; members: ReadonlySet<number> }>;
  /** The functions' own names, from a to z. */
  functionNames: readonly string[];
  functionsOf(person: number): readonly string[];
  flocksOf(person: number): readonly string[];
  /** The customer results at work on whose team a person is, this one left out, in the order of the board. */
  onTeamBeside(person: number, cardId: string): readonly CustomerResult[];
  /** Those that a person supports, this one left out. */
  supportingBeside(person: number, cardId: string): readonly CustomerResult[];
  /** Customer results that are forming, in the order of the board. */
  forming: readonly CustomerResult[];
  /** Those of them that need that function (any case) and have nobody of it, in the order of the board. */
  lookingFor(name: string): readonly CustomerResult[];
  /** Customer results that nobody has begun to form, in the order of the board. */
  candidates(): readonly CustomerResult[];
};

const NONE: readonly never[] = [];

const views = new WeakMap<
  Board['cards'],
  Pick<Board, 'people' | 'groups' | 'missing'> & { playbook: Ways; view: CompanyView }
>();

/** The view of a board; the same cards, people, groups and playbook give the same one. */
export function viewOf(board: Board, playbook: Ways): CompanyView {
  const { cards, people, groups, missing } = board;
  const known = views.get(cards);
  const isSameStaff = known?.people === people && known.groups === groups && known.missing === missing;
  if (isSameStaff && known.playbook === playbook) return known.view;
  const view = look(board, playbook);
  views.set(cards, { people, groups, missing, playbook, view });
  return view;
}

function look(board: Board, playbook: Ways): CompanyView {
  const { people: named } = playbook;
  const functions = new Map(
    Object.entries(named.functions).map(([name, group]) => [
      name.toLowerCase(),
      { name, members: new Set(findGroup(board.groups, group)?.members) },
    ]),
  );
  const persons = new Map<number, PersonView>();
  const viewOfPerson = (person: number): PersonView => {
    const known = persons.get(person);
    if (known) return known;
    const blank: PersonView = { isInPool: false, functions: [], flocks: [], onTeam: [], supporting: [] };
    persons.set(person, blank);
    return blank;
  };
  for (const { name, members } of functions.values()) {
    for (const person of members) viewOfPerson(person).functions.push(name);
  }
  for (const [name, group] of Object.entries(named.flocks)) {
    for (const person of new Set(findGroup(board.groups, group)?.members))
      viewOfPerson(person).flocks.push(name);
  }
  const forming: CustomerResult[] = [];
  const working: CustomerResult[] = [];
  for (const card of board.cards) {
    const subject = customerResultOf(card, board, playbook.phases);
    if (subject.phase === 'forming') forming.push(subject);
    if (isAtWork(subject.phase)) working.push(subject);
  }
  for (const subject of inBoardOrder(working)) {
    for (const { id } of subject.members) viewOfPerson(id).onTeam.push(subject);
    for (const { id } of subject.card.supporters) viewOfPerson(id).supporting.push(subject);
  }
  const people = peopleById(board.people);
  const pool = peopleOf(findGroup(board.groups, named.supporters), board);
  for (const { id } of pool) viewOfPerson(id).isInPool = true;
  // Who is missing stays in the pool, but nobody is sent to them.
  const supporters = pool.filter(({ id }) => people.has(id));
  // Only asked for now and then, and there may be many.
  let candidates: CustomerResult[] | null = null;
  const inOrder = inBoardOrder(forming);
  const looking = new Map<string, CustomerResult[]>();
  for (const subject of inOrder) {
    for (const name of new Set(subject.card.functionsNeeded.map(needed => needed.toLowerCase()))) {
      const of = functions.get(name);
      if (!of || subject.members.some(({ id }) => of.members.has(id))) continue;
      const same = looking.get(name);
      if (same) same.push(subject);
      else looking.set(name, [subject]);
    }
  }
  return {
    people,
    groups: groupsById(board.groups),
    groupNamed: nameOrId => findGroup(board.groups, nameOrId),
    lacksGroup: [named.supporters, ...Object.values(named.functions), ...Object.values(named.flocks)].some(
      group => !findGroup(board.groups, group),
    ),
    supporters,
    isInPool: person => persons.get(person)?.isInPool ?? false,
    owner: findPerson(board.people, named.owner),
    functions,
    functionNames: [...functions.values()].map(({ name }) => name).sort(),
    functionsOf: person => persons.get(person)?.functions ?? NONE,
    flocksOf: person => persons.get(person)?.flocks ?? NONE,
    onTeamBeside: (person, cardId) => without(cardId, persons.get(person)?.onTeam),
    supportingBeside: (person, cardId) => without(cardId, persons.get(person)?.supporting),
    forming: inOrder,
    candidates: () => {
      candidates ??= inBoardOrder(candidatesOn(board, playbook.phases));
      return candidates;
    },
    lookingFor: name => looking.get(name.toLowerCase()) ?? NONE,
  };
}

function candidatesOn(board: Board, phases: PhaseStatuses): CustomerResult[] {
  return board.cards.flatMap(card =>
    phaseOf(card.status, phases) === 'candidate' ? [customerResultOf(card, board, phases)] : [],
  );
}

function without(cardId: string, subjects: readonly CustomerResult[] = NONE): readonly CustomerResult[] {
  return subjects.filter(({ card }) => card.id !== cardId);
}

/**
 * The person with that id, e-mail or name (any case), if the workspace has one. Of several with that name it is the one who
 * is written just so, or nobody: it is never guessed who is meant.
 */
export function findPerson(people: readonly Person[], wanted: string | undefined): Person | null {
  if (wanted === undefined) return null;
  const text = wanted.trim().toLowerCase();
  const known = people.find(({ id, email }) => String(id) === wanted || email?.trim().toLowerCase() === text);
  if (known) return known;
  const named = people.filter(({ name }) => name.trim().toLowerCase() === text);
  const exact = named.filter(({ name }) => name === wanted);
  const [one, another] = exact.length === 1 ? exact : named;
  return one && !another ? one : null;
}
