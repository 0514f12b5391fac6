// What people told Liaison on one task: on the task itself and in the threads of commands and of Liaison's own comments. A
// thread is read where its number of replies is another than remembered, so that a talk that rests costs nothing.

import { daysOf } from '../../domain/commands/answered.ts';
import { commandsIn, nameIn } from '../../domain/commands/command-parts.ts';
import { commandNamed } from '../../domain/commands/command-words.ts';
import { withAnswers } from '../../domain/commands/thread-answers.ts';
import { WAIVED_TAG } from '../../domain/enforcement/waiver.ts';
import type { Card, Command, OwnComment } from '../../domain/observation.ts';
import type { KnownThread, RememberedComments } from '../memory/card-facts.ts';
import type { ObserveDeps } from '../observe-deps.ts';
import type { PersonComment, Thread } from '../ports.ts';
import { wholeThread } from './whole-thread.ts';

/** Threads of older comments hold nothing that counts, unless something may hold that was said there, or is still asked. */
const THREAD_MS = 8 * 86_400_000;

export type Talk = { commands: Command[]; threads: Record<string, KnownThread> };

/** Where people may answer: a command of theirs, or something that Liaison said. */
type Root = { id: string; replies: number; isOpen: boolean; command: PersonComment | null; at: number };

export type TalkOptions = {
  card: Card;
  former: Pick<RememberedComments, 'commands' | 'threads'> | null;
  /** Commands whose answers may be others than remembered. */
  unsure: ReadonlySet<string>;
  /** Comments that deliveries told of, each with whether it is a command. */
  reported: ReadonlyMap<string, boolean>;
  /** A waiver or a pause that holds may have been asked for in any thread. */
  mayHide: boolean;
  taskId?: string;
};

/** The commands of a talk that was just read, with their answers. Rejects as ClickUp does. */
export async function readTalk(deps: ObserveDeps, thread: Thread, options: TalkOptions): Promise<Talk> {
  const { card, former, taskId } = options;
  const talk: Talk = { commands: [], threads: {} };
  const roots = rootsOf(thread);
  const again = reportedIn(roots, thread, options, deps.clock.now());
  for (const root of roots) {
    const kept = former?.threads[root.id];
    const remembered = (former?.commands ?? []).filter(
      ({ id, threadId }) => threadId === root.id || id === root.id,
    );
    if (!isToBeRead(deps, root, { kept, remembered, again, options })) {
      if (kept && root.replies > 0) talk.threads[root.id] = kept;
      const answers = remembered.find(({ id }) => id === root.id)?.answers ?? [];
      if (root.command) talk.commands.push(commandOf(root.command, answers, taskId));
      talk.commands.push(...remembered.filter(({ id }) => id !== root.id));
      continue;
    }
    const read = wholeThread(await deps.clickUp.readReplies(root.id), card);
    talk.threads[root.id] = {
      replies: root.replies,
      lastWordAt: read.lastWordAt,
      ...(taskId === undefined ? {} : { taskId }),
    };
    const said = [
      ...(root.command ? [commandOf(root.command, [], taskId)] : []),
      ...read.commands.map(reply => ({ ...commandOf(reply, [], taskId), threadId: root.id })),
    ];
    const found = withAnswers(said, read.own, daysOf(deps.company.playbook));
    talk.commands.push(...found.map(command => withLatest(deps, command, remembered)));
  }
  return talk;
}

/** What was answered just now may not show yet. */
function withLatest(deps: ObserveDeps, command: Command, remembered: readonly Command[]): Command {
  const since = deps.clock.now() + deps.connection.clockSkewMs() - deps.company.readLagMs;
  const former = remembered.find(({ id }) => id === command.id)?.answers ?? [];
  const isNew = (answer: OwnComment) =>
    answer.at >= since && !command.answers.some(({ id }) => id === answer.id);
  return { ...command, answers: [...former.filter(isNew), ...command.answers] };
}

function commandOf(
  { id, by, at, text }: PersonComment,
  answers: OwnComment[],
  taskId: string | undefined,
): Command {
  return { id, by, at, text, answers, ...(taskId === undefined ? {} : { taskId }) };
}

function rootsOf({ commands, own }: Thread): Root[] {
  return [
    ...commands.map(command => ({ ...command, isOpen: false, command })),
    ...own.map(({ id, at, replies = 0, kind, isResolved, isMended }) => {
      const isOpen = (kind === 'ask' || kind === 'escalation') && !isResolved && !isMended;
      return { id, at, replies, isOpen, command: null };
    }),
  ];
}

function isToBeRead(
  { clock }: ObserveDeps,
  root: Root,
  facts: {
    kept: KnownThread | undefined;
    remembered: readonly Command[];
    again: ReadonlySet<string>;
    options: TalkOptions;
  },
): boolean {
  const { kept, remembered, again, options } = facts;
  const isUnsure = options.unsure.has(root.id) || remembered.some(({ id }) => options.unsure.has(id));
  if (again.has(root.id)) return true;
  if (kept && !isUnsure) return kept.replies !== root.replies;
  if (root.replies === 0) return false;
  if (isUnsure) return true;
  return !remembered.some(({ answers }) => answers.length > 0) && mayHold(root, options, clock.now());
}

function mayHold({ at, isOpen, command }: Root, { card, mayHide }: TalkOptions, now: number): boolean {
  if (isOpen || now - at <= THREAD_MS || card.tags.includes(WAIVED_TAG)) return true;
  return command === null ? mayHide : commandsIn(command.text).some(isSnooze);
}

function isSnooze(text: string): boolean {
  return commandNamed(nameIn(text)) === 'snooze';
}

/**
 * The threads in which a delivery told of a reply whose number does not tell: an edit. ClickUp does not say in which thread
 * it is; where that is not remembered, it is one of the late ones.
 */
function reportedIn(
  roots: readonly Root[],
  { own, commands, words }: Thread,
  { reported, former }: TalkOptions,
  now: number,
): ReadonlySet<string> {
  const onTop = new Set([...own, ...commands, ...words].map(({ id }) => id));
  const found = new Set<string>();
  for (const [id, isCommand] of reported) {
    if (onTop.has(id)) continue;
    const remembered = former?.commands.find(command => command.id === id)?.threadId;
    if (remembered !== undefined) found.add(remembered);
    else if (isCommand) {
      const hasMore = roots.some(
        ({ id: root, replies }) => replies !== (former?.threads[root]?.replies ?? 0),
      );
      const late = roots.filter(
        ({ replies, at, isOpen }) => replies > 0 && (isOpen || now - at <= THREAD_MS),
      );
      if (!hasMore) for (const root of late) found.add(root.id);
    }
  }
  return found;
}
