// People and groups as ClickUp spells them in its answers.
import { seatOf } from '../access.ts';
import { shown, shownMember } from '../overrides.ts';
import type { User, UserGroup, World } from '../world.ts';

/** A user as it appears beside tasks, comments and history items. Who was invited and has not joined has no name yet. */
export function showPerson(world: World, { id, username, email, color, initials }: User) {
  const isInvited = seatOf(world, id) === 'invited';
  return {
    id,
    username: isInvited ? null : username,
    email,
    color: isInvited ? null : color,
    initials: isInvited ? email.charAt(0).toUpperCase() : initials,
    profilePicture: null,
  };
}

const roleKeys = ['owner', 'admin', 'member', 'guest'];

/** A member of the workspace; everybody but the owner was invited by the owner. */
export function showMember(world: World, person: User) {
  const isInvited = seatOf(world, person.id) === 'invited';
  const owner = [...world.people.values()].find(({ role }) => role === 1);
  const user = {
    ...showPerson(world, person),
    role: person.role,
    role_subtype: 0,
    role_key: roleKeys[person.role - 1] ?? 'member',
    custom_role: null,
    last_active: isInvited ? null : String(person.joinedAt),
    date_joined: isInvited ? null : String(person.joinedAt),
    date_invited: String(person.joinedAt),
  };
  if (owner === undefined || owner === person) return shownMember(world, person.id, { user });
  const status = isInvited ? 'invited' : 'active';
  const invited_by = { ...showPerson(world, owner), banned_date: null, status };
  return shownMember(world, person.id, { user, invited_by });
}

/** The user with that id, or null. */
export function showPersonById(world: World, id: number | null) {
  const person = id === null ? undefined : world.people.get(id);
  return person === undefined ? null : showPerson(world, person);
}

/** All users with these ids who are in the workspace. */
export function showPeople(world: World, ids: readonly number[]) {
  return ids.flatMap(id => showPersonById(world, id) ?? []);
}

/** A user group with its members. */
export function showGroup(world: World, group: UserGroup) {
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
