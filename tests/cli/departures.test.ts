// Somebody leaves the workspace between two sweeps of the command line: the card says that a seat is free.
import { afterAll, beforeAll, expect, it } from 'vitest';
import { clientOf } from '../support/simulator-client.ts';
import { openShell } from './shell.ts';

const HOUR_MS = 3_600_000;
let shell: Awaited<ReturnType<typeof openShell>>;

beforeAll(async () => {
  shell = await openShell();
});
afterAll(() => shell.close());

it('two sweeps an hour apart tell that a member has left, in the company’s language; nothing is undone', async () => {
  const { company, card, run, simulator } = shell;
  const [ana] = company.notIn('Supporters');
  if (!ana) throw new Error('nobody');
  const playbook = shell.playbookWith('german.yaml', [/^locale: en/m, 'locale: de']);
  const status = async (): Promise<string> =>
    (await company.comments(card)).map(({ comment_text: text }) => text).join('\n');
  const sweep = async (afterMs: number) => {
    const now = new Date(Date.now() + afterMs).toISOString();
    const { code, stderr } = await run(['sync', '--now', now], { playbook });
    expect(code, stderr).toBe(0);
  };
  await sweep(0);
  expect(await status()).toContain('Team mit 3 Personen');

  await clientOf(simulator).control('people', { user: ana.id, seat: 'removed' });
  await sweep(60_000);
  expect(await status()).toContain('Team mit 3 Personen');

  await sweep(2 * HOUR_MS);
  const said = await status();
  expect(said).toContain(`Platz frei: ${ana.username} hat den Workspace verlassen`);
  expect(said).not.toContain('Team mit 3 Personen');
  const { assignees } = (await company.card(card)) as unknown as { assignees: { id: number }[] };
  expect(assignees.map(({ id }) => id)).toContain(ana.id);
}, 180_000);
