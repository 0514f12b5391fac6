// Observe: everything that deciding about one card needs, complete or not at all, never older than who asked.

import { cardIn } from '../domain/board-index.ts';
import { isAnswered } from '../domain/commands/answered.ts';
import { isCommand } from '../domain/commands/command-parts.ts';
import { phaseOf } from '../domain/customer-result.ts';
import type { Instant } from '../domain/day.ts';
import { textsFor } from '../domain/language/texts.ts';
import { observeTeamList } from '../domain/mirror/team-list.ts';
import type { Board, Card, Observation, OwnComment, ReportedChange } from '../domain/observation.ts';
import { hasEnded } from '../domain/phase.ts';
import { calendarOf, type Playbook } from '../domain/playbook/playbook.ts';
import { rulesOf } from '../domain/rules/rules-of.ts';
import { dayOf } from '../domain/schedule/calendar.ts';
import { unreadableOf } from '../domain/unreadable.ts';
import { asRemembered } from './as-remembered.ts';
import { putRecentCreates, writtenInto } from './cache/recent-creates.ts';
import { readCommentsAhead } from './comments/read-ahead.ts';
import { isMissing, readComments, settle, writtenLately } from './comments/read-comments.ts';
import { answersBegun, rememberTalkOnTask } from './comments/remember-comments.ts';
import { readTalksOnTasks } from './comments/talks-on-tasks.ts';
import { wholeThread } from './comments/whole-thread.ts';
import type { CardMemory } from './memory/card-memory.ts';
import type { ObserveDeps } from './observe-deps.ts';
import { ClickUpFailure } from './ports.ts';
import { retryUnreadable, unreadableFailure } from './retry-unreadable.ts';
import { afterActing, findList } from './team-list/find-list.ts';
import type { Trigger } from './trigger.ts';

/** Customer results that ended longer ago than this are left alone. */
const ENDED_MS = 90 * 86_400_000;
/** A sweep or a timer asks for no particular change, so a board this young will do. */
const READ_KEEPS_MS = 10_000;
/** The same while deliveries report every change. */
const REPORTED_READ_KEEPS_MS = 2 * 60_000;
/** How old everything but the cards may be where a delivery reported a card: deliveries report the rest as well. */
const REST_KEEPS_MS = 10 * 60_000;

/** Nobody waits for an answer longer. */
const ANSWERED_MS = 8 * 86_400_000;

/** An observation together with what the memory knew, or null if the card is not on the board (any more). */
export type Observed = { observation: Observation; known: CardMemory } | null;

/** The cards that Liaison manages: those on the board whose end is not long past. */
export function managedCards(board: Board, playbook: Playbook, now: Instant): Card[] {
  return board.cards.filter(card => {
    const phase = phaseOf(card.status, playbook.phases);
    return phase === null || !hasEnded(phase) || now - card.updatedAt < ENDED_MS;
  });
}

/**
 * What a sweep has read is what its reconciles are for, whichever process they come to: one that read a moment before would
 * not have what changes without any card's time, such as the name of a status.
 */
export async function observeAsSwept({ cache }: ObserveDeps, requestedAt: Instant): Promise<void> {
  const wholeAt = cache.present()?.fullAt ?? 0;
  if (wholeAt < requestedAt - REPORTED_READ_KEEPS_MS) await cache.adoptNewer();
}

/**
 * Reads what is needed for one card. `requestedAt` is when somebody asked and `reason` why. What a delivery reported of the
 * card is in it; other reads may be as old as the constants above say. `known` is what the memory held just now; what is found out is noted there.
 */
export async function observe(
  deps: ObserveDeps,
  cardId: string,
  { requestedAt, reason = null }: { requestedAt: Instant; reason?: Trigger | null },
  known: CardMemory,
): Promise<Observed> {
  const { clickUp, clock, cache } = deps;
  const { playbook } = deps.company;
  const ahead = readCommentsAhead(deps, cardId, known);
  await readFreshly(deps, cardId, known, requestedAt);
  await cache.applyTombstones();
  await cache.absences.refresh();
  await putRecentCreates(deps, cardId, known);

  const unread = await retryUnreadable(deps, cardId);
  let card = cardIn(cache.board().cards, cardId);
  const reportedAt = known.reportedChanges.reduce(
    (at, reported) => (isOfCard(reported) ? Math.max(at, reported.at) : at),
    0,
  );
  const itself = unread.find(({ kind }) => kind === 'card');
  if (!card && itself) throw unreadableFailure(itself);
  if (!card || card.updatedAt < reportedAt) {
    const read = await clickUp.readCard(cardId).catch((error: unknown) => {
      if (error instanceof ClickUpFailure && error.thing) cache.putUnreadable(error.thing);
      throw error;
    });
    if (read) cache.putCard(read, 'read');
    else await cache.noteDeleted(cardId, clock.now());
    card = read;
  }
  if (!card) return null;

  await cache.confirmMissing();
  const board = cache.board();
  const [odd] = unreadableOf(board, cardId);
  if (odd) throw unreadableFailure(odd);
  const observation = asRemembered(deps, { board, card: cardIn(board.cards, cardId) ?? card, known });
  if (phaseOf(observation.card.status, playbook.phases) === null) {
    observation.lacksStatuses = await deps.connection.lacksStatuses(observation.card);
  }
  observation.reportedChanges = known.reportedChanges;
  if (rulesOf(playbook).some(({ rule }) => rule.needsJoinings)) {
    await known.noteJoinings();
    observation.joinings = known.joinings;
  }
  observation.undoing = known.undoLog.begunSince(await deps.firstContact.lostAt());
  // A delivery in hand is proof by itself, whatever has come before.
  observation.hearsWebhooks ||= known.reportedChanges.some(isOfCard);
  const begun = answersBegun(known);
  const comments = await readComments(deps, observation, known, ahead);
  if (comments === null) return null;
  Object.assign(observation, comments);
  if (await readTalksOnTasks(deps, observation, known, begun))
    observation.commands = known.comments?.commands ?? [];
  const isCommanded = known.comments !== null && hasNewCommand(observation, playbook);
  if (known.comments && isCommanded) {
    // Who may do what depends on groups, and no delivery reports their changes.
    await cache.refreshStaff(known.comments.readAt);
    observation.board = cache.board();
  }
  const isAsked = isCommanded || reason === 'sync' || reason === 'retry';
  const askedAt = isAsked ? observation.at : null;
  Object.assign(observation, await findList(deps, observation, known, askedAt));
  observation.board = cache.board();
  observation.reminders = await remindersOf(deps, observation, known);
  observation.commands = known.comments?.commands ?? observation.commands;
  return { observation, known };
}

/**
 * Never older than the delivery that asked: what it reports is read anew, the rest only if the cache is old. A sweep or a
 * timer asks for nothing in particular.
 */
async function readFreshly(
  { cache, clock, company: { readLagMs }, firstContact, connection }: ObserveDeps,
  cardId: string,
  { reportedChanges, actedAt }: CardMemory,
  requestedAt: Instant,
): Promise<void> {
  const latest = (isMeant: (reported: ReportedChange) => boolean): Instant =>
    reportedChanges.reduce((at, reported) => (isMeant(reported) ? Math.max(at, reported.receivedAt) : at), 0);
  const cardAt = latest(isOfCard);
  const { board, folder } = connection.hears();
  const keepsMs = cardAt > 0 ? REST_KEEPS_MS : board && folder ? REPORTED_READ_KEEPS_MS : READ_KEEPS_MS;
  // What another process wrote for the card, perhaps as the last thing it did, is in no read that began before.
  const seenByOthers = actedAt === null || cache.hasActed(cardId, actedAt) ? 0 : actedAt + 1;
  // After a loss nothing was created until everything showed: now it has to be read as well.
  const shownAt = ((await firstContact.lostAt()) ?? Number.POSITIVE_INFINITY) + readLagMs;
  const shownSince = clock.now() >= shownAt ? shownAt : 0;
  const needed = Math.max(latest(isOfMore), requestedAt - keepsMs, seenByOthers, shownSince);
  if ((cache.present()?.readAt ?? 0) < needed) await cache.fresh(Math.max(needed, cardAt));
  else if (cardAt > 0) await cache.freshCards(cardAt);
}

/** Somebody waits for an answer that is about to be given. */
function hasNewCommand({ at, commands }: Observation, playbook: Playbook): boolean {
  const calendar = calendarOf(playbook, []);
  const dayIn = (instant: Instant) => dayOf(instant, calendar.zone);
  return (
    playbook.commands.length > 0 &&
    commands.some(
      command =>
        isCommand(command.text) &&
        at - command.at < ANSWERED_MS &&
        !isAnswered(command, { dayOf: dayIn, calendar, texts: textsFor(playbook) }),
    )
  );
}

/** Reports the card itself, so that it has to be read anew; what people say on it does not change it. */
function isOfCard({ change }: ReportedChange): boolean {
  return change.kind !== 'item' && change.kind !== 'comment';
}

/** Reports more than the card; a command may ask for everything to be read again. */
function isOfMore({ change }: ReportedChange): boolean {
  return change.kind === 'item' || (change.kind === 'comment' && change.isCommand);
}

/** The same observation after Liaison has written: nothing is read, the cache has the answers. */
export function observeAgain(deps: ObserveDeps, { observation, known }: NonNullable<Observed>): Observation {
  const board = deps.cache.board();
  return {
    ...observation,
    at: deps.clock.now(),
    board,
    card: cardIn(board.cards, observation.card.id) ?? observation.card,
    comments: known.comments?.own ?? [],
    commands: known.comments?.commands ?? [],
    lastWordAt: known.comments?.lastWordAt ?? null,
    reminders: known.reminders ?? [],
    reportedChanges: [],
    unrecorded: writtenInto(known),
    ...afterActing(known, observation, board),
  };
}

/** The reminders on the feedback item of a card that is evaluated, read where they are not remembered. */
export async function remindersOf(
  deps: ObserveDeps,
  observation: Observation,
  known: CardMemory,
): Promise<OwnComment[]> {
  const { playbook } = deps.company;
  const { feedback } = playbook;
  if (!feedback || phaseOf(observation.card.status, playbook.phases) !== 'evaluating') return [];
  const item = observeTeamList(observation, playbook).items.get(feedback.item);
  if (!item) return [];
  const pending = writtenLately(known, what => what.startsWith('remind:'));
  const isUnsure = pending.some(({ commentId }) => isMissing(known.reminders, commentId));
  // A pause that was asked for there counts as long as its comment exists.
  const isTold = known.hasToldOnTasks && !known.comments?.commands.some(({ taskId }) => taskId === item.id);
  if (known.reminders && !isUnsure && !isTold) return known.reminders;
  const thread = wholeThread(await deps.clickUp.readComments(item.id), observation.card);
  await rememberTalkOnTask(deps, observation.card, known, { thread, taskId: item.id, begun: [] });
  const { own } = thread;
  const reminders = own.filter(comment => comment.kind === 'reminder');
  const lostAt = await deps.firstContact.lostAt();
  // Soon after a loss one may be missing that was posted just before it: then they are read once more.
  if (lostAt !== null && deps.clock.now() < lostAt + deps.company.readLagMs) known.useReminders(reminders);
  else await known.noteReminders(reminders);
  await settle(deps, known, pending);
  return reminders;
}
