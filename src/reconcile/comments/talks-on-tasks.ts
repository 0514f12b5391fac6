// Commands on the work items that Liaison manages: read where a delivery told of one, since ClickUp shows on no task how
// much was said there.

import { itemIn, itemsOfList } from '../../domain/board-index.ts';
import { isNamedInRecord } from '../../domain/mirror/managed-items.ts';
import type { Observation } from '../../domain/observation.ts';
import type { CardMemory } from '../memory/card-memory.ts';
import type { ObserveDeps } from '../observe-deps.ts';
import { ClickUpFailure } from '../ports.ts';
import { rememberTalkOnTask } from './remember-comments.ts';
import { wholeThread } from './whole-thread.ts';

/**
 * Whether anything was read. `begun` are the commands to which an answer may have been given that nobody remembers.
 * Rejects as ClickUp does.
 */
export async function readTalksOnTasks(
  { clickUp, ...deps }: ObserveDeps,
  { board, card, reportedChanges }: Observation,
  known: CardMemory,
  begun: readonly string[],
): Promise<boolean> {
  if (known.comments === null) return false;
  const reported = reportedChanges.flatMap(({ change }) =>
    change.kind === 'item' && change.said ? [change.said.taskId] : [],
  );
  const unsure = known.comments.commands.flatMap(({ id, taskId }) =>
    taskId !== undefined && begun.includes(id) ? [taskId] : [],
  );
  const tasks = [...new Set([...reported, ...unsure])].filter(id => {
    const item = itemIn(board.items, id);
    if (item === null) return false;
    const isMarked = item.template !== null || item.isAbout;
    return isMarked || isNamedInRecord(item, itemsOfList(board.items, item.listId));
  });
  for (const taskId of tasks) {
    const read = await clickUp.readComments(taskId).catch((error: unknown) => {
      // Deleted meanwhile: nobody waits there.
      if (error instanceof ClickUpFailure && error.kind === 'gone') return null;
      throw error;
    });
    if (read === null) continue;
    const thread = wholeThread(read, card);
    await rememberTalkOnTask({ clickUp, ...deps }, card, known, { thread, taskId, begun });
  }
  return tasks.length > 0;
}
