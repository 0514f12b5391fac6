// Single keys of a YAML text become other, and every other sign stays, however people write their YAML.
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { isMap, parseDocument } from 'yaml';
import { editedYaml, NotEditable, type YamlEdit } from '../../src/init/yaml-edits.ts';

const TO: [what: string, text: string, edit: YamlEdit, becomes: string][] = [
  ['a value', 'a: 1 # why\nb: 2\n', { path: ['b'], to: 'x' }, 'a: 1 # why\nb: x\n'],
  ['a value in quotes', 'a: "x"   # why\n', { path: ['a'], to: 'no: 1' }, 'a: "no: 1"   # why\n'],
  [
    'a value between braces',
    'a: {b: 1,  c: 2}\n',
    { path: ['a', 'b'], to: 'x, y' },
    'a: {b: "x, y",  c: 2}\n',
  ],
  ['a value over several lines', 'a: |\n  one\n  two\nb: 2\n', { path: ['a'], to: 'x' }, 'a: x\nb: 2\n'],
  ['a value that is an alias', 'a: &v 1\nb: *v\n', { path: ['b'], to: 2 }, 'a: &v 1\nb: 2\n'],
  ['a number by its words', 'a: 1\n', { path: ['a'], to: '1' }, 'a: "1"\n'],
  [
    'a new key',
    'a:\n   b: 1 # why\n\n   # more\nc: 2\n',
    { path: ['a', 'd'], to: 'x' },
    'a:\n   b: 1 # why\n   d: x\n\n   # more\nc: 2\n',
  ],
  [
    'a new key in a new block',
    'a:\n  b: 1',
    { path: ['a', 'c', '1'], to: 'x' },
    'a:\n  b: 1\n  c:\n    "1": x',
  ],
  [
    'a new key between braces',
    'a: { b: 1 }\n',
    { path: ['a', 'c', 'd'], to: ['x'] },
    'a: { b: 1, c: { d: [x] } }\n',
  ],
  ['a new key between empty braces', 'a: {}\n', { path: ['a', 'b'], to: 1 }, 'a: { b: 1 }\n'],
  [
    'a key that goes',
    'a: 1\nb:\n  - 1\n  - 2 # two\n# c\nc: 3\n',
    { path: ['b'], to: null },
    'a: 1\n# c\nc: 3\n',
  ],
  [
    'a key between braces that goes',
    'a: { b: 1, c: 2, d: 3 }\n',
    { path: ['a', 'c'], to: null },
    'a: { b: 1, d: 3 }\n',
  ],
  ['the last key between braces', 'a: { b: 1, c: 2 }\n', { path: ['a', 'c'], to: null }, 'a: { b: 1 }\n'],
  [
    'a block that has no key any more',
    'a:\n  b:\n    c: 1\n  d: 2\n',
    { path: ['a', 'b', 'c'], to: null },
    'a:\n  d: 2\n',
  ],
  [
    'a list between brackets',
    'a: [one, Two,  three] # why\n',
    { path: ['a'], to: ['two', 'four'] },
    'a: [four, Two] # why\n',
  ],
  ['the end of a list between brackets', 'a: [1, 2, 3]\n', { path: ['a'], to: ['1'] }, 'a: [1]\n'],
  ['the beginning of a list between brackets', 'a: [1, 2, 3]\n', { path: ['a'], to: ['3'] }, 'a: [3]\n'],
  [
    'the values of a list that is longer then',
    'a:\n- one # 1\nb: 1\n',
    { path: ['a'], to: ['one', 'two', 'a: b'] },
    'a:\n- one # 1\n- two\n- "a: b"\nb: 1\n',
  ],
  [
    'the values of a list that is shorter then',
    'a:\n  - one # 1\n  - two # 2\n  - three # 3\n',
    { path: ['a'], to: ['three'] },
    'a:\n  - three # 3\n',
  ],
  ['an empty list', 'a: []\n', { path: ['a'], to: ['x'] }, 'a: [x]\n'],
  ['a list that has nothing in common', 'a: [1, 2]\n', { path: ['a'], to: ['x'] }, 'a: [x]\n'],
];

describe('one key of a YAML text', () => {
  it.each(TO)('%s', (_what, text, edit, becomes) => {
    expect(editedYaml(text, [edit])).toBe(becomes);
    const windows = (one: string) => one.replaceAll('\n', '\r\n');
    expect(editedYaml(windows(text), [edit])).toBe(windows(becomes));
  });

  it('renews the comment behind a value only where it is not a person’s', () => {
    const remark = { text: 'now', isOwn: (one: string) => one === 'before' };
    const edit = { path: ['a'], to: 2, remark };
    expect(editedYaml('a: 1  # before\n', [edit])).toBe('a: 2  # now\n');
    expect(editedYaml('a: 1 # ours\n', [edit])).toBe('a: 2 # ours\n');
    expect(editedYaml('a: 1\n', [edit])).toBe('a: 2\n');
    expect(editedYaml('b: 1\n', [edit])).toBe('b: 1\na: 2 # now\n');
  });

  it('brings the lines above a new key, and takes those alone with one that goes', () => {
    const lead = ['# Why it is there.'];
    const brought = editedYaml('a: 1\n# Ours.\n\nb: 2\n', [{ path: ['c'], to: 3, lead, after: ['x', 'a'] }]);
    expect(brought).toBe('a: 1\n# Why it is there.\nc: 3\n# Ours.\n\nb: 2\n');
    expect(editedYaml(brought, [{ path: ['c'], to: null, lead }])).toBe('a: 1\n# Ours.\n\nb: 2\n');
  });

  it.each<[what: string, text: string, edit: YamlEdit]>([
    ['another key takes it', 'a: &v 1\nb: *v\n', { path: ['a'], to: 2 }],
    ['it is in what another key takes', 'a: &v { x: 1 }\nb: *v\n', { path: ['b', 'x'], to: 2 }],
    ['it is a block', 'a:\n  b: 1\n', { path: ['a'], to: 2 }],
    ['it is no block', 'a: 1\n', { path: ['a', 'b'], to: 2 }],
    ['a comment is written in its way', 'a: { b: 1, # why\n  c: 2 }\n', { path: ['a', 'c', 'd'], to: 2 }],
  ])('is left alone where %s', (_what, text, edit) => {
    expect(() => editedYaml(text, [edit])).toThrow(NotEditable);
  });

  it('each of the example’s can go, and can become other, without a sign elsewhere', () => {
    const text = readFileSync('config/playbook.yaml', 'utf8');
    const paths = leavesOf(parseDocument(text).contents);
    expect(paths.length).toBeGreaterThan(60);
    for (const path of paths) {
      const now = editedYaml(text, [{ path, to: 'other' }]);
      const lines = now.split('\n');
      expect(lines.length).toBeLessThanOrEqual(text.split('\n').length);
      expect(lines.filter(line => !text.includes(line))).toHaveLength(1);
      editedYaml(text, [{ path, to: null }]);
    }
  });
});

/** The ways to all values that are no block and no list. */
function leavesOf(node: unknown, above: string[] = []): string[][] {
  if (!isMap(node)) return [];
  return node.items.flatMap(({ key, value }) => {
    const path = [...above, String(key)];
    if (isMap(value)) return leavesOf(value, path);
    return typeof value === 'object' && value !== null && 'items' in value ? [] : [path];
  });
}
