// Reading cards of the board: one that can't be read is named, and the others are read.
import type { Card } from '../../domain/observation.ts';
import type { ClickUp } from '../../reconcile/ports.ts';
import { misread } from '../http/misread.ts';
import { readTasks } from '../http/pages.ts';
import type { Transport } from '../http/transport.ts';
import type { Places } from '../places/places.ts';
import { CardTask } from '../schemas.ts';
import { cardOf } from '../translate.ts';
import { readTask, taskAnswers, updatedAfter, Whereabouts } from './task-answers.ts';

/** `furtherPages` sends for the pages after the first; days are read in `zone`. */
export function cardReads(
  { transport, furtherPages }: { transport: Transport; furtherPages: Transport | undefined },
  places: Places,
  zone: string,
): Pick<ClickUp, 'readCards' | 'readCard'> {
  const { boardId } = places;
  /** People divide cards into subtasks, which stand on the board as well and have its statuses. */
  const isElsewhere = (task: unknown): boolean => {
    const { list, archived, parent } = Whereabouts.safeParse(task).data ?? {};
    return (list && list.id !== boardId) || !!archived || !!parent;
  };
  return {
    async readCards(since, setAside) {
      const doing = `reading the cards of list ${boardId}`;
      const query = { include_closed: true, subtasks: false, ...updatedAfter(since) };
      const spec = { path: `/list/${boardId}/task`, query, doing };
      const odd = setAside
        ? { kind: 'card' as const, setAside, isMeant: (raw: unknown) => !isElsewhere(raw) }
        : null;
      const read = (task: CardTask): Card | null => (isElsewhere(task) ? null : cardOf(task, places, zone));
      return readTasks(transport, { task: CardTask, read }, spec, furtherPages, odd);
    },

    async readCard(cardId) {
      const answered = await readTask(transport, cardId, `reading card ${cardId}`);
      if (answered === null || isElsewhere(answered.answer)) return null;
      const card = taskAnswers(places, zone).card(answered.answer, cardId);
      if (Whereabouts.safeParse(answered.answer).data?.list) return card;
      // It may have been moved off the board.
      throw misread({ kind: 'card', id: cardId, name: card.name, where: 'list', reason: 'names no list' });
    },
  };
}
