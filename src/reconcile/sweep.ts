// The sweep: from one whole read of the board, a reconcile of every card is asked for.
import type { Clock } from '../base/clock.ts';
import type { Log } from '../base/log.ts';
import type { Instant } from '../domain/day.ts';
import type { Playbook } from '../domain/playbook/playbook.ts';
import { unreadableCards } from '../domain/unreadable.ts';
import type { BoardCache } from './cache/board-cache.ts';
import { cardsInOrder } from './cards-in-order.ts';
import type { Polling } from './deliveries/poll.ts';
import type { FirstContact } from './first-contact.ts';
import { noteHistoryBegan } from './memory/history.ts';
import type { Memory } from './memory/memory.ts';
import { type ReconcileQueue, requestReconciles } from './request-reconciles.ts';

const SWEPT_KEY = 'last-sweep';
const SWEPT_KEEP_MS = 7 * 86_400_000;

export type Sweeper = {
  /** Asks for a reconcile of every card, from reads that began at or after `notBefore` (now); answers with their ids. */
  sweep(notBefore?: Instant, trigger?: 'sweep' | 'sync'): Promise<string[]>;
  /** When the last sweep began, as far as the memory knows. */
  lastSweepAt(): Promise<Instant | null>;
};

/** Makes the sweeper of a board; nothing is read before it is asked to. */
export function createSweeper(deps: {
  firstContact: Pick<FirstContact, 'begin' | 'renew'>;
  cache: BoardCache;
  /** What the next poll is compared with. */
  polling: Pick<Polling, 'swept'>;
  queues: ReconcileQueue;
  playbook: Playbook;
  memory: Memory;
  clock: Clock;
  log: Log;
  /** Told of every sweep that was asked for, and when it began. */
  noteSweep?: ((at: Instant) => void) | undefined;
}): Sweeper {
  const { firstContact, cache, polling, queues, playbook, memory, clock, log } = deps;
  let sweptAt: Instant | null = null;

  return {
    async sweep(notBefore, trigger = 'sweep') {
      const at = notBefore ?? clock.now();
      await firstContact.begin();
      const { board } = await cache.whole(at);
      // Of every card is asked below, whoever went or came.
      await cache.absences.poll();
      polling.swept(board);
      const inOrder = cardsInOrder(cache, playbook, at).map(card => card.id);
      const ids = [...new Set([...inOrder, ...unreadableCards(board.unreadable)])];
      await requestReconciles(queues, ids, 'bulk', trigger);
      await firstContact.renew();
      // Also after a loss, which each sweep follows: so people are told since when it is known.
      await noteHistoryBegan(memory, at);
      await memory.write(SWEPT_KEY, String(at), SWEPT_KEEP_MS);
      sweptAt = at;
      deps.noteSweep?.(at);
      log.info({ cards: ids.length }, 'sweep: a look at every card was asked for');
      return ids;
    },
    async lastSweepAt() {
      const text = await memory.read(SWEPT_KEY);
      return text === null ? sweptAt : Number(text);
    },
  };
}
