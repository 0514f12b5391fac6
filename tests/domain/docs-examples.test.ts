// What the pages for people quote is what Liaison says, and what they give as an example to write is understood.
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { readCommand } from '../../src/domain/commands/command.ts';
import { COMMANDS } from '../../src/domain/commands/command-words.ts';
import { ruleWordsOf } from '../../src/domain/commands/rule-words.ts';
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
