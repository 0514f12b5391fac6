// What the pages for people quote is what Liaison says, and what they give as an example to write is understood.
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { readCommand } from '../../src/domain/commands/command.ts';
import { COMMANDS } from '../../src/domain/commands/command-words.ts';
import { ruleWordsOf } from '../../src/domain/commands/rule-words.ts';
import { DE_LIST_PAGE } from '../../src/domain/language/de-list-page.ts';
import { EN_LIST_PAGE } from '../../src/domain/language/en-list-page.ts';
import { writeHeadline } from '../../src/domain/language/headline.ts';
import { RULES } from '../../src/domain/rules/registry.ts';
import type { Calendar } from '../../src/domain/schedule/calendar.ts';

const CALENDAR: Calendar = {
  zone: 'Europe/Berlin',
  workingWeek: new Set(['monday', 'tuesday', 'wednesday', 'thursday', 'friday']),
  holidays: new Set(),
  allHands: new Set(['thursday']),
};

/** Everything that Liaison says in a case. */
function saidInCases(): Set<string> {
  const folders = readdirSync('tests/cases', { withFileTypes: true }).filter(entry => entry.isDirectory());
  const said = folders.flatMap(({ name }) => {
    const operations: { says?: string[] }[] = JSON.parse(
      readFileSync(join('tests/cases', name, 'operations.json'), 'utf8'),
    );
    return operations.flatMap(({ says = [] }) => says);
  });
  return new Set(said);
}

describe.each([
  ['docs/commands.md', 20],
  ['docs/people.md', 5],
])('%s', (page, atLeast) => {
  test('quotes only what Liaison says in some case', () => {
    const said = saidInCases();
    const quotes = [...readFileSync(page, 'utf8').matchAll(/^ *> (.+)$/gm)].map(([, quote = '']) => quote);
    // People speak too; and what stands in a list has a dash.
    const answers = quotes
      .filter(quote => !/^\*\*\w+:\*\* \//.test(quote))
      .map(quote => quote.replace(/^- /, ''));
    expect(answers.length).toBeGreaterThan(atLeast);
    for (const answer of answers) expect(said).toContain(answer.replaceAll('**', ''));
  });
});

test('docs/people.md gives examples of commands that are understood', () => {
  const rows = [...readFileSync('docs/people.md', 'utf8').matchAll(/^\| (`\/[^|]+) \|/gm)];
  const examples = rows.flatMap(([, cell = '']) =>
    [...cell.matchAll(/`([^`]+)`/g)].map(([, text = '']) => text),
  );
  expect(examples.length).toBeGreaterThan(8);
  const known = { rules: ruleWordsOf([]), commands: COMMANDS, today: '2027-01-11', calendar: CALENDAR };
  for (const text of examples) {
    const { name } = readCommand(text, known);
    expect({ text, name }).toEqual({ text, name: text === '/back' ? 'back' : 'away' });
  }
});

describe.each([
  ['docs/team.md', 8],
  ['docs/supporters.md', 6],
  ['docs/de/team.md', 8],
  ['docs/de/begleitung.md', 6],
])('%s', (page, atLeast) => {
  const text = readFileSync(page, 'utf8');

  test('gives examples of commands that are understood as they stand', () => {
    const examples = [...text.matchAll(/`(\/[^`]+)`/g)].map(([, example = '']) =>
      example.replace('…', 'fair'),
    );
    expect(examples.length).toBeGreaterThanOrEqual(atLeast);
    const rules = ruleWordsOf(Object.keys(RULES));
    const known = { rules, commands: COMMANDS, today: '2027-01-11', calendar: CALENDAR };
    const understood = examples.map(example => ({ example, command: readCommand(example, known) }));
    const isUnderstood = (name: string) => name !== 'unclear' && name !== 'unknown';
    expect(understood.filter(({ command }) => !isUnderstood(command.name))).toEqual([]);
  });

  test('quotes names as Liaison writes them', () => {
    const locale = page.startsWith('docs/de/') ? 'de' : 'en';
    const quotes = [...text.matchAll(/[“„]([^“”„]+)[”“]/g)].map(([, quote = '']) => quote);
    const said = [
      writeHeadline({ kind: 'status' }, locale),
      writeHeadline({ kind: 'escalation' }, locale).replace(/:\s*$/, ''),
      (locale === 'de' ? DE_LIST_PAGE : EN_LIST_PAGE)['about.name'],
    ];
    expect(quotes.length).toBeGreaterThan(0);
    for (const quote of quotes) expect(said).toContain(quote);
  });
});
