// What is wrong with the configuration: every problem at once, each with place, value given, value allowed, next step.
import { nearest } from '../base/nearest.ts';

/** One thing to mend. `line` counts from 1; `given` never shows a secret. */
export type Problem = {
  /** The file as the reader knows it, or `environment`. */
  file: string;
  line: number | null;
  /** The variable's name, or the way to the key: `rules.team-size.max`. */
  path: string;
  given: string;
  allowed: string;
  hint: string | null;
};

/** Thrown once with everything that is wrong; the message is meant for people and lists all of it. */
export class ConfigProblems extends Error {
  override readonly name = 'ConfigProblems';
  readonly problems: Problem[];

  constructor(problems: Problem[]) {
    super(problems.map(inWords).join('\n'));
    this.problems = problems;
  }
}

/** How a secret is named in a problem. */
export const NOT_SHOWN = '(set, not shown)';

/** A value as people may see it in a problem: short, on one line, and in words where it is a whole block. */
export function shown(value: unknown): string {
  if (value === undefined || value === null) return 'nothing';
  if (typeof value === 'string') return JSON.stringify(value.length > 60 ? `${value.slice(0, 60)}…` : value);
  if (Array.isArray(value)) return shownList(value);
  if (typeof value === 'object') return 'a block of keys';
  return JSON.stringify(value) ?? 'nothing';
}

function shownList(list: readonly unknown[]): string {
  if (list.length === 0) return 'an empty list';
  const text = JSON.stringify(list);
  const isPlain = list.every(one => typeof one !== 'object' || one === null);
  return isPlain && text.length <= 60 ? text : 'a list';
}

/** `Did you mean "x"?` if one of `known` is near enough to be meant, else null. */
export function didYouMean(word: string, known: readonly string[]): string | null {
  const near = nearest(word, known);
  return near === null ? null : `Did you mean "${near}"?`;
}

function inWords({ file, line, path, given, allowed, hint }: Problem): string {
  const place = [line === null ? file : `${file}:${line}`, path].filter(Boolean).join(' ');
  return `${place} — given ${given}, allowed: ${allowed}.${hint === null ? '' : `\n    ${hint}`}`;
}
