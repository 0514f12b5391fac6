// From a delivery to the card it belongs to: notes the reported change and asks for a reconcile. Decides nothing.

import type { Clock } from '../../base/clock.ts';
import type { Log } from '../../base/log.ts';
import { cardIn, itemIn } from '../../domain/board-index.ts';
import type { Instant } from '../../domain/day.ts';
import { listOwners } from '../../domain/mirror/list-owners.ts';
import type { Board, ReportedChange } from '../../domain/observation.ts';
import type { BoardCache } from '../cache/board-cache.ts';
import { noteReportedChange } from '../memory/card-memory.ts';
import type { Memory } from '../memory/memory.ts';
import { recall } from '../memory/recall.ts';
import type { ClickUp } from '../ports.ts';
import type { Delivery } from './delivery.ts';
import { type DeliveryOutcome, outcomeOf } from './delivery-outcome.ts';
import type { Reading } from './reading.ts';

/** ClickUp's stamps of one write, on the task and in its history, may differ by this much. */
const SAME_WRITE_MS = 100;

export type DeliveryHandlerDeps = {
  clickUp: Pick<ClickUp, 'seekTask' | 'seekList'>;
  cache: BoardCache;
  memory: Memory;
  queues: {
    requestReconcile(cardId: string, priority: 'live', trigger: 'delivery', waitedMs: number): Promise<void>;
  };
  clock: Clock;
  log: Log;
  places: { boardId: string; me: { id: number } };
  /** What a delivery says changed. */
  read(delivery: Delivery): Reading;
};

/** Where a delivery leads: a card itself, something in a card's team list, or nowhere. */
type Target = { cardId: string; isCard: boolean } | null;

/** Handles one delivery of the queue and says what became of it; rejects (and is tried again) if store or ClickUp fail. */
export function createDeliveryHandler(
  deps: DeliveryHandlerDeps,
): (delivery: Delivery) => Promise<DeliveryOutcome> {
  const { clickUp, cache, memory, queues, clock, log, places } = deps;

  return async delivery => {
    const reading = deps.read(delivery);
    const { event } = delivery;
    if (reading.ignored !== null) {
      log.debug({ event, reason: reading.ignored }, 'delivery ignored');
      return outcomeOf('ignored', { why: reading.ignored });
    }
    if (isEcho(reading, cache, places.me.id)) {
      log.debug({ event, task: reading.taskId }, 'delivery ignored: our own write came back');
      return outcomeOf('own-write');
    }
    const target = await targetOf(reading, delivery);
    if (!target) {
      log.debug({ event, task: reading.taskId, list: reading.listId }, 'delivery leads to no card');
      return outcomeOf('elsewhere');
    }
    if (event === 'taskDeleted' || event === 'listDeleted') {
      await forgetDeleted(target.cardId, reading, delivery.receivedAt);
    }
    for (const reported of reading.reportedChanges) {
      const change = target.isCard ? reported.change : changeOfItem(reported.change, reading.taskId);
      const isByUs = reported.by === places.me.id ? { isByUs: true as const } : {};
      await noteReportedChange(memory, { ...reported, ...isByUs, cardId: target.cardId, change, event });
    }
    const waitedMs = clock.now() - delivery.receivedAt;
    await queues.requestReconcile(target.cardId, 'live', 'delivery', waitedMs);
    return outcomeOf('reconcile', target);
  };

  /**
   * Also where it was made so lately that a read without it would mean nothing. A delivery may be old and the thing
   * restored since: ClickUp is asked for it.
   */
  async function forgetDeleted(cardId: string, { taskId, listId }: Reading, at: Instant): Promise<void> {
    const id = taskId ?? listId;
    if (id === null) return;
    const state = taskId === null ? (await clickUp.seekList(id)).state : await clickUp.seekTask(id);
    if (state !== 'deleted') {
      log.debug({ id }, 'a delivery says that it was deleted, and ClickUp does not');
      return;
    }
    await cache.noteDeleted(id, at);
    await (await recall(memory, cardId)).forgetMadeObject(id);
  }

  async function targetOf(reading: Reading, delivery: Delivery): Promise<Target> {
    if (reading.taskId === null) return targetOfList(reading, delivery.event);
    const known = targetIn(cache.present()?.board, reading);
    if (known) return known;
    if (reading.listId === places.boardId) return { cardId: reading.taskId, isCard: true };
    const { board } = await cache.fresh(delivery.receivedAt);
    return targetIn(board, reading);
  }

  async function targetOfList({ listId }: Reading, event: string): Promise<Target> {
    if (listId === null || listId === places.boardId) return null;
    const isKnown = cache.present()?.board.lists.some(list => list.id === listId);
    const before = cardOfList(cache.present()?.board, listId);
    if (event === 'listCreated' && isKnown) return null;
    await cache.fresh(0);
    await cache.refreshLists();
    const cardId = cardOfList(cache.present()?.board, listId) ?? before;
    return cardId === null ? null : { cardId, isCard: false };
  }
}

/** Of a work item it matters that something of it changed, and that somebody told Liaison something there. */
function changeOfItem(change: ReportedChange['change'], taskId: string | null): ReportedChange['change'] {
  if (taskId === null || change.kind !== 'comment' || !change.isCommand) return { kind: 'item' };
  const { commentId } = change;
  return { kind: 'item', said: { taskId, ...(commentId === undefined ? {} : { commentId }) } };
}

/**
 * Whether a delivery only reports our own write. Its author must be our token's owner; since that may be a person who
 * works in ClickUp as well, it must also lie in what our own writes have shown, and nobody may have joined: Liaison
 * never puts anybody on a card. What an answer has shown has been decided upon.
 */
function isEcho(
  { taskId, reportedChanges, commentId, hasHeadline }: Reading,
  cache: BoardCache,
  myId: number,
): boolean {
  if (taskId === null || reportedChanges.length === 0) return false;
  if (!reportedChanges.every(reported => reported.by === myId && reported.change.kind !== 'joined'))
    return false;
  // Of a comment whose answer was lost only the headline shows it; taken for a person's word it would count as a move.
  if (commentId !== null) return hasHeadline || cache.hasComment(commentId);
  return reportedChanges.every(reported => cache.hasWritten(taskId, reported.at - SAME_WRITE_MS));
}

function targetIn(board: Board | undefined, { taskId, listId }: Reading): Target {
  if (!board || taskId === null) return null;
  const item = itemIn(board.items, taskId);
  if (!item && cardIn(board.cards, taskId)) return { cardId: taskId, isCard: true };
  const cardId = cardOfList(board, item?.listId ?? listId ?? '');
  return cardId === null ? null : { cardId, isCard: false };
}

function cardOfList(board: Board | undefined, listId: string): string | null {
  return board ? listOwners(board).cardOf(listId) : null;
}
