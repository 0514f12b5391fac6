// Turns changes into history items and events, in the pairs that ClickUp documents: a specific event
// and taskUpdated with the same item.
import { showPerson } from './api/show-people.ts';
import type { Folder, List, Space, Task, User, World } from './world.ts';

/** What changed in a task: the specific event (if there is one) and the item's own keys. */
export type TaskChange = {
  event: string | null;
  field: string;
  data?: Record<string, unknown>;
  extra: Record<string, unknown>;
  historyId?: string;
};

const specificFirst = (events: readonly (string | null)[]) =>
  [...new Set(events)].filter(event => event !== null);

function historyItem(world: World, user: User, parentId: string, change: TaskChange) {
  return {
    id: change.historyId ?? world.ids.history(),
    type: 1,
    date: String(world.clock.now()),
    field: change.field,
    parent_id: parentId,
    data: change.data ?? {},
    source: null,
    user: showPerson(world, user),
    ...change.extra,
  };
}

/** Tells that a task changed. Each kind of change has its own event; taskUpdated goes with all. */
export function announceChanges(world: World, user: User, task: Task, changes: readonly TaskChange[]): void {
  if (changes.length === 0) return;
  const items = changes.map(change => ({
    event: change.event,
    item: historyItem(world, user, task.listId, change),
  }));
  const place = { taskId: task.id };
  const send = (event: string, history: unknown[]) =>
    world.emit({ event, place, body: { event, history_items: history, task_id: task.id } });
  for (const event of specificFirst(items.map(each => each.event))) {
    send(
      event,
      items.filter(each => each.event === event).map(each => each.item),
    );
  }
  if (world.behaviour.groupedHistory) {
    send(
      'taskUpdated',
      items.map(each => each.item),
    );
  } else for (const each of items) send('taskUpdated', [each.item]);
}

/** Tells that a task was created: taskCreated with two items, then taskStatusUpdated with the first. */
export function announceCreation(
  world: World,
  user: User,
  task: Task,
  status: { status: string; color: string; orderindex: number; type: string },
): void {
  const before = { status: null, color: '#000000', type: 'removed', orderindex: -1 };
  const statusItem = historyItem(world, user, task.listId, {
    event: null,
    field: 'status',
    data: { status_type: status.type },
    extra: { before, after: status },
  });
  const creationItem = historyItem(world, user, task.listId, {
    event: null,
    field: 'task_creation',
    data: { via: 'api', trace_id: world.ids.uuid(), subcategory_id: task.listId },
    extra: { before: null, after: null },
  });
  const send = (event: string, history: unknown[]) =>
    world.emit({
      event,
      place: { taskId: task.id },
      body: { event, history_items: history, task_id: task.id },
    });
  send('taskCreated', [statusItem, creationItem]);
  send('taskStatusUpdated', [statusItem]);
}

/** Tells that a task was moved: taskMoved and taskUpdated where it is now, then spaceUpdated. */
export function announceMove(
  world: World,
  user: User,
  task: Task,
  { before, after }: { before: List; after: List },
): void {
  const extra = { before: placeInHistory(world, before), after: placeInHistory(world, after) };
  const data = { mute_notifications: true };
  announceChanges(world, user, task, [{ event: 'taskMoved', field: 'section_moved', data, extra }]);
  announceSpaceUpdated(world, { id: after.spaceId });
}

// The old names: a folder is a category, a space a project.
function placeInHistory(world: World, { id, name, folderId, spaceId }: List) {
  const folder = world.folders.get(folderId);
  return {
    id,
    name,
    category: { id: folderId, name: folder?.name ?? '', hidden: folder?.isHidden ?? false },
    project: { id: spaceId, name: world.spaces.get(spaceId)?.name ?? '' },
  };
}

/** Tells that a task was deleted; such deliveries carry no items. */
export function announceTaskDeleted(world: World, task: Task): void {
  const body = { event: 'taskDeleted', task_id: task.id };
  world.emit({ event: 'taskDeleted', place: { taskId: task.id }, body });
}

/** Tells of a list; only listUpdated has items, with UUID ids and type 6. */
export function announceList(
  world: World,
  list: List,
  event: 'listCreated' | 'listUpdated' | 'listDeleted',
  changed?: { user: User; changes: { field: string; before: unknown; after: unknown }[] },
): void {
  const items = changed?.changes.map(change => ({
    id: world.ids.uuid(),
    type: 6,
    date: String(world.clock.now()),
    field: change.field,
    parent_id: list.id,
    data: {},
    source: null,
    user: showPerson(world, changed.user),
    before: change.before,
    after: change.after,
  }));
  const body = { event, ...(items === undefined ? {} : { history_items: items }), list_id: list.id };
  world.emit({ event, place: { listId: list.id }, body });
}

/** Tells of a folder. */
export function announceFolder(
  world: World,
  folder: Folder,
  event: 'folderCreated' | 'folderUpdated' | 'folderDeleted',
): void {
  world.emit({ event, place: { folderId: folder.id }, body: { event, folder_id: folder.id } });
}

/** Tells that something inside a space changed. */
export function announceSpaceUpdated(world: World, space: Pick<Space, 'id'>): void {
  const event = 'spaceUpdated';
  world.emit({ event, place: { spaceId: space.id }, body: { event, space_id: space.id } });
}
