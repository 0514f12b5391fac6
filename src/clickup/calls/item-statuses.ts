// Closing work items and opening them again: which status does that depends on their list.
import type { Clock } from '../../base/clock.ts';
import { type ClickUp, ClickUpFailure } from '../../reconcile/ports.ts';
import { closingStatuses } from './closing-statuses.ts';
import { readList } from './list-reads.ts';
import { type TaskWriter, updateItemTask } from './task-writes.ts';

/** The writes; the clock says how long a closing status is remembered. */
export function itemStatuses(writer: TaskWriter, clock: Clock): Pick<ClickUp, 'closeItem' | 'reopenItem'> {
  const { transport } = writer;
  const closing = closingStatuses(listId => readList(transport, listId), clock);
  return {
    async closeItem(itemId, listId, beforeWrite) {
      const close = async (status: string) => {
        await beforeWrite?.();
        return updateItemTask(writer, itemId, { status }, `closing work item ${itemId}`);
      };
      const remembered = closing.remembered(listId);
      if (remembered !== null) {
        try {
          return await close(remembered);
        } catch (error) {
          // The list may have other statuses by now.
          if (!(error instanceof ClickUpFailure) || error.kind !== 'invalid') throw error;
        }
      }
      const status = await closing.read(listId);
      if (status !== null) return close(status);
      throw new ClickUpFailure('invalid', `List ${listId} has no status that closes work item ${itemId}.`);
    },

    async reopenItem(itemId, listId, beforeWrite) {
      const { statuses } = await readList(transport, listId);
      // A list's first status has the type `open` (GetList), in newer spaces `unstarted`.
      const open =
        statuses?.find(({ type }) => type === 'open') ??
        statuses?.find(({ type }) => type !== 'closed' && type !== 'done');
      if (!open) {
        throw new ClickUpFailure('invalid', `List ${listId} has no status that opens work item ${itemId}.`);
      }
      await beforeWrite?.();
      return updateItemTask(writer, itemId, { status: open.status }, `opening work item ${itemId} again`);
    },
  };
}
