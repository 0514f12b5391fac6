// The comments that init itself wrote into a playbook, in each of its languages: they go with what they are about. Pure.
import { de } from './words/de.ts';
import { en } from './words/en.ts';
import type { PlaybookWords } from './words/words.ts';
import { comment } from './yaml-values.ts';

/** The words of a first playbook in each language. */
export const WORDS = { en, de } as const satisfies Record<string, PlaybookWords>;

const ALL: readonly PlaybookWords[] = Object.values(WORDS);

/** A line of comment as it is written in each language. */
export function ownLines(words: (words: PlaybookWords) => string): string[] {
  return ALL.map(one => comment(words(one)));
}

/** Whether a comment behind a value ends with what init writes there. */
export function endsLike(words: (words: PlaybookWords) => string): (text: string) => boolean {
  return text => ALL.some(one => text.endsWith(words(one)));
}

/** Stands for the names in the words of a line. */
const NAMES = '\0';

/**
 * The text with the line renewed that init wrote to name things (`In no phase, so that cards in them rest: …`), and without it
 * where there are none. Where no such line stands, none comes.
 */
export function withNamesRenewed(
  text: string,
  words: (words: PlaybookWords) => (names: string) => string,
  names: readonly string[],
): string {
  return ALL.reduce((before, one) => {
    const [start = '', end = ''] = words(one)(NAMES).split(NAMES);
    const isOwn = (line: string) => {
      const own = line.trim();
      return own.startsWith(`# ${start}`) && own.endsWith(end) && own.length >= start.length + end.length + 2;
    };
    const lines = before.split('\n').flatMap(line => {
      if (!isOwn(line)) return [line];
      const indent = line.slice(0, line.indexOf('#'));
      const eol = line.endsWith('\r') ? '\r' : '';
      return names.length === 0 ? [] : [`${indent}${comment(words(one)(names.join(', ')))}${eol}`];
    });
    return lines.join('\n');
  }, text);
}
