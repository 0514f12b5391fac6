// Where a key and its value stand in a YAML text, by the offsets of its signs. Knows nothing of playbooks.
import {
  type Document,
  isAlias,
  isCollection,
  isMap,
  isNode,
  isPair,
  isScalar,
  type Pair,
  type YAMLMap,
} from 'yaml';

/** A block of keys and the one that is meant: `pair` is absent where it has no such key, and `rest` is what is missing. */
export type Reached = { map: YAMLMap; pair: Pair | undefined; rest: readonly string[]; depth: number };

/** Goes down to a key as far as there is something; null where an alias or another value is in the way. */
export function reach(document: Document, path: readonly string[]): Reached | null {
  let map: unknown = document.contents;
  for (const [depth, key] of path.entries()) {
    if (!isMap(map)) return null;
    const pair = map.items.find(one => keyOf(one) === key);
    const isLast = depth === path.length - 1;
    if (!pair || isLast) return { map, pair, rest: path.slice(depth), depth };
    map = pair.value;
  }
  return null;
}

/** The key as plain words. */
export function keyOf(pair: Pair): string {
  return String(isScalar(pair.key) ? pair.key.value : pair.key);
}

/** Whether it is written between brackets or braces. */
export function isFlow(node: unknown): boolean {
  return isCollection(node) && node.flow === true;
}

/** Where a node, or the key of an entry, begins. Throws where the parser gave it no place. */
export function startOf(node: unknown): number {
  const from = isPair(node) ? node.key : node;
  if (isNode(from) && from.range) return from.range[0];
  throw new Error('The parser gave this node no place.');
}

/** Behind the last sign of a node or of an entry's value, without comments and empty lines. */
export function endOf(text: string, node: unknown): number {
  if (isPair(node)) return Math.max(endOf(text, node.key), node.value === null ? 0 : endOf(text, node.value));
  if (isCollection(node) && !node.flow && node.items.length > 0) return endOf(text, node.items.at(-1));
  if (!isNode(node) || !node.range) throw new Error('The parser gave this node no place.');
  let end = node.range[1];
  while (end > node.range[0] && /\s/.test(text[end - 1] ?? '')) end -= 1;
  return end;
}

/** The first sign of the line in which `at` is. */
export function lineStart(text: string, at: number): number {
  return text.lastIndexOf('\n', at - 1) + 1;
}

/** The end of the line in which `at` is, before what ends it. */
export function lineEnd(text: string, at: number): number {
  const found = text.indexOf('\n', at);
  const end = found === -1 ? text.length : found;
  return end > at && text[end - 1] === '\r' ? end - 1 : end;
}

/** Where the next line begins, or the text ends. */
export function nextLine(text: string, at: number): number {
  const found = text.indexOf('\n', at);
  return found === -1 ? text.length : found + 1;
}

/** Whether it can be written over by one value: it is no block of others. */
export function isSingle(node: unknown): boolean {
  return isScalar(node) || isAlias(node);
}
