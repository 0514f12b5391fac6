// Who is there: the token's user, the workspace with its members, the plan, user groups.
import { z } from 'zod';
import { membersOf, seatOf } from '../access.ts';
import type { UserGroup, World } from '../world.ts';
import { unknownId } from './api-error.ts';
import { type Call, checkTeam, ok, type Route, readBody, UserId } from './call.ts';
import { initialsOf, showGroup, showMember, showPerson } from './show-people.ts';

function getUser({ world, user }: Call) {
  return ok({
    user: {
      ...showPerson(world, user),
      week_start_day: 1,
      global_font_support: true,
      timezone: user.zone,
    },
  });
}

function showTeam(world: World) {
  const members = membersOf(world).map(person => showMember(world, person));
  return { id: world.id, name: world.name, color: '#536cfe', avatar: null, members };
}

function getTeams({ world, user }: Call) {
  return ok({ teams: seatOf(world, user.id) === 'removed' ? [] : [showTeam(world)] });
}

function getTeam(call: Call) {
  checkTeam(call);
  return ok({ team: showTeam(call.world) });
}

function getPlan(call: Call) {
  checkTeam(call);
  return ok({ plan_name: 'Business', plan_id: 3 });
}

function getGroups({ world, query }: Call) {
  const teamId = query.get('team_id');
  if (teamId !== null && teamId !== world.id) throw unknownId();
  const wanted = [...query.getAll('group_ids'), ...query.getAll('group_ids[]')].flatMap(ids =>
    ids.split(','),
  );
  const groups = [...world.groups.values()].filter(group => wanted.length === 0 || wanted.includes(group.id));
  return ok({ groups: groups.map(group => showGroup(world, group)) });
}

const NewGroup = z.object({
  name: z.string().min(1),
  handle: z.string().optional(),
  members: z.array(UserId).default([]),
});

function createGroup(call: Call) {
  checkTeam(call);
  const { world, user } = call;
  const { name, handle, members } = readBody(NewGroup, call.body);
  const group: UserGroup = {
    id: world.ids.uuid(),
    name,
    handle: handle ?? (name.toLowerCase().replaceAll(/\W+/gu, '-') || initialsOf(name)),
    ownerId: user.id,
    memberIds: members.filter(id => world.people.has(id)),
    createdAt: world.clock.now(),
  };
  world.groups.set(group.id, group);
  return ok(showGroup(world, group));
}

const GroupChange = z.object({
  name: z.string().min(1).optional(),
  handle: z.string().optional(),
  members: z.object({ add: z.array(UserId).default([]), rem: z.array(UserId).default([]) }).optional(),
});

function groupOf({ world, params }: Call): UserGroup {
  const group = world.groups.get(params['group_id'] ?? '');
  if (group === undefined) throw unknownId();
  return group;
}

function updateGroup(call: Call) {
  const { world } = call;
  const group = groupOf(call);
  const { name, handle, members } = readBody(GroupChange, call.body);
  group.name = name ?? group.name;
  group.handle = handle ?? group.handle;
  if (members !== undefined) {
    const kept = group.memberIds.filter(id => !members.rem.includes(id));
    const added = members.add.filter(id => world.people.has(id));
    group.memberIds = [...new Set([...kept, ...added])];
  }
  return ok(showGroup(world, group));
}

function deleteGroup(call: Call) {
  call.world.groups.delete(groupOf(call).id);
  return ok({});
}

/** Routes about people. */
export const peopleRoutes: Route[] = [
  { method: 'GET', path: '/v2/user', handle: getUser },
  { method: 'GET', path: '/v2/team', handle: getTeams },
  { method: 'GET', path: '/v2/team/{team_id}', handle: getTeam },
  { method: 'GET', path: '/v2/team/{team_id}/plan', handle: getPlan },
  { method: 'GET', path: '/v2/group', handle: getGroups },
  { method: 'POST', path: '/v2/team/{team_id}/group', handle: createGroup },
  { method: 'PUT', path: '/v2/group/{group_id}', handle: updateGroup },
  { method: 'DELETE', path: '/v2/group/{group_id}', handle: deleteGroup },
];
