// `liaison trends` as leadership meets it: one reading of the board, in words and for machines.
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { TrendsReport } from '../../src/queries/trends.ts';
import { openShell, type Shell } from './shell.ts';

const DAY_MS = 86_400_000;
let shell: Shell;

beforeAll(async () => {
  shell = await openShell();
  const [person] = shell.company.notIn('Supporters');
  if (!person) throw new Error('the seed lacks people');
  const card = await shell.company.createCard('Nobody waits on the phone', {
    status: 'in progress',
    assignees: [person.id],
    start_date: Date.now() - 60 * DAY_MS,
    due_date: Date.now() - 3 * DAY_MS,
  });
  await shell.company.move(card, 'done', person);
});
afterAll(() => shell.close());

it('tells what is known, and of what nobody knows that it is so; writes nothing and opens no store', async () => {
  const nowhere = { storeUrl: 'redis://127.0.0.1:1' };
  await shell.expectNothingWritten(async () => {
    const { code, stdout } = await shell.run(['trends'], nowhere);
    expect(code).toBe(0);
    expect(stdout).toMatch(/^Ended from \d{4}-\d\d-01 to \d{4}-\d\d-\d\d: 1 done, 0 dropped\n/);
    // Of sixty days 42 to 44 are working days, by the day of the week.
    expect(stdout.replaceAll(/\s+/g, ' ')).toMatch(
      /cycle time nobody can tell with any pauses: 8\.[468] weeks \(1 whose pauses nobody knows\) evaluated .* on time by the due date: 0 of 1 /,
    );
    expect(stdout).toMatch(/under way +1 running or evaluating/);
    expect(stdout).toMatch(/\(\d+ reads\)\n$/);
    for (const line of stdout.split('\n')) expect(line.length).toBeLessThanOrEqual(100);

    const since = new Date(Date.now() - 40 * DAY_MS).toISOString().slice(0, 10);
    const { stdout: json } = await shell.run(['trends', '--since', since, '--json'], nowhere);
    const report = JSON.parse(json) as TrendsReport;
    expect(report).toMatchObject({
      since,
      total: { done: 1, weeks: { of: 0, untimed: { 'not-watched': 1 } } },
    });
    expect(report.customerResults.map(({ name, endedOn }) => [name, endedOn])).toEqual([
      ['Nobody waits on the phone', report.until],
    ]);
  });
});

it.each([
  ['yesterday', 'is no day'],
  ['2027-02-30', 'is no day'],
  ['1999-01-01', 'is not from'],
  ['2999-01-01', 'is not from'],
])('refuses --since %s before it asks anybody, with what is allowed', async (day, why) => {
  const before = (await shell.company.spent()).reads;
  const { code, stdout, stderr } = await shell.run(['trends', '--since', day]);
  expect({ code, stdout }).toEqual({ code: 1, stdout: '' });
  expect(stderr).toMatch(
    new RegExp(`^"${day}" ${why}.* Write a day of the last 10 years as \\d{4}-\\d\\d-\\d\\d\\.`),
  );
  expect((await shell.company.spent()).reads).toBe(before);
});
