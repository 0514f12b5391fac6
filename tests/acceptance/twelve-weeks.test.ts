// Twelve weeks of one customer result in virtual time, with the shipped playbook: everything that ClickUp shows of them
// is a file that people read. `UPDATE_TIMELINE=1` writes it anew; read it before you commit it.
import { readFileSync, writeFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { playTwelveWeeks } from './twelve-weeks.ts';

const FILE = new URL('twelve-weeks.timeline.md', import.meta.url);
const TITLE = '# Twelve weeks of a customer result, as ClickUp shows them\n\n';

test('a customer result goes from candidate to done exactly as the reviewed timeline tells', async () => {
  const { timeline, complaints } = await playTwelveWeeks();
  if (process.env['UPDATE_TIMELINE']) writeFileSync(FILE, TITLE + timeline);
  expect(TITLE + timeline).toBe(readFileSync(FILE, 'utf8'));
  expect(complaints).toEqual([]);
}, 120_000);
