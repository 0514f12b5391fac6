// What a plan shows of each kind of operation, tried with everything that the case folders decide.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { contentRows, type Row } from '../../src/cli/render/content-rows.ts';
import { changedLines } from '../../src/cli/render/line-diff.ts';
import { mentionsIn, type RichText } from '../../src/domain/language/rich-text.ts';
import { companyTextsOf } from '../../src/domain/language/texts.ts';
import { type Operation, recordOf } from '../../src/domain/operation.ts';
import type { OperationContent } from '../../src/domain/operations/content.ts';
import { OPERATIONS } from '../../src/domain/operations/registry.ts';
import { CASES, CASES_ROOT, type Case, caseNamed } from '../support/case-folders.ts';
import { isLong } from '../support/scale.ts';

type Shown = { operation: Operation; from: Case; content: OperationContent };

/** Cases of each kind of operation, by what is written down of them: deciding takes longer than all that is tried. */
function someOfEachKind(): string[] {
  const written = CASES.map(name => ({
    name,
    operations: readFileSync(join(CASES_ROOT, name, 'operations.json'), 'utf8'),
  }));
  const some = OPERATIONS.flatMap(({ kind }) => {
    const all = written.filter(({ operations }) => operations.includes(`"kind": "${kind}"`));
    return all.filter((_, index) => index % Math.ceil(all.length / 6) === 0);
  });
  return [...new Set(some.map(({ name }) => name))];
}

const ALL: Shown[] = (isLong ? CASES : someOfEachKind()).map(caseNamed).flatMap(from =>
  from.plan.operations.map(operation => {
    const page = from.plan.list?.url ?? null;
    return { operation, from, content: recordOf(operation).content(operation, { ...from, page }) };
  }),
);
const EN = companyTextsOf('en');
const DE = companyTextsOf('de');

const inWords = (row: Row): string =>
  'value' in row
    ? `${row.label}: ${row.value}`
    : `${row.label}: ${row.lines.map(({ sign, text }) => `${sign}${text}`).join(' / ')}`;
const firstOf = (kind: string, isIt: (shown: Shown) => boolean = () => true): Shown => {
  const found = ALL.find(shown => shown.operation.kind === kind && isIt(shown));
  if (!found) throw new Error(`no case has ${kind}`);
  return found;
};
const rowsOf = (shown: Shown, texts = EN): string[] => contentRows(shown.content, texts).map(inWords);

describe.each(OPERATIONS.map(({ kind }) => kind))('%s', kind => {
  const shown = ALL.filter(({ operation }) => operation.kind === kind);

  it('is shown with what it writes, in both languages', () => {
    expect(shown.length).toBeGreaterThan(0);
    for (const one of shown) {
      expect(Object.keys(one.content.after).length).toBeGreaterThan(0);
      for (const texts of [EN, DE]) {
        const rows = rowsOf(one, texts);
        expect(rows.length, JSON.stringify(one.operation)).toBeGreaterThan(0);
        for (const row of rows) expect(row).not.toMatch(/undefined|null|\[object/);
      }
    }
  });

  it('says whatever words of the operation are written', () => {
    const unsaid = shown.flatMap(({ operation, content }) => {
      const said = JSON.stringify(content.after);
      return wordsOf(operation).filter(words => !said.includes(JSON.stringify(words).slice(1, -1)));
    });
    expect(unsaid).toEqual([]);
  });
});

/** The texts of an operation, and whom it mentions. */
function wordsOf(operation: Operation): string[] {
  const { name, description, note, status, text } = operation as Record<string, unknown>;
  const mentioned = Array.isArray(text) ? mentionsIn(text as RichText).map(who => `@${who}`) : [];
  return [name, description, note, status, ...mentioned].filter(words => typeof words === 'string');
}

describe('a change', () => {
  it('of days and people says what stands there now and what will', () => {
    const days = rowsOf(firstOf('update-item', ({ operation }) => 'dueOn' in operation && !!operation.dueOn));
    expect(days.join('\n')).toMatch(/^Due: (none|\w{3}, \d+ \w{3} \d{4}) → \w{3}, \d+ \w{3} \d{4}$/m);
    const people = firstOf('update-item', ({ operation }) => 'assignees' in operation);
    expect(rowsOf(people).join('\n')).toMatch(/^For: .+ → .+$/m);
    expect(rowsOf(people, DE).join('\n')).toMatch(/^Für: .+ → .+$/m);
  });

  it('of a comment shows only the lines that differ', () => {
    const edited = firstOf('edit-status', ({ content }) => {
      const { before, after } = content;
      const same = before?.text?.split('\n').filter(line => after.text?.split('\n').includes(line));
      return (same?.length ?? 0) > 2;
    });
    const [row] = contentRows(edited.content, EN);
    const lines = row && 'lines' in row ? row.lines : [];
    expect(lines.length).toBeGreaterThan(0);
    expect(lines.every(({ sign }) => sign !== '')).toBe(true);
    expect(lines.some(({ text }) => text === edited.content.after.text?.split('\n')[0])).toBe(false);
  });

  it('of a question says whom it asks, and that it is resolved', () => {
    const { operation, content } = firstOf(
      'ask',
      one => 'person' in one.operation && !('isUnassigned' in one.operation),
    );
    const { name } = (operation as { person: { name: string } }).person;
    expect(content.after.assignee?.name).toBe(name);
    expect(rowsOf(firstOf('settle-ask')).join('\n')).toContain('Question: open → resolved');
    expect(rowsOf(firstOf('settle-ask'), DE).join('\n')).toContain('Frage: offen → erledigt');
  });

  it('of the card says what is taken off or put back', () => {
    const { before, after } = firstOf('take-off').content;
    expect(after.assignees?.length).toBeLessThan(before?.assignees?.length ?? 0);
    const moved = firstOf('move-back').content;
    expect(moved.before?.status).not.toBe(moved.after.status);
  });
});

it('a link is shown with its address behind its words, that of a list to come in words', () => {
  const link = (url: string | null) => ({
    text: 'See the list now',
    links: [{ line: 0, words: 'the list', url }],
  });
  const shown = (url: string | null) => contentRows({ before: null, after: link(url) }, EN).map(inWords);
  expect(shown('https://app.clickup.com/t/1')).toEqual([
    'Text: See the list (https://app.clickup.com/t/1) now',
  ]);
  expect(shown(null)).toEqual(['Text: See the list (the list’s page) now']);
});

it('a comment whose words stay says so', () => {
  const content = { before: { text: 'One \nTwo' }, after: { text: 'One\nTwo' } };
  expect(contentRows(content, DE).map(inWords)).toEqual(['Text: (dieselben Worte)']);
});

it('lines that differ are told in the order of reading', () => {
  const told = (former: string, now: string) =>
    changedLines(former.split(''), now.split('')).map(({ sign, text }) => sign + text);
  expect(told('abcd', 'abcd')).toEqual([]);
  expect(told('abcd', 'axcd')).toEqual(['-b', '+x']);
  expect(told('abc', 'abcd')).toEqual(['+d']);
  expect(told('abc', 'bc')).toEqual(['-a']);
  expect(told('', 'ab')).toEqual(['+a', '+b']);
});
