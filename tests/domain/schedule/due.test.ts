import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Calendar } from '../../../src/domain/schedule/calendar.ts';
import { type Anchors, DUE_EXAMPLES, parseDue, resolveDue } from '../../../src/domain/schedule/due.ts';
import { slipIn } from '../../../src/domain/schedule/due-mistake.ts';
import { parseRecurrence } from '../../../src/domain/schedule/recurrence.ts';

const CALENDAR: Calendar = {
  zone: 'Europe/Berlin',
  workingWeek: new Set(['monday', 'tuesday', 'wednesday', 'thursday', 'friday']),
  holidays: new Set(['2027-01-21']),
  allHands: new Set(['thursday']),
};
// A Monday and, eight weeks later, a Monday.
const ANCHORS: Anchors = { start: '2027-01-11', due: '2027-03-08', entered: { evaluating: '2027-03-05' } };

function resolve(expression: string, anchors: Anchors = ANCHORS): string | null {
  const due = parseDue(expression);
  if (!due) throw new Error(`“${expression}” is no due expression`);
  return resolveDue(due, anchors, CALENDAR);
}

describe('every form that the playbook’s documentation shows', () => {
  const meant: Record<(typeof DUE_EXAMPLES)[number], string> = {
    start: '2027-01-11',
    '3 working days after start': '2027-01-14',
    '2 weeks before due': '2027-02-22',
    '1 working day after entering evaluating': '2027-03-08',
    'next all-hands after start + 1 week': '2027-01-28',
    'last all-hands before due': '2027-03-04',
    '1 working day before next all-hands after start': '2027-01-13',
  };

  test.each(DUE_EXAMPLES)('“%s” means the day that a person would name', expression => {
    expect(resolve(expression)).toBe(meant[expression]);
  });
});

describe('a due expression', () => {
  test.each([
    ['due', '2027-03-08'],
    ['entering evaluating', '2027-03-05'],
    ['10 days after start', '2027-01-22'],
    ['1 day before due', '2027-03-05'],
    ['0 days after start', '2027-01-11'],
    ['3 working days before due', '2027-03-03'],
    ['8 working days after start', '2027-01-22'],
    ['next all-hands after start', '2027-01-14'],
    ['next all-hands after due - 3 days', '2027-03-11'],
    ['last all-hands before due - 1 week', '2027-02-25'],
    ['last all-hands before start + 2 working days', '2027-01-07'],
  ])('“%s” is %s', (expression, day) => {
    expect(resolve(expression)).toBe(day);
  });

  test.each([
    ['1 working day before next all-hands after start', '2027-01-13'],
    ['2 working days after next all-hands after start', '2027-01-18'],
    ['3 days after next all-hands after start', '2027-01-18'],
    ['4 days before next all-hands after start', '2027-01-08'],
    ['0 days before next all-hands after start', '2027-01-14'],
    ['1 week before last all-hands before due', '2027-02-25'],
    ['1 working day before next all-hands after start + 1 week', '2027-01-27'],
    ['1 working day after last all-hands before due - 1 week', '2027-02-26'],
    ['1 week after next all-hands after start', '2027-01-22'],
    ['1 week before next all-hands after start + 1 week', '2027-01-20'],
  ])('“%s” counts on from the all-hands: %s', (expression, day) => {
    expect(resolve(expression)).toBe(day);
  });

  test('counts from the all-hands that takes place, where the company rests on the one before', () => {
    const resting: Calendar = { ...CALENDAR, holidays: new Set(['2027-01-14', '2027-01-20', '2027-01-21']) };
    const due = parseDue('1 working day before next all-hands after start');
    expect(due && resolveDue(due, ANCHORS, resting)).toBe('2027-01-27');
  });

  test('may be written with capitals and too many spaces', () => {
    expect(resolve('  3  Working Days   AFTER Start ')).toBe('2027-01-14');
  });

  test.each([
    ['5 days after start', '2027-01-18'],
    ['10 days after start', '2027-01-22'],
    ['1 day before start', '2027-01-08'],
    ['46 days before due', '2027-01-20'],
  ])('“%s” rolls from a day of rest to %s, in the direction of its shift', (expression, day) => {
    expect(resolve(expression)).toBe(day);
  });

  test.each([
    ['0 days before due', '2027-03-05'],
    ['0 weeks after due', '2027-03-08'],
    ['0 working days before due', '2027-03-05'],
  ])('“%s” of a Sunday rolls to %s, though it counts nothing', (expression, day) => {
    expect(resolve(expression, { start: null, due: '2027-03-07', entered: {} })).toBe(day);
  });

  test('leaves the card’s own days as people set them, even on a Sunday', () => {
    expect(resolve('start', { start: '2027-01-10', due: null, entered: {} })).toBe('2027-01-10');
  });

  test('means an all-hands strictly after or before its day', () => {
    const onThursday: Anchors = { start: '2027-01-14', due: '2027-03-04', entered: {} };
    expect(resolve('next all-hands after start', onThursday)).toBe('2027-01-28');
    expect(resolve('last all-hands before due', onThursday)).toBe('2027-02-25');
  });

  test.each([
    ['start', { start: null, due: '2027-03-08', entered: {} }],
    ['2 weeks before due', { start: '2027-01-11', due: null, entered: {} }],
    ['next all-hands after due', { start: '2027-01-11', due: null, entered: {} }],
    ['entering done', ANCHORS],
    ['1 day after entering forming', ANCHORS],
  ])('“%s” is no day while its anchor has none', (expression, anchors) => {
    expect(resolve(expression, anchors)).toBeNull();
  });

  test.each(['999 weeks after due', 'next all-hands after due'])('“%s” ends where years do', expression => {
    expect(resolve(expression, { start: null, due: '9999-12-31', entered: {} })).toBeNull();
  });

  test('“999 weeks before start” begins where years do', () => {
    expect(resolve('999 weeks before start', { start: '0000-01-01', due: null, entered: {} })).toBeNull();
  });
});

test.each([
  '',
  'tomorrow',
  'after start',
  '3 after start',
  'three days after start',
  '-3 days after start',
  '3 days after',
  '3 days after entering',
  '3 days after running',
  '1000 days after start',
  'next all-hands',
  'next all-hands before start',
  'last all-hands after due',
  'start + 1 week',
  'next all-hands after start + week',
  '1 working day next all-hands after start',
  'before next all-hands after start',
  '1 working day before next all-hands',
  '1 working day before all-hands after start',
  '1 day before 1 day before next all-hands after start',
  '1.5 weeks after start',
  '3 months after start',
  '2027-01-14',
  '3 days after start!',
  'start\nstart',
])('%j is no due expression', expression => {
  expect(parseDue(expression)).toBeNull();
});

describe('what is wrong with a text that is no due expression', () => {
  test.each([
    ['', 'is empty'],
    ['2 working days after strat', 'cannot be read from "strat" on'],
    ['3 days after start!', 'cannot be read from "start!" on'],
    ['start + 1 week', 'cannot be read from "+" on'],
    ['3 months after start', 'cannot be read from "months" on'],
    ['three days after start', 'cannot be read from "three" on'],
    ['next allhands after start', 'cannot be read from "allhands" on'],
    ['next all-hands before start', 'cannot be read from "before" on'],
    ['3 days after', 'ends too early: start, due, entering, next, last could follow'],
    ['next all-hands after start +', 'ends too early: a number could follow'],
    ['1000 days after start', 'has the number 1000; numbers go from 0 to 999'],
    ['every 0 weeks while running', 'has the number 0; numbers go from 1 to 99'],
    ['every 2 mondays while running', 'cannot be read from "mondays" on'],
  ])('%j: %s', (text, wrong) => {
    expect(slipIn(text, { mayRecur: true })?.wrong).toBe(wrong);
  });

  test.each(['2027-01-15', '15.1.2027', '15.1.'])('%j is a fixed day', text => {
    expect(slipIn(text, { mayRecur: true })?.wrong).toMatch(/^is a fixed day/);
  });

  test('is `every` where work is to come once', () => {
    expect(slipIn('every week while running', { mayRecur: false })?.word).toBe('every');
  });

  test('is something exactly where it cannot be read', () => {
    const words =
      'start due entering running forming every 2 1000 day weeks working days before after next last';
    const Word = fc.constantFrom(...words.split(' '), 'all-hands', '+', '-', 'monday', 'while', '0', '#');
    const Form = fc.constantFrom(
      ...DUE_EXAMPLES,
      'every 2 working days while running',
      'every monday while evaluating',
    );
    const Text = fc.oneof(
      fc.array(Word, { maxLength: 9 }).map(some => some.join(' ')),
      fc
        .tuple(Form, fc.nat(8), Word)
        .map(([form, at, word]) => form.split(' ').toSpliced(at, 1, word).join(' ')),
      fc.tuple(Form, fc.nat(8)).map(([form, at]) => form.split(' ').slice(0, at).join(' ')),
    );
    let read = 0;
    const holds = (text: string) => {
      const isRead = (parseDue(text) ?? parseRecurrence(text)) !== null;
      if (isRead) read++;
      expect(slipIn(text, { mayRecur: true }) === null).toBe(isRead);
      expect(slipIn(text, { mayRecur: false }) === null).toBe(parseDue(text) !== null);
    };
    fc.assert(fc.property(Text, holds), { numRuns: 3000 });
    expect(read).toBeGreaterThan(100);
  });
});
