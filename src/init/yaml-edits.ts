// Changes single keys of a YAML text: every other sign of it stays as it is. Knows nothing of playbooks.
import { isDeepStrictEqual } from 'node:util';
import { isSeq, parseDocument } from 'yaml';
import { mergedList, spliceList } from './yaml-lists.ts';
import {
  endOf,
  isFlow,
  isSingle,
  keyOf,
  lineEnd,
  lineStart,
  nextLine,
  type Reached,
  reach,
  startOf,
} from './yaml-places.ts';
import { comment, list, value, valueWithin } from './yaml-values.ts';

/** A comment behind a value: `text` comes behind a new one, and in the place of one that `isOwn`. */
export type Remark = { text: string; isOwn(former: string): boolean };

/**
 * One key to change. Values of a list keep their order, and new ones come behind. `lead` are whole lines of comment: they come
 * above a new key, and go with one that is taken out. `after` names keys behind which a new one is put, the first that is there.
 */
export type YamlEdit = {
  path: readonly string[];
  to: string | number | readonly string[] | null;
  remark?: Remark | undefined;
  lead?: readonly string[] | undefined;
  after?: readonly string[] | undefined;
};

/** A key that can't be changed by itself: an alias is in its way, or what it says is used elsewhere. */
export class NotEditable extends Error {
  override readonly name = 'NotEditable';
  readonly edit: YamlEdit;

  constructor(edit: YamlEdit) {
    super(`${edit.path.join('.')} can't be changed by itself.`);
    this.edit = edit;
  }
}

/** The text after all edits, `null` taking a key out. Throws NotEditable where anything else would become other too. */
export function editedYaml(text: string, edits: readonly YamlEdit[]): string {
  return edits.reduce((before, edit) => {
    const wanted = dataAfter(dataOf(before), edit);
    const after = spliced(before, edit);
    if (after === null || !isSame(after, wanted)) throw new NotEditable(edit);
    return after;
  }, text);
}

function isSame(text: string, wanted: unknown): boolean {
  const document = parseDocument(text, { prettyErrors: false });
  return document.errors.length === 0 && isDeepStrictEqual(document.toJS({ maxAliasCount: 100 }), wanted);
}

type Data = Record<string, unknown>;

/** The content of a text as plain values. */
export function dataOf(text: string): Data {
  return (parseDocument(text, { prettyErrors: false }).toJS({ maxAliasCount: 100 }) ?? {}) as Data;
}

/** The content as it is to become; a block without keys goes with its last one. */
function dataAfter(data: Data, { path: [key = '', ...rest], to, ...more }: YamlEdit): Data {
  const { [key]: former, ...others } = data;
  if (rest.length > 0) {
    const below = dataAfter((former ?? {}) as Data, { path: rest, to, ...more });
    return Object.keys(below).length === 0 ? others : { ...data, [key]: below };
  }
  if (to === null) return others;
  const isList = typeof to === 'object';
  return { ...data, [key]: isList ? mergedList(Array.isArray(former) ? former : [], to) : to };
}

function spliced(text: string, edit: YamlEdit): string | null {
  const document = parseDocument(text, { prettyErrors: false });
  const reached = reach(document, edit.path);
  if (!reached) return null;
  const { pair } = reached;
  if (edit.to === null) return pair ? withoutKey(text, edit, reached) : text;
  if (!pair) return withNewKey(text, edit, reached);
  if (typeof edit.to === 'object') {
    return isSeq(pair.value) ? withRemark(spliceList(text, pair.value, edit.to), edit) : null;
  }
  if (!isSingle(pair.value)) return null;
  const written = isFlow(reached.map) ? valueWithin(String(edit.to)) : value(String(edit.to));
  const now = typeof edit.to === 'number' ? String(edit.to) : written;
  const [from, until] = [startOf(pair.value), endOf(text, pair.value)];
  return withRemark(`${text.slice(0, from)}${now}${text.slice(until)}`, edit);
}

/** With the comment behind the value renewed, where that was not a person's. */
function withRemark(text: string, { path, remark }: YamlEdit): string {
  const pair = remark && reach(parseDocument(text, { prettyErrors: false }), path)?.pair;
  if (!pair || !remark) return text;
  const from = endOf(text, pair);
  const until = lineEnd(text, from);
  const found = /^(\s*)#\s*(.*?)\s*$/.exec(text.slice(from, until));
  if (!found || !remark.isOwn(found[2] ?? '')) return text;
  return `${text.slice(0, from)}${found[1]}${comment(remark.text)}${text.slice(until)}`;
}

function withoutKey(text: string, edit: YamlEdit, { map, pair, depth }: Reached): string | null {
  if (!pair) return text;
  if (map.items.length === 1 && depth > 0) {
    const path = edit.path.slice(0, -1);
    return spliced(text, { ...edit, path });
  }
  if (isFlow(map)) {
    const at = map.items.indexOf(pair);
    const [before, after] = [map.items[at - 1], map.items[at + 1]];
    const from = after || !before ? startOf(pair) : endOf(text, before);
    const until = after ? startOf(after) : endOf(text, pair);
    return text.slice(0, from) + text.slice(until);
  }
  let from = lineStart(text, startOf(pair));
  let until = nextLine(text, endOf(text, pair));
  for (let above = lineBefore(text, from); above !== null; above = lineBefore(text, from)) {
    const line = text.slice(above, lineEnd(text, above)).trim();
    if (!edit.lead?.includes(line)) break;
    from = above;
  }
  // Of the empty lines around a section that goes, one goes with it.
  if (isEmptyLine(text, lineBefore(text, from))) {
    if (until === text.length) from = lineBefore(text, from) ?? from;
    else if (isEmptyLine(text, until)) until = nextLine(text, until);
  }
  return text.slice(0, from) + text.slice(until);
}

function lineBefore(text: string, at: number): number | null {
  return at === 0 ? null : lineStart(text, at - 1);
}

function isEmptyLine(text: string, at: number | null): boolean {
  return at !== null && text.slice(at, lineEnd(text, at)).trim() === '';
}

function withNewKey(text: string, edit: YamlEdit, { map, rest }: Reached): string | null {
  const last = map.items.at(-1);
  if (isFlow(map) || !last) {
    const entry = within(edit, rest);
    const end = last ? endOf(text, last) : startOf(map) + 1;
    return `${text.slice(0, end)}${last ? `, ${entry}` : ` ${entry} `}${text.slice(end)}`;
  }
  const sibling = edit.after?.map(key => map.items.find(one => keyOf(one) === key)).find(Boolean) ?? last;
  const first = startOf(map.items[0]);
  const indent = text.slice(lineStart(text, first), first);
  const at = lineEnd(text, endOf(text, sibling));
  const eol = text.includes('\r\n') ? '\r\n' : '\n';
  const lines = [...(edit.lead ?? []), ...below(edit, rest)].map(line => `${eol}${indent}${line}`);
  return text.slice(0, at) + lines.join('') + text.slice(at);
}

/** The lines of a new key in a block, with those of the blocks that it is in. */
function below(edit: YamlEdit, [key = '', ...rest]: readonly string[]): string[] {
  if (rest.length > 0) return [`${value(key)}:`, ...below(edit, rest).map(line => `  ${line}`)];
  const remark = edit.remark ? ` ${comment(edit.remark.text)}` : '';
  return [`${value(key)}: ${written(edit.to, value)}${remark}`];
}

function within(edit: YamlEdit, [key = '', ...rest]: readonly string[]): string {
  const inner = rest.length > 0 ? `{ ${within(edit, rest)} }` : written(edit.to, valueWithin);
  return `${valueWithin(key)}: ${inner}`;
}

function written(to: YamlEdit['to'], write: (text: string) => string): string {
  if (typeof to === 'number') return String(to);
  return typeof to === 'string' ? write(to) : list(to ?? []);
}
