// Whether a command has been answered, where the answers alone can tell.
import { describe, expect, test } from 'vitest';
import { isAnswered, unansweredIn } from '../../../src/domain/commands/answered.ts';
import { withAnswers } from '../../../src/domain/commands/thread-answers.ts';
import { writeHeadline } from '../../../src/domain/language/headline.ts';
import { companyTextsOf } from '../../../src/domain/language/texts.ts';
import { calendarOf } from '../../../src/domain/playbook/playbook.ts';
import { dayOf } from '../../../src/domain/schedule/calendar.ts';
import { instant, playbookWith } from '../../support/observed-company.ts';
import { commentOf } from '../../support/settle-in-memory.ts';

const calendar = calendarOf(playbookWith({}), []);
const days = { texts: companyTextsOf('en'), calendar, dayOf: (at: number) => dayOf(at, calendar.zone) };
const waived = commentOf(
  'granted',
  instant('2027-02-04T10:00'),
  writeHeadline({ kind: 'waiver', rules: ['timebox'], until: '2027-02-05' }, 'en'),
);
const ended = (at: string) =>
  commentOf(
    'ended',
    instant(at),
    writeHeadline({ kind: 'waiver-end', rules: ['timebox'], until: null }, 'en'),
  );
const command = (text: string, end: string) => ({
  id: '1',
  by: 1,
  at: instant('2027-02-04T09:59'),
  text,
  answers: [waived, ended(end)],
});

describe('a waiver whose end was told', () => {
  test.each([
    ['when its last day was over', '2027-02-06T00:00'],
    ["when its last day was over, by a clock that ClickUp's is ten minutes behind", '2027-02-05T23:50'],
  ])('%s is answered', (_name, end) => {
    expect(isAnswered(command('/waive timebox until 2027-02-05', end), days)).toBe(true);
  });

  test('in the last minutes of that day, since the comment asks for it by now, is answered', () => {
    expect(isAnswered(command('/unwaive timebox', '2027-02-05T23:50'), days)).toBe(true);
  });

  test('since the right to it was taken back is answered, and stays ended', () => {
    const revoked = { kind: 'waiver-end' as const, rules: ['timebox'], isRevoked: true as const };
    const end = commentOf('revoked', instant('2027-02-04T10:01'), writeHeadline(revoked, 'de'));
    const text = '/waive timebox until 2027-02-05';
    expect(
      isAnswered({ id: '1', by: 1, at: instant('2027-02-04T09:59'), text, answers: [waived, end] }, days),
    ).toBe(true);
    expect(end).toMatchObject({ kind: 'waiver-end', rules: ['timebox'] });
  });

  test('before, since the comment asked for it for a while, has to be granted again', () => {
    expect(isAnswered(command('/waive timebox until 2027-02-05', '2027-02-05T12:00'), days)).toBe(false);
  });
});

describe('a comment with several commands', () => {
  const at = instant('2027-02-04T09:59');
  const quoted = (quote: string, minute: number, more = '') =>
    commentOf(
      `to ${quote}`,
      instant(`2027-02-04T10:0${minute}`),
      `${writeHeadline({ kind: 'answer', command: quote }, 'en')}\n${more}`,
    );
  const said = (text: string, answers: ReturnType<typeof commentOf>[]) => ({
    id: '1',
    by: 1,
    at,
    text,
    answers,
  });

  test('waits for the answers that are missing', () => {
    const waits = said('/recheck\n/waive timebox until 2027-02-05\n/explain', [
      quoted('/recheck', 0),
      waived,
    ]);
    expect(unansweredIn(waits, days)).toEqual(['/explain']);
  });

  test('of which the first was answered by an earlier release, which said so, waits for none', () => {
    const only = 'One comment holds one command. Please write `/explain` in a comment of its own.';
    const answered = said('/recheck\n/explain', [quoted('/recheck /explain', 0, only)]);
    expect(isAnswered(answered, days)).toBe(true);
  });
});

test('in a thread each answer goes to whoever asked for just that, and waits longest', () => {
  const said = (id: string, by: number, minute: number, text: string) => ({
    id,
    by,
    at: instant(`2027-02-04T09:5${minute}`),
    text,
  });
  const recheck = (id: string, minute: number) =>
    commentOf(
      id,
      instant(`2027-02-04T10:0${minute}`),
      writeHeadline({ kind: 'answer', command: '/recheck' }, 'en'),
    );
  const found = withAnswers(
    [
      said('b', 2, 2, '/waive timebox until 2027-02-05'),
      said('a', 1, 1, '/waive timebx until 2027-02-05'),
      said('c', 3, 3, '/recheck'),
    ],
    [waived, recheck('to c', 2)],
    days,
  );
  expect(found.map(({ id, answers }) => [id, answers.map(answer => answer.id)])).toEqual([
    ['a', []],
    ['b', ['granted']],
    ['c', ['to c']],
  ]);
});
