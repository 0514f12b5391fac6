// Whether what a comment says by now has been answered in its thread. People mend a command by editing it, and ClickUp
// tells neither that nor when: the answers themselves show what they were given to.

import { memoizeByObject } from '../../base/memoize.ts';
import type { Day, Instant } from '../day.ts';
import { readHeadline } from '../language/headline.ts';
import { type CompanyTexts, textsFor } from '../language/texts.ts';
import type { Command, OwnComment } from '../observation.ts';
import { calendarOf, type Playbook } from '../playbook/playbook.ts';
import { RULES } from '../rules/registry.ts';
import { type Calendar, dayOf as dayIn } from '../schedule/calendar.ts';
import { readCommand, type Understood } from './command.ts';
import { commandsIn, isQuoteOf, MOST_COMMANDS } from './command-parts.ts';
import { COMMANDS } from './command-words.ts';
import { ruleWordsOf } from './rule-words.ts';

/** So far ClickUp's clock, which dates the answers, may be behind ours, by which a waiver ends. */
const CLOCKS_DIFFER_MS = 60 * 60_000;

/** Earlier releases answered the first command of a comment alone, and said so. */
const ONLY_THE_FIRST = /^(One comment holds one command\.|Ein Kommentar fasst einen Befehl\.)/m;

/** What is needed to read a command as it was meant when it was said. */
export type Days = { dayOf(at: Instant): Day; calendar: Calendar; texts: CompanyTexts };

/** The days and words of a playbook, without the public holidays of its region. */
export const daysOf = memoizeByObject((playbook: Playbook): Days => {
  const calendar = calendarOf(playbook, []);
  return { calendar, texts: textsFor(playbook), dayOf: at => dayIn(at, calendar.zone) };
});

/** Whether everything that the comment asks for by now has been answered. */
export function isAnswered(command: Command, days: Days): boolean {
  return unansweredIn(command, days).length === 0;
}

/**
 * The commands in a comment that wait for their answer, in the order in which they stand there, at most the first few.
 *  command and rule that there is: that a playbook leaves one out since is no edit. Of waivers and pauses
 * the headline says what was meant, of other answers the quote in it; what is older than that quote counts as answered.
 */
export function unansweredIn(command: Command, days: Days): string[] {
  const { text, answers } = command;
  const parts = commandsIn(text).slice(0, MOST_COMMANDS);
  if (answers.length === 0) return parts;
  if (answers.some(answer => isToTheFirstAlone(answer, command, parts[0] ?? '', days))) return [];
  // Where the comment asks for an end, one that comes just before the day is over is what was asked for.
  const lateMs = parts.some(part => understoodAs(part, command, days).name === 'unwaive')
    ? 0
    : CLOCKS_DIFFER_MS;
  const said = answers
    .filter(answer => !isByItself(answer, answers, day => days.dayOf(day + lateMs)))
    .toSorted((one, other) => other.at - one.at);
  // Behind an answer to what is said no more, the comment was edited, perhaps back to what it said before.
  const edited = said.findIndex(answer => !parts.some(part => isToPart(answer, command, part, days)));
  const before = said[edited]?.at ?? Number.NEGATIVE_INFINITY;
  // Answers of one moment can't be told apart by their order.
  const counted = said.filter((answer, index) => edited === -1 || index < edited || answer.at === before);
  return parts.filter(part => !counted.some(answer => isToPart(answer, command, part, days)));
}

/** Whether an answer is one to what the comment says by now. */
export function isAnswerTo(answer: OwnComment, command: Command, days: Days): boolean {
  const parts = commandsIn(command.text).slice(0, MOST_COMMANDS);
  return parts.some(part => isToPart(answer, command, part, days));
}

function isToPart(answer: OwnComment, command: Command, part: string, days: Days): boolean {
  return isTo(answer, understoodAs(part, command, days), part);
}

/** Earlier releases quoted the whole comment. */
function isToTheFirstAlone(answer: OwnComment, command: Command, first: string, days: Days): boolean {
  if (!ONLY_THE_FIRST.test(answer.text)) return false;
  const quote = readHeadline(answer.text)?.command;
  return quote === undefined ? isToPart(answer, command, first, days) : isQuoteOf(quote, command.text);
}

function understoodAs(part: string, { at }: Command, { dayOf, calendar, texts }: Days): Understood {
  return readCommand(part, { rules: wordsIn(texts), commands: COMMANDS, today: dayOf(at), calendar });
}

const wordsIn = memoizeByObject((texts: CompanyTexts) => ruleWordsOf(Object.keys(RULES), texts));

/** The end of a waiver that was granted in the same thread: its last day was over, or the right to it was taken back. */
function isByItself(
  { kind, rules, at, text }: OwnComment,
  answers: readonly OwnComment[],
  dayOf: (at: Instant) => Day,
): boolean {
  if (kind !== 'waiver-end') return false;
  if (readHeadline(text)?.isRevoked) return true;
  const before = answers.filter(answer => answer.kind === 'waiver' && answer.at <= at);
  return rules.every(rule => {
    const granted = before.filter(answer => answer.rules.includes(rule));
    const until = granted.toSorted((one, other) => one.at - other.at).at(-1)?.until ?? null;
    return until !== null && dayOf(at) > until;
  });
}

function isTo({ kind, rules, until, text: said }: OwnComment, understood: Understood, text: string): boolean {
  switch (kind) {
    case 'waiver':
      return understood.name === 'waive' && rules.includes(understood.rule) && until === understood.until;
    case 'waiver-end':
      return understood.name === 'unwaive' && rules.includes(understood.rule);
    case 'snooze':
      return understood.name === 'snooze' && until === understood.until;
    case 'answer': {
      const quote = readHeadline(said)?.command;
      return quote === undefined || isQuoteOf(quote, text);
    }
    case 'status':
    case 'ask':
    case 'escalation':
    case 'undo':
    case 'complete':
    case 'next':
    case 'reminder':
    case 'welcome':
    case 'trouble':
      // Nothing of Liaison's is in the thread of a command but answers.
      return false;
  }
}
