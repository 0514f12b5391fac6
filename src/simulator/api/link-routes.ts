// Links between tasks: one link, seen from both of them. Whether ClickUp tells webhooks of it is not documented, so
// nothing is told.
import type { Task, World } from '../world.ts';
import { type Call, ok, type Route, taskOf } from './call.ts';
import { showTask } from './show-task.ts';
import { touch } from './touch.ts';

/** The two tasks of the path; both must be there. */
function pairOf(call: Call): { task: Task; other: Task } {
  const other = taskOf({ ...call, params: { ...call.params, task_id: call.params['links_to'] ?? '' } });
  return { task: taskOf(call), other };
}

const isBetween = (one: string, other: string) => (link: World['links'][number]) =>
  (link.from === one && link.to === other) || (link.from === other && link.to === one);

function addLink(call: Call) {
  const { world, user } = call;
  const { task, other } = pairOf(call);
  if (!world.links.some(isBetween(task.id, other.id))) {
    world.links.push({ from: task.id, to: other.id, userId: user.id, at: world.clock.now() });
    touch(world, task);
    touch(world, other);
  }
  return ok({ task: showTask(world, task) });
}

function removeLink(call: Call) {
  const { world } = call;
  const { task, other } = pairOf(call);
  const before = world.links.length;
  world.links = world.links.filter(link => !isBetween(task.id, other.id)(link));
  if (world.links.length < before) {
    touch(world, task);
    touch(world, other);
  }
  return ok({ task: showTask(world, task) });
}

/** Routes that link tasks and take links away. */
export const linkRoutes: Route[] = [
  { method: 'POST', path: '/v2/task/{task_id}/link/{links_to}', handle: addLink },
  { method: 'DELETE', path: '/v2/task/{task_id}/link/{links_to}', handle: removeLink },
];
