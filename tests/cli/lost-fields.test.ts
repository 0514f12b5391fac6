// A custom field that goes out of sight, and a user group that is renamed: said wherever an operator looks, while Liaison
// runs and when it starts anew. What was seen last stands, nobody is asked for it, and everything else goes on.
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it, vi } from 'vitest';
import { embeddedStoreIn } from '../support/embedded-store.ts';
import { type Process, startRun } from '../support/process.ts';
import { clientOf } from '../support/simulator-client.ts';
import { openShell, type Shell } from './shell.ts';

const PATIENCE = { timeout: 60_000, interval: 200 };
let shell: Shell;
/** That sees everything again; it stays for what comes next, since a start costs more than what is looked at. */
let seeing: Process | undefined;
beforeAll(async () => {
  shell = await openShell();
});
afterAll(async () => {
  await seeing?.stop();
  await shell.close();
});

const lines = (text: string, what: string) => text.split('\n').filter(line => line.includes(what)).length;

async function untilCheck({ url }: Process, name: string, expected: object): Promise<void> {
  await vi.waitFor(async () => {
    const answer = await fetch(`${url}/readyz`);
    const { ready, checks } = (await answer.json()) as { ready: boolean; checks: Record<string, object> };
    expect({ ready, ...checks[name] }).toMatchObject({ ready: true, ...expected });
  }, PATIENCE);
}

/** Has everything read anew, people as well. */
const readAnew = ({ adminUrl }: Process) => fetch(`${adminUrl}/api/sync`, { method: 'POST' });

const textOn = async (card: string): Promise<string> =>
  (await shell.company.comments(card)).map(({ comment_text: text }) => text).join('\n');
const untilSaid = (card: string, text: string): Promise<void> =>
  vi.waitFor(async () => expect(await textOn(card)).toContain(text), PATIENCE);

function people() {
  const [supporter] = shell.company.group('Supporters');
  const [first, second, third] = shell.company.notIn('Supporters');
  if (!supporter || !first || !second || !third) throw new Error('the seed lacks people');
  return { supporter, team: [first, second, third].map(({ id }) => id), joiner: first };
}

/** The group of those who support, and what is said where it has another name. */
async function supportersPool() {
  const client = clientOf(shell.simulator);
  const { body } = await client.ask<{ groups: { id: string; name: string }[] }>(
    'GET',
    `/v2/group?team_id=${(await client.ask<{ teams: { id: string }[] }>('GET', '/v2/team')).body.teams[0]?.id}`,
  );
  const pool = body.groups.find(({ name }) => name === 'Supporters');
  return {
    rename: (name: string) => client.ask('PUT', `/v2/group/${pool?.id}`, { name }),
    lost: {
      ok: false,
      message: expect.stringMatching(
        /^people\.supporters: There is no user group "Supporters"\. Did you mean/,
      ),
    },
  };
}

it('a field out of sight empties no card and stops nothing, also beside a group that is renamed', async () => {
  const { company, simulator, start, card } = shell;
  const { supporter, team } = people();
  const { control } = clientOf(simulator);
  const pool = await supportersPool();
  const field = company.supporterField;
  const lost = {
    ok: false,
    message: expect.stringMatching(/^fields\.supporter: There is no custom field .*last stands/),
  };
  const first = await startRun(start);
  await untilSaid(card, supporter.username);
  /** Who has to make the plan with the team. */
  const busy = async () => {
    const list = (await company.lists()).find(({ name }) => name.startsWith('Orders arrive whole'));
    const items = await company.items(list?.id ?? '');
    return items.find(({ name }) => name.startsWith('Make the plan'))?.assignees[0]?.id;
  };
  expect(await busy()).toBe(supporter.id);

  await control('fields', { field, hidden: true });
  await company.as(supporter).ask('PUT', `/v2/task/${card}`, { name: 'Orders arrive whole, and soon' });
  await untilCheck(first, 'fields', lost);
  await readAnew(first);
  await company.createCard('Meanwhile', { status: 'in progress', assignees: team });
  const names = async () => (await company.lists()).map(({ name }) => name);
  await vi.waitFor(async () => expect(await names()).toContain('Meanwhile'), PATIENCE);
  expect(lines((await first.stop()).stderr, 'the board lacks fields')).toBe(1);

  await pool.rename('Supporters too');
  const again = await startRun(start);
  await untilCheck(again, 'fields', lost);
  await untilCheck(again, 'groups', pool.lost);
  await readAnew(again);
  const doctor = await shell.run(['doctor', '--json']);
  expect(doctor.code).toBe(1);
  expect(doctor.stdout).toContain('fields.supporter');
  const plan = await shell.run(['plan', '--json']);
  expect([0, 2]).toContain(plan.code);
  expect(plan.stdout).not.toContain('supporter-present');
  expect((await shell.run(['roster'])).stdout).toContain('supporter    not known');
  expect(await textOn(card)).toContain(supporter.username);
  expect(await textOn(card)).not.toContain('supporter-present');
  await pool.rename('Supporters');
  await readAnew(again);
  await untilCheck(again, 'groups', { ok: true, message: 'every user group of the playbook is there' });
  const { stderr } = await again.stop();
  expect(lines(stderr, 'the board lacks fields')).toBe(1);
  expect(lines(stderr, 'every user group of the playbook is found again')).toBe(1);

  // Nothing is remembered any more: who supports is not known at all, and the tasks stay whose they are.
  const list = company.places.board;
  await control('statuses', { list, rename: { evaluation: 'being evaluated' } });
  const storeUrl = embeddedStoreIn(join(shell.folder, 'another store'));
  const forgetful = await startRun({ ...start, storeUrl });
  await vi.waitFor(async () => expect(await textOn(card)).not.toContain(supporter.username), PATIENCE);
  expect(await busy()).toBe(supporter.id);

  // No card can tell it of a field that it never saw, or of a status that none has: whoever asks has it look.
  await untilCheck(forgetful, 'statuses', { ok: false });
  await control('fields', { field, hidden: false });
  await control('statuses', { list, rename: { 'being evaluated': 'evaluation' } });
  // Its answer comes once everything is done, and after the loss of a store that waits for what may show late.
  const asked = readAnew(forgetful).catch(() => null);
  const whole = { ok: true, message: 'the board has every field of the playbook' };
  await untilCheck(forgetful, 'fields', whole);
  await untilCheck(forgetful, 'statuses', { ok: true });
  await Promise.all([asked, forgetful.stop()]);
  seeing = await startRun(start);
  await untilCheck(seeing, 'fields', whole);
});

it('a group that is renamed leaves rules about groups alone, and stops nothing', async () => {
  const { company } = shell;
  const { supporter, team } = people();
  const { rename, lost } = await supportersPool();
  const first = seeing;
  if (!first) throw new Error('nothing runs any more');
  await rename('Supporters too');
  await readAnew(first);
  await untilCheck(first, 'groups', lost);
  const card = await company.createCard('By the pool', { status: 'in progress', assignees: team });
  await company.setSupporter(card, [supporter]);
  await untilSaid(card, supporter.username);
  expect(await textOn(card)).not.toContain('supporter-eligible');
  expect(lines((await first.stop()).stderr, 'user groups that the playbook names are not found')).toBe(1);
});
