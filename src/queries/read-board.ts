// The board as whoever only reads sees it: read whole once, and then card by card. Writes nothing and needs no store.
import type { Clock } from '../base/clock.ts';
import type { Connection } from '../clickup/connect.ts';
import type { Instant } from '../domain/day.ts';
import type { Board, Card, Observation } from '../domain/observation.ts';
import type { LoadedPlaybook } from '../domain/playbook/loaded-playbook.ts';
import type { SetAside } from '../domain/unreadable.ts';
import { cardsInOrder } from '../reconcile/cards-in-order.ts';
import type { Memory } from '../reconcile/memory/memory.ts';
import { recall } from '../reconcile/memory/recall.ts';
import { observe } from '../reconcile/observe.ts';
import type { ObserveDeps, Past } from '../reconcile/observe-deps.ts';
import { ClickUpFailure } from '../reconcile/ports.ts';
import { findTraces } from '../reconcile/team-list/traces.ts';
import { HEARS_NOTHING } from '../reconcile/webhook-port.ts';
import { companySettings } from './company-settings.ts';
import { boardCacheFor } from './playbook-cache.ts';

/** One card that can't be read is set aside (null), so that the others are read all the same. */
export async function unlessUnreadable<T>(reading: Promise<T>, setAside: SetAside): Promise<T | null> {
  try {
    return await reading;
  } catch (error) {
    if (!(error instanceof ClickUpFailure) || !error.thing) throw error;
    setAside(error.thing);
    return null;
  }
}

/** The board read whole: its cards in order, and what the rules need to see of one of them. */
type ReadBoard = {
  at: Instant;
  board: Board;
  cards: Card[];
  /** Null if the card is not there any more. */
  observe(cardId: string): Promise<Observation | null>;
};

/** What observing needs for whoever only reads, and whom no delivery tells of anything. */
export function depsToRead(
  { clickUp, wholeReads, transport, lost }: Connection,
  loaded: LoadedPlaybook,
  { memory, clock }: { memory: Memory; clock: Clock },
): ObserveDeps {
  const cache = boardCacheFor(loaded, { clickUp, wholeReads, memory, clock });
  let found: Promise<Past> | null = null;
  // Nothing is remembered: whatever was before this moment is forgotten, if there was anything.
  const past = (): Promise<Past> => {
    const now = clock.now();
    found ??= findTraces(cache.board(), clickUp, now).then(({ hasTraces, workedSince }) => ({
      forgottenAt: hasTraces ? now : null,
      workedSince,
    }));
    return found;
  };
  return {
    clickUp,
    connection: {
      hears: () => HEARS_NOTHING,
      clockSkewMs: () => 0,
      lacksStatuses: () => Promise.resolve(lost.statuses.length > 0),
      budget: () => transport.budget(),
    },
    cache,
    memory,
    firstContact: {
      isNewHere: () => Promise.resolve(false),
      past,
      lostAt: () => Promise.resolve(null),
      holdUntil: () => Promise.resolve(null),
    },
    clock,
    company: companySettings(loaded),
  };
}

/** Reads the board; writes nothing and needs no store. */
export async function readBoard(
  connection: Connection,
  loaded: LoadedPlaybook,
  { memory, clock }: { memory: Memory; clock: Clock },
): Promise<ReadBoard> {
  const { playbook } = loaded;
  const deps = depsToRead(connection, loaded, { memory, clock });
  const { cache } = deps;
  const at = clock.now();
  connection.progress.step('Reading the board');
  await cache.whole(at);
  await cache.absences.refresh();
  return {
    at,
    board: cache.board(),
    cards: cardsInOrder(cache, playbook, at),
    observe: async cardId =>
      (await observe(deps, cardId, { requestedAt: at }, await recall(memory, cardId)))?.observation ?? null,
  };
}
