// Where things stand in a YAML document: from the way to a value to its line. Knows nothing of playbooks.
import { type Document, isAlias, isMap, isNode, isScalar, isSeq, type LineCounter, type Pair } from 'yaml';

/** The line (from 1) of the value at `path`; where it is missing, that of the nearest block around it. */
export function lineOfValue(document: Document, lines: LineCounter, path: readonly PropertyKey[]): number {
  let node: unknown = document.contents;
  let line = lineOf(node, lines) ?? 1;
  for (const key of path) {
    if (isAlias(node)) node = node.resolve(document);
    if (isMap(node)) {
      const pair = pairOf(node.items, key);
      if (!pair) return line;
      // A block begins below its key; its key is where people look.
      line = (isScalar(pair.value) ? lineOf(pair.value, lines) : null) ?? lineOf(pair.key, lines) ?? line;
      node = pair.value;
    } else if (isSeq(node) && typeof key === 'number' && key in node.items) {
      node = node.items[key];
      line = lineOf(node, lines) ?? line;
    } else {
      return line;
    }
  }
  return line;
}

/** The line of the key `key` itself in the block at `path`. */
export function lineOfKey(
  document: Document,
  lines: LineCounter,
  path: readonly PropertyKey[],
  key: string,
): number {
  const found = document.getIn(path.map(String), true);
  const block = isAlias(found) ? found.resolve(document) : found;
  const pair = isMap(block) ? pairOf(block.items, key) : undefined;
  return (pair && lineOf(pair.key, lines)) ?? lineOfValue(document, lines, path);
}

function pairOf(items: readonly Pair[], key: PropertyKey): Pair | undefined {
  return items.find(pair => String(isScalar(pair.key) ? pair.key.value : pair.key) === String(key));
}

function lineOf(node: unknown, lines: LineCounter): number | null {
  return isNode(node) && node.range ? lines.linePos(node.range[0]).line : null;
}
