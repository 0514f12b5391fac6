// The people of a company with their bot user, and their groups. What nobody said about them follows from name and order.
import { initialsOf } from '../api/show-people.ts';
import { dayAtFour } from '../day.ts';
import { personalToken } from '../random.ts';
import type { User, World } from '../world.ts';
import type { Company, CompanyGroup, CompanyPerson } from './company.ts';
import { botOf } from './company-names.ts';

const DEFAULT_ZONE = 'Europe/Berlin';
const BOT_ID = 81_490_007;
const ROLES = { owner: 1, admin: 2, member: 3, guest: 4 };
const joinedDaysAgo = 300;

const colors = ['#827718', '#40bc86', '#ff8600', '#7b68ee', '#fc575e', '#02bcd4', '#5f7c8a', '#aa2fff'];

/** The color of the thing with that index: they repeat. */
export const colorAt = (index: number): string => colors[index % colors.length] ?? '#7b68ee';

/** Adds everybody, the bot last. Ids and tokens are always the same for the same order. */
export function addPeople(world: World, company: Company): void {
  const domain = `${company.name.toLowerCase().replaceAll(/[^\da-z]+/gu, '-')}.example`;
  const add = (given: CompanyPerson, more: Pick<User, 'id' | 'color' | 'role' | 'isBot'>) => {
    const id = given.id ?? more.id;
    const { name, email = `${name.toLowerCase().replaceAll(' ', '.')}@${domain}` } = given;
    world.people.set(id, {
      ...more,
      id,
      username: name,
      email,
      initials: initialsOf(name),
      role: given.role === undefined ? more.role : ROLES[given.role],
      zone: given.timeZone ?? DEFAULT_ZONE,
      token: personalToken(id),
      joinedAt: dayAtFour(world.clock.now() - joinedDaysAgo * 86_400_000, DEFAULT_ZONE),
    });
  };
  company.people.forEach((person, index) =>
    add(person, {
      id: 81_480_100 + index * 37,
      color: colorAt(index),
      role: index === 0 ? ROLES.owner : ROLES.member,
      isBot: false,
    }),
  );
  add(botOf(company), { id: BOT_ID, color: colorAt(3), role: ROLES.admin, isBot: true });
}

/** Adds the groups, which the first of the people owns. */
export function addGroups(world: World, groups: readonly CompanyGroup[]): void {
  for (const { name, members } of groups) {
    const id = world.ids.uuid();
    world.groups.set(id, {
      id,
      name,
      handle: name.toLowerCase().replaceAll(/\W+/gu, '-'),
      ownerId: world.people.keys().next().value ?? 0,
      memberIds: members.map(member => personNamed(world, member).id),
      createdAt: world.clock.now(),
    });
  }
}

/** Somebody by name. Throws an Error for nobody. */
export function personNamed(world: World, name: string): User {
  const person = [...world.people.values()].find(({ username }) => username === name);
  if (person === undefined) throw new Error(`The company has nobody called "${name}".`);
  return person;
}
