// What ships is joined into a few files, and whoever debugs it still finds our names and lines.
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';

/** An error class to which joining gave another name, though programs tell errors apart by their names. */
const RENAMED = /class (_\w+|\w+?\d+) extends [\w.]*Error\b/g;
/** Nobody asks these for the names of their classes: one names itself, one is used where it is made. */
const NAMELESS = ['_AxiosError', '_TimeoutError'];

it('keeps the names of functions and errors, and a map to the source beside each file', () => {
  const files = readdirSync('dist', { recursive: true, encoding: 'utf8' })
    .filter(file => file.endsWith('.js') && !file.startsWith('bench'))
    .map(file => join('dist', file));
  expect(files.length).toBeGreaterThan(10);
  expect(files.filter(file => !existsSync(`${file}.map`))).toEqual([]);
  const text = files.map(file => readFileSync(file, 'utf8')).join('');
  const names = ['BoardCache', 'decide', 'ClickUpFailure', 'UnknownPlaces'];
  expect(names.filter(name => !new RegExp(`function ${name}\\(|${name}=class`).test(text))).toEqual([]);
  const renamed = [...text.matchAll(RENAMED)].map(([, name = '']) => name);
  expect(new Set(renamed)).toEqual(new Set(NAMELESS));
  const maps = files.map(file => readFileSync(`${file}.map`, 'utf8')).join('');
  expect(maps.includes('src/reconcile/cache/board-cache.ts')).toBe(true);
});
