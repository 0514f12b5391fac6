// The pages speak every language of the playbook, and say the same in each.
import { expect, test } from 'vitest';
import { DE } from '../../src/web/words/de.ts';
import { EN } from '../../src/web/words/en.ts';
import { pageWordsOf } from '../../src/web/words/words.ts';

const placeholders = (text: string) => [...text.matchAll(/\{[a-z]+\}/g)].map(([name]) => name).sort();

test('every text is there in every language, with the same placeholders', () => {
  expect(Object.keys(DE).sort()).toEqual(Object.keys(EN).sort());
  for (const [key, text] of Object.entries(EN)) {
    const german = DE[key as keyof typeof EN];
    expect(german.trim(), key).not.toBe('');
    expect(placeholders(german), key).toEqual(placeholders(text));
  }
});

test('days and times are written as the company does, in its zone', () => {
  const english = pageWordsOf({ locale: 'en', zone: 'Europe/Berlin', name: 'Acme' });
  const german = pageWordsOf({ locale: 'de', zone: 'America/New_York', name: 'Acme' });
  expect(english.time('2027-01-15T23:30:00.000Z')).toBe('16 Jan 2027, 00:30');
  expect(german.time('2027-01-15T23:30:00.000Z')).toBe('15.01.2027, 18:30');
  expect(english.time('soon')).toBe('soon');
  expect([english.day('2027-01-14'), german.day('2027-01-14')]).toEqual([
    'Thu, 14 Jan 2027',
    'Do., 14. Jan. 2027',
  ]);
});
