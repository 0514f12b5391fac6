// Which of the tasks that Liaison made a task is, as whoever looks at ClickUp can tell.
import type { RawTask } from '../support/people.ts';

const TAG = 'liaison-';

/** What follows in its tag, null if it has none of Liaison's. */
export function tagOf({ tags }: Pick<RawTask, 'tags'>): string | null {
  return tags?.find(tag => tag?.name.startsWith(TAG))?.name.slice(TAG.length) ?? null;
}

/** Its key: of the line in its description, else of its tag; null where neither tells. */
export function keyOf(task: Pick<RawTask, 'tags' | 'description'>): string | null {
  return /Managed by Liaison · (\S+) ·/.exec(task.description ?? '')?.[1] ?? tagOf(task);
}

/** Whether somebody copied it. */
export function isCopy({ name }: { name?: string }): boolean {
  return name?.startsWith('Copy of ') ?? false;
}
