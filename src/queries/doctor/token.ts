// The doctor's look at the token: whose it is, a person's or a seat of its own, and what it may do and see.
import type { SeenPlaces } from '../../clickup/places/places.ts';
import { findPerson } from '../../domain/board-view.ts';
import type { Playbook } from '../../domain/playbook/playbook.ts';
import { type Check, checksIn } from './check.ts';
import { quotedList } from './listed.ts';
import { isGroupNamed } from './named-groups.ts';

const { ok, warn, fail } = checksIn('ClickUp');

const ROLES: Readonly<Record<number, string>> = { 1: 'owner', 2: 'admin', 3: 'member', 4: 'guest' };
const GUEST = 4;
/** ClickUp's words for a right with which nothing can be written; `view` and `read` mean the same. */
const ONLY_READS: ReadonlySet<string> = new Set(['read', 'view', 'comment']);

/** Whose token it is, and what that means. */
export function probeToken(playbook: Playbook, seen: SeenPlaces): Check[] {
  const { me } = seen;
  const works = ok('token', `The token works; everything Liaison does appears as ${me.name}.`);
  return [works, seatCheck(playbook, seen), ...roleChecks(seen), ...rightsChecks(playbook, seen)];
}

/** ClickUp does not say what is a person. Who stands where the playbook looks for people is one. */
function seatCheck({ people }: Playbook, { me, groups, people: members }: SeenPlaces): Check {
  const named = [people.supporters, ...Object.values(people.functions), ...Object.values(people.flocks)];
  const its = groups.filter(group => isGroupNamed(group, named) && group.members.includes(me.id));
  const isOwner = findPerson(members, people.owner)?.id === me.id;
  if (its.length === 0 && !isOwner) {
    return ok('seat', `${me.name} is in no user group of the playbook: a seat of its own, as it seems.`);
  }
  const as = [
    ...(isOwner ? ['the board’s owner'] : []),
    ...(its.length > 0 ? [`in the user groups ${quotedList(its.map(({ name }) => name))}`] : []),
  ].join(' and ');
  return warn(
    'seat',
    `The token is a person’s: ${me.name} is ${as}. Liaison acts as ${me.name}, and takes what ${me.name} does for its own.`,
    'Invite a user of its own for Liaison, make the token there, and write that one into CLICKUP_TOKEN.',
  );
}

function roleChecks({ me, people, workspace }: SeenPlaces): Check[] {
  const role = people.find(({ id }) => id === me.id)?.role ?? null;
  if (role === null || workspace === null) return [];
  const message = `${me.name} has the role ${ROLES[role] ?? role} in the workspace “${workspace.name}”.`;
  if (role !== GUEST) return [ok('role', message)];
  return [
    warn(
      'role',
      `${message} A guest sees only what is shared with it: perhaps not all people, groups and lists.`,
      'Make it a member in ClickUp, or share the space of the board with it.',
    ),
  ];
}

/** What the token may do on the board and in the folder; nothing where ClickUp says nothing of that. */
function rightsChecks({ mode }: Playbook, { board, folder }: SeenPlaces): Check[] {
  const places = [
    { place: `the board “${board?.name}”`, mayDo: board?.mayDo ?? null, needs: 'edit' },
    { place: `the folder “${folder?.name}”`, mayDo: folder?.mayDo ?? null, needs: 'create' },
  ].filter(({ mayDo }) => mayDo !== null);
  if (places.length === 0) return [];
  const readOnly = places.filter(({ mayDo }) => ONLY_READS.has(mayDo ?? ''));
  const noLists = places.filter(({ mayDo, needs }) => needs === 'create' && mayDo === 'edit');
  if (readOnly.length > 0) {
    const where = readOnly.map(({ place, mayDo }) => `${place} (${mayDo})`).join(' and ');
    const message = `Liaison can write nothing where the token may only look: ${where}.`;
    return [
      (mode === 'act' ? fail : warn)('rights', message, 'Give its owner full rights there in ClickUp.'),
    ];
  }
  if (noLists.length > 0) {
    const message = `The token may edit in ${noLists[0]?.place}, and perhaps make no lists there.`;
    return [warn('rights', message, 'Give its owner full rights there in ClickUp.')];
  }
  const where = places.map(({ place, mayDo }) => `${place} (${mayDo})`).join(' and ');
  const rest = 'Lists that people make private and do not share with it stay out of its sight.';
  return [ok('rights', `The token may write in ${where}. ${rest}`)];
}
