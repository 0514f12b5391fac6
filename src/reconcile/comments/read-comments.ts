// What was said on a card: Liaison's own comments, people's commands, and the answers in their threads. Remembered, so
// that it is read only when somebody may have said something since, or when what was written last is not known.
import { phaseOf } from '../../domain/customer-result.ts';
import type { Instant } from '../../domain/day.ts';
import { WAIVED_TAG } from '../../domain/enforcement/waiver.ts';
import { listOwners } from '../../domain/mirror/list-owners.ts';
import type { Card, Observation, OwnComment } from '../../domain/observation.ts';
import { hasEnded, hasReached } from '../../domain/phase.ts';
import type { Playbook } from '../../domain/playbook/playbook.ts';
import type { RememberedComments } from '../memory/card-facts.ts';
import { type CardMemory, COMMENTS_MS } from '../memory/card-memory.ts';
import type { ObserveDeps } from '../observe-deps.ts';
import type { Thread } from '../ports.ts';
import { answersBegun, rememberComments } from './remember-comments.ts';
import { readThread } from './whole-thread.ts';

/** The two clocks need not agree to the second, and a comment may be noted on its card a moment later. */
const SAME_MOMENT_MS = 5_000;
/** A card of which nothing is known may be new, and a word on it as well; older words wait for nobody any more. */
const FIRST_SIGHT_MS = 10 * 60_000;

/** Of a card on which nobody can have said anything. */
const SILENCE: Thread = {
  own: [],
  commands: [],
  words: [],
  lastWordAt: null,
  unreadable: [],
  isWhole: true,
};

/** What an observation holds of it. */
export type CommentsRead = Pick<Observation, 'comments' | 'commands' | 'lastWordAt' | 'unreadable'>;

/** What was said on the card by now; reads it only where it must. Null if the card turns out to be gone. */
export async function readComments(
  deps: ObserveDeps,
  observation: Observation,
  known: CardMemory,
  ahead: Promise<Thread> | null,
): Promise<CommentsRead | null> {
  const { card } = observation;
  // Should the comments stay unreadable for longer than anybody remembers the delivery, the card still counts as unread.
  if (known.seenUpTo === null && hasReportedCommand(known)) await known.noteSeen(0);
  if (ahead && !(await rememberRead(deps, card, known, ahead))) return null;
  const pending = writtenLately(known, what => !what.startsWith('remind:'));
  const isUnsure = pending.some(({ commentId }) => isMissing(known.comments, commentId));
  // A word whose delivery was lost hides behind every later change that a delivery reported, or that was ours.
  const isOld =
    known.comments !== null &&
    (deps.clock.now() - known.comments.readAt > COMMENTS_MS || (await wasReadTooSoon(deps, known.comments)));
  if (known.comments === null || isUnsure || isOld || (!ahead && hasMoreComments(deps, observation, known))) {
    const mayHave =
      isUnsure || isOld || hasReportedCommand(known) || (await mayHaveSpoken(deps, card, known));
    const isQuiet = !mayHave && !mayHaveComments(observation, deps.company.playbook);
    if (isQuiet && !hasBeenTouched(deps, observation, known)) {
      await known.noteSeen(card.updatedAt);
      return nothing();
    }
    const isSilent = await canHaveNone(deps, observation, mayHave || isQuiet);
    const reading = isSilent ? Promise.resolve(SILENCE) : deps.clickUp.readComments(card.id);
    if (!(await rememberRead(deps, card, known, reading))) return null;
    await settle(deps, known, pending);
  }
  const { comments } = known;
  if (!comments) return nothing();
  const words = known.reportedChanges.flatMap(({ change, at }) => (change.kind === 'comment' ? [at] : []));
  const lastWordAt = Math.max(comments.lastWordAt ?? 0, ...words) || null;
  // What a delivery reported is no reason to read for words once more, where words are reported as well.
  const isReported = deps.connection.hears().board && known.reportedChanges.length > 0;
  const upTo = isReported ? Math.max(comments.upTo, card.updatedAt) : comments.upTo;
  await known.noteSeen(upTo);
  if (lastWordAt !== comments.lastWordAt || upTo !== comments.upTo) {
    await known.noteComments({ ...comments, lastWordAt, upTo });
  }
  return { comments: comments.own, commands: comments.commands, lastWordAt, unreadable: comments.unreadable };
}

/** The same read anew whatever is remembered, all of it: what was explained there must not be taken back once more. */
export async function readCommentsAnew(
  deps: ObserveDeps,
  { card, lastWordAt }: Observation,
  known: CardMemory,
): Promise<CommentsRead | null> {
  if (!(await rememberRead(deps, card, known, deps.clickUp.readComments(card.id)))) return null;
  const { comments } = known;
  if (!comments) return nothing();
  return {
    comments: comments.own,
    commands: comments.commands,
    lastWordAt: Math.max(comments.lastWordAt ?? 0, lastWordAt ?? 0) || null,
    unreadable: comments.unreadable,
  };
}

/** Remembers what is being read; false if the card turns out to be gone. */
async function rememberRead(
  deps: ObserveDeps,
  card: Card,
  known: CardMemory,
  reading: Promise<Thread>,
): Promise<boolean> {
  const thread = await readThread(deps.clickUp, card, reading);
  if (thread === null) await deps.cache.noteDeleted(card.id, deps.clock.now());
  else await rememberComments(deps, card, known, thread, new Set(answersBegun(known)));
  return thread !== null;
}

function nothing(): CommentsRead {
  return { comments: [], commands: [], lastWordAt: null, unreadable: [] };
}

/** A delivery reported a command, or of an edit of one that is remembered. */
function hasReportedCommand({ reportedChanges, comments }: CardMemory): boolean {
  const isRemembered = (commentId?: string) => comments?.commands.some(({ id }) => id === commentId);
  return reportedChanges.some(
    ({ change }) => change.kind === 'comment' && (change.isCommand || isRemembered(change.commentId)),
  );
}

/**
 * A delivery reported a command or its edit; or nothing tells what changed on the card since its comments were read. Where
 * no delivery reports anything, both times are ClickUp's own, and a command may come a moment after another change.
 */
function hasMoreComments({ connection }: ObserveDeps, { card }: Observation, known: CardMemory): boolean {
  if (hasReportedCommand(known)) return true;
  const since = (known.comments?.upTo ?? 0) + (connection.hears().board ? SAME_MOMENT_MS : 0);
  return known.reportedChanges.length === 0 && card.updatedAt > since;
}

/**
 * Where Liaison has had nothing to say, somebody may have said the first word: the card has changed since it was seen
 * last, and no delivery reported why; or it is seen for the first time soon after it changed.
 */
function hasBeenTouched(deps: ObserveDeps, observation: Observation, known: CardMemory): boolean {
  const { clock, connection } = deps;
  const { card } = observation;
  const phase = phaseOf(card.status, deps.company.playbook.phases);
  if (phase === null) return false;
  if (known.comments !== null) return hasMoreComments(deps, observation, known);
  if (known.reportedChanges.length > 0) return false;
  // What was over before Liaison came waits for nothing.
  if (known.seenUpTo === null)
    return !hasEnded(phase) && card.updatedAt > clock.now() + (observation.clockSkewMs ?? 0) - FIRST_SIGHT_MS;
  return card.updatedAt > known.seenUpTo + (connection.hears().board ? SAME_MOMENT_MS : 0);
}

type Said = { what: string; at: Instant; commentId: string | null };

/** Comments that were written, or about to be, when a run ended before it could remember them. */
export function writtenLately({ made }: CardMemory, isWanted: (what: string) => boolean): Said[] {
  return [...made].flatMap(([what, { at, object }]): Said[] => {
    if (object !== null && !('commentId' in object)) return [];
    const isComment = what === 'status' || /^(ask|escalate|undo|answer|remind|tell|welcome):/.test(what);
    return isComment && isWanted(what) ? [{ what, at, commentId: object?.commentId ?? null }] : [];
  });
}

/** What was remembered does not know of it: only reading tells. */
export function isMissing(
  comments: RememberedComments | readonly OwnComment[] | null,
  commentId: string | null,
): boolean {
  if (commentId === null || comments === null) return true;
  const known =
    'own' in comments ? [...comments.own, ...comments.commands.flatMap(({ answers }) => answers)] : comments;
  return !known.some(({ id }) => id === commentId);
}

/** After reading, an intent is settled once what it may have made must show. */
export async function settle(
  { clock, company: { readLagMs } }: ObserveDeps,
  known: CardMemory,
  pending: readonly Said[],
): Promise<void> {
  const over = pending.filter(({ at, commentId }) => commentId !== null || clock.now() - at > readLagMs);
  await known.forgetMade(over.map(({ what }) => what));
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
  if (mayHave || card.tags.includes(WAIVED_TAG)) return false;
  if (listOwners(board).of(card.id, null).length > 0) return false;
  const phase = phaseOf(card.status, deps.company.playbook.phases);
  return (
    phase !== null &&
    hasReached(phase, deps.company.playbook.teamList.from) &&
    (await deps.firstContact.isNewHere())
  );
}

/** After a loss, before everything had to show: what was said just before it may be missing. */
async function wasReadTooSoon(
  { firstContact, company: { readLagMs }, clock }: ObserveDeps,
  { readAt }: RememberedComments,
): Promise<boolean> {
  const at = await firstContact.lostAt();
  return at !== null && readAt < at + readLagMs && clock.now() >= at + readLagMs;
}

/** What was said stays to be brought up to date, also where nothing would be said now; a lost memory may not know of it. */
async function mayHaveSpoken(
  { firstContact, connection }: ObserveDeps,
  card: Card,
  { hasSpoken }: CardMemory,
): Promise<boolean> {
  const createdAt = card.createdAt - connection.clockSkewMs();
  return hasSpoken ?? createdAt < ((await firstContact.lostAt()) ?? Number.NEGATIVE_INFINITY);
}

/** Cards on which Liaison has had nothing to say so far are not asked for comments unless they change: a request each. */
function mayHaveComments({ card, board }: Observation, playbook: Playbook): boolean {
  const phase = phaseOf(card.status, playbook.phases);
  if (phase === null) return false;
  if (card.tags.includes(WAIVED_TAG)) return true;
  if (hasEnded(phase)) return listOwners(board).of(card.id, null).length > 0;
  if (phase !== 'candidate') return true;
  return card.assignees.length + card.assignedGroups.length + card.supporters.length > 0;
}
