// Observe: everything that deciding about one card needs, complete or not at all, never older than who asked.

import { phaseOf } from '../domain/customer-result.ts';
import type { Instant } from '../domain/day.ts';
import type { Board, Card, Observation, OwnComment } from '../domain/observation.ts';
import { hasEnded, hasReached } from '../domain/phase.ts';
import type { Playbook } from '../domain/playbook.ts';
import { observeTeamList } from '../domain/team-list.ts';
import { type CardMemory, cardIn, forgetMade, noteComments, recall } from './card-memory.ts';
import type { Memory } from './memory.ts';
import type { ClickUp, Clock } from './ports.ts';
import type { Observatory } from './snapshot.ts';

/** Customer results that ended longer ago than this are left alone. */
const ENDED_MS = 90 * 86_400_000;
/** A sweep or a timer asks for no particular change, so a look this young will do. */
const LOOK_KEEPS_MS = 10_000;
/** The same while deliveries tell of every change. */
const TOLD_LOOK_KEEPS_MS = 2 * 60_000;
/** How old everything but the cards may be for a look at a card that a delivery told of: it tells of the rest as well. */
const RESTS_KEEP_MS = 10 * 60_000;

export type ObserveDeps = {
  clickUp: ClickUp;
  memory: Memory;
  clock: Clock;
  observatory: Observatory;
  playbook: Playbook;
  readLagMs: number;
  /** Whether a card about which nothing is remembered can have no comment of ours, since we never were here. */
  isNewHere(): Promise<boolean>;
  /** When the memory was found lost; null if it was not. */
  lostAt(): Promise<Instant | null>;
  /** Whether deliveries reach us at present. */
  hearsWebhooks(): boolean;
};

/** An observation together with what the memory knew, or null if the card is not on the board (any more). */
export type Observed = { observation: Observation; known: CardMemory } | null;

/** The cards that are looked after: those on the board whose end is not long past. */
export function cardsToLookAfter(board: Board, playbook: Playbook, now: Instant): Card[] {
  return board.cards.filter(card => {
    const phase = phaseOf(card.status, playbook.phases);
    return phase === null || !hasEnded(phase) || now - card.updatedAt < ENDED_MS;
  });
}

/** Reads what is needed for one card. `requestedAt` is when somebody asked; nothing read before it is used. */
export async function observe(deps: ObserveDeps, cardId: string, requestedAt: Instant): Promise<Observed> {
  const { clickUp, memory, clock, observatory, playbook } = deps;
  const known = await recall(memory, cardId);
  const comments = commentsAhead(deps, cardId, known);
  await lookFreshly(deps, cardId, known, requestedAt);
  await layOver(deps, cardId, known);

  let card = cardIn(boardOf(observatory).cards, cardId);
  const hintedAt = known.hints.reduce(
    (at, hint) => (hint.change.kind === 'item' ? at : Math.max(at, hint.at)),
    0,
  );
  if (!card || card.updatedAt < hintedAt) {
    const read = await clickUp.readCard(cardId);
    if (read) observatory.seeCard(read, 'reading');
    else observatory.forget(cardId);
    card = read;
  }
  if (!card) return null;

  const snapshot = observatory.present();
  const observation: Observation = {
    at: clock.now(),
    board: boardOf(observatory),
    card: cardIn(boardOf(observatory).cards, cardId) ?? card,
    comments: [],
    reminders: [],
    hints: known.hints,
    takenListNames: [],
    hearsWebhooks: deps.hearsWebhooks(),
    supportersBefore: snapshot?.supportersBefore[cardId] ?? null,
    changedAt: known.changedAt,
    failingSince: known.failingSince,
  };
  if (comments) await learnComments(deps, cardId, known, await comments);
  observation.comments = await commentsOf(deps, observation, known);
  observation.reminders = await remindersOf(deps, observation, known, playbook);
  return { observation, known };
}

/**
 * Never older than the delivery that asked: what it tells of is read anew, the rest only if the look is old. A sweep or
 * a timer asks for nothing in particular.
 */
async function lookFreshly(
  { observatory, clock, readLagMs, lostAt, hearsWebhooks }: ObserveDeps,
  cardId: string,
  { hints, actedAt }: CardMemory,
  requestedAt: Instant,
): Promise<void> {
  const latest = (isOfItem: boolean): Instant =>
    hints.reduce(
      (at, hint) => (isOfItem === (hint.change.kind === 'item') ? Math.max(at, hint.receivedAt) : at),
      0,
    );
  const cardAt = latest(false);
  const keepsMs = cardAt > 0 ? RESTS_KEEP_MS : hearsWebhooks() ? TOLD_LOOK_KEEPS_MS : LOOK_KEEPS_MS;
  // What another process wrote for the card, perhaps with its last breath, is in no look that began before.
  const seenByOthers = actedAt === null || observatory.hasActed(cardId, actedAt) ? 0 : actedAt + 1;
  // After a loss nothing was created until everything showed: now it has to be seen as well.
  const shownAt = ((await lostAt()) ?? Number.POSITIVE_INFINITY) + readLagMs;
  const shownSince = clock.now() >= shownAt ? shownAt : 0;
  const needed = Math.max(latest(true), requestedAt - keepsMs, seenByOthers, shownSince);
  if ((observatory.present()?.readAt ?? 0) < needed) await observatory.fresh(Math.max(needed, cardAt));
  else if (cardAt > 0) await observatory.freshCards(cardAt);
}

/** Where a change may have to be undone, the comments are read beside the card and not after it. */
function commentsAhead(
  { clickUp, observatory }: ObserveDeps,
  cardId: string,
  { comments, hints }: CardMemory,
): Promise<OwnComment[]> | null {
  const mayUndo = hints.some(({ change }) => ['joined', 'moved', 'supporter'].includes(change.kind));
  if (comments !== null || !mayUndo || !cardIn(boardOf(observatory).cards, cardId)) return null;
  const reading = clickUp.readComments(cardId);
  // Whoever awaits it hears of a failure; until then it must not count as unhandled.
  reading.catch(() => undefined);
  return reading;
}

async function learnComments(
  { memory }: ObserveDeps,
  cardId: string,
  known: CardMemory,
  comments: OwnComment[],
): Promise<void> {
  known.comments = comments;
  await noteComments(memory, cardId, 'comments', comments);
}

/** The same observation after Liaison has written: nothing is read, the look has seen the answers. */
export function observeAgain(deps: ObserveDeps, { observation, known }: NonNullable<Observed>): Observation {
  const board = boardOf(deps.observatory);
  return {
    ...observation,
    at: deps.clock.now(),
    board,
    card: cardIn(board.cards, observation.card.id) ?? observation.card,
    comments: known.comments ?? [],
    reminders: known.reminders ?? [],
    hints: [],
  };
}

function boardOf(observatory: Observatory): Board {
  return observatory.present()?.board ?? { cards: [], lists: [], items: [], people: [], groups: [] };
}

/**
 * Puts what was made lately, and may not show in lists yet, over the look, and forgets it once it must show there: in a
 * look that began late enough. Not earlier: that the look has it may come from our own answer, and the look of another
 * process, or a whole read, may still miss it.
 */
async function layOver({ memory, observatory, readLagMs }: ObserveDeps, cardId: string, known: CardMemory) {
  const readAt = observatory.present()?.readAt ?? 0;
  const settled: string[] = [];
  for (const [what, { at, object }] of known.made) {
    if (object === null || 'commentId' in object) continue;
    const isOver = readAt > at + readLagMs;
    if (isOver) settled.push(what);
    else if ('item' in object) observatory.seeItem(object.item, 'writing');
    else if (
      !boardOf(observatory).lists.some(({ id, cardId: owner }) => id === object.list.id && owner === cardId)
    ) {
      observatory.seeList(object.list);
    }
  }
  for (const what of settled) known.made.delete(what);
  await forgetMade(memory, cardId, settled);
}

async function commentsOf(
  deps: ObserveDeps,
  observation: Observation,
  known: CardMemory,
): Promise<OwnComment[]> {
  const pending = saidLately(known, what => !what.startsWith('remind:'));
  const isUnsure = pending.some(({ commentId }) => isMissing(known.comments, commentId));
  if (known.comments && !isUnsure) return known.comments;
  const mayHave = isUnsure || (await mayHaveSpoken(deps, observation.card, known));
  if (!mayHave && !mayHaveComments(observation, deps.playbook)) return [];
  const comments = (await canHaveNone(deps, observation, mayHave))
    ? []
    : await deps.clickUp.readComments(observation.card.id);
  known.comments = comments;
  await noteComments(deps.memory, observation.card.id, 'comments', comments);
  await settle(deps, observation.card.id, known, pending);
  return comments;
}

type Said = { what: string; at: Instant; commentId: string | null };

/** Comments that were written, or about to be, when a run ended before it could remember them. */
function saidLately({ made }: CardMemory, isWanted: (what: string) => boolean): Said[] {
  return [...made].flatMap(([what, { at, object }]): Said[] => {
    if (object !== null && !('commentId' in object)) return [];
    const isComment = what === 'status' || /^(ask|undo|remind):/.test(what);
    return isComment && isWanted(what) ? [{ what, at, commentId: object?.commentId ?? null }] : [];
  });
}

/** What was remembered does not know of it: only reading tells. */
function isMissing(comments: readonly OwnComment[] | null, commentId: string | null): boolean {
  return commentId === null || !comments?.some(({ id }) => id === commentId);
}

/** After reading, an intent is settled once what it may have made must show. */
async function settle(
  { memory, clock, readLagMs }: ObserveDeps,
  cardId: string,
  known: CardMemory,
  pending: readonly Said[],
): Promise<void> {
  const over = pending.filter(({ at, commentId }) => commentId !== null || clock.now() - at > readLagMs);
  for (const { what } of over) known.made.delete(what);
  await forgetMade(
    memory,
    cardId,
    over.map(({ what }) => what),
  );
}

/**
 * A card at work without a list of its own, in a workspace that Liaison has just met: had Liaison ever spoken there, it
 * would have made the list as well. Asking all the same would be a request for every card of a first mirror.
 */
async function canHaveNone(
  deps: ObserveDeps,
  { card, board }: Observation,
  mayHave: boolean,
): Promise<boolean> {
  if (mayHave || board.lists.some(list => list.cardId === card.id)) return false;
  const phase = phaseOf(card.status, deps.playbook.phases);
  return phase !== null && hasReached(phase, deps.playbook.teamList.from) && (await deps.isNewHere());
}

/** What was said stays to be brought up to date, also where nothing would be said now; a lost memory may not know of it. */
async function mayHaveSpoken(
  { lostAt }: ObserveDeps,
  card: Card,
  { hasSpoken }: CardMemory,
): Promise<boolean> {
  return hasSpoken ?? card.createdAt < ((await lostAt()) ?? Number.NEGATIVE_INFINITY);
}

/** Cards on which Liaison has had nothing to say so far are not asked for comments: that would be a request each. */
function mayHaveComments({ card, board }: Observation, playbook: Playbook): boolean {
  const phase = phaseOf(card.status, playbook.phases);
  if (phase === null) return false;
  if (hasEnded(phase)) return board.lists.some(list => list.cardId === card.id);
  if (phase !== 'candidate') return true;
  return card.assignees.length + card.assignedGroups.length + card.supporters.length > 0;
}

async function remindersOf(
  deps: ObserveDeps,
  observation: Observation,
  known: CardMemory,
  playbook: Playbook,
): Promise<OwnComment[]> {
  const { feedback } = playbook;
  if (!feedback || phaseOf(observation.card.status, playbook.phases) !== 'evaluating') return [];
  const item = observeTeamList(observation).items.get(feedback.item);
  if (!item) return [];
  const pending = saidLately(known, what => what.startsWith('remind:'));
  const isUnsure = pending.some(({ commentId }) => isMissing(known.reminders, commentId));
  if (known.reminders && !isUnsure) return known.reminders;
  const reminders = (await deps.clickUp.readComments(item.id)).filter(comment => comment.kind === 'reminder');
  known.reminders = reminders;
  await noteComments(deps.memory, observation.card.id, 'reminders', reminders);
  await settle(deps, observation.card.id, known, pending);
  return reminders;
}
