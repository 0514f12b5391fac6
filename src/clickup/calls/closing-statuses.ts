// Which status closes a task of a list. When a customer result is dropped, many tasks of one list are closed one after the
// other, and reading the list for each would double the requests.
import type { Clock } from '../../base/clock.ts';
import type { ListAnswer } from '../schemas.ts';

/** Long enough to close a whole list, so short that renamed statuses are seldom met. */
const KEEP_MS = 60_000;

type ClosingStatuses = {
  /** What was read lately; null where it must be read. */
  remembered(listId: string): string | null;
  /** Reads it; null if no status of the list closes a task. */
  read(listId: string): Promise<string | null>;
};

/** Knows of no list yet. */
export function closingStatuses(
  readList: (listId: string) => Promise<ListAnswer>,
  clock: Clock,
): ClosingStatuses {
  const known = new Map<string, { status: string; readAt: number }>();
  const isOld = ({ readAt }: { readAt: number }) => clock.now() - readAt > KEEP_MS;

  return {
    remembered(listId) {
      const found = known.get(listId);
      return found && !isOld(found) ? found.status : null;
    },
    async read(listId) {
      const { statuses } = await readList(listId);
      const closed =
        statuses?.find(({ type }) => type === 'closed') ?? statuses?.find(({ type }) => type === 'done');
      for (const [id, entry] of known) if (isOld(entry)) known.delete(id);
      if (!closed) return null;
      known.set(listId, { status: closed.status, readAt: clock.now() });
      return closed.status;
    },
  };
}
