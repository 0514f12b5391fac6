// What was read on a card, remembered: people's commands with Liaison's answers, its own comments, the last word.

import { compareIds } from '../../domain/compare-ids.ts';
import { phaseOf } from '../../domain/customer-result.ts';
import type { Instant } from '../../domain/day.ts';
import { WAIVED_TAG } from '../../domain/enforcement/waiver.ts';
import type { Card, Command, OwnComment } from '../../domain/observation.ts';
import type { Playbook } from '../../domain/playbook/playbook.ts';
import type { CardMemory } from '../memory/card-memory.ts';
import type { ObserveDeps } from '../observe-deps.ts';
import type { PersonComment, Thread } from '../ports.ts';
import { wholeThread } from './whole-thread.ts';

/** Threads of older commands hold nothing that counts, unless the card says that a rule is waived, or one pauses reminders. */
const THREAD_MS = 8 * 86_400_000;
const SNOOZE = /^\/snooze\b/i;

/**
 * Remembers what was read. Threads are read where an answer of ours may be in them that is not remembered: no answer is,
 * or another one was about to be given (the threads of the commands `unsure`). What Liaison answered counts as long as
 * the comment exists, also where people edited it into something that is no command any more.
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
  const commands: Command[] = [];
  const keep = ({ id, by, at, text }: PersonComment, answers: OwnComment[]) =>
    commands.push({ id, by, at, text, answers });
  const rememberedOf = (id: string) => (unsure.has(id) ? [] : (former.get(id)?.answers ?? []));
  for (const said of thread.commands) {
    const remembered = rememberedOf(said.id);
    keep(said, remembered.length > 0 ? remembered : await readAnswers(deps, card, said));
  }
  const mayHide = mayHideAnswers(card, deps.company.playbook);
  for (const said of thread.words) {
    const remembered = rememberedOf(said.id);
    // ClickUp may not show any more who said it.
    if (remembered.length > 0) keep({ ...said, by: former.get(said.id)?.by ?? said.by }, remembered);
    const mayHold = unsure.has(said.id) || (mayHide && !unanswered.has(said.id));
    if (remembered.length > 0 || said.replies === 0 || !mayHold) continue;
    const answers = wholeThread(await deps.clickUp.readReplies(said.id), card).own;
    if (answers.length > 0) keep(said, answers);
    else unanswered.add(said.id);
  }
  commands.sort((one, other) => one.at - other.at || compareIds(one.id, other.id));
  const lastWordAt = Math.max(thread.lastWordAt ?? 0, (await lastReplyAt(deps, thread)) ?? 0) || null;
  await known.noteComments({
    own: thread.own,
    commands,
    unanswered: thread.words.flatMap(({ id }) => (unanswered.has(id) ? [id] : [])),
    lastWordAt,
    unreadable: thread.unreadable,
    upTo: card.updatedAt,
    readAt,
  });
}

async function readAnswers(
  { clickUp, clock }: ObserveDeps,
  card: Card,
  { id, at, text, replies }: PersonComment,
): Promise<OwnComment[]> {
  const mayHold = card.tags.includes(WAIVED_TAG) || SNOOZE.test(text);
  const isOld = clock.now() - at > THREAD_MS && !mayHold;
  return replies === 0 || isOld ? [] : wholeThread(await clickUp.readReplies(id), card).own;
}

/** Where a waiver or a pause may hold, it may be in the thread of a comment that was a command once. */
function mayHideAnswers(card: Card, { phases, feedback, commands }: Playbook): boolean {
  if (card.tags.includes(WAIVED_TAG)) return true;
  return (
    phaseOf(card.status, phases) === 'evaluating' && feedback !== undefined && commands.includes('snooze')
  );
}

/** People answer a question where it stands: their last word there, on the latest one, counts as one on the card. */
async function lastReplyAt({ clickUp }: ObserveDeps, { own }: Thread): Promise<Instant | null> {
  const answered = own.filter(({ kind, replies }) => (kind === 'ask' || kind === 'escalation') && replies);
  const latest = answered.toSorted((one, other) => other.at - one.at)[0];
  return latest ? (await clickUp.readReplies(latest.id)).lastWordAt : null;
}
