// What was read on a card, remembered: people's commands with Liaison's answers, its own comments, the last word.

import { compareIds } from '../../domain/compare-ids.ts';
import { phaseOf } from '../../domain/customer-result.ts';
import type { Instant } from '../../domain/day.ts';
import { WAIVED_TAG } from '../../domain/enforcement/waiver.ts';
import type { Card, Command, OwnComment } from '../../domain/observation.ts';
import type { Playbook } from '../../domain/playbook/playbook.ts';
import type { RememberedComments } from '../memory/card-facts.ts';
import type { CardMemory } from '../memory/card-memory.ts';
import type { ObserveDeps } from '../observe-deps.ts';
import type { PersonComment, Thread } from '../ports.ts';
import { readTalk } from './read-talk.ts';
import { wholeThread } from './whole-thread.ts';

/**
 * Remembers what was read. Threads of other words are read where an answer of ours may be in them that is not remembered:
 * what Liaison answered counts as long as the comment exists, also where people edited it into something that is no command
 * any more. `unsure` are the commands to which another answer was about to be given.
 */
export async function rememberComments(
  deps: ObserveDeps,
  card: Card,
  known: CardMemory,
  thread: Thread,
  unsure: ReadonlySet<string> = new Set(),
): Promise<void> {
  const former = new Map(known.comments?.commands.map(command => [command.id, command]));
  const unanswered = new Set(known.comments?.unanswered);
  const readAt = deps.clock.now();
  const mayHide = mayHideAnswers(card, deps.company.playbook);
  const reported = reportedComments(known);
  const talk = await readTalk(deps, thread, { card, former: known.comments, unsure, reported, mayHide });
  const { commands, threads } = talk;
  const keep = ({ id, by, at, text }: PersonComment, answers: OwnComment[]) =>
    commands.push({ id, by, at, text, answers });
  for (const said of thread.words) {
    const remembered = unsure.has(said.id) ? [] : (former.get(said.id)?.answers ?? []);
    // ClickUp may not show any more who said it.
    if (remembered.length > 0) keep({ ...said, by: former.get(said.id)?.by ?? said.by }, remembered);
    const mayHold = unsure.has(said.id) || (mayHide && !unanswered.has(said.id));
    if (remembered.length > 0 || said.replies === 0 || !mayHold) continue;
    const answers = wholeThread(await deps.clickUp.readReplies(said.id), card).own;
    if (answers.length > 0) keep(said, answers);
    else unanswered.add(said.id);
  }
  const lastWordAt =
    Math.max(thread.lastWordAt ?? 0, (await lastReplyAt(deps, thread, threads)) ?? 0) || null;
  await known.noteComments({
    own: thread.own,
    commands: inOrder([...commands, ...onTasks(known.comments?.commands ?? [])]),
    unanswered: thread.words.flatMap(({ id }) => (unanswered.has(id) ? [id] : [])),
    threads: { ...threadsOnTasks(known.comments?.threads ?? {}), ...threads },
    lastWordAt,
    unreadable: thread.unreadable,
    upTo: card.updatedAt,
    readAt,
  });
}

/** Remembers what was read on a work item of the card, whose own comments are remembered already. */
export async function rememberTalkOnTask(
  deps: ObserveDeps,
  card: Card,
  known: CardMemory,
  { thread, taskId, begun }: { thread: Thread; taskId: string; begun: readonly string[] },
): Promise<void> {
  const { comments } = known;
  if (comments === null) return;
  const { commands, threads } = await readTalk(deps, thread, {
    card,
    former: comments,
    unsure: new Set(begun),
    reported: reportedComments(known),
    mayHide: mayHideAnswers(card, deps.company.playbook),
    taskId,
  });
  await known.noteToldOnTasks(commands.length > 0);
  const others = comments.commands.filter(command => command.taskId !== taskId);
  const hadSome = others.length < comments.commands.length;
  if (commands.length === 0 && !hadSome && Object.keys(threads).length === 0) return;
  const otherThreads = Object.entries(comments.threads).filter(([, entry]) => entry.taskId !== taskId);
  await known.noteComments({
    ...comments,
    commands: inOrder([...others, ...commands]),
    threads: { ...Object.fromEntries(otherThreads), ...threads },
  });
}

/** The commands to which an answer was written, or about to be, when a run ended before it could remember it. */
export function answersBegun({ made }: Pick<CardMemory, 'made'>): string[] {
  return [...made.keys()].flatMap(what => /^answer:[^:]*:(.+)$/.exec(what)?.[1] ?? []);
}

function reportedComments({ reportedChanges }: CardMemory): Map<string, boolean> {
  return new Map(
    reportedChanges.flatMap(({ change }): [string, boolean][] => {
      if (change.kind === 'item') return change.said?.commentId ? [[change.said.commentId, true]] : [];
      if (change.kind !== 'comment' || change.commentId === undefined) return [];
      return [[change.commentId, change.isCommand]];
    }),
  );
}

function inOrder(commands: readonly Command[]): Command[] {
  return commands.toSorted((one, other) => one.at - other.at || compareIds(one.id, other.id));
}

function onTasks(commands: readonly Command[]): Command[] {
  return commands.filter(({ taskId }) => taskId !== undefined);
}

function threadsOnTasks(threads: RememberedComments['threads']): RememberedComments['threads'] {
  return Object.fromEntries(Object.entries(threads).filter(([, { taskId }]) => taskId !== undefined));
}

/** Where a waiver or a pause may hold, it may be in the thread of a comment that was a command once. */
function mayHideAnswers(card: Card, { phases, feedback, commands }: Playbook): boolean {
  if (card.tags.includes(WAIVED_TAG)) return true;
  return (
    phaseOf(card.status, phases) === 'evaluating' && feedback !== undefined && commands.includes('snooze')
  );
}

/** People answer a question where it stands: their last word there, on the latest one, counts as one on the card. */
async function lastReplyAt(
  { clickUp }: ObserveDeps,
  { own }: Thread,
  threads: RememberedComments['threads'],
): Promise<Instant | null> {
  const answered = own.filter(({ kind, replies }) => (kind === 'ask' || kind === 'escalation') && replies);
  const [latest] = answered.toSorted((one, other) => other.at - one.at);
  if (!latest?.replies) return null;
  const known = threads[latest.id];
  if (known) return known.lastWordAt;
  const { lastWordAt } = await clickUp.readReplies(latest.id);
  threads[latest.id] = { replies: latest.replies, lastWordAt };
  return lastWordAt;
}
