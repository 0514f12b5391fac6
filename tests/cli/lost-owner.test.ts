// A board's owner who is renamed in ClickUp: said wherever an operator looks, while Liaison runs and when it starts anew,
// and everything else goes on.
import { afterAll, beforeAll, expect, it, vi } from 'vitest';
import { PATIENCE } from '../support/living.ts';
import { type Process, startRun } from '../support/process.ts';
import { clientOf } from '../support/simulator-client.ts';
import { openShell, type Shell } from './shell.ts';

let shell: Shell;
beforeAll(async () => {
  shell = await openShell({ store: 'embedded' });
});
afterAll(() => shell.close());

const LOST = 'the board’s owner is not found';
const SENTENCE =
  /^people\.owner: There is no person "Amara Okafor"\. Did you mean "Amara Okafor-Lind"\?.*nobody is asked as the owner.*start Liaison anew/;

async function checkOf({ url }: Process): Promise<{ ready: boolean; ok?: boolean; message?: string }> {
  const answer = await fetch(`${url}/readyz`);
  const { ready, checks } = (await answer.json()) as {
    ready: boolean;
    checks: Record<string, { ok: boolean; message: string }>;
  };
  return { ready, ...checks['owner'] };
}

/** Has everything read anew, people as well, and waits for what the check says then. */
async function untilRead(running: Process, expected: object): Promise<void> {
  await fetch(`${running.adminUrl}/api/sync`, { method: 'POST' });
  await vi.waitFor(async () => expect(await checkOf(running)).toMatchObject(expected), PATIENCE);
}

it('an owner who is renamed stops nothing, and is asked for in one line and one check', async () => {
  const { simulator, company } = shell;
  const playbook = shell.playbookWith('owner.yaml', ['# owner: ada@example.com', 'owner: Amara Okafor']);
  const owner = simulator.tokens.people.find(({ username }) => username === 'Amara Okafor');
  const { control } = clientOf(simulator);
  const start = { ...shell.start, playbook };
  const lines = (text: string, what: string) => text.split('\n').filter(line => line.includes(what)).length;
  const well = { ready: true, ok: true, message: 'Amara Okafor is there' };
  const lost = { ready: true, ok: false, message: expect.stringMatching(SENTENCE) };

  const before = await startRun(start);
  await vi.waitFor(async () => expect(await checkOf(before)).toEqual(well), PATIENCE);
  await control('odd', { object: String(owner?.id), set: { username: 'Amara Okafor-Lind' } });
  await untilRead(before, lost);
  expect(lines((await before.stop()).stderr, LOST)).toBe(1);

  const again = await startRun(start);
  expect(await checkOf(again)).toEqual(lost);
  const doctor = await shell.run(['doctor', '--json'], { playbook });
  expect(doctor.code).toBe(1);
  expect(JSON.parse(doctor.stdout)).toMatchObject({
    checks: expect.arrayContaining([
      expect.objectContaining({ name: 'people.owner', state: 'fail' }),
      expect.objectContaining({ name: 'board and folder', state: 'ok' }),
      expect.objectContaining({ group: 'running', name: 'owner', state: 'fail' }),
    ]),
  });
  expect(await (await fetch(again.adminUrl)).text()).toContain('There is no person');
  await company.createCard('Meanwhile', {
    status: 'in progress',
    assignees: [company.notIn('Supporters')[0]?.id],
  });
  const names = async () => (await company.lists()).map(({ name }) => name);
  await vi.waitFor(async () => expect(await names()).toContain('Meanwhile'), PATIENCE);
  const plan = await shell.run(['plan', '--json'], { playbook });
  expect([0, 2]).toContain(plan.code);
  expect(lines(plan.stderr, LOST)).toBe(1);

  await control('odd', { object: String(owner?.id) });
  await untilRead(again, well);
  const { stderr } = await again.stop();
  expect([lines(stderr, LOST), lines(stderr, 'owner is found again')]).toEqual([1, 1]);
});
