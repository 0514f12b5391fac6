// People and groups as ClickUp spells them in its answers.
import { seatOf } from '../access.ts';
import { shown } from '../odd.ts';
import type { Group, Person, World } from '../world.ts';

/** A user as it appears beside tasks, comments and history items. */
export function showPerson(person: Person) {
  return {
    id: person.id,
    username: person.username,
    email: person.email,
    color: person.color,
    initials: person.initials,
    profilePicture: null,
  };
}

/** The user with that id, or null. */
export function showPersonById(world: World, id: number | null) {
  const person = id === null ? undefined : world.people.get(id);
  return person === undefined ? null : showPerson(person);
}

/** All users with these ids who are in the workspace. */
export function showPeople(world: World, ids: readonly number[]) {
  return ids.flatMap(id => showPersonById(world, id) ?? []);
}

/** A user group with its members. */
export function showGroup(world: World, group: Group) {
  return shown(world, group.id, {
    id: group.id,
    team_id: world.id,
    userid: group.ownerId,
    name: group.name,
    handle: group.handle,
    date_created: String(group.createdAt),
    initials: initialsOf(group.name),
    members: showPeople(
      world,
      group.memberIds.filter(id => seatOf(world, id) !== 'removed'),
    ),
    avatar: { attachment_id: null, color: null, source: null, icon: null },
  });
}

/** The first letters of the first two words. */
export function initialsOf(name: string): string {
  const words = name.split(/\s+/u).filter(word => word !== '');
  return words
    .slice(0, 2)
    .map(word => word.charAt(0).toUpperCase())
    .join('');
}
