// A task's last change. date_updated moves on every change, also on comments.
import type { Task, World } from '../world.ts';

/** Notes that a task changed now. */
export function touch(world: World, task: Task): void {
  task.updatedAt = Math.max(world.clock.now(), task.updatedAt);
}
