// A YAML file that people write: its text, its document, its plain values. What is no YAML is said with its line.
import {
  type Document,
  isAlias,
  isMap,
  isNode,
  isPair,
  LineCounter,
  parseDocument,
  visit,
  type YAMLParseError,
} from 'yaml';
import { ConfigProblems, type Problem, shown } from './problem.ts';
import { readTextFile } from './text-file.ts';

/** A file as it was read. `data` is its content as plain values. */
export type YamlText = {
  file: string;
  text: string;
  document: Document;
  lines: LineCounter;
  data: unknown;
};

/** What a file should be, in words: `a playbook in YAML`, and what to do where it is none. */
export type Wanted = { what: string; hint: string };

/** The text of a file. Throws ConfigProblems where it can't be read. */
export function readYamlText(file: string, { what, hint }: Wanted): string {
  const read = readTextFile(file);
  if ('text' in read) return read.text;
  const { given, isMissing } = read;
  throw new ConfigProblems([
    { file, line: null, path: '', given, allowed: what, hint: isMissing ? hint : (read.hint ?? hint) },
  ]);
}

/**
 * Reads `text` of `file` as YAML. `problems` are keys that stand twice, which leave the rest readable. Throws
 * ConfigProblems for anything after which the rest might only look wrong.
 */
export function readYaml(
  file: string,
  text: string,
  wanted: Wanted,
): { read: YamlText; problems: Problem[] } {
  const lines = new LineCounter();
  const document = parseDocument(text, { lineCounter: lines, prettyErrors: false });
  const read: YamlText = { file, text, document, lines, data: null };
  const problems = document.errors.flatMap((error, index) =>
    isSaidBefore(document.errors, index) ? [] : [problemOfSyntax(error, read)],
  );
  if (document.errors.some(({ code }) => code !== 'DUPLICATE_KEY')) throw new ConfigProblems(problems);
  const unresolved = aliasesBeforeAnchors(read);
  if (unresolved.length > 0) throw new ConfigProblems(unresolved);
  const place = { file, line: null, path: 'YAML' };
  try {
    read.data = document.toJS({ maxAliasCount: 100 });
  } catch {
    const allowed = 'at most 100 of them';
    throw new ConfigProblems([{ ...place, given: 'too many aliases', allowed, hint: null }]);
  }
  if (read.data === null || read.data === undefined) {
    const { what: allowed, hint } = wanted;
    throw new ConfigProblems([{ ...place, path: '', given: 'an empty file', allowed, hint }]);
  }
  return { read, problems };
}

/** An alias takes what its anchor named above it; below it there is nothing to take yet. */
function aliasesBeforeAnchors({ document, file, lines }: YamlText): Problem[] {
  const problems: Problem[] = [];
  const anchors = new Set<string>();
  visit(document, (_key, node) => {
    if (isAlias(node)) {
      if (anchors.has(node.source)) return;
      const line = node.range ? lines.linePos(node.range[0]).line : null;
      problems.push({
        file,
        line,
        path: 'YAML',
        given: `the alias *${node.source}`,
        allowed: `an alias whose anchor &${node.source} stands above it`,
        hint: `Write &${node.source} before the first use, or the value itself here.`,
      });
    } else if (isNode(node) && 'anchor' in node && typeof node.anchor === 'string') {
      anchors.add(node.anchor);
    }
  });
  return problems;
}

/** What is wrong at one place is often wrong in each line below it: that is said once. */
function isSaidBefore(errors: readonly YAMLParseError[], index: number): boolean {
  const { code, message } = errors[index] ?? {};
  return (
    code !== 'DUPLICATE_KEY' &&
    errors.slice(0, index).some(other => other.code === code && other.message === message)
  );
}

/** The problem behind one error of the YAML parser. */
function problemOfSyntax(error: YAMLParseError, { file, text, lines, document }: YamlText): Problem {
  const [from, to] = error.pos;
  const place = { file, line: lines.linePos(from).line, path: '' };
  if (error.code === 'DUPLICATE_KEY') {
    const { path, first } = twiceAt(document, from);
    return {
      ...place,
      path: path.join('.'),
      given: 'this key for the second time',
      allowed: 'each key once',
      hint: `It stands in line ${lines.linePos(first).line} already: take one of the two out.`,
    };
  }
  const given = text.slice(from, to).split('\n', 1)[0]?.trim() ?? '';
  return {
    ...place,
    path: 'YAML',
    given: given === '' ? 'something that is no YAML' : shown(given),
    allowed: error.code === 'TAB_AS_INDENT' ? 'spaces before a key; YAML knows no tabs there' : 'YAML',
    hint: `${error.message.split('\n', 1)[0]}.`.replace(/[.:]+$/, '.'),
  };
}

/** The way to a key that stands twice, by where it stands the second time, and where it stands first. */
function twiceAt(document: Document, second: number): { path: string[]; first: number } {
  let found = { path: [] as string[], first: second };
  visit(document, {
    Pair(_index, pair, ancestors) {
      if (startOf(pair.key) !== second) return;
      const block = ancestors.at(-1);
      const key = String(pair.key);
      const same = isMap(block) ? block.items.find(one => String(one.key) === key) : undefined;
      const above = ancestors.flatMap(one => (isPair(one) ? [String(one.key)] : []));
      found = { path: [...above, key], first: startOf(same?.key) ?? second };
      return visit.BREAK;
    },
  });
  return found;
}

function startOf(node: unknown): number | null {
  return isNode(node) && node.range ? node.range[0] : null;
}

/** A file that holds something else than a block of keys, as a problem; null where it is a block. */
export function notABlock({ document, file }: YamlText, { what, hint }: Wanted): Problem | null {
  if (isMap(document.contents)) return null;
  const given = 'something else than a block of keys';
  return { file, line: 1, path: '', given, allowed: what, hint };
}
