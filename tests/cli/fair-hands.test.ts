// Work of one person is shared out among the team by what everybody has on all cards, as the command line does it.
import { afterAll, beforeAll, expect, it } from 'vitest';
import { openShell } from './shell.ts';

let shell: Awaited<ReturnType<typeof openShell>>;
type Task = { name: string; assignees: { id: number }[]; status: { type: string } };

beforeAll(async () => {
  shell = await openShell();
});
afterAll(() => shell.close());

it('two cards with the same team share their work out, say why, and are left alone afterwards', async () => {
  const { company, run } = shell;
  const team = company.notIn('Supporters').slice(0, 3);
  const more = { status: 'in progress', assignees: team.map(({ id }) => id), start_date: Date.now() };
  const dates = { due_date: Date.now() + 56 * 86_400_000 };
  await company.createCard('Returns are easy', { ...more, ...dates });

  const first = await run(['sync', '--json']);
  expect(first.code, first.stderr).toBe(0);
  const { customerResults } = JSON.parse(first.stdout) as {
    customerResults: { operations: { kind: string; summary: string }[] }[];
  };
  const summaries = customerResults.flatMap(({ operations }) => operations.map(({ summary }) => summary));
  expect(summaries.join('\n')).toMatch(/for .+, who has the least open work \(\d\)/);

  const lists = await company.lists();
  const items = (await Promise.all(lists.map(({ id }) => company.items(id)))).flat() as unknown as Task[];
  const ofOne = items.filter(({ assignees }) => assignees.length === 1);
  const counts = team.map(({ id }) => ofOne.filter(({ assignees }) => assignees[0]?.id === id).length);
  // Three tasks of one person on each card: nobody has more than one above another.
  expect(counts.reduce((sum, count) => sum + count, 0)).toBe(6);
  expect(Math.max(...counts) - Math.min(...counts)).toBeLessThanOrEqual(1);

  await shell.expectNothingWritten(async () => {
    const again = await run(['sync']);
    expect(again.stdout).toContain('0 operations applied, 0 failed');
  });
}, 120_000);

it('a playbook that takes turns with work that comes once is refused, with what to write instead', async () => {
  const playbook = shell.playbookWith('turns.yaml', [
    '    due: 2 working days after start\n    assign: one-of-team',
    '    due: 2 working days after start\n    assign: rotate',
  ]);
  const { code, stderr } = await shell.run(['plan'], { playbook });
  expect(code).toBe(1);
  expect(stderr.replace(/\s+/g, ' ')).toContain('is for work that comes again');
  expect(stderr).toContain('one-of-team');
});
