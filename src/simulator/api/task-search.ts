// Reading many tasks: a list's and the whole workspace's, with ClickUp's filters, order and pages of 100.
import { canSee } from '../access.ts';
import { isPutAway, type List, statusesOf, type Task, type World } from '../world.ts';

import { ApiError } from './api-error.ts';
import { type Call, checkTeam, isOn, listOf, ok, type Route } from './call.ts';
import { fieldFilter } from './field-filter.ts';
import { showTask } from './show-task.ts';

const pageSize = 100;

function getListTasks(call: Call) {
  const list = listOf(call);
  const isSilent = isPutAway(call.world, list) && !call.world.behaviour.archivedListTasks;
  return answerPage(call, task => task.listId === list.id && !isSilent);
}

function getTeamTasks(call: Call) {
  checkTeam(call);
  const { world } = call;
  const listIds = manyOf(call, 'list_ids');
  const folderIds = manyOf(call, 'project_ids');
  const spaceIds = manyOf(call, 'space_ids');
  const isMeant = (list: List) => {
    if (list.isDeleted || isPutAway(world, list) || !canSee(world, call.user.id, list.id)) return false;
    if (listIds !== undefined && !listIds.has(list.id)) return false;
    if (folderIds !== undefined && !folderIds.has(list.folderId)) return false;
    return spaceIds === undefined || spaceIds.has(list.spaceId);
  };
  // Asked of each list and not of each task: a workspace may have a hundred thousand.
  const meant = new Set([...world.lists.values()].filter(isMeant).map(({ id }) => id));
  return answerPage(call, task => meant.has(task.listId));
}

/** The values of an array filter. A lone bare `name=x` is refused, as ClickUp's validators do. */
function manyOf({ query }: Call, name: string): Set<string> | undefined {
  const bracketed = query.getAll(`${name}[]`);
  const indexed = [...query].filter(([key]) => new RegExp(`^${name}\\[\\d+\\]$`, 'u').test(key));
  const bare = query.getAll(name);
  if (bare.length === 1) throw new ApiError(400, 'ITEM_156', `${name} must be an array`);
  const values = [...bracketed, ...indexed.map(([, value]) => value), ...bare];
  return values.length === 0 ? undefined : new Set(values);
}

function answerPage(call: Call, isHere: (task: Task) => boolean) {
  const { world, query } = call;
  const page = pageOf(query);
  const found = foundBy(call, isHere);
  const shown = found.slice(page * pageSize, (page + 1) * pageSize);
  const withMarkdown = isOn(query, 'include_markdown_description');
  return ok({
    tasks: shown.map(task => showTask(world, task, withMarkdown)),
    last_page: found.length <= (page + 1) * pageSize,
  });
}

/** What a search found in the world as it was at a revision; at `until` something more will show. */
type Search = { revision: number; until: number; found: Task[] };
const mostSearches = 4;
const searches = new WeakMap<World, Map<string, Search>>();

/** Every task of a search, in its order. Who reads page after page of a world that stays as it is searches once. */
function foundBy(call: Call, isHere: (task: Task) => boolean): Task[] {
  const { world, query } = call;
  const now = world.clock.now();
  const latest = searches.get(world) ?? new Map<string, Search>();
  searches.set(world, latest);
  const asked = new URLSearchParams(query);
  asked.delete('page');
  const key = [call.user.id, ...Object.values(call.params), asked].join(' ');
  const known = latest.get(key);
  if (known?.revision === world.revision && now < known.until) return known.found;
  const isWanted = filterOf(call);
  let until = Number.POSITIVE_INFINITY;
  const found = [...world.tasks.values()].filter(task => {
    if (task.isDeleted || !isHere(task) || !isWanted(task)) return false;
    if (task.visibleFrom > now) until = Math.min(until, task.visibleFrom);
    return task.visibleFrom <= now;
  });
  found.sort(orderOf(query));
  latest.delete(key);
  latest.set(key, { revision: world.revision, until, found });
  for (const oldest of latest.keys()) if (latest.size > mostSearches) latest.delete(oldest);
  return found;
}

function pageOf(query: URLSearchParams): number {
  const text = query.get('page') ?? '0';
  if (!/^\d{1,9}$/u.test(text)) throw new ApiError(400, 'INPUT_003', 'Page invalid');
  return Number(text);
}

function filterOf(call: Call): (task: Task) => boolean {
  const { world, query } = call;
  const statuses = lowerCased(manyOf(call, 'statuses'));
  const assignees = manyOf(call, 'assignees');
  const watchers = manyOf(call, 'watchers');
  const tags = lowerCased(manyOf(call, 'tags'));
  const isDated = datesOf(query);
  const hasFields = fieldFilter(query.get('custom_fields'));
  const types = manyOf(call, 'custom_items');
  const isArchived = isOn(query, 'archived');
  const parent = query.get('parent');
  const withSubtasks = isOn(query, 'subtasks') || parent !== null;
  const withClosed = isOn(query, 'include_closed');
  return task => {
    if (task.isArchived !== isArchived) return false;
    if (task.parentId !== null && !withSubtasks) return false;
    if (parent !== null && task.parentId !== parent) return false;
    if (statuses !== undefined ? !statuses.has(task.status) : !withClosed && isClosed(world, task))
      return false;
    if (assignees !== undefined && !task.assigneeIds.some(id => assignees.has(String(id)))) return false;
    if (watchers !== undefined && !task.watcherIds.some(id => watchers.has(String(id)))) return false;
    if (tags !== undefined && !task.tagNames.some(name => tags.has(name))) return false;
    if (types !== undefined && !types.has(String(task.customItemId))) return false;
    return isDated(task) && hasFields(task);
  };
}

const lowerCased = (values: Set<string> | undefined) =>
  values === undefined ? undefined : new Set([...values].map(value => value.toLowerCase()));

function isClosed(world: World, task: Task): boolean {
  const list = world.lists.get(task.listId);
  if (list === undefined) return false;
  return statusesOf(world, list).some(status => status.status === task.status && status.type === 'closed');
}

const dated = {
  due_date: (task: Task) => task.dueDate,
  date_created: (task: Task) => task.createdAt,
  date_updated: (task: Task) => task.updatedAt,
  date_done: (task: Task) => task.doneAt,
};

function datesOf(query: URLSearchParams): (task: Task) => boolean {
  const limits = Object.entries(dated).flatMap(([name, read]) =>
    (['gt', 'lt'] as const).flatMap(side => {
      const text = query.get(`${name}_${side}`);
      if (text === null) return [];
      if (!/^-?\d+$/u.test(text)) throw new ApiError(400, 'INPUT_003', `${name}_${side} invalid`);
      return [{ read, side, limit: Number(text) }];
    }),
  );
  return task =>
    limits.every(({ read, side, limit }) => {
      const value = read(task);
      return value !== null && (side === 'gt' ? value > limit : value < limit);
    });
}

// Newest first unless `reverse`; what has no value comes last either way.
function orderOf(query: URLSearchParams): (left: Task, right: Task) => number {
  const by = query.get('order_by') ?? 'created';
  const sign = isOn(query, 'reverse') ? 1 : -1;
  const keys: Record<string, (task: Task) => number | string | null> = {
    id: task => task.id,
    created: task => task.createdAt,
    updated: task => task.updatedAt,
    due_date: task => task.dueDate,
  };
  const key = keys[by];
  if (key === undefined) throw new ApiError(500, 'ITEMV2_003', 'Internal server error');
  return (left, right) => {
    const a = key(left);
    const b = key(right);
    if (a === b) return sign * (left.sequence - right.sequence);
    if (a === null) return 1;
    if (b === null) return -1;
    return a < b ? -sign : sign;
  };
}

/** Routes that read many tasks. */
export const taskSearchRoutes: Route[] = [
  { method: 'GET', path: '/v2/list/{list_id}/task', handle: getListTasks },
  { method: 'GET', path: '/v2/team/{team_Id}/task', handle: getTeamTasks },
];
