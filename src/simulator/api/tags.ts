// Tags on tasks. They belong to the space, are stored in lower case, and come into being when used.
import { announceChanges } from '../history.ts';
import type { Space, Tag, Task, World } from '../world.ts';
import { type Call, listFor, ok, type Route, taskOf } from './call.ts';
import { showTags } from './show-task.ts';
import { touch } from './touch.ts';

const palette = ['#f900ea', '#e50000', '#7c4dff', '#02bcd4', '#2ecd6f', '#f9ae27', '#b5bcc2'];

/** The tag with that name in a space, made if it does not exist. */
export function addTagToSpace(space: Space, name: string, creatorId: number): Tag {
  const key = name.trim().toLowerCase();
  const known = space.tags.get(key);
  if (known !== undefined) return known;
  const color = palette[space.tags.size % palette.length] ?? '#b5bcc2';
  const tag = { name: key, foreground: color, background: color, creatorId };
  space.tags.set(key, tag);
  return tag;
}

/** The tag name of the path, as it is stored. */
export const tagNameOf = (call: Call) => (call.params['tag_name'] ?? '').trim().toLowerCase();

/** The space of a task. */
function spaceOfTask(world: World, task: Task): Space {
  const space = world.spaces.get(listFor(world, task).spaceId);
  if (space === undefined) throw new Error(`Task ${task.id} is in no space.`);
  return space;
}

function addTag(call: Call) {
  const { world, user } = call;
  const task = taskOf(call);
  const space = spaceOfTask(world, task);
  const { name } = addTagToSpace(space, tagNameOf(call), user.id);
  if (task.tagNames.includes(name)) return ok({});
  task.tagNames.push(name);
  touch(world, task);
  const after = showTags(world, [name], space.id);
  announceChanges(world, user, task, [
    { event: 'taskTagUpdated', field: 'tag', extra: { before: null, after } },
  ]);
  return ok({});
}

function removeTag(call: Call) {
  const { world, user } = call;
  const task = taskOf(call);
  const name = tagNameOf(call);
  if (!task.tagNames.includes(name)) return ok({});
  task.tagNames = task.tagNames.filter(each => each !== name);
  touch(world, task);
  const after = showTags(world, [name], spaceOfTask(world, task).id);
  announceChanges(world, user, task, [
    { event: 'taskTagUpdated', field: 'tag_removed', extra: { before: null, after } },
  ]);
  return ok({});
}

/** Routes that put tags on tasks and take them off. */
export const tagRoutes: Route[] = [
  { method: 'POST', path: '/v2/task/{task_id}/tag/{tag_name}', handle: addTag },
  { method: 'DELETE', path: '/v2/task/{task_id}/tag/{tag_name}', handle: removeTag },
];
