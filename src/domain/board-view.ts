// The whole board as rules across cards need it: who is on what, who speaks for which function and flock, what is
// higher. Worked out once per board and playbook and remembered with them, so that deciding about a card stays quick.
import { memoize, once } from '../base/memoize.ts';
import { groupsById, peopleById } from './board-index.ts';
import { inBoardOrder } from './board-order.ts';
import { type Teams, teamsAfter, teamsIn } from './board-teams.ts';
import {
  type CustomerResult,
  customerResultOf,
  findGroup,
  type PhaseStatuses,
  peopleOf,
  phaseOf,
  type Workforce,
} from './customer-result.ts';
import type { Board, Card, Group, Person } from './observation.ts';

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

type Seen = Workforce & { cards: readonly Card[] };
type Known = Workforce & { playbook: Ways };

const views = new WeakMap<readonly Card[], { staff: Known; view: CompanyView }>();
/** What was worked out last: most boards differ from the one before in a card or two. */
let latest: { staff: Known; roles: Roles; teams: Teams } | null = null;

/** The view of a board; the same cards, people, groups and playbook give the same one. */
export function viewOf(board: Board, playbook: Ways): CompanyView {
  const { cards, people, groups, missing } = board;
  const staff = { people, groups, missing, playbook };
  const known = views.get(cards);
  if (known && isSame(known.staff, staff)) return known.view;
  const former = latest !== null && isSame(latest.staff, staff) ? latest : null;
  const roles = former?.roles ?? rolesIn(board, playbook);
  const teams =
    (former && teamsAfter(former.teams, board, playbook.phases)) ?? teamsIn(board, playbook.phases);
  latest = { staff, roles, teams };
  // Not the board itself: its work items must not be kept for as long as its cards are.
  const seen = { cards, people, groups, missing };
  const view = { ...viewOfStaff(seen, playbook, roles), ...viewOfTeams(seen, playbook, roles, teams) };
  views.set(cards, { staff, view });
  return view;
}

function isSame(one: Known, other: Known): boolean {
  return (
    one.people === other.people &&
    one.groups === other.groups &&
    one.missing === other.missing &&
    one.playbook === other.playbook
  );
}

/** What people and groups alone tell: who speaks for what, and who may support. */
type Roles = {
  functions: Map<string, { name: string; members: ReadonlySet<number> }>;
  functionsOf: ReadonlyMap<number, string[]>;
  flocksOf: ReadonlyMap<number, string[]>;
  pool: readonly Person[];
  inPool: ReadonlySet<number>;
};

function rolesIn(board: Workforce, { people: named }: Ways): Roles {
  const membersOf = (group: string) => new Set(findGroup(board.groups, group)?.members);
  const functions = new Map(
    Object.entries(named.functions).map(([name, group]) => [
      name.toLowerCase(),
      { name, members: membersOf(group) },
    ]),
  );
  const pool = peopleOf(findGroup(board.groups, named.supporters), board);
  return {
    functions,
    functionsOf: namesByMember([...functions.values()]),
    flocksOf: namesByMember(
      Object.entries(named.flocks).map(([name, group]) => ({ name, members: membersOf(group) })),
    ),
    pool,
    inPool: new Set(pool.map(({ id }) => id)),
  };
}

function namesByMember(
  groups: readonly { name: string; members: ReadonlySet<number> }[],
): ReadonlyMap<number, string[]> {
  const names = new Map<number, string[]>();
  for (const { name, members } of groups)
    for (const person of members) names.set(person, [...(names.get(person) ?? []), name]);
  return names;
}

function viewOfStaff(
  board: Workforce,
  { people: named }: Ways,
  { functions, functionsOf, flocksOf, pool, inPool }: Roles,
) {
  const people = peopleById(board.people);
  return {
    people,
    groups: groupsById(board.groups),
    groupNamed: (nameOrId: string) => findGroup(board.groups, nameOrId),
    lacksGroup: [named.supporters, ...Object.values(named.functions), ...Object.values(named.flocks)].some(
      group => !findGroup(board.groups, group),
    ),
    // Who is missing stays in the pool, but nobody is sent to them.
    supporters: pool.filter(({ id }) => people.has(id)),
    isInPool: (person: number) => inPool.has(person),
    owner: findPerson(board.people, named.owner),
    functions,
    functionNames: [...functions.values()].map(({ name }) => name).sort(),
    functionsOf: (person: number) => functionsOf.get(person) ?? NONE,
    flocksOf: (person: number) => flocksOf.get(person) ?? NONE,
  };
}

function viewOfTeams(
  board: Seen,
  { phases }: Ways,
  { functions }: Roles,
  { forming, onTeam, supporting }: Teams,
) {
  return {
    onTeamBeside: (person: number, cardId: string) => without(cardId, onTeam.get(person)),
    supportingBeside: (person: number, cardId: string) => without(cardId, supporting.get(person)),
    forming,
    // Only asked for now and then, and there may be many.
    candidates: once(() => inBoardOrder(candidatesOn(board, phases))),
    lookingFor: memoize((name: string): readonly CustomerResult[] => {
      const wanted = name.toLowerCase();
      const of = functions.get(wanted);
      if (!of) return NONE;
      return forming.filter(
        ({ card, members }) =>
          card.functionsNeeded.some(needed => needed.toLowerCase() === wanted) &&
          !members.some(({ id }) => of.members.has(id)),
      );
    }),
  };
}

function candidatesOn(board: Seen, phases: PhaseStatuses): CustomerResult[] {
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
