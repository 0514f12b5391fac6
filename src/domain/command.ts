// What people tell Liaison in a comment that begins with a slash: `/waive timebox until 15 Jan because …`. Only read here.
import type { Calendar } from './calendar.ts';
import type { Day } from './day.ts';
import { DAY_EXAMPLES, LENGTH_EXAMPLES, readSpokenDay, readSpokenLength } from './spoken-day.ts';

/** How each command is written, for people. */
export const COMMAND_FORMS = {
  waive: '/waive RULE [until DATE | for 2 weeks] [because …]',
  unwaive: '/unwaive RULE',
  recheck: '/recheck',
  explain: '/explain',
  snooze: '/snooze 1 week | until DATE',
} as const;

export const COMMANDS = Object.keys(COMMAND_FORMS) as CommandName[];
export type CommandName = keyof typeof COMMAND_FORMS;

/** A command as it was understood; `unclear` with what about it was not. */
export type Understood =
  | { name: 'waive'; rule: string; until: Day | null; because: string }
  | { name: 'unwaive'; rule: string }
  | { name: 'recheck' | 'explain' }
  | { name: 'snooze'; until: Day }
  | { name: 'unknown'; given: string }
  | {
      name: 'unclear';
      why: 'no-rule' | 'which-rule' | 'bad-date';
      given: string;
    }
  | { name: 'unclear'; why: 'past-date'; day: Day };

const BEGINNING = /^\s*\/([a-z][a-z-]*)(?:\s+|$)/i;
const UNTIL = /^(until|till|bis)$/i;
const FOR = /^(for|für)$/i;
const BECAUSE = /^(because|weil|wegen|denn)$/i;
/** Nobody writes a longer command; a comment may be of any length. */
const LONGEST = 2_000;

/** Whether a comment's text is meant for Liaison: only a slash and a word at its very start count. */
export function isCommand(text: string): boolean {
  return BEGINNING.test(text);
}

/** Examples of how an end can be written. */
export const END_EXAMPLES = [...DAY_EXAMPLES, ...LENGTH_EXAMPLES.map(length => `for ${length}`)];

/** Reads a command as it was meant on `today`; `rules` are those of the playbook. */
export function readCommand(
  text: string,
  { rules, today, calendar }: { rules: readonly string[]; today: Day; calendar: Calendar },
): Understood {
  const name = (BEGINNING.exec(text)?.[1] ?? '').toLowerCase();
  const rest = restOf(text);
  const ruleOf = (given: string) => {
    const wanted = given
      .toLowerCase()
      .replace(/[.,;:!]+$/, '')
      .trim()
      .replaceAll(/[\s_]+/g, '-');
    return rules.find(rule => rule === wanted) ?? null;
  };
  const unclear = (why: 'no-rule' | 'which-rule' | 'bad-date', given: string): Understood => ({
    name: 'unclear',
    why,
    given,
  });
  switch (name) {
    case 'recheck':
    case 'explain':
      return { name };
    case 'unwaive': {
      const given = rest.split('\n', 1)[0]?.trim() ?? '';
      if (given === '') return unclear('which-rule', given);
      const rule = ruleOf(given) ?? ruleOf(given.split(/\s/, 1)[0] ?? '');
      return rule === null ? unclear('no-rule', given) : { name, rule };
    }
    case 'snooze': {
      const end = rest.replace(/[.,;!]+$/, '').replace(/^(until|till|bis|for|für) /i, '');
      const day = readSpokenLength(end, today, calendar) ?? readSpokenDay(end, today);
      if (day === null) return unclear('bad-date', end);
      return day < today ? { name: 'unclear', why: 'past-date', day } : { name, until: day };
    }
    case 'waive': {
      const { given, preposition, end, because } = partsOf(rest);
      if (given === '') return unclear('which-rule', given);
      const rule = ruleOf(given);
      if (rule === null) return unclear('no-rule', given);
      if (preposition === null) return { name, rule, until: null, because };
      const day = preposition === 'for' ? readSpokenLength(end, today, calendar) : readSpokenDay(end, today);
      if (day === null) return unclear('bad-date', end);
      if (day < today) return { name: 'unclear', why: 'past-date', day };
      return { name, rule, until: day, because };
    }
    default:
      return { name: 'unknown', given: name };
  }
}

/** The reason that a `/waive` gives; empty if it gives none. */
export function reasonIn(text: string): string {
  return partsOf(restOf(text)).because;
}

function restOf(text: string): string {
  return text.slice(0, LONGEST).replace(BEGINNING, '').trim();
}

/** `RULE [until … | for …] [because …]`, each part as it was written. */
function partsOf(rest: string): {
  given: string;
  preposition: 'until' | 'for' | null;
  end: string;
  because: string;
} {
  const words = rest.split(/\s+/).filter(Boolean);
  const find = (pattern: RegExp) => {
    const index = words.findIndex((word, at) => at > 0 && pattern.test(word));
    return index === -1 ? words.length : index;
  };
  const reason = find(BECAUSE);
  const [until, length] = [find(UNTIL), find(FOR)];
  const end = Math.min(until, length, reason);
  const hasEnd = end < reason;
  const trimmed = (part: readonly string[]) =>
    part
      .join(' ')
      .replace(/[,;!]+$/, '')
      .trim();
  return {
    given: trimmed(words.slice(0, end)),
    preposition: !hasEnd ? null : end === until ? 'until' : 'for',
    end: trimmed(words.slice(end + 1, reason)).replace(/^zum /i, ''),
    because: trimmed(words.slice(reason + 1))
      .replace(/^of /i, '')
      .replace(/\.+$/, ''),
  };
}
