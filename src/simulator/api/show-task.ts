// A task as ClickUp spells it: dates as strings of milliseconds, unset fields without a value, a
// drop-down as the index of its option.
import { fieldKey, shown } from '../overrides.ts';
import { type Field, fieldsOf, type List, statusesOf, type Task, type World } from '../world.ts';
import { listFor } from './call.ts';
import { showPriority } from './priority.ts';
import { showGroup, showPeople, showPerson } from './show-people.ts';
import { showField, showStatus } from './show-places.ts';

const sharing = {
  public: false,
  public_share_expires_on: null,
  public_fields: [
    'assignees',
    'priority',
    'due_date',
    'content',
    'comments',
    'attachments',
    'customFields',
    'subtasks',
    'tags',
    'checklists',
    'coverimage',
  ],
  token: null,
  seo_optimized: false,
};

const millis = (value: number | null) => (value === null ? null : String(value));

/** The whole task. `withMarkdown` adds markdown_description, which ClickUp only gives when asked. */
export function showTask(world: World, task: Task, withMarkdown = false) {
  const list = listFor(world, task);
  const folder = world.folders.get(list.folderId);
  const showFolder = {
    id: list.folderId,
    name: folder?.name ?? '',
    hidden: folder?.isHidden ?? false,
    access: true,
  };
  const { id: listId, name: listName } = list;
  return shown(world, task.id, {
    id: task.id,
    custom_id: null,
    custom_item_id: task.customItemId,
    name: task.name,
    text_content: task.text,
    description: task.text,
    ...(withMarkdown ? { markdown_description: task.markdown } : {}),
    status: showTaskStatus(world, task, list),
    orderindex: task.orderindex,
    date_created: String(task.createdAt),
    date_updated: String(task.updatedAt),
    date_closed: millis(task.closedAt),
    date_done: millis(task.doneAt),
    archived: task.isArchived,
    creator: showCreator(world, task.creatorId),
    assignees: showPeople(world, task.assigneeIds),
    group_assignees: task.groupIds.flatMap(id => {
      const group = world.groups.get(id);
      return group === undefined ? [] : [showGroup(world, group)];
    }),
    watchers: showPeople(world, task.watcherIds),
    checklists: [],
    tags: showTags(world, task.tagNames, list.spaceId),
    parent: task.parentId,
    top_level_parent: topParentId(world, task),
    priority: showPriority(task.priority),
    due_date: millis(task.dueDate),
    start_date: millis(task.startDate),
    points: task.points,
    time_estimate: task.timeEstimate,
    time_spent: 0,
    custom_fields: fieldsOf(world, list).map(field =>
      shown(
        world,
        fieldKey(task.id, field.id),
        Object.assign(showField(field), showValue(world, field, task.fields.get(field.id))),
      ),
    ),
    dependencies: [],
    linked_tasks: world.links
      .filter(({ from, to }) => from === task.id || to === task.id)
      .map(({ from, to, userId, at }) => ({
        task_id: from,
        link_id: to,
        date_created: String(at),
        userid: String(userId),
        workspace_id: world.id,
      })),
    locations: [],
    team_id: world.id,
    url: `${world.baseUrl}/t/${task.id}`,
    sharing,
    permission_level: 'create',
    list: { id: listId, name: listName, access: true },
    project: showFolder,
    folder: showFolder,
    space: { id: list.spaceId },
  });
}

function showTaskStatus(world: World, task: Task, list: List) {
  const statuses = statusesOf(world, list);
  const status = statuses.find(each => each.status === task.status) ?? statuses[0];
  if (status === undefined) throw new Error(`List ${list.id} has no statuses.`);
  return showStatus(status);
}

function showCreator(world: World, id: number) {
  const person = world.people.get(id);
  if (person === undefined) return { id, username: null, color: null, email: null, profilePicture: null };
  const { initials: _, ...creator } = showPerson(world, person);
  return creator;
}

/** Tags with the colours and creator that the space keeps for them. */
export function showTags(world: World, names: readonly string[], spaceId: string) {
  return names.flatMap(name => {
    const tag = world.spaces.get(spaceId)?.tags.get(name);
    if (tag === undefined) return [];
    return [{ name: tag.name, tag_fg: tag.foreground, tag_bg: tag.background, creator: tag.creatorId }];
  });
}

function topParentId(world: World, task: Task): string | null {
  let parentId = task.parentId;
  while (parentId !== null) {
    const above = world.tasks.get(parentId)?.parentId ?? null;
    if (above === null) return parentId;
    parentId = above;
  }
  return null;
}

function showValue(world: World, field: Field, raw: unknown): { value?: unknown } {
  if (raw === undefined || raw === null) return {};
  if (field.type === 'drop_down') {
    const options = field.config['options'] as { id: string; orderindex: number }[];
    const option = options.find(each => each.id === raw);
    return option === undefined ? {} : { value: option.orderindex };
  }
  if (field.type === 'users') {
    const ids = raw as (number | string)[];
    return {
      value: ids.flatMap((id): unknown[] => {
        if (typeof id === 'number') return showPeople(world, [id]);
        const group = world.groups.get(id);
        return group === undefined ? [] : [showGroup(world, group)];
      }),
    };
  }
  if (field.type === 'tasks') {
    const ids = raw as string[];
    return {
      value: ids.flatMap(id => {
        const task = world.tasks.get(id);
        if (task === undefined || task.isDeleted) return [];
        return [{ id, name: task.name, status: task.status, url: `${world.baseUrl}/t/${id}` }];
      }),
    };
  }
  return { value: raw };
}
