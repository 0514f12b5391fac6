// Spaces, folders, lists, statuses and fields as ClickUp spells them. Quirks kept on purpose: a folder
// counts its tasks in a string, a list in a number.
import { canSee } from '../access.ts';
import { shown } from '../odd.ts';
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
      time_tracking: { enabled: false },
      tags: isOn,
      time_estimates: isOn,
      checklists: isOn,
      custom_fields: isOn,
      remap_dependencies: { enabled: false },
      dependency_warning: { enabled: false },
      portfolios: { enabled: false },
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
  return { id: spaceId, name: world.spaces.get(spaceId)?.name ?? '', access: true };
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
    space: placeOfSpace(world, folder.spaceId),
    task_count: String(lists.reduce((sum, list) => sum + (counts.get(list.id) ?? 0), 0)),
    archived: folder.isArchived,
    statuses: statuses.map(showStatus),
    lists: lists.map(list => showListBriefly(world, list, counts)),
    permission_level: 'create',
  });
}

function showFolderBriefly(folder: Folder | undefined) {
  return {
    id: folder?.id ?? '',
    name: folder?.name ?? '',
    hidden: folder?.isHidden ?? false,
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

/** A list as its own answer. */
export function showList(world: World, list: List) {
  return shown(world, list.id, {
    ...briefly(world, list, taskCounts(world)),
    due_date_time: list.isDueTimed,
    start_date_time: null,
    inbound_address: `add.task.${list.id}@tasks.clickup.invalid`,
    statuses: statusesOf(world, list).map(showStatus),
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
