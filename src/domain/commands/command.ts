// What people tell Liaison in a comment that begins with a slash: `/waive timebox until 15 Jan because …`. Only read here.

import { nearestOf } from '../../base/nearest.ts';
import type { Day } from '../day.ts';
import type { Locale } from '../language/texts.ts';
import type { Calendar } from '../schedule/calendar.ts';
import { readSpokenDay, readSpokenLength } from '../schedule/written-day.ts';
import { readAway, readBack } from './away.ts';
import {
  type CommandParts,
  FOR,
  MOST_WORDS,
  nameIn,
  partsOf,
  restOf,
  ruleIn,
  shortened,
  UNTIL,
  wordsOf,
} from './command-parts.ts';
import { type CommandName, commandNamed, folded, wordsFor } from './command-words.ts';
import { nearRules, type RuleWords } from './rule-words.ts';

/** Examples of how the end of a waiver can be written. */
export const END_EXAMPLES: Record<Locale, readonly string[]> = {
  en: ['2027-01-15', '15 Jan', '15.1.2027', 'friday', 'tomorrow', 'for 2 weeks', 'for 3 working days'],
  de: ['15.1.2027', '15. Januar', '2027-01-15', 'Freitag', 'morgen', 'für 2 Wochen', 'für 3 Arbeitstage'],
};

/** What may be meant where a reason ends in what could be the end of the waiver, END. */
export const END_IN_REASON: Record<Locale, readonly string[]> = {
  en: ['END because …', 'until further notice because …'],
  de: ['END weil …', 'bis auf Weiteres weil …'],
};

/** A command as it was understood; `unclear` with what about it was not. */
export type Understood =
  | { name: 'waive'; rule: string; until: Day | null; because: string }
  | { name: 'unwaive'; rule: string }
  | { name: 'recheck' | 'explain' | 'newlist' | 'next' | 'help' }
  | { name: 'back' }
  /** `from` is null where only the end is said: from that day on. */
  | { name: 'away'; from: Day | null; until: Day }
  | { name: 'snooze'; until: Day }
  /** `meant` are commands as they may have been meant, whole, to be copied. */
  | { name: 'unknown'; given: string; meant: readonly string[] }
  | {
      name: 'unclear';
      why: 'no-rule' | 'which-rule' | 'too-much' | 'bad-date' | 'bad-absence';
      given: string;
    }
  | { name: 'unclear'; why: 'near-rule'; given: string; meant: readonly string[] }
  /** Something is missing: the end of a waiver, the length of a pause, or one that ends at all. */
  | { name: 'unclear'; why: 'no-end' | 'no-length' | 'endless' | 'no-return' }
  | { name: 'unclear'; why: 'backwards' | 'far-end'; from: Day; until: Day }
  | { name: 'unclear'; why: 'not-back-yet'; day: Day }
  | { name: 'unclear'; why: 'end-in-reason'; rule: string; given: string }
  | { name: 'unclear'; why: 'one-rule'; rule: string; other: string }
  | { name: 'unclear'; why: 'past-date'; day: Day };

/** Why somebody wants quiet is read by people, not by Liaison. */
const SNOOZE_REASON = /\n|,? (?:because|since|as|weil|wegen|denn|da) | [-–—] /i;
const PREPOSITION = /^(until|till|['’]?til|bis|for|für|fuer)\b:? */i;
/** The end of a waiver without an end, in the words of Liaison's own answer. */
const FURTHER_NOTICE = /^(further notice|auf weiteres)[.!]*$/i;
/** What is repeated in an answer is kept this short, in letters. */
const LONGEST_GIVEN = 60;
/** What is to be copied may be as long as a reason needs it. */
const LONGEST_TO_COPY = 120;

/** What a command is read with: the words for the rules, the day on which it was said, the company's calendar. */
export type ReadingContext = { rules: RuleWords; today: Day; calendar: Calendar };

type Reader = (rest: string, context: ReadingContext) => Understood;

/** How each command is read from what follows its name. */
const READERS: Record<CommandName, Reader> = {
  waive: readWaive,
  unwaive: readUnwaive,
  snooze: readSnooze,
  recheck: () => ({ name: 'recheck' }),
  explain: () => ({ name: 'explain' }),
  newlist: () => ({ name: 'newlist' }),
  away: (rest, { today, calendar }) =>
    readAway(rest.split(SNOOZE_REASON, 1)[0] ?? '', today, calendar, LONGEST_GIVEN),
  back: (rest, { today, calendar }) => readBack(rest.split(SNOOZE_REASON, 1)[0] ?? '', today, calendar),
  next: () => ({ name: 'next' }),
  help: () => ({ name: 'help' }),
};

/** Reads a command as it was meant on `today`; `commands` are those of the playbook. */
export function readCommand(
  text: string,
  { commands, ...context }: ReadingContext & { commands: readonly CommandName[] },
): Understood {
  const given = nameIn(text);
  const name = commandNamed(given);
  const rest = restOf(text);
  if (name !== null && commands.includes(name)) return READERS[name](rest, context);
  const words = wordsFor(commands);
  const near = name === null ? nearestOf(folded(given), words.keys()) : [];
  const meant = [...new Set(near.flatMap(word => words.get(word) ?? []))];
  return {
    name: 'unknown',
    given: shortened(given, LONGEST_GIVEN),
    meant: meant.map(command => inOneLine(`/${command} ${rest}`)),
  };
}

function readSnooze(rest: string, { today, calendar }: ReadingContext): Understood {
  const [said = ''] = rest.split(SNOOZE_REASON, 1);
  const end = said.replace(/[.,;!]+$/, '').replace(PREPOSITION, '');
  if (end === '') return { name: 'unclear', why: 'no-length' };
  if (FURTHER_NOTICE.test(end)) return { name: 'unclear', why: 'endless' };
  const day = readSpokenLength(end, today, calendar) ?? readSpokenDay(end, today);
  if (day === null) return unclear('bad-date', end);
  return day < today ? { name: 'unclear', why: 'past-date', day } : { name: 'snooze', until: day };
}

function readWaive(rest: string, { rules, today, calendar }: ReadingContext): Understood {
  const parts = partsOf(rest);
  const { named, preposition, end, because } = parts;
  if (named.length === 0) return unclear('which-rule', '');
  const found = ruleIn(named, rules);
  if (found === null) return noRule('waive', rest, named, rules);
  if (found.surplus.length > 0) return unclear('too-much', wordsOf(found.surplus));
  const { rule } = found;
  if (preposition === null) {
    const late = endInReason(parts, today, calendar);
    if (late !== null) return { name: 'unclear', why: 'end-in-reason', rule, given: late };
  }
  if (preposition === null || FURTHER_NOTICE.test(end)) return { name: 'waive', rule, until: null, because };
  if (end === '') return { name: 'unclear', why: 'no-end' };
  const day = preposition === 'for' ? readSpokenLength(end, today, calendar) : readSpokenDay(end, today);
  if (day === null) return unclear('bad-date', end);
  if (day < today) return { name: 'unclear', why: 'past-date', day };
  return { name: 'waive', rule, until: day, because };
}

/** Words that name no rule: asked back with the whole command as it may be meant. */
function noRule(
  command: 'waive' | 'unwaive',
  rest: string,
  named: readonly string[],
  words: RuleWords,
): Understood {
  const near = nearRules(named, words, MOST_WORDS);
  if (near === null) return unclear('no-rule', wordsOf(named));
  const after = rest.split(/\s+/).filter(Boolean).slice(near.count).join(' ');
  return {
    name: 'unclear',
    why: 'near-rule',
    given: shortened(wordsOf(named.slice(0, near.count)), LONGEST_GIVEN),
    meant: near.rules.map(rule => inOneLine(`/${command} ${rule} ${after}`)),
  };
}

/** A command to be copied; what is too long for a line is left to whoever copies it. */
function inOneLine(command: string): string {
  return shortened(command.replaceAll('`', '').replace(/\s+/g, ' ').trim(), LONGEST_TO_COPY);
}

/** The reason that a `/waive` gives; empty if it gives none. */
export function reasonIn(text: string): string {
  return partsOf(restOf(text)).because;
}

/** Whatever is said behind the rule is read by people; another rule there might be meant as well. */
function readUnwaive(rest: string, { rules }: ReadingContext): Understood {
  const [first = '', ...others] = rest.split('\n').map(line => line.trim());
  const said = first.split(/\s+/).filter(Boolean);
  const found = ruleIn(said, rules);
  if (first === '') return unclear('which-rule', first);
  if (found === null) return noRule('unwaive', first, said, rules);
  const { rule, surplus } = found;
  const { named } = partsOf(surplus.join(' '));
  const starts = [
    ...named.map((_, index) => named.slice(index)),
    ...others.map(line => line.split(/\s+/).filter(Boolean)),
  ];
  for (const words of starts) {
    const other = ruleIn(words, rules)?.rule ?? rule;
    if (other !== rule) return { name: 'unclear', why: 'one-rule', rule, other };
  }
  return { name: 'unwaive', rule };
}

/** A readable end as the last words of a reason: it may be the waiver's, and without it there would be none. */
function endInReason({ tail }: CommandParts, today: Day, calendar: Calendar): string | null {
  for (const [index, word] of tail.entries()) {
    const end = wordsOf(tail.slice(index + 1));
    const isEnd =
      (UNTIL.test(word) && readSpokenDay(end, today) !== null) ||
      (FOR.test(word) && readSpokenLength(end, today, calendar) !== null);
    if (isEnd) return `${word} ${end.replace(/\.+$/, '')}`;
  }
  return null;
}

function unclear(why: 'no-rule' | 'which-rule' | 'too-much' | 'bad-date', given: string): Understood {
  return { name: 'unclear', why, given: shortened(given, LONGEST_GIVEN) };
}
