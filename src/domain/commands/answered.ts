// Whether what a comment says by now has been answered in its thread. People mend a command by editing it, and ClickUp
// tells neither that nor when: the answers themselves show what they were given to.

import type { Day, Instant } from '../day.ts';
import { readHeadline } from '../language/headline.ts';
import type { Command, OwnComment } from '../observation.ts';
import { RULES } from '../rules/registry.ts';
import type { Calendar } from '../schedule/calendar.ts';
import { COMMANDS, readCommand, type Understood } from './command.ts';
import { isQuoteOf } from './command-parts.ts';

/** So far ClickUp's clock, which dates the answers, may be behind ours, by which a waiver ends. */
const CLOCKS_DIFFER_MS = 60 * 60_000;

/**
 * Read with every command and rule that there is: that a playbook leaves one out since is no edit. Of waivers and pauses
 * the headline says what was meant, of other answers the quote in it; what is older than that quote counts as answered.
 */
export function isAnswered(
  { text, at, answers }: Command,
  { dayOf, calendar }: { dayOf(at: Instant): Day; calendar: Calendar },
): boolean {
  const rules = Object.keys(RULES);
  const understood = readCommand(text, { rules, commands: COMMANDS, today: dayOf(at), calendar });
  // Where the comment asks for an end, one that comes just before the day is over is what was asked for.
  const lateMs = understood.name === 'unwaive' ? 0 : CLOCKS_DIFFER_MS;
  const said = answers.filter(answer => !isByItself(answer, answers, day => dayOf(day + lateMs)));
  const latest = Math.max(...said.map(answer => answer.at));
  return said.some(answer => answer.at === latest && isTo(answer, understood, text));
}

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
    case 'reminder':
      // Nothing of Liaison's is in the thread of a command but answers.
      return false;
  }
}
