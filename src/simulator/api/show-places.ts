// Spaces, folders, lists, statuses and fields as ClickUp spells them. Quirks kept on purpose: a folder
// counts its tasks in a string, a list in a number.
import { canSee } from '../access.ts';
import { shown } from '../overrides.ts';
import { uuidOf } from '../random.ts';
import {
  type Field,
  type Folder,
  isPutAway,
  type List,
  type Space,
  type Status,
  statusesOf,
  type World,
} from '../world.ts';
import { priorityColors, priorityNames } from './priority.ts';
import { showPersonById } from './show-people.ts';

/** A status with its id, as spaces, folders and lists carry it. */
export function showStatus(status: Status) {
  return {
    id: status.id,
    status: status.status,
    type: status.type,
    orderindex: status.orderindex,
    color: status.color,
  };
}

/** A status as history items carry it: without its id. */
export function showStatusInHistory({ status, color, orderindex, type }: Status) {
  return { status, color, orderindex, type };
}

const isOn = { enabled: true };
const isOff = { enabled: false };

/** A space with its features; `members` only appear on private spaces, which we do not have. */
export function showSpace(world: World, space: Space) {
  return shown(world, space.id, {
    id: space.id,
    name: space.name,
    color: '#7b68ee',
    private: false,
    avatar: null,
    admin_can_manage: true,
    archived: false,
    statuses: space.statuses.map(showStatus),
    multiple_assignees: true,
    features: {
      due_dates: { enabled: true, start_date: true, remap_due_dates: false, remap_closed_due_date: false },
      sprints: isOff,
      time_tracking: { enabled: false, harvest: false, rollup: false, default_to_billable: 2 },
      points: isOff,
      custom_items: isOff,
      tags: isOn,
      time_estimates: { enabled: true, rollup: true, per_assignee: false },
      check_unresolved: { enabled: true, subtasks: null, checklists: null, comments: null },
      milestones: isOn,
      status_pies: isOff,
      emails: isOn,
      checklists: isOn,
      custom_fields: isOn,
      remap_dependencies: isOff,
      dependency_warning: isOff,
      portfolios: isOff,
      multiple_assignees: isOn,
      priorities: {
        enabled: true,
        priorities: priorityNames.map((priority, index) => ({
          id: String(index + 1),
          priority,
          color: priorityColors[index],
          orderindex: String(index + 1),
        })),
      },
    },
  });
}

/** The lists of a folder that are neither deleted nor hidden by a read lag. */
export function listsIn(world: World, folderId: string): List[] {
  const now = world.clock.now();
  return [...world.lists.values()].filter(
    list => list.folderId === folderId && !list.isDeleted && list.visibleFrom <= now,
  );
}

type Counts = ReadonlyMap<string, number>;

/** How many tasks each list holds; made once per answer, since it looks at every task. */
export function taskCounts(world: World): Counts {
  const counts = new Map<string, number>();
  for (const { isDeleted, listId } of world.tasks.values()) {
    if (!isDeleted) counts.set(listId, (counts.get(listId) ?? 0) + 1);
  }
  return counts;
}

function placeOfSpace(world: World, spaceId: string) {
  return { id: spaceId, name: world.spaces.get(spaceId)?.name ?? '', archived: false, access: true };
}

/** A folder as its own answer, with those of its lists that this user may see. */
export function showFolder(world: World, folder: Folder, userId: number, counts = taskCounts(world)) {
  const lists = listsIn(world, folder.id).filter(
    list => isPutAway(world, list) === folder.isArchived && canSee(world, userId, list.id),
  );
  const statuses = folder.statuses ?? world.spaces.get(folder.spaceId)?.statuses ?? [];
  return shown(world, folder.id, {
    id: folder.id,
    name: folder.name,
    orderindex: folder.orderindex,
    override_statuses: folder.statuses !== null,
    hidden: folder.isHidden,
    space: { id: folder.spaceId, name: world.spaces.get(folder.spaceId)?.name ?? '', access: true },
    task_count: String(lists.reduce((sum, list) => sum + (counts.get(list.id) ?? 0), 0)),
    archived: folder.isArchived,
    statuses: statuses.map(showStatus),
    deleted: false,
    lists: lists.map(list => showListInFolder(world, list, counts)),
    permission_level: 'create',
  });
}

function showFolderBriefly(folder: Folder | undefined) {
  return {
    id: folder?.id ?? '',
    name: folder?.name ?? '',
    hidden: folder?.isHidden ?? false,
    archived: folder?.isArchived ?? false,
    access: true,
  };
}

/** A list as the plural reads give it: without statuses. */
export function showListBriefly(world: World, list: List, counts = taskCounts(world)) {
  return shown(world, list.id, briefly(world, list, counts));
}

function briefly(world: World, list: List, counts: Counts) {
  return {
    id: list.id,
    name: list.name,
    orderindex: list.orderindex,
    content: list.content,
    status: list.color === null ? null : { status: list.color, color: list.color, hide_label: true },
    priority:
      list.priority === null
        ? null
        : { priority: priorityNames[list.priority - 1], color: priorityColors[list.priority - 1] },
    assignee: showPersonById(world, list.assigneeId),
    task_count: counts.get(list.id) ?? 0,
    due_date: list.dueDate === null ? null : String(list.dueDate),
    start_date: null,
    folder: showFolderBriefly(world.folders.get(list.folderId)),
    space: placeOfSpace(world, list.spaceId),
    archived: isPutAway(world, list),
    override_statuses: list.statuses !== null,
    permission_level: 'create',
  };
}

// A list's own statuses and those of its space belong to groups of different names.
function statusesShown(world: World, list: List) {
  const status_group = list.statuses === null ? `proj_${list.spaceId}` : `subcat_${list.id}`;
  return statusesOf(world, list).map(status => Object.assign(showStatus(status), { status_group }));
}

// Inside a folder, a list says neither what is written about it nor where it is.
function showListInFolder(world: World, list: List, counts: Counts) {
  const { content: _, folder: __, space: ___, ...rest } = briefly(world, list, counts);
  return shown(world, list.id, { ...rest, statuses: statusesShown(world, list) });
}

/** A list as its own answer to somebody: what it does not have, colour and dates, leaves keys out. */
export function showList(world: World, list: List, userId: number) {
  const { status, ...rest } = briefly(world, list, taskCounts(world));
  return shown(world, list.id, {
    ...rest,
    deleted: false,
    ...(status === null ? {} : { status }),
    ...(list.dueDate === null ? {} : { due_date_time: list.isDueTimed }),
    inbound_address: `a.t.${list.id}.u-${userId}.${uuidOf(list.id)}@tasks.clickup.com`,
    statuses: statusesShown(world, list),
  });
}

/** A custom field's definition. */
export function showField(field: Field) {
  return {
    id: field.id,
    name: field.name,
    type: field.type,
    type_config: field.config,
    date_created: String(field.createdAt),
    hide_from_guests: false,
    required: false,
  };
}
