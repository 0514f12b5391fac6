// What people tell Liaison in a comment that begins with a slash: `/waive timebox until 15 Jan because …`. Only read here.
import type { Calendar } from './calendar.ts';
import type { Day } from './day.ts';
import type { Locale } from './speech.ts';
import { readSpokenDay, readSpokenLength } from './spoken-day.ts';

/** How each command is written, for people of either language. */
const FORMS = {
  en: {
    waive: '/waive RULE [until DATE | for 2 weeks] [because …]',
    unwaive: '/unwaive RULE',
    recheck: '/recheck',
    explain: '/explain',
    snooze: '/snooze 1 week',
  },
  de: {
    waive: '/waive REGEL [bis DATUM | für 2 Wochen] [weil …]',
    unwaive: '/unwaive REGEL',
    recheck: '/recheck',
    explain: '/explain',
    snooze: '/snooze 1 Woche',
  },
} as const;

/** Examples of how the end of a waiver can be written. */
export const END_EXAMPLES: Record<Locale, readonly string[]> = {
  en: ['2027-01-15', '15 Jan', '15.1.2027', 'friday', 'tomorrow', 'for 2 weeks', 'for 3 working days'],
  de: ['15.1.2027', '15. Januar', '2027-01-15', 'Freitag', 'morgen', 'für 2 Wochen', 'für 3 Arbeitstage'],
};

export const COMMANDS = Object.keys(FORMS.en) as CommandName[];
export type CommandName = keyof (typeof FORMS)['en'];

/** How a command is written, for people. */
export function formOf(command: CommandName, locale: Locale): string {
  return FORMS[locale][command];
}

/** A command as it was understood; `unclear` with what about it was not. */
export type Understood =
  | { name: 'waive'; rule: string; until: Day | null; because: string }
  | { name: 'unwaive'; rule: string }
  | { name: 'recheck' | 'explain' }
  | { name: 'snooze'; until: Day }
  | { name: 'unknown'; given: string }
  | {
      name: 'unclear';
      why: 'no-rule' | 'which-rule' | 'too-much' | 'bad-date';
      given: string;
    }
  | { name: 'unclear'; why: 'past-date'; day: Day };

const BEGINNING = /^\s*\/([a-z][a-z-]*)[.,:;!?]*(?:\s+|$)/i;
const UNTIL = /^(until|till|bis):?$/i;
const FOR = /^(for|für):?$/i;
const BECAUSE = /^(because|since|as|weil|wegen|denn|da)[:,]?$/i;
/** Without these a reason still reads as a sentence; `weil …` and `because of …` are only words of one. */
const DROPPED = /^((because(?! of )|since|as|denn)[:,]? |weil[:,] |because[:,] )/i;
/** After the end, a dash or a new line begins the reason as well. Before it, that might be an end misread. */
const BREAK = /^[-–—\n]$/;
/** Why somebody wants quiet is read by people, not by Liaison. */
const SNOOZE_REASON = /\n|,? (?:because|since|as|weil|wegen|denn|da) | [-–—] /i;
/** The end of a waiver without an end, in the words of Liaison's own answer. */
const FURTHER_NOTICE = /^(further notice|auf weiteres)$/i;
/** Nobody writes a longer command; a comment may be of any length. */
const LONGEST = 2_000;
/** What is repeated in an answer is kept this short, in letters. */
const LONGEST_GIVEN = 60;
const LONGEST_REASON = 300;
const LONGEST_QUOTE = 80;
/** No rule's name has more words. */
const MOST_WORDS = 5;

/** Whether a comment's text is meant for Liaison: only a slash and a word at its very start count. */
export function isCommand(text: string): boolean {
  return BEGINNING.test(text);
}

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
  const given = (BEGINNING.exec(text)?.[1] ?? '').toLowerCase();
  const name = commands.find(known => known === given);
  const rest = restOf(text);
  switch (name) {
    case 'recheck':
    case 'explain':
      return { name };
    case 'unwaive': {
      const line = rest.split('\n', 1)[0]?.trim() ?? '';
      const found = ruleIn(line.split(/\s+/).filter(Boolean), rules);
      return found ? { name, rule: found.rule } : unclear(line === '' ? 'which-rule' : 'no-rule', line);
    }
    case 'snooze': {
      const [said = ''] = rest.split(SNOOZE_REASON, 1);
      const end = said.replace(/[.,;!]+$/, '').replace(/^(until|till|bis|for|für):? /i, '');
      const day = readSpokenLength(end, today, calendar) ?? readSpokenDay(end, today);
      if (day === null) return unclear('bad-date', end || `/${name}`);
      return day < today ? { name: 'unclear', why: 'past-date', day } : { name, until: day };
    }
    case 'waive': {
      const { named, preposition, end, because } = partsOf(rest);
      if (named.length === 0) return unclear('which-rule', '');
      const found = ruleIn(named, rules);
      if (found === null) return unclear('no-rule', wordsOf(named));
      if (found.surplus.length > 0) return unclear('too-much', wordsOf(found.surplus));
      const { rule } = found;
      if (preposition === null || FURTHER_NOTICE.test(end)) return { name, rule, until: null, because };
      const day = preposition === 'for' ? readSpokenLength(end, today, calendar) : readSpokenDay(end, today);
      if (day === null) return unclear('bad-date', end || wordsOf(rest.split(/\s+/)));
      if (day < today) return { name: 'unclear', why: 'past-date', day };
      return { name, rule, until: day, because };
    }
    case undefined:
      return { name: 'unknown', given: shortened(given, LONGEST_GIVEN) };
  }
}

/** A command in short, for whoever reads the answer to it. */
export function quoteOf(text: string): string {
  return shortened(text.slice(0, LONGEST).replace(/\s+/g, ' ').trim(), LONGEST_QUOTE);
}

/** Whether a quote is of this command, whatever an editor did to white space and marks. */
export function isQuoteOf(quote: string, text: string): boolean {
  const bare = (one: string) =>
    one
      .toLowerCase()
      .replace(/[^\p{L}\p{N}]+/gu, ' ')
      .trim();
  return bare(quote) === bare(quoteOf(text));
}

/** The reason that a `/waive` gives; empty if it gives none. */
export function reasonIn(text: string): string {
  return partsOf(restOf(text)).because;
}

function unclear(why: 'no-rule' | 'which-rule' | 'too-much' | 'bad-date', given: string): Understood {
  return { name: 'unclear', why, given: shortened(given, LONGEST_GIVEN) };
}

function restOf(text: string): string {
  const name = BEGINNING.exec(text)?.[0] ?? '';
  return text.slice(name.length, name.length + LONGEST).trim();
}

/** The rule that the words begin with, however they are joined, and the words behind it. */
function ruleIn(
  words: readonly string[],
  rules: readonly string[],
): { rule: string; surplus: readonly string[] } | null {
  for (let count = Math.min(words.length, MOST_WORDS); count > 0; count--) {
    const wanted = words
      .slice(0, count)
      .join('-')
      .toLowerCase()
      .replaceAll('_', '-')
      .replaceAll(/[`'"„“”‚‘’.,;:!]/g, '');
    const rule = rules.find(key => key === wanted);
    if (rule !== undefined) return { rule, surplus: words.slice(count) };
  }
  return null;
}

/** `RULE [until … | for …] [because …]`, each part as it was written. */
function partsOf(rest: string): {
  named: readonly string[];
  preposition: 'until' | 'for' | null;
  end: string;
  because: string;
} {
  const words = rest
    .split('\n')
    .flatMap((line, index) => [...(index === 0 ? [] : ['\n']), ...line.split(/\s+/).filter(Boolean)]);
  const find = (pattern: RegExp, from = 1) => {
    const index = words.findIndex((word, at) => at >= from && pattern.test(word));
    return index === -1 ? words.length : index;
  };
  const [until, length] = [find(UNTIL), find(FOR)];
  const end = Math.min(until, length);
  const because = find(BECAUSE);
  const hasEnd = end < because;
  const broken = hasEnd ? find(BREAK, end + 2) : words.length;
  const reason = Math.min(broken, because);
  const said = wordsOf(words.slice(reason === broken && broken < because ? reason + 1 : reason));
  return {
    named: words.slice(0, Math.min(end, reason)).filter(word => word !== '\n'),
    preposition: !hasEnd ? null : end === until ? 'until' : 'for',
    end: hasEnd ? wordsOf(words.slice(end + 1, reason)) : '',
    because: shortened(said.replace(DROPPED, '').replace(/\.+$/, ''), LONGEST_REASON),
  };
}

function wordsOf(words: readonly string[]): string {
  return words
    .filter(word => word !== '\n')
    .join(' ')
    .replace(/[,;:!–—-]+$/, '')
    .trim();
}

function shortened(text: string, letters: number): string {
  return text.length <= letters ? text : `${text.slice(0, letters - 1).trimEnd()}…`;
}
