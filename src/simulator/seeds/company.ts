// The company of every seed: its people with their functions and flocks, the board with its statuses
// and fields, the empty folder for team lists, and the list with the agendas of the all-hands.

import { makeHiddenFolder, makeList } from '../api/list-routes.ts';
import { initialsOf } from '../api/show-people.ts';
import { dayAtFour } from '../day.ts';
import { personalToken } from '../random.ts';
import type { Field, Folder, List, Space, Status, User, World } from '../world.ts';

/** The functions of the company: each has a user group and a label. */
export const functionNames = [
  'Engineering',
  'Design',
  'Marketing',
  'Sales',
  'Support',
  'Operations',
] as const;

type FunctionName = (typeof functionNames)[number];

type Entry = {
  name: string;
  works: FunctionName;
  flock: 'Heron' | 'Swift' | 'Wren';
  isSupporter?: true;
  zone?: string;
};

// Supporters are experienced seniors; two people live elsewhere.
const entries: Entry[] = [
  { name: 'Amara Okafor', works: 'Engineering', flock: 'Heron', isSupporter: true },
  { name: 'Jonas Weber', works: 'Engineering', flock: 'Heron' },
  { name: 'Mei Tanaka', works: 'Engineering', flock: 'Swift' },
  { name: 'Lukas Brandt', works: 'Engineering', flock: 'Swift' },
  { name: 'Sofia Rossi', works: 'Design', flock: 'Heron', isSupporter: true },
  { name: 'Noah Keller', works: 'Design', flock: 'Wren' },
  { name: 'Priya Nair', works: 'Design', flock: 'Swift' },
  { name: 'Clara Vogel', works: 'Marketing', flock: 'Wren', isSupporter: true },
  { name: 'Mateo Silva', works: 'Marketing', flock: 'Heron', zone: 'America/Sao_Paulo' },
  { name: 'Hannah Fischer', works: 'Marketing', flock: 'Swift' },
  { name: 'Tom Lindqvist', works: 'Sales', flock: 'Wren', isSupporter: true },
  { name: 'Aylin Demir', works: 'Sales', flock: 'Heron' },
  { name: 'Grace Mbeki', works: 'Support', flock: 'Wren' },
  { name: 'Felix Hartmann', works: 'Support', flock: 'Swift', zone: 'America/New_York' },
  { name: 'Ines Moreau', works: 'Operations', flock: 'Heron', isSupporter: true },
  { name: 'Oskar Nowak', works: 'Operations', flock: 'Wren' },
];

const colors = ['#827718', '#40bc86', '#ff8600', '#7b68ee', '#fc575e', '#02bcd4', '#5f7c8a', '#aa2fff'];

/** What the other seeds build on. `person` and `option` throw for a name that does not exist. */
export type Company = {
  bot: User;
  people: User[];
  space: Space;
  board: List;
  teams: Folder;
  fields: { supporter: Field; functions: Field; outcome: Field };
  person(name: string): User;
  option(field: Field, name: string): string;
};

/** Builds the company in an empty world. */
export function buildCompany(world: World): Company {
  const { bot, people } = addPeople(world);
  addGroups(world, people);
  const space = addSpace(world);
  const board = makeList(world, makeHiddenFolder(world, space.id), 'Customer Results');
  board.content = 'What our customers will notice next, in order of priority.';
  board.statuses = boardStatuses(world, board.id);
  const teams: Folder = {
    id: world.ids.place(),
    name: 'Customer result teams',
    spaceId: space.id,
    orderindex: 0,
    isHidden: false,
    isArchived: false,
    isDeleted: false,
    statuses: null,
  };
  world.folders.set(teams.id, teams);
  const fields = addFields(world, board, bot);
  const agendas = makeList(world, makeHiddenFolder(world, space.id), 'All-hands');
  agendas.content = 'What the company talks about on Thursdays.';
  return {
    bot,
    people,
    space,
    board,
    teams,
    fields,
    person: name => found(people, person => person.username === name, name),
    option: (field, name) => {
      const options = field.config['options'] as { id: string; name?: string; label?: string }[];
      return found(options, option => (option.label ?? option.name) === name, name).id;
    },
  };
}

function found<T>(all: readonly T[], isIt: (each: T) => boolean, name: string): T {
  const one = all.find(isIt);
  if (one === undefined) throw new Error(`The seed has nothing called "${name}".`);
  return one;
}

function addPeople(world: World): { bot: User; people: User[] } {
  const make = (id: number, username: string, index: number, more: Partial<User>): User => {
    const email = `${username.toLowerCase().replaceAll(' ', '.')}@fernhill.example`;
    const color = colors[index % colors.length] ?? '#7b68ee';
    const base = { id, username, email, color, initials: initialsOf(username) };
    const person = {
      ...base,
      role: 3,
      zone: 'Europe/Berlin',
      token: personalToken(id),
      isBot: false,
      joinedAt: dayAtFour(world.clock.now() - 300 * 86_400_000, 'Europe/Berlin'),
      ...more,
    };
    world.people.set(id, person);
    return person;
  };
  const people = entries.map(({ name, zone }, index) =>
    make(81_480_100 + index * 37, name, index, {
      role: index === 0 ? 1 : 3,
      ...(zone === undefined ? {} : { zone }),
    }),
  );
  const bot = make(81_490_007, 'Liaison', 3, { isBot: true, role: 2 });
  return { bot, people };
}

function addGroups(world: World, people: readonly User[]): void {
  const add = (name: string, isIn: (entry: Entry) => boolean) => {
    const members = people.filter((_, index) => entries[index] !== undefined && isIn(entries[index]));
    const id = world.ids.uuid();
    world.groups.set(id, {
      id,
      name,
      handle: name.toLowerCase().replaceAll(/\W+/gu, '-'),
      ownerId: people[0]?.id ?? 0,
      memberIds: members.map(person => person.id),
      createdAt: world.clock.now(),
    });
  };
  add('Supporters', entry => entry.isSupporter === true);
  for (const name of functionNames) add(name, entry => entry.works === name);
  for (const flock of ['Heron', 'Swift', 'Wren'] as const)
    add(`${flock} flock`, entry => entry.flock === flock);
}

function addSpace(world: World): Space {
  const id = world.ids.place();
  const statuses = statusesFrom(world, `p${id}`, [
    ['to do', 'open', '#d3d3d3'],
    ['in progress', 'custom', '#7c4dff'],
    ['complete', 'closed', '#6bc950'],
  ]);
  const space: Space = { id, name: 'Company', statuses, tags: new Map() };
  world.spaces.set(id, space);
  return space;
}

// `done` stays visible in plain reads, `cancelled` is closed and needs include_closed.
function boardStatuses(world: World, listId: string): Status[] {
  return statusesFrom(world, `sc${listId}`, [
    ['backlog', 'open', '#d3d3d3'],
    ['prioritized', 'custom', '#f9d900'],
    ['forming', 'custom', '#ff7800'],
    ['in progress', 'custom', '#7c4dff'],
    ['evaluation', 'custom', '#02bcd4'],
    ['done', 'done', '#2ecd6f'],
    ['cancelled', 'closed', '#667684'],
  ]);
}

function statusesFrom(world: World, prefix: string, rows: [string, Status['type'], string][]): Status[] {
  return rows.map(([status, type, color], orderindex) => ({
    id: `${prefix}_${world.ids.statusSuffix()}`,
    status,
    type,
    orderindex,
    color,
  }));
}

function addFields(world: World, board: List, owner: User): Company['fields'] {
  const add = (name: string, type: string, config: Record<string, unknown>): Field => {
    const id = world.ids.uuid();
    const createdAt = dayAtFour(world.clock.now() - 200 * 86_400_000, owner.zone);
    const field = { id, name, type, config, placeId: board.id, createdAt, creatorId: owner.id };
    world.fields.set(id, field);
    return field;
  };
  const colorOf = (index: number) => colors[index % colors.length] ?? null;
  const labels = functionNames.map((label, index) => ({
    id: world.ids.uuid(),
    label,
    color: colorOf(index),
  }));
  const outcomes = ['Achieved', 'Partly achieved', 'Not achieved'].map((name, orderindex) => ({
    id: world.ids.uuid(),
    name,
    color: colorOf(orderindex),
    orderindex,
  }));
  const people = {
    single_user: false,
    include_groups: true,
    include_guests: false,
    include_team_members: true,
  };
  return {
    supporter: add('Supporter', 'users', people),
    functions: add('Functions needed', 'labels', { options: labels }),
    outcome: add('Outcome', 'drop_down', { sorting: 'manual', new_drop_down: true, options: outcomes }),
  };
}
