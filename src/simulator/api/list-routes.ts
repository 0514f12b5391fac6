// Lists: read, make in a folder or without one, change, delete. Names are unique within their parent.
import { z } from 'zod';
import { canSee } from '../access.ts';
import { dayAtFour } from '../day.ts';
import { announceList, announceSpaceUpdated } from '../history.ts';
import {
  type Folder,
  isPutAway,
  type List,
  type Status,
  statusesOf,
  type User,
  type World,
} from '../world.ts';
import { ApiError } from './api-error.ts';
import {
  type Call,
  folderOf,
  isOn,
  listOf,
  Millis,
  ok,
  type Route,
  readBody,
  spaceOf,
  UserId,
} from './call.ts';
import { plainText } from './markdown.ts';
import { listsIn, showList, showListBriefly, taskCounts } from './show-places.ts';

// `archived` is a switch, not an include: with it only archived lists come, without it none of them.
function answerLists({ world, user, query }: Call, lists: readonly List[]) {
  const counts = taskCounts(world);
  const isArchived = isOn(query, 'archived');
  const seen = lists.filter(list => isPutAway(world, list) === isArchived && canSee(world, user.id, list.id));
  return ok({ lists: seen.map(list => showListBriefly(world, list, counts)) });
}

function getLists(call: Call) {
  return answerLists(call, listsIn(call.world, folderOf(call).id));
}

/** The lists of a space that are in no folder; each has a hidden folder of its own. */
function folderlessLists(world: World, spaceId: string): List[] {
  const hidden = [...world.folders.values()].filter(folder => folder.spaceId === spaceId && folder.isHidden);
  return hidden.flatMap(folder => listsIn(world, folder.id));
}

function getFolderlessLists(call: Call) {
  return answerLists(call, folderlessLists(call.world, spaceOf(call).id));
}

const Priority = z.number().int().min(1).max(4).nullable();

const ListContent = z.object({
  content: z.string().optional(),
  markdown_content: z.string().optional(),
  due_date: Millis.nullish(),
  due_date_time: z.boolean().optional(),
  priority: Priority.optional(),
  status: z.string().optional(),
});
type ListContent = z.infer<typeof ListContent>;

const NewList = ListContent.extend({ name: z.string().min(1), assignee: UserId.nullish() });

function checkName(lists: readonly List[], name: string, exceptId?: string): void {
  const isTaken = lists.some(list => list.name === name && list.id !== exceptId);
  if (isTaken) throw new ApiError(400, 'SUBCAT_016', 'List name taken');
}

const allIn = (world: World, folderId: string) =>
  [...world.lists.values()].filter(list => list.folderId === folderId && !list.isDeleted);

function siblingsOf(world: World, list: List): List[] {
  if (world.folders.get(list.folderId)?.isHidden !== true) return allIn(world, list.folderId);
  return [...world.lists.values()].filter(
    each =>
      each.spaceId === list.spaceId && !each.isDeleted && world.folders.get(each.folderId)?.isHidden === true,
  );
}

/** The hidden folder that ClickUp puts around a list without one. */
export function makeHiddenFolder(world: World, spaceId: string): Folder {
  const id = world.ids.place();
  const folder = {
    id,
    name: 'hidden',
    spaceId,
    orderindex: 0,
    isHidden: true,
    isArchived: false,
    isDeleted: false,
    statuses: null,
  };
  world.folders.set(id, folder);
  return folder;
}

/** Puts a new, empty list into a folder. */
export function makeList(world: World, folder: Folder, name: string): List {
  const list: List = {
    id: world.ids.place(),
    name,
    folderId: folder.id,
    spaceId: folder.spaceId,
    orderindex: allIn(world, folder.id).length,
    content: '',
    color: null,
    priority: null,
    assigneeId: null,
    dueDate: null,
    isDueTimed: false,
    statuses: null,
    isArchived: false,
    isDeleted: false,
    visibleFrom: 0,
  };
  world.lists.set(list.id, list);
  return list;
}

function createList(call: Call, siblings: readonly List[], folderFor: () => Folder) {
  const { world, user } = call;
  const given = readBody(NewList, call.body);
  checkName(siblings, given.name);
  const list = makeList(world, folderFor(), given.name);
  fill(list, given, user);
  list.assigneeId = given.assignee ?? null;
  const lag = call.hit(['readLag']);
  if (lag !== undefined) list.visibleFrom = world.clock.now() + (lag.lagMs ?? 2_000);
  announceList(world, list, 'listCreated');
  announceSpaceUpdated(world, { id: list.spaceId });
  return ok(showList(world, list, user.id));
}

function fill(list: List, given: ListContent, user: User): void {
  if (given.markdown_content !== undefined) list.content = plainText(given.markdown_content);
  else if (given.content !== undefined) list.content = given.content.trim() === '' ? '' : given.content;
  if (given.due_date !== undefined) {
    list.isDueTimed = given.due_date_time === true;
    const day = given.due_date;
    list.dueDate = day === null || list.isDueTimed ? day : dayAtFour(day, user.zone);
  }
  if (given.priority !== undefined) list.priority = given.priority;
  if (given.status !== undefined) list.color = given.status;
}

const OwnStatus = z.object({
  id: z.string().optional(),
  status: z.string().min(1),
  color: z.string().optional(),
  orderindex: z.number().int().optional(),
  type: z.enum(['open', 'unstarted', 'custom', 'done', 'closed']).optional(),
});

const ListChange = ListContent.extend({
  name: z.string().min(1).optional(),
  assignee: z.union([UserId, z.literal('none')]).nullish(),
  unset_status: z.boolean().optional(),
  override_statuses: z.boolean().optional(),
  statuses: z.array(OwnStatus).min(1).optional(),
});
type ListChange = z.infer<typeof ListChange>;

function updateList(call: Call) {
  const { world, user } = call;
  const list = listOf(call);
  const given = readBody(ListChange, call.body);
  if (given.name !== undefined) checkName(siblingsOf(world, list), given.name, list.id);
  const before = noted(list);
  list.name = given.name ?? list.name;
  fill(list, given, user);
  if (given.assignee !== undefined)
    list.assigneeId = typeof given.assignee === 'number' ? given.assignee : null;
  if (given.unset_status === true) list.color = null;
  changeStatuses(world, list, given);
  const after = noted(list);
  const changes = Object.keys(after).flatMap(field =>
    before[field] === after[field] ? [] : [{ field, before: before[field], after: after[field] }],
  );
  if (changes.length > 0) announceList(world, list, 'listUpdated', { user, changes });
  return ok(showList(world, list, user.id));
}

function noted(list: List): Record<string, unknown> {
  return {
    name: list.name,
    content: list.content,
    due_date: list.dueDate === null ? null : String(list.dueDate),
    priority: list.priority,
    assignee: list.assigneeId,
    status: list.color,
    statuses: list.statuses?.map(each => each.status).join(',') ?? null,
  };
}

// Undocumented by the vendor, but reported to work: a full `statuses` array with override_statuses.
function changeStatuses(world: World, list: List, given: ListChange): void {
  if (given.override_statuses === false) list.statuses = null;
  else if (given.override_statuses === true && given.statuses !== undefined) {
    list.statuses = given.statuses.map(
      (each, index, all): Status => ({
        id: `sc${list.id}_${world.ids.statusSuffix()}`,
        status: each.status.toLowerCase(),
        type: each.type ?? (index === 0 ? 'open' : index === all.length - 1 ? 'closed' : 'custom'),
        orderindex: each.orderindex ?? index,
        color: each.color ?? '#d3d3d3',
      }),
    );
  } else return;
  const statuses = statusesOf(world, list);
  for (const task of world.tasks.values()) {
    if (task.listId !== list.id || statuses.some(status => status.status === task.status)) continue;
    task.status = statuses[0]?.status ?? task.status;
  }
}

function deleteList(call: Call) {
  const list = listOf(call);
  list.isDeleted = true;
  announceList(call.world, list, 'listDeleted');
  return ok({});
}

const inFolder = '/v2/folder/{folder_id}/list';
const inSpace = '/v2/space/{space_id}/list';

/** Routes about lists. */
export const listRoutes: Route[] = [
  { method: 'GET', path: inFolder, handle: getLists },
  {
    method: 'POST',
    path: inFolder,
    handle: call => {
      const folder = folderOf(call);
      return createList(call, allIn(call.world, folder.id), () => folder);
    },
  },
  { method: 'GET', path: inSpace, handle: getFolderlessLists },
  {
    method: 'POST',
    path: inSpace,
    handle: call => {
      const { world } = call;
      const { id } = spaceOf(call);
      return createList(call, folderlessLists(world, id), () => makeHiddenFolder(world, id));
    },
  },
  {
    method: 'GET',
    path: '/v2/list/{list_id}',
    handle: call => ok(showList(call.world, listOf(call), call.user.id)),
  },
  { method: 'PUT', path: '/v2/list/{list_id}', handle: updateList },
  { method: 'DELETE', path: '/v2/list/{list_id}', handle: deleteList },
];
