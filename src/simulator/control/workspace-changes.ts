// What people do by hand in ClickUp and its API has no route for: seats, access, archives, moved lists, statuses.
import type { Hono } from 'hono';
import { z } from 'zod';
import { makeHiddenFolder } from '../api/list-routes.ts';
import { type List, type Status, statusesOf, type World } from '../world.ts';
import { ControlRefused, read } from './body.ts';

const SeatRequest = z.strictObject({
  user: z.number().int(),
  seat: z.enum(['active', 'disabled', 'removed', 'invited']),
});

function changeSeat(world: World, { user, seat }: z.infer<typeof SeatRequest>): void {
  const { people, seats } = world;
  if (!people.has(user)) throw new ControlRefused(`There is no user ${user}.`);
  if (seat === 'active') seats.delete(user);
  else seats.set(user, seat);
}

const PlaceRequest = z
  .strictObject({
    place: z.string().min(1),
    visibleTo: z.array(z.number().int()).nullable().optional(),
    archived: z.boolean().optional(),
    folder: z.string().min(1).nullable().optional(),
  })
  .refine(
    ({ visibleTo, archived, folder }) =>
      visibleTo !== undefined || archived !== undefined || folder !== undefined,
    'say what is to happen with the place: "visibleTo", "archived" or "folder"',
  );

function changePlace(world: World, given: z.infer<typeof PlaceRequest>): void {
  const { place, visibleTo, archived, folder } = given;
  const list = liveOne(world.lists, place);
  const itself = list ?? liveOne(world.folders, place);
  if (itself === undefined && !world.spaces.has(place)) {
    throw new ControlRefused(`${place} is no space, folder or list.`);
  }
  if (archived !== undefined && itself === undefined) {
    throw new ControlRefused(`${place} is a space; only a folder or a list can be archived.`);
  }
  if (folder !== undefined) {
    if (list === undefined) throw new ControlRefused(`${place} is no list; only a list can be moved.`);
    moveList(world, list, folder);
  }
  if (itself !== undefined && archived !== undefined) itself.isArchived = archived;
  if (visibleTo === null) world.privatePlaces.delete(place);
  else if (visibleTo !== undefined) world.privatePlaces.set(place, new Set(visibleTo));
}

const liveOne = <T extends { isDeleted: boolean }>(all: ReadonlyMap<string, T>, id: string) => {
  const one = all.get(id);
  return one?.isDeleted === false ? one : undefined;
};

function moveList(world: World, list: List, folderId: string | null): void {
  const target = folderId === null ? null : liveOne(world.folders, folderId);
  if (target === undefined) throw new ControlRefused(`${folderId} is no folder.`);
  const folder = target ?? makeHiddenFolder(world, list.spaceId);
  const isTaken = [...world.lists.values()].some(
    each => each !== list && !each.isDeleted && each.folderId === folder.id && each.name === list.name,
  );
  if (isTaken) {
    throw new ControlRefused(`Folder ${folder.id} holds a list called "${list.name}" already.`);
  }
  list.folderId = folder.id;
  list.spaceId = folder.spaceId;
  const statuses = statusesOf(world, list);
  for (const task of tasksIn(world, [list])) {
    if (!statuses.some(({ status }) => status === task.status))
      task.status = statuses[0]?.status ?? task.status;
  }
}

function tasksIn(world: World, lists: readonly List[]) {
  const ids = new Set(lists.map(({ id }) => id));
  return [...world.tasks.values()].filter(task => ids.has(task.listId));
}

const StatusRequest = z.strictObject({
  list: z.string(),
  rename: z
    .record(z.string().min(1), z.string().trim().min(1))
    .refine(names => Object.keys(names).length > 0, 'name at least one status'),
});

// The set may be the list's own or one of the folder or space above: every list that uses it sees the new names.
function renameStatuses(world: World, given: z.infer<typeof StatusRequest>): void {
  const list = liveOne(world.lists, given.list);
  if (list === undefined) throw new ControlRefused(`${given.list} is no list.`);
  const statuses = statusesOf(world, list);
  const names = new Map(
    Object.entries(given.rename).map(([from, to]) => [from.toLowerCase(), to.toLowerCase()]),
  );
  checkRename(list, statuses, names);
  const users = [...world.lists.values()].filter(each => statusesOf(world, each) === statuses);
  const renamed = (status: string) => names.get(status) ?? status;
  for (const task of tasksIn(world, users)) {
    task.status = renamed(task.status);
    task.statusLog = task.statusLog.map(entry => ({ ...entry, status: renamed(entry.status) }));
  }
  for (const each of statuses) each.status = renamed(each.status);
}

function checkRename(list: List, statuses: readonly Status[], names: ReadonlyMap<string, string>): void {
  const known = statuses.map(({ status }) => status);
  const all = known.map(name => `"${name}"`).join(', ');
  for (const from of names.keys()) {
    if (!known.includes(from)) {
      throw new ControlRefused(`List ${list.id} has no status "${from}". It has ${all}.`);
    }
  }
  const next = known.map(name => names.get(name) ?? name);
  const twice = next.find((name, index) => next.indexOf(name) !== index);
  if (twice !== undefined)
    throw new ControlRefused(`List ${list.id} can't have the status "${twice}" twice. It has ${all}.`);
}

/** Adds the endpoints with which tests do what people do by hand. */
export function addWorkspaceChanges(app: Hono, world: () => World): void {
  app.post('/people', async c => {
    const given = await read(SeatRequest, c);
    changeSeat(world(), given);
    return c.json(given);
  });
  app.post('/places', async c => {
    const given = await read(PlaceRequest, c);
    changePlace(world(), given);
    return c.json(given);
  });
  app.post('/statuses', async c => {
    const given = await read(StatusRequest, c);
    renameStatuses(world(), given);
    return c.json(given);
  });
}
