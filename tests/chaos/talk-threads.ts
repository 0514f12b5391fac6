// Which commands people wrote in a thread, and which of Liaison's replies there answers which: as a reader would tell, by
// what each reply says.

import type { RawComment } from '../support/people.ts';
import type { Command } from './talk.ts';

/** What the stories call rules beside their keys. */
const NAMES: Readonly<Record<string, string>> = { stillstand: 'stale' };
const SPOKEN = /^\s*[“„"]?\s*(\/\p{L}[\p{L}-]*(?:\s.*)?)$/u;

/** The commands of a thread, oldest first: those of its first comment, and of the replies. */
export function commandsInThread(
  root: RawComment,
  replies: readonly RawComment[],
  botId: number,
): (Command & { isReply: boolean })[] {
  const inOrder = replies.toSorted((one, other) => Number(one.date) - Number(other.date));
  const commands = [root, ...inOrder.filter(({ user }) => user.id !== botId)].flatMap((comment, index) =>
    linesOf(comment, botId).map(text => ({
      id: comment.id,
      at: Number(comment.date),
      by: comment.user.id,
      text,
      replies: [],
      isReply: index > 0,
    })),
  );
  for (const reply of inOrder.filter(({ user }) => user.id === botId)) {
    const answer = { at: Number(reply.date), text: reply.comment_text };
    (answered(answer.text, commands) ?? commands[0])?.replies.push(answer);
  }
  return commands;
}

/** A comment is one of commands if it begins with one; each stands on a line of its own. */
function linesOf({ comment_text: text, user }: RawComment, botId: number): string[] {
  if (user.id === botId || !SPOKEN.test(text.trim().split('\n', 1)[0] ?? '')) return [];
  const lines = text
    .trim()
    .split('\n')
    .flatMap(line => SPOKEN.exec(line)?.[1] ?? []);
  return [...new Set(lines)].slice(0, 5);
}

function answered(said: string, commands: readonly (Command & { replies: Command['replies'] })[]) {
  const waiting = commands.filter(({ replies }) => replies.length === 0);
  const quote = /^Liaison answers “(.*)”/.exec(said)?.[1];
  if (quote !== undefined) {
    const isIt = ({ text }: Command) => bare(text).startsWith(bare(quote).slice(0, 70));
    return waiting.find(isIt) ?? commands.find(isIt);
  }
  const granted = /^Waived until [^:]*: (\S+)/.exec(said)?.[1];
  if (granted !== undefined) {
    const isIt = ({ text }: Command) => /^\/waive/i.test(text) && isOf(granted, text);
    return waiting.find(isIt) ?? commands.findLast(isIt);
  }
  const ended = /^No longer waived[^:]*: (\S+)/.exec(said)?.[1];
  if (ended !== undefined) {
    const isAsked = ({ text }: Command) => /^\/unwaive/i.test(text) && isOf(ended, text);
    const isOver = ({ replies }: Command) =>
      replies.some(({ text }) => text.startsWith('Waived until') && isOf(ended, text)) &&
      !replies.some(({ text }) => text.startsWith('No longer waived'));
    return waiting.find(isAsked) ?? commands.findLast(isOver);
  }
  return waiting.find(({ text }) => /^\/snooze/i.test(text));
}

function isOf(rule: string, text: string): boolean {
  const words = bare(text).split(' ');
  return bare(text).includes(bare(rule)) || words.some(word => NAMES[word] === rule);
}

function bare(text: string): string {
  return text
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim();
}
