// What Liaison says in the in-memory ClickUp, as it would read it back.

import type { Instant } from '../day.ts';
import { readHeadline } from '../language/headline.ts';
import { plainText, type RichText } from '../language/rich-text.ts';
import type { OwnComment } from '../observation.ts';
import type { InMemoryClickUp } from './in-memory-clickup.ts';

/** What Liaison would read back of a comment that it wrote; null if it would not find it again. */
export function readBack(id: string, at: Instant, text: string): OwnComment | null {
  const headline = readHeadline(text);
  if (!headline) return null;
  const { kind, rules, isMended, until } = headline;
  return { id, kind, rules, isMended, until, isResolved: isMended, text, at };
}

/** A comment on the card; with `assignee` one that asks this person. */
export function say(inMemory: InMemoryClickUp, text: RichText, assignee: number | null): void {
  const comment = readBack(`c${inMemory.number()}`, inMemory.at, plainText(text));
  if (comment) inMemory.note({ comments: [...inMemory.rest().comments, { ...comment, assignee }] });
}

/** A comment of ours, edited in place; with `assignee` it asks this person from now on. */
export function edit(inMemory: InMemoryClickUp, commentId: string, text: RichText, assignee?: number): void {
  const comments = inMemory.rest().comments.map(comment => {
    if (comment.id !== commentId) return comment;
    const asked = assignee === undefined ? {} : { assignee };
    return { ...comment, ...readBack(comment.id, comment.at, plainText(text)), ...asked };
  });
  inMemory.note({ comments });
}

/** An answer in the thread of a command, the newest first. */
export function answer(inMemory: InMemoryClickUp, commandId: string, text: RichText): void {
  const { commands } = inMemory.rest();
  const count = commands.flatMap(({ answers }) => answers).length;
  const reply = readBack(`a${inMemory.number()}-${count}`, inMemory.at, plainText(text));
  if (!reply) return;
  inMemory.note({
    commands: commands.map(command =>
      command.id === commandId ? { ...command, answers: [reply, ...command.answers] } : command,
    ),
  });
}
