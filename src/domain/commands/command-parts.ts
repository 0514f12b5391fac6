// The text of a command taken apart: which words name the rule, which the end, which the reason. Means nothing by itself.

const BEGINNING = /^\s*\/([a-z][a-z-]*)[.,:;!?]*(?:\s+|$)/i;
/** A line that would be a command were it a comment of its own. */
const NEXT_COMMAND = /\n\s*(?=\/[a-z][a-z-]*[.,:;!?]*(?:\s|$))/i;
export const UNTIL = /^(until|till|['’]?til|bis):?$/i;
export const FOR = /^(for|für|fuer):?$/i;
const BECAUSE = /^(because|since|as|weil|wegen|denn|da)[.:,]?$/i;
/** Without these a reason still reads as a sentence; `weil …` and `because of …` are only words of one. */
const DROPPED = /^((because(?! of )|since|as|denn)[:,]? |weil[:,] |because[:,] )/i;
/** After the end, a dash or a new line begins the reason as well. Before it, that might be an end misread. */
const BREAK = /^[-–—\n]$/;
/** Nobody writes a longer command; a comment may be of any length. */
const LONGEST = 2_000;
const LONGEST_REASON = 300;
const LONGEST_QUOTE = 80;
/** No rule's name has more words. */
const MOST_WORDS = 5;
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

/** Whether a comment's text is meant for Liaison: only a slash and a word at its very start count. */
export function isCommand(text: string): boolean {
  return BEGINNING.test(text);
}

/** The word behind the slash, in small letters; empty if there is none. */
export function nameIn(text: string): string {
  return (BEGINNING.exec(text)?.[1] ?? '').toLowerCase();
}

/** What follows the word, up to another command on a line of its own. */
export function restOf(text: string): string {
  const [first = ''] = commandsIn(text);
  return evened(first.slice((BEGINNING.exec(first)?.[0] ?? '').length)).trim();
}

/** The second command of a comment in short, null if it holds one. */
export function secondCommandIn(text: string): string | null {
  const [, second] = commandsIn(text);
  return second === undefined ? null : quoteOf(second.split('\n', 1)[0] ?? '');
}

function commandsIn(text: string): string[] {
  return text.trimStart().slice(0, LONGEST).split(NEXT_COMMAND, 2);
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

/** The rule that the words begin with, however they are joined, and the words behind it. */
export function ruleIn(
  words: readonly string[],
  rules: readonly string[],
): { rule: string; surplus: readonly string[] } | null {
  for (let count = Math.min(words.length, MOST_WORDS); count > 0; count--) {
    const wanted = words
      .slice(0, count)
      .join('-')
      .toLowerCase()
      .replaceAll(/[_–—]/g, '-')
      .replaceAll(/[`'"„“”‚‘’«».,;:!?]/g, '');
    const rule = rules.find(key => key === wanted);
    if (rule !== undefined) return { rule, surplus: words.slice(count) };
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
