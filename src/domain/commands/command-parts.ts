// The text of a command taken apart: which words name the rule, which the end, which the reason. Means nothing by itself.

import { commandNamed, folded } from './command-words.ts';
import type { RuleWords } from './rule-words.ts';

const NAME = String.raw`\p{L}[\p{L}-]*`;
const BEGINNING = new RegExp(`^\\s*/([ \\u00A0]{0,2})(${NAME})[.,:;!?]*(?:\\s+|$)`, 'u');
/** A line that would be a command were it a comment of its own. */
const NEXT_COMMAND = new RegExp(`\\n\\s*(?=/${NAME}[.,:;!?]*(?:\\s|$))`, 'u');
/** Whoever is told what to write may copy the quotation marks with it. */
const QUOTES = ['“”„"«»‟', "‘’‚‛'‹›", '`´'];
/** People call Liaison by its name, also where that is no mention. */
const CALLED = /^\s*@?liaison\b[ ,:;–—-]*(?=[/“”„"«»‘’‚'`])/i;
export const UNTIL = /^(until|till|['’]?til|bis):?$/i;
export const FOR = /^(for|für|fuer):?$/i;
const BECAUSE = /^(because|since|as|weil|wegen|denn|da)[.:,]?$/i;
/** Without these a reason still reads as a sentence; `weil …` and `because of …` are only words of one. */
const DROPPED = /^((because(?! of )|since|as|denn)[:,]? |weil[:,] |because[:,] )/i;
/** Kindness changes nothing about what is asked for. */
const POLITE = /^(please|pls|bitte|thanks|danke)[.,!]*$/i;
/** After the end, a dash or a new line begins the reason as well. Before it, that might be an end misread. */
const BREAK = /^[-–—\n]$/;
/** Nobody writes a longer command; a comment may be of any length. */
const LONGEST = 2_000;
const LONGEST_REASON = 300;
const LONGEST_QUOTE = 80;
/** Of one comment no more commands are answered: whoever pastes a page does not mean all of it. */
export const MOST_COMMANDS = 5;
/** No rule's name has more words. */
export const MOST_WORDS = 5;
/** No day and no length has more, with what stands before it. */
const MOST_WORDS_OF_END = 8;

export type CommandParts = {
  named: readonly string[];
  preposition: 'until' | 'for' | null;
  end: string;
  because: string;
  /** The last words of the reason, where an end may have slipped into it. */
  tail: readonly string[];
};

/**
 * Whether a comment's text is meant for Liaison: only a slash and a word at its very start count, though Liaison's name and
 * quotation marks around all of it may come first. After a space, only a word that is a command.
 */
export function isCommand(text: string): boolean {
  return beginningOf(bare(text)) !== null;
}

/** The word behind the slash, in small letters; empty if there is none. */
export function nameIn(text: string): string {
  return (beginningOf(bare(text))?.[2] ?? '').toLowerCase();
}

/** What follows the word, up to another command on a line of its own. */
export function restOf(text: string): string {
  const [first = ''] = commandsIn(text);
  return evened(first.slice((beginningOf(first)?.[0] ?? '').length)).trim();
}

/**
 * The commands of a comment, each as if it were a comment of its own; the same one once. One where the text is none at all.
 */
export function commandsIn(text: string): string[] {
  const parts = bare(text).split(NEXT_COMMAND, MOST_COMMANDS + 1);
  const seen = new Set<string>();
  return parts.filter(part => {
    const said = lettersOf(part);
    return !seen.has(said) && seen.add(said);
  });
}

/** A command in short, for whoever reads the answer to it. */
export function quoteOf(text: string): string {
  return shortened(bare(text).replace(/\s+/g, ' ').trim(), LONGEST_QUOTE);
}

function beginningOf(text: string): RegExpExecArray | null {
  const found = BEGINNING.exec(text);
  return found && (found[1] === '' || commandNamed(found[2] ?? '') !== null) ? found : null;
}

/** A comment without Liaison's name before it and quotation marks around it. */
function bare(text: string): string {
  const said = text.slice(0, LONGEST).normalize('NFC').trim().replace(CALLED, '');
  const quotes = QUOTES.find(marks => said !== '' && marks.includes(said[0] ?? ''));
  if (quotes === undefined) return said;
  const quoted = said.replace(/[\s.,;:!?]+$/, '');
  if (quoted.length < 2 || !quotes.includes(quoted.at(-1) ?? '')) return said;
  const inner = quoted.slice(1, -1);
  // “/recheck” or “/explain”: the first of them ends before the text does.
  const next = inner.split('').findIndex(mark => quotes.includes(mark));
  return next === -1 || /\s/.test(inner[next - 1] ?? '') ? inner.trim() : said;
}

/** Whether a quote is of this command, whatever an editor did to white space and marks. */
export function isQuoteOf(quote: string, text: string): boolean {
  return lettersOf(quote) === lettersOf(quoteOf(text));
}

function lettersOf(text: string): string {
  return text
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim();
}

/** The rule that the words begin with, however they are joined, and the words behind it. */
export function ruleIn(
  words: readonly string[],
  rules: RuleWords,
): { rule: string; surplus: readonly string[] } | null {
  for (let count = Math.min(words.length, MOST_WORDS); count > 0; count--) {
    // A dash of its own joins nothing.
    if (folded(words[count - 1] ?? '') === '') continue;
    const rule = rules.get(folded(words.slice(0, count).join('')));
    if (rule !== undefined) return { rule, surplus: words.slice(count).filter(word => !POLITE.test(word)) };
  }
  return null;
}

/** `RULE [until … | for …] [because …]`, each part as it was written. */
export function partsOf(rest: string): CommandParts {
  const words = rest
    .split('\n')
    .flatMap((line, index) => [...(index === 0 ? [] : ['\n']), ...line.split(/\s+/).filter(Boolean)]);
  const find = (pattern: RegExp, from = 0) => {
    const index = words.findIndex((word, at) => at >= from && pattern.test(word));
    return index === -1 ? words.length : index;
  };
  const [until, length] = [find(UNTIL), find(FOR)];
  const end = Math.min(until, length);
  const because = find(BECAUSE);
  const hasEnd = end < because;
  const broken = hasEnd ? find(BREAK, end + 2) : words.length;
  const reason = Math.min(broken, because);
  const given = words.slice(reason === broken && broken < because ? reason + 1 : reason);
  const isOnlyBecause = given.length === 1 && BECAUSE.test(given[0] ?? '');
  const said = isOnlyBecause ? '' : wordsOf(given);
  return {
    named: words.slice(0, Math.min(end, reason)).filter(word => word !== '\n'),
    preposition: !hasEnd ? null : end === until ? 'until' : 'for',
    end: hasEnd ? wordsOf(words.slice(end + 1, reason)) : '',
    because: shortened(said.replace(DROPPED, '').replace(/\.+$/, ''), LONGEST_REASON),
    tail: given.filter(word => word !== '\n').slice(-MOST_WORDS_OF_END),
  };
}

/** The words in a row, without what joined them to the next part. */
export function wordsOf(words: readonly string[]): string {
  return words
    .filter(word => word !== '\n')
    .join(' ')
    .replace(/[,;:!?–—-]+$/, '')
    .trim();
}

export function shortened(text: string, letters: number): string {
  return text.length <= letters ? text : `${text.slice(0, letters - 1).trimEnd()}…`;
}

/** Editors put hyphens that do not break, and marks that nobody sees. */
function evened(text: string): string {
  return text
    .normalize('NFC')
    .replace(/[\u2010\u2011]/g, '-')
    .replace(/[\u00AD\u200B\u2060\uFEFF]/g, '');
}
