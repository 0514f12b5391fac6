// The catalogue of texts: every language says the same things, everything in it is said somewhere, and a company's own
// texts are checked before they are used.
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { parse, stringify } from 'yaml';
import { loadPlaybook } from '../../../src/config/playbook-file.ts';
import { ConfigProblems, type Problem } from '../../../src/config/problem.ts';
import { DE } from '../../../src/domain/language/de.ts';
import { EN } from '../../../src/domain/language/en.ts';
import {
  companyTextsOf,
  LOCALES,
  placeholdersOf,
  shippedText,
  TEXT_KEYS,
  type Text,
  textsFor,
} from '../../../src/domain/language/texts.ts';
import { Playbook } from '../../../src/domain/playbook/playbook.ts';
import { playbookWith } from '../../support/observed-company.ts';

const CATALOGUES: Record<string, Record<string, Text>> = { en: EN, de: DE };

function formsOf(text: Text): string[] {
  return typeof text === 'string' ? [text] : [text.one, text.other];
}

describe.each(LOCALES)('the texts in %s', locale => {
  const texts = CATALOGUES[locale] ?? {};

  test('have the same keys as in English, in the same order', () => {
    expect(Object.keys(texts)).toEqual(TEXT_KEYS);
  });

  test.each(TEXT_KEYS)('%s has the placeholders and forms of the English text', key => {
    const text = texts[key] ?? '';
    expect(typeof text).toBe(typeof EN[key]);
    expect([...placeholdersOf(text)].sort()).toEqual([...placeholdersOf(EN[key])].sort());
  });

  test('are tidy: no double spaces, no straight quotes, no three dots, nothing empty', () => {
    for (const [key, text] of Object.entries(texts)) {
      for (const form of formsOf(text)) {
        expect(form, key).not.toMatch(/ {2}|"|'|\.\.\./);
        expect(form.trim(), key).not.toBe('');
      }
    }
  });

  test('nobody is called Sie', () => {
    if (locale !== 'de') return;
    for (const [key, text] of Object.entries(texts)) {
      for (const form of formsOf(text)) expect(form, key).not.toMatch(/\b(Sie|Ihnen|Ihr|Ihre|Ihren|Ihrem)\b/);
    }
  });
});

describe('every text', () => {
  const source = readdirSync('src', { recursive: true, encoding: 'utf8' })
    .filter(file => file.endsWith('.ts') && !file.includes('texts/'))
    .map(file => readFileSync(join('src', file), 'utf8'))
    .join('\n');

  test.each(TEXT_KEYS)('%s is said somewhere', key => {
    const isNamed = [`'${key}'`, `"${key}"`, `\`${key}\``].some(name => source.includes(name));
    // `answer.rule-${state}`: the key begins a template that goes on with a value.
    const beginnings = [...key.matchAll(/[.-]/g)].map(({ index }) => key.slice(0, index + 1));
    expect(isNamed || beginnings.some(beginning => source.includes(`\`${beginning}\${`))).toBe(true);
  });
});

describe('forms', () => {
  const { render, people } = companyTextsOf('en');

  test('follow the count', () => {
    expect([0, 1, 2, 21].map(people)).toEqual(['0 people', '1 person', '2 people', '21 people']);
    expect([0, 1, 2].map(companyTextsOf('de').people)).toEqual(['0 Personen', '1 Person', '2 Personen']);
  });

  test('may leave the number out', () => {
    expect(render('undo.joined', { because: 'It is full.', count: 1 })).toContain('taking you off');
    expect(render('undo.joined', { because: 'It is full.', count: 2 })).toContain('taking you all off');
  });

  test('what people wrote is filled in as it is, also where it looks like a placeholder', () => {
    expect(render('answer.unknown', { given: '{commands} $& {given}', commands: '/recheck' })).toBe(
      'I do not know “/{commands} $& {given}”. What I understand: /recheck.',
    );
  });
});

describe('days and lists', () => {
  test.each([
    ['en', 'Thu, 14 Jan 2027', 'Ana, Ben and Cem', '14:30 on Thu, 14 Jan 2027'],
    ['de', 'Do., 14. Jan. 2027', 'Ana, Ben und Cem', '14:30 Uhr am Do., 14. Jan. 2027'],
  ] as const)('are written as the language does (%s)', (locale, day, list, time) => {
    const texts = companyTextsOf(locale);
    expect(texts.day('2027-01-14')).toBe(day);
    expect(texts.list(['Ana', 'Ben', 'Cem'])).toBe(list);
    expect(texts.list(['Ana'])).toBe('Ana');
    expect(texts.list([])).toBe('');
    expect(texts.time(Date.parse('2027-01-14T13:30:00Z'), 'Europe/Berlin')).toBe(time);
  });
});

describe('a playbook’s own texts', () => {
  const folder = mkdtempSync(join(tmpdir(), 'liaison-texts-'));
  afterAll(() => rmSync(folder, { recursive: true }));
  const base = parse(readFileSync('tests/cases/base-playbook.yaml', 'utf8')) as Record<string, unknown>;
  let count = 0;
  const problemsWith = async (texts: unknown): Promise<Problem[]> => {
    const path = join(folder, `${count++}.yaml`);
    writeFileSync(path, stringify({ ...base, texts }));
    try {
      await loadPlaybook(path);
    } catch (error) {
      if (error instanceof ConfigProblems) return error.problems;
      throw error;
    }
    return [];
  };

  test('are said instead of the shipped ones, in either language', () => {
    for (const locale of LOCALES) {
      const overrides = {
        'answer.rechecked': 'Geschaut!',
        people: { one: 'eine Seele', other: '{count} Seelen' },
      };
      const texts = textsFor(playbookWith({ locale, texts: overrides }));
      expect(texts.render('answer.rechecked')).toBe('Geschaut!');
      expect([1, 2].map(texts.people)).toEqual(['eine Seele', '2 Seelen']);
      expect(texts.render('nobody')).toBe(CATALOGUES[locale]?.['nobody']);
    }
  });

  test('may give one form for every number', () => {
    const texts = textsFor(playbookWith({ texts: { people: '{count} of us' } }));
    expect([1, 2].map(texts.people)).toEqual(['1 of us', '2 of us']);
  });

  test('every shipped text is accepted in its own place', () => {
    for (const texts of Object.values(CATALOGUES)) {
      expect(Playbook.safeParse({ ...base, texts }).success).toBe(true);
    }
  });

  test('are refused with an unknown placeholder, and told which are allowed', async () => {
    expect(await problemsWith({ 'team-size.too-few': 'Only {nmae} of {min}' })).toMatchObject([
      {
        path: 'texts.team-size.too-few',
        allowed: expect.stringMatching(/\{people\}.*\{min\}/) as string,
        hint: expect.stringContaining('{nmae}') as string,
      },
    ]);
    expect(await problemsWith({ nobody: 'not {name}' })).toMatchObject([
      { path: 'texts.nobody', hint: expect.stringContaining('{name}') as string },
    ]);
  });

  test('are refused with a form that has an unknown placeholder', async () => {
    const problems = await problemsWith({ people: { one: '1 of {all}', other: '{count}' } });
    expect(problems.map(({ path }) => path)).toEqual(['texts.people']);
  });

  test('are refused under an unknown key, and told what was probably meant', async () => {
    expect(await problemsWith({ 'team-size.to-few': 'Only {people}' })).toMatchObject([
      { path: 'texts.team-size.to-few', hint: expect.stringContaining('"team-size.too-few"') as string },
    ]);
  });

  test.each([
    ['nothing', ''],
    ['a number', 3],
    ['forms where there are none', { one: 'a', other: 'b' }],
  ])('are refused if they are %s', async (_what, text) => {
    expect((await problemsWith({ nobody: text })).map(({ path }) => path)).toEqual(['texts.nobody']);
  });

  test('are refused with half of the forms', async () => {
    expect((await problemsWith({ people: { one: 'somebody' } })).length).toBeGreaterThan(0);
  });

  test('shipped texts can be read by whoever checks them', () => {
    expect(shippedText('people')).toEqual(EN.people);
  });
});
