// What a token of another user takes, as docs/operations.md says it: the program is run with one, and then with the other.
import { afterAll, beforeAll, expect, it } from 'vitest';
import { openShell, type Shell } from './shell.ts';

let shell: Shell;
beforeAll(async () => {
  shell = await openShell();
});
afterAll(() => shell.close());

const STATUS = 'How this customer result stands';

async function made() {
  const { company, card } = shell;
  const lists = await company.lists();
  const items = await Promise.all(lists.map(({ id }) => company.items(id)));
  const comments = await company.comments(card);
  return {
    lists: lists.map(({ id }) => id),
    items: items.flat().map(({ id, name, due_date: due }) => [id, name, due]),
    status: comments.filter(({ comment_text: text }) => text.startsWith(STATUS)).length,
  };
}

it('lists, work and days go on; the card gets a second status comment, once, and doctor warns before', async () => {
  // The second one has seen what the first one made.
  await shell.run(['sync']);
  await shell.run(['sync']);
  const before = await made();
  expect(before).toMatchObject({ lists: [expect.anything()], status: 1 });
  expect(before.items.length).toBeGreaterThan(3);

  const [admin] = shell.simulator.tokens.people;
  if (!admin) throw new Error('The company has nobody.');
  const other = { env: { CLICKUP_TOKEN: admin.token } };
  const doctor = await shell.run(['doctor', '--json'], other);
  const { checks } = JSON.parse(doctor.stdout) as { checks: { name: string; message: string }[] };
  expect(checks.find(({ name }) => name === 'another user')?.message).toContain(
    `worked on this board as ${shell.simulator.tokens.bot.username}, and this token is another user’s`,
  );
  // What is remembered of its comments counts until somebody touches the card.
  await shell.company.as(admin).ask('PUT', `/v2/task/${shell.card}`, {
    name: 'Orders arrive whole, and soon',
  });
  await shell.run(['sync'], other);
  await shell.run(['sync'], other);
  expect(await made()).toEqual({ ...before, status: 2 });
});
