// Single tasks: make, read, delete, and how long they have been in a status.
import { announceCreation, announceTaskDeleted } from '../history.ts';
import { type Status, statusesOf, type Task, type World } from '../world.ts';
import { type Call, isOn, listFor, listOf, ok, type Route, readBody, taskOf } from './call.ts';
import { makeTask, NewTask } from './make-task.ts';
import { showStatusInHistory } from './show-places.ts';
import { showTask } from './show-task.ts';
import { updateTask } from './update-task.ts';

function createTask(call: Call) {
  const { world, user } = call;
  const list = listOf(call);
  const task = makeTask(world, list, user, readBody(NewTask, call.body));
  const lag = call.hit(['readLag']);
  if (lag !== undefined) task.visibleFrom = world.clock.now() + (lag.lagMs ?? 2_000);
  const status = statusesOf(world, list).find(each => each.status === task.status);
  if (status !== undefined) announceCreation(world, user, task, showStatusInHistory(status));
  return ok(showTask(world, task, true));
}

function getTask(call: Call) {
  const { world, query } = call;
  const task = taskOf(call);
  const withMarkdown = isOn(query, 'include_markdown_description');
  const subtasks = isOn(query, 'include_subtasks') ? childrenOf(world, task) : undefined;
  return ok({
    ...showTask(world, task, withMarkdown),
    ...(subtasks === undefined
      ? {}
      : { subtasks: subtasks.map(each => showTask(world, each, withMarkdown)) }),
    attachments: [],
  });
}

function childrenOf(world: World, task: Task): Task[] {
  return [...world.tasks.values()].filter(each => each.parentId === task.id && !each.isDeleted);
}

function deleteTask(call: Call) {
  const task = taskOf(call);
  const remove = (each: Task) => {
    each.isDeleted = true;
    for (const child of childrenOf(call.world, each)) remove(child);
  };
  remove(task);
  announceTaskDeleted(call.world, task);
  return { status: 204 };
}

function getTimeInStatus(call: Call) {
  const { world } = call;
  const task = taskOf(call);
  const statuses = statusesOf(world, listFor(world, task));
  const now = world.clock.now();
  const spans = task.statusLog.map(({ status, since }, index) => ({
    status: statuses.find(each => each.status === status) ?? statuses[0],
    since,
    minutes: Math.floor(((task.statusLog[index + 1]?.since ?? now) - since) / 60_000),
  }));
  const history = new Map<string, ReturnType<typeof showSpan>>();
  for (const span of spans) {
    if (span.status === undefined) continue;
    const known = history.get(span.status.status);
    if (known === undefined) history.set(span.status.status, showSpan(span.status, span));
    else known.total_time.by_minute += span.minutes;
  }
  const current = history.get(task.status);
  return ok({
    current_status: {
      status: task.status,
      color: current?.color ?? '#d3d3d3',
      total_time: current?.total_time ?? { by_minute: 0, since: String(task.createdAt) },
    },
    status_history: [...history.values()],
  });
}

function showSpan({ status, color, type, orderindex }: Status, span: { since: number; minutes: number }) {
  const total_time = { by_minute: span.minutes, since: String(span.since) };
  return { status, color, type, total_time, orderindex };
}

/** Routes about one task. */
export const taskRoutes: Route[] = [
  { method: 'POST', path: '/v2/list/{list_id}/task', handle: createTask },
  { method: 'GET', path: '/v2/task/{task_id}', handle: getTask },
  { method: 'PUT', path: '/v2/task/{task_id}', handle: updateTask },
  { method: 'DELETE', path: '/v2/task/{task_id}', handle: deleteTask },
  { method: 'GET', path: '/v2/task/{task_id}/time_in_status', handle: getTimeInStatus },
];
