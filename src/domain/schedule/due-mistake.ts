// Why a text is no due expression: the first part that cannot be read, the words that may stand there, and an example.

import { PHASES } from '../phase.ts';
import { WEEKDAYS } from './calendar.ts';
import { DUE_EXAMPLES } from './due.ts';
import { RECURRENCE_EXAMPLES } from './recurrence.ts';

/** `wrong` goes on from the text itself: `cannot be read from "strat" on`. `known` are words that may stand in its place. */
export type DueSlip = { wrong: string; word: string | null; known: string[]; example: string };

/** What may come next: a word, or `#` for a number, and where reading goes on then. */
type Steps = Record<string, Record<string, string>>;

const to = (next: string, words: readonly string[]) => Object.fromEntries(words.map(word => [word, next]));
const days = (next: string) => to(next, ['day', 'days']);
const units = (next: string, working: string) => ({
  ...to(next, ['day', 'days', 'week', 'weeks']),
  working,
});
const anchors = (next: string, phase: string) => ({ ...to(next, ['start', 'due']), entering: phase });
const meetings = { next: 'next', last: 'last' };

const begin = { ...anchors('end', 'phase'), ...meetings, '#': 'unit' };

const STEPS: Steps = {
  begin,
  'begin, or every': { ...begin, every: 'every' },
  unit: units('side', 'working'),
  working: days('side'),
  side: to('from', ['before', 'after']),
  from: { ...anchors('end', 'phase'), ...meetings },
  phase: to('end', PHASES),
  next: { 'all-hands': 'after it' },
  'after it': { after: 'meeting' },
  last: { 'all-hands': 'before it' },
  'before it': { before: 'meeting' },
  meeting: anchors('shift', 'phase of meeting'),
  'phase of meeting': to('shift', PHASES),
  shift: to('amount', ['+', '-']),
  amount: { '#': 'unit of shift' },
  'unit of shift': units('end', 'working shift'),
  'working shift': days('end'),
  every: { ...units('while', 'every working'), ...to('while', WEEKDAYS), '#': 'period' },
  period: units('while', 'every working'),
  'every working': days('while'),
  while: { while: 'during' },
  during: to('end', PHASES),
  end: {},
};
const MAY_END = new Set(['end', 'shift']);

/** Null if the text can be read. `mayRecur`: whether `every …` may stand there. */
export function slipIn(text: string, { mayRecur }: { mayRecur: boolean }): DueSlip | null {
  const words = text.trim().toLowerCase().split(/\s+/).filter(Boolean);
  const example = exampleLike(words, mayRecur);
  const slip = (wrong: string, word: string | null = null, known: string[] = []): DueSlip => ({
    wrong,
    word,
    known,
    example,
  });
  if (/^\d{4}-\d\d-\d\d$|^\d{1,2}\.\d{1,2}\./.test(words[0] ?? '')) {
    return slip('is a fixed day, and every card has its own: write how far it is from one of them');
  }
  let state = mayRecur ? 'begin, or every' : 'begin';
  for (const word of words) {
    const steps = STEPS[state] ?? {};
    const isNumber = /^\d+$/.test(word) && steps['#'] !== undefined;
    const [least, most] = state === 'every' ? [1, 99] : [0, 999];
    if (isNumber && (Number(word) < least || word.length > String(most).length)) {
      return slip(`has the number ${word}; numbers go from ${least} to ${most}`);
    }
    const next = isNumber ? steps['#'] : Object.hasOwn(steps, word) ? steps[word] : undefined;
    if (next === undefined || word === '#')
      return slip(`cannot be read from "${word}" on`, word, wordsIn(steps));
    state = next;
  }
  if (MAY_END.has(state)) return null;
  if (words.length === 0) return slip('is empty');
  const missing = Object.keys(STEPS[state] ?? {}).map(word => (word === '#' ? 'a number' : word));
  return slip(`ends too early: ${missing.join(', ')} could follow`);
}

function wordsIn(steps: Record<string, string>): string[] {
  return Object.keys(steps).filter(word => word !== '#');
}

/** One that looks most like what was meant. */
function exampleLike(words: readonly string[], mayRecur: boolean): string {
  const [first = ''] = words;
  const [weekly] = RECURRENCE_EXAMPLES;
  if (mayRecur && /^(ever|each|daily|weekly)/.test(first)) return weekly;
  const [, , before, entering, next, last] = DUE_EXAMPLES;
  if (words.includes('entering')) return entering;
  if (words.some(word => word.includes('hands'))) return first.startsWith('last') ? last : next;
  return words.includes('before') ? before : DUE_EXAMPLES[1];
}
