// What people do by hand with tasks, and with ClickUp's bin: moving to another list, and restoring what was deleted.
import type { Hono } from 'hono';
import { z } from 'zod';
import { touch } from '../api/touch.ts';
import { announceMove } from '../history.ts';
import { type List, statusesOf, type Task, type World } from '../world.ts';
import { ControlRefused, read } from './body.ts';

const MoveRequest = z.strictObject({
  task: z.string().min(1),
  list: z.string().min(1),
  by: z.number().int().optional(),
});

function moveTask(world: World, given: z.infer<typeof MoveRequest>): void {
  const task = world.tasks.get(given.task);
  if (task === undefined || task.isDeleted) throw new ControlRefused(`${given.task} is no task.`);
  const list = world.lists.get(given.list);
  if (list === undefined || list.isDeleted) throw new ControlRefused(`${given.list} is no list.`);
  const by = given.by ?? [...world.people.keys()][0] ?? 0;
  const user = world.people.get(by);
  if (user === undefined) throw new ControlRefused(`There is no user ${by}.`);
  const before = world.lists.get(task.listId);
  if (before === undefined || before === list) return;
  // A subtask that is moved by itself leaves its parent behind.
  if (task.parentId !== null) task.parentId = null;
  settle(world, task, list);
  announceMove(world, user, task, { before, after: list });
}

function settle(world: World, task: Task, list: List): void {
  const statuses = statusesOf(world, list);
  task.listId = list.id;
  if (!statuses.some(({ status }) => status === task.status))
    task.status = statuses[0]?.status ?? task.status;
  touch(world, task);
  for (const each of world.tasks.values()) if (each.parentId === task.id) settle(world, each, list);
}

const RestoreRequest = z.strictObject({ restore: z.string().min(1) });

// What was deleted with it comes back too: a task's subtasks, a folder's lists.
function restore(world: World, id: string): void {
  const { tasks, lists, folders } = world;
  const one = tasks.get(id) ?? lists.get(id) ?? folders.get(id);
  if (one === undefined) throw new ControlRefused(`${id} is no task, list or folder.`);
  if (!one.isDeleted) throw new ControlRefused(`${id} is not deleted.`);
  one.isDeleted = false;
  for (const list of lists.values()) if (list.folderId === id) list.isDeleted = false;
  for (const task of tasks.values()) if (task.parentId === id && task.isDeleted) restore(world, task.id);
}

/** Adds POST /tasks, which moves a task, and POST /bin, which restores what was deleted. */
export function addTaskMoves(app: Hono, world: () => World): void {
  app.post('/tasks', async c => {
    const given = await read(MoveRequest, c);
    moveTask(world(), given);
    return c.json(given);
  });
  app.post('/bin', async c => {
    const given = await read(RestoreRequest, c);
    restore(world(), given.restore);
    return c.json(given);
  });
}
