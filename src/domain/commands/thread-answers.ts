// Which of Liaison's answers in a thread belongs to which of the commands that people wrote there. ClickUp keeps all of a
// thread in one row; what each answer says, and when, tells them apart.

import type { Command, OwnComment } from '../observation.ts';
import { type Days, isAnswerTo } from './answered.ts';

/** The commands of one thread (its first comment included), each with its answers, the newest first. */
export function withAnswers(
  commands: readonly Omit<Command, 'answers'>[],
  answers: readonly OwnComment[],
  days: Days,
): Command[] {
  const inOrder = commands
    .map((command): Command => ({ ...command, answers: [] }))
    .sort((one, other) => one.at - other.at);
  for (const answer of answers.toSorted((one, other) => one.at - other.at)) {
    askedBy(answer, inOrder, days)?.answers.unshift(answer);
  }
  return inOrder;
}

/** Whoever waits longest for just this; else whoever asked for it last; else whoever spoke last. */
function askedBy(answer: OwnComment, commands: readonly Command[], days: Days): Command | undefined {
  if (commands.length < 2) return commands[0];
  const before = commands.filter(({ at }) => at <= answer.at);
  const asking = before.filter(command => isAnswerTo(answer, command, days));
  const waiting = asking.find(
    ({ answers }) => !answers.some(({ kind, rules }) => kind === answer.kind && isSame(rules, answer.rules)),
  );
  const granted = before.findLast(
    ({ answers }) =>
      answer.kind === 'waiver-end' &&
      answers.some(({ kind, rules }) => kind === 'waiver' && isSame(rules, answer.rules)),
  );
  return waiting ?? asking.at(-1) ?? granted ?? before.at(-1) ?? commands[0];
}

function isSame(rules: readonly string[], others: readonly string[]): boolean {
  return rules.join() === others.join();
}
