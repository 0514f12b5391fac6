// What could not be read is tried again by itself, where it concerns a card that is reconciled.

import type { Clock } from '../base/clock.ts';
import type { Instant } from '../domain/day.ts';
import { type Unreadable, unreadableOf } from '../domain/unreadable.ts';
import type { BoardCache } from './cache/board-cache.ts';
import { type ClickUp, ClickUpFailure } from './ports.ts';

/** How long something that can't be read is left alone. */
export const RETRY_AFTER_MS = 10 * 60_000;
/** So many things of one card at a time: each is a request. */
const AT_ONCE = 3;

type RetryDeps = { clickUp: ClickUp; cache: BoardCache; clock: Clock };

/** What is not readable of a card and its team list, after what was tried long ago has been tried again. */
export async function retryUnreadable(deps: RetryDeps, cardId: string): Promise<Unreadable[]> {
  const { cache, clock } = deps;
  const left = (): Unreadable[] => {
    const board = cache.present()?.board;
    return board ? unreadableOf(board, cardId) : [];
  };
  const isDue = (one: Unreadable) => clock.now() - cache.triedAt(one) >= RETRY_AFTER_MS;
  const due = left().filter(one => one.id !== null && isDue(one));
  for (const one of due.slice(0, AT_ONCE)) await retryOne(deps, one);
  return left();
}

async function retryOne({ clickUp, cache, clock }: RetryDeps, one: Unreadable): Promise<void> {
  if (one.id === null) return;
  try {
    if (one.kind === 'list') return await cache.refreshLists();
    const item = one.kind === 'item' ? await clickUp.readItem(one.id) : null;
    const card = one.kind === 'card' ? await clickUp.readCard(one.id) : null;
    if (item) cache.putItem(item, 'read');
    else if (card) cache.putCard(card, 'read');
    else await cache.noteDeleted(one.id, clock.now());
  } catch (error) {
    if (!(error instanceof ClickUpFailure) || error.kind !== 'unreadable') throw error;
    cache.putUnreadable(error.thing ?? { ...one, where: 'the whole', reason: error.message });
  }
}

/** The failure that something of a card can't be read, so that the card can't be reconciled. */
export function unreadableFailure(thing: Unreadable): ClickUpFailure {
  const { kind, id, where, reason } = thing;
  const what = kind === 'item' ? 'work item' : kind;
  const message = `The ${what} ${id ?? 'without id'} can't be read at ${where}: ${reason}.`;
  return new ClickUpFailure('unreadable', message, { thing });
}

/** When a card is reconciled again of which something can't be read. */
export function nextRetryAt(now: Instant, next: Instant | null): Instant {
  return Math.min(now + RETRY_AFTER_MS, next ?? Number.POSITIVE_INFINITY);
}
