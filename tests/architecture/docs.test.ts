// The documents name files that are there, and are written to be read.
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';

const DOCUMENTS = [
  'README.md',
  'CONTRIBUTING.md',
  ...readdirSync('docs', { recursive: true, encoding: 'utf8' })
    .filter(file => file.endsWith('.md'))
    .map(file => join('docs', file)),
];
/** Nobody reads a longer paragraph to its end. */
const LONGEST_LINE = 400;

const linesOf = (file: string): string[] => readFileSync(file, 'utf8').split('\n');

test('every file that a document names is there', () => {
  const named = DOCUMENTS.flatMap(document =>
    [...readFileSync(document, 'utf8').matchAll(/`((?:[\w.-]+\/)+[\w.-]+\.(?:ts|mjs|js|yaml))`/g)].map(
      ([, path = '']) => ({ document, path }),
    ),
  );
  expect(named.length).toBeGreaterThan(50);
  const placeholders = /\bNAME\./;
  const isThere = (path: string) => [path, join('src', path)].some(existsSync);
  expect(named.filter(({ path }) => !isThere(path) && !placeholders.test(path))).toEqual([]);
});

test('every folder of src stands in the rooms of docs/architecture.md', () => {
  const text = readFileSync('docs/architecture.md', 'utf8');
  const rooms = readdirSync('src').filter(room => !text.includes(`| \`${room}/\` |`));
  expect(rooms).toEqual([]);
});

test('no paragraph is longer than people read', () => {
  const long = DOCUMENTS.flatMap(file =>
    linesOf(file).flatMap((line, index) => (line.length > LONGEST_LINE ? [`${file}:${index + 1}`] : [])),
  );
  expect(long).toEqual([]);
});

test('the glossary has at most 25 words', () => {
  const [, words = ''] = readFileSync('docs/architecture.md', 'utf8').split('\n## Words\n');
  const rows = words.split('\n').filter(line => line.startsWith('| ') && !line.startsWith('| word'));
  expect(rows.length).toBeGreaterThan(10);
  expect(rows.length).toBeLessThanOrEqual(25);
});
