// The .env file: what stands in it, and every line that tools would read in silence as something else than was meant.
import { parse } from 'dotenv';
import { didYouMean, NOT_SHOWN, type Problem } from './problem.ts';
import { readTextFile } from './text-file.ts';
import { KNOWN } from './variables.ts';

/**
 * The variables of a file, the line that counts of each, and what is wrong with it. `repeats` says what stands there
 * more often than once and changes nothing by it. `isThere` is false where there is no file.
 */
export type EnvFile = {
  isThere: boolean;
  values: Record<string, string>;
  lineOf: ReadonlyMap<string, number>;
  problems: Problem[];
  repeats: string[];
};

/** Where a variable stands, and what dotenv makes of it there. */
type Assignment = { line: number; value: string };

const ASSIGNMENT = /^\s*(?:export\s+)?([\w.-]+)(?:\s*=|:\s)(.*)$/;
const QUOTES = new Set(['"', "'", '`']);

/** Reads a .env file. Values are what dotenv makes of them; lines that it would cut or skip are problems. */
export function readEnvFile(file: string): EnvFile {
  const read = readTextFile(file);
  const nothing = { values: {}, lineOf: new Map<string, number>(), repeats: [] };
  if (!('text' in read)) {
    const { given, hint, isMissing } = read;
    const allowed = 'lines such as CLICKUP_TOKEN=pk_…, in UTF-8';
    const problem = { file, line: null, path: '', given, allowed, hint };
    return { ...nothing, isThere: !isMissing, problems: isMissing ? [] : [problem] };
  }
  const assigned = new Map<string, Assignment[]>();
  const problems: Problem[] = [];
  for (const [index, line] of read.text.split(/\r\n|\r|\n/).entries()) {
    if (/^\s*(#|$)/.test(line)) continue;
    const [, name = '', written = ''] = ASSIGNMENT.exec(line) ?? [];
    if (name !== '') {
      const assignment = { line: index + 1, value: parse(line)[name] ?? '' };
      assigned.set(name, [...(assigned.get(name) ?? []), assignment]);
    }
    const wrong = name === '' ? notAnAssignment(line) : wrongWith(name, written.trim());
    if (wrong) problems.push({ file, line: index + 1, ...wrong });
  }
  const lineOf = new Map([...assigned].map(([name, all]) => [name, all.at(-1)?.line ?? 0]));
  const repeats: string[] = [];
  for (const [name, all] of assigned) {
    // Those of other programs are none of our business.
    if (all.length < 2 || !KNOWN.includes(name)) continue;
    const contradiction = contradictionIn(name, all);
    if (contradiction !== null) problems.push({ file, ...contradiction });
    else if (all[0]?.value !== '') repeats.push(`${file} has ${name} ${linesOf(all)}, with the same value`);
  }
  return { isThere: true, values: parse(read.text), lineOf, problems, repeats };
}

/**
 * Two lines that say different things. An empty one above the value is a template's that was not filled in; one below
 * takes the value away, which nobody means.
 */
function contradictionIn(name: string, all: readonly Assignment[]): (Wrong & { line: number }) | null {
  const last = all.at(-1);
  const earlier = all.filter(({ value }) => value !== '' && value !== last?.value);
  if (!last || earlier.length === 0) return null;
  return {
    line: last.line,
    path: name,
    given: `${NOT_SHOWN} ${linesOf(all)}, with different values`,
    allowed: 'one line for each variable',
    hint: `Line ${last.line} would count, since it is the last: delete the other, or this one if it is wrong.`,
  };
}

function linesOf(all: readonly Assignment[]): string {
  const lines = all.map(({ line }) => String(line));
  return `${all.length === 2 ? 'twice' : `${all.length} times`} (lines ${lines.slice(0, -1).join(', ')} and ${lines.at(-1)})`;
}

type Wrong = Pick<Problem, 'path' | 'given' | 'allowed' | 'hint'>;

/** It may hold a secret, so that only its first word is repeated, and only where that is a name of ours. */
function notAnAssignment(line: string): Wrong {
  const [word = ''] = /^[\w.-]+/.exec(line.trim()) ?? [];
  const isName = KNOWN.includes(word);
  return {
    path: isName ? word : '',
    given: 'a line without "="',
    allowed: 'NAME=value, or a comment that begins with #',
    hint: isName ? `Write ${word}=…` : didYouMean(word, KNOWN),
  };
}

/** What dotenv would make of a value in silence, where that can't be what was meant. */
function wrongWith(name: string, value: string): Wrong | null {
  const [first = ''] = value;
  const wrong = (what: string, hint: string): Wrong => ({
    path: name,
    given: `${NOT_SHOWN} ${what}`,
    allowed: 'a value as it is, or one in quotes; a comment after it begins with a space and #',
    hint,
  });
  if (QUOTES.has(first)) {
    const end = value.indexOf(first, 1);
    if (end === -1) return wrong(`with a ${first} that is never closed`, `Close it, or leave ${first} out.`);
    const rest = value.slice(end + 1).trim();
    if (rest === '' || rest.startsWith('#')) return null;
    return wrong('with something behind the closing quote', 'Put the whole value into quotes.');
  }
  const hash = value.search(/#/);
  if (hash === -1 || /\s/.test(value[hash - 1] ?? '')) return null;
  if (hash === 0) {
    return /^#\s/.test(value)
      ? null
      : wrong('that begins with #', `Write ${name}="#…" if it is the value, or leave the line out.`);
  }
  return wrong('with a # in it, where it would be cut', `Write it in quotes: ${name}="…#…"`);
}
