// What people tell Liaison in a comment that begins with a slash: `/waive timebox until 15 Jan because …`. Only read here.

import type { Day } from '../day.ts';
import type { Locale } from '../language/texts.ts';
import type { Calendar } from '../schedule/calendar.ts';
import { readSpokenDay, readSpokenLength } from '../schedule/written-day.ts';
import { readAway } from './away.ts';
import {
  type CommandParts,
  FOR,
  nameIn,
  partsOf,
  restOf,
  ruleIn,
  shortened,
  UNTIL,
  wordsOf,
} from './command-parts.ts';

/** How each command is written, for people of either language. */
const FORMS = {
  en: {
    waive: '/waive RULE [until DATE | for 2 weeks] [because …]',
    unwaive: '/unwaive RULE',
    recheck: '/recheck',
    explain: '/explain',
    snooze: '/snooze 1 week',
    newlist: '/newlist',
    away: '/away [from DATE] until DATE',
    back: '/back',
  },
  de: {
    waive: '/waive REGEL [bis DATUM | für 2 Wochen] [weil …]',
    unwaive: '/unwaive REGEL',
    recheck: '/recheck',
    explain: '/explain',
    snooze: '/snooze 1 Woche',
    newlist: '/newlist',
    away: '/away [ab DATUM] bis DATUM',
    back: '/back',
  },
} as const;

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

export const COMMANDS = Object.keys(FORMS.en) as CommandName[];
export type CommandName = keyof (typeof FORMS)['en'];

/** The commands that a playbook allows. Without a list of absences nobody can be noted in it. */
export function commandsOf(playbook: {
  commands: readonly CommandName[];
  people: { absences?: string | undefined };
}): CommandName[] {
  const { commands, people } = playbook;
  return commands.filter(name => people.absences !== undefined || (name !== 'away' && name !== 'back'));
}

/** How a command is written, for people. */
export function formOf(command: CommandName, locale: Locale): string {
  return FORMS[locale][command];
}

/** A command as it was understood; `unclear` with what about it was not. */
export type Understood =
  | { name: 'waive'; rule: string; until: Day | null; because: string }
  | { name: 'unwaive'; rule: string }
  | { name: 'recheck' | 'explain' | 'newlist' }
  | { name: 'back' }
  | { name: 'snooze'; until: Day }
  /** `from` is null where only the end is said: from that day on. */
  | { name: 'away'; from: Day | null; until: Day }
  | { name: 'unknown'; given: string }
  | { name: 'unclear'; why: 'no-rule' | 'which-rule' | 'too-much' | 'bad-date'; given: string }
  /** Something is missing: the end of a waiver, the length of a pause, or one that ends at all. */
  | { name: 'unclear'; why: 'no-end' | 'no-length' | 'endless' | 'no-return' }
  | { name: 'unclear'; why: 'backwards'; from: Day; until: Day }
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

/** Reads a command as it was meant on `today`; `rules` and `commands` are those of the playbook. */
export function readCommand(
  text: string,
  {
    rules,
    commands,
    today,
    calendar,
  }: { rules: readonly string[]; commands: readonly CommandName[]; today: Day; calendar: Calendar },
): Understood {
  const given = nameIn(text);
  const name = commands.find(known => known === given);
  const rest = restOf(text);
  switch (name) {
    case 'recheck':
    case 'explain':
    case 'newlist':
    case 'back':
      return { name };
    case 'away': {
      const [said = ''] = rest.split(SNOOZE_REASON, 1);
      return readAway(said, today, calendar, LONGEST_GIVEN);
    }
    case 'unwaive':
      return readUnwaive(rest, rules);
    case 'snooze': {
      const [said = ''] = rest.split(SNOOZE_REASON, 1);
      const end = said.replace(/[.,;!]+$/, '').replace(PREPOSITION, '');
      if (end === '') return { name: 'unclear', why: 'no-length' };
      if (FURTHER_NOTICE.test(end)) return { name: 'unclear', why: 'endless' };
      const day = readSpokenLength(end, today, calendar) ?? readSpokenDay(end, today);
      if (day === null) return unclear('bad-date', end);
      return day < today ? { name: 'unclear', why: 'past-date', day } : { name, until: day };
    }
    case 'waive': {
      const parts = partsOf(rest);
      const { named, preposition, end, because } = parts;
      if (named.length === 0) return unclear('which-rule', '');
      const found = ruleIn(named, rules);
      if (found === null) return unclear('no-rule', wordsOf(named));
      if (found.surplus.length > 0) return unclear('too-much', wordsOf(found.surplus));
      const { rule } = found;
      if (preposition === null) {
        const late = endInReason(parts, today, calendar);
        if (late !== null) return { name: 'unclear', why: 'end-in-reason', rule, given: late };
      }
      if (preposition === null || FURTHER_NOTICE.test(end)) return { name, rule, until: null, because };
      if (end === '') return { name: 'unclear', why: 'no-end' };
      const day = preposition === 'for' ? readSpokenLength(end, today, calendar) : readSpokenDay(end, today);
      if (day === null) return unclear('bad-date', end);
      if (day < today) return { name: 'unclear', why: 'past-date', day };
      return { name, rule, until: day, because };
    }
    case undefined:
      return { name: 'unknown', given: shortened(given, LONGEST_GIVEN) };
  }
}

/** The reason that a `/waive` gives; empty if it gives none. */
export function reasonIn(text: string): string {
  return partsOf(restOf(text)).because;
}

/** Whatever is said behind the rule is read by people; another rule there might be meant as well. */
function readUnwaive(rest: string, rules: readonly string[]): Understood {
  const [first = '', ...others] = rest.split('\n').map(line => line.trim());
  const found = ruleIn(first.split(/\s+/).filter(Boolean), rules);
  if (found === null) return unclear(first === '' ? 'which-rule' : 'no-rule', first);
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
