// The first days on a board where people have lists already, as an operator has them: what the playbook answers is taken over,
// what it does not waits, and a pilot and a limit keep it small at first. Whole processes, one stage.
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { parse } from 'yaml';
import { FIRST_ITEMS } from '../support/first-items.ts';
import { openShell } from './shell.ts';

const DAY_MS = 86_400_000;
const NAMES = [
  'Bills are clear',
  'Claims go fast',
  'Doors open by phone',
  'Every parcel is found',
  'Füße passen',
];

type Check = { name: string; state: string; message: string; hint: string | null };
type Report = {
  applied: number;
  failed: unknown[];
  waiting: { id: string; reason: string }[];
  operations: number;
  customerResults: {
    id: string;
    observedOnly?: true;
    operations: unknown[];
    findings: { rule: string; message: string; mend?: string }[];
  }[];
};

it('takes over lists as the playbook says, doubles none, and begins as gently as it says', async () => {
  const shell = await openShell();
  const { company } = shell;
  const team = company.notIn('Supporters').slice(0, 3);
  const [owner] = team;
  const [supporter] = company.group('Supporters');
  if (!owner || !supporter) throw new Error('The seed lacks people.');
  const { ask } = company.as(owner);
  const madeByHand = async (name: string, tasks: string[]): Promise<string> => {
    const { body } = await ask<{ id: string }>('POST', `/v2/folder/${company.places.folder}/list`, { name });
    for (const task of tasks) await ask('POST', `/v2/list/${body.id}/task`, { name: task });
    return body.id;
  };
  const cards = [shell.card];
  for (const name of NAMES) {
    const card = await company.createCard(name, {
      status: 'in progress',
      assignees: team.map(({ id }) => id),
      start_date: Date.now(),
      due_date: Date.now() + 56 * DAY_MS,
    });
    await company.setSupporter(card, [supporter]);
    cards.push(card);
  }
  const [, bills = '', claims = '', doors = '', parcels = '', feet = ''] = cards;
  const lists = {
    bills: await madeByHand('Bills are clear (Team)', ['kick-off', 'Weekly Sync', 'Ask the bank']),
    claims: await madeByHand('Team claims', ['Understand the problem']),
    doors: await madeByHand('Doors – Arbeit', []),
    feet: await madeByHand('Fuesse passen', ['Buy shoes']),
    parcels: await madeByHand('Every parcel is found', ['Old notes']),
    waits: await madeByHand('Work: Orders arrive whole', ['Kick-off']),
  };
  const given = parse(readFileSync('config/playbook.yaml', 'utf8')) as Record<string, object>;
  const adopt = {
    [bills]: lists.bills,
    [claims]: lists.claims,
    [doors]: lists.doors,
    [feet]: lists.feet,
    [parcels]: 'none',
  };
  const playbook = (more: object) =>
    writeFileSync(
      join(shell.folder, 'own.yaml'),
      JSON.stringify({ ...given, teamList: { ...given['teamList'], adopt }, ...more }),
    );
  const run = async (...args: string[]) => {
    const { code, stdout, stderr } = await shell.run([
      ...args,
      '--json',
      '--playbook',
      join(shell.folder, 'own.yaml'),
    ]);
    expect(stdout, stderr).not.toBe('');
    return { code, report: JSON.parse(stdout) as Report & { checks: Check[] } };
  };
  const listsNow = async () => (await company.lists()).map(({ name }) => name).sort();
  const before = await listsNow();

  // The first day: one card, and not even all of it.
  playbook({ pilot: [bills], maxChangesPerDay: 3 });
  const plan = (await run('plan')).report;
  const ofBills = plan.customerResults.find(({ id }) => id === bills);
  expect(plan.operations).toBe(ofBills?.operations.length);
  expect(plan.customerResults.filter(one => !one.observedOnly).map(({ id }) => id)).toEqual([bills]);
  const told = await shell.run(['plan', '--brief', '--playbook', join(shell.folder, 'own.yaml')]);
  expect(told.stdout).toContain('Only observed, as pilot in the playbook says. Otherwise Liaison would:');
  expect(told.stdout).toContain('The playbook allows 3 changes a day');
  expect(told.stdout).toContain(`"${shell.card}": "${lists.waits}"`);
  const first = (await run('sync')).report;
  expect(first).toMatchObject({ applied: 3, failed: [], waiting: [{ id: bills }] });
  expect(first.waiting[0]?.reason).toContain('maxChangesPerDay');
  expect((await run('sync')).report.applied).toBe(0);
  expect(await listsNow()).toEqual(before);

  // All of it: four lists taken over, one new, one that waits.
  playbook({});
  const done = (await run('sync')).report;
  expect(done.failed).toEqual([]);
  expect(await listsNow()).toEqual([...before, 'Every parcel is found (2)'].sort());
  const titles = async (list: string) => (await company.items(list)).map(({ name }) => name).sort();
  const without = (...names: string[]) => FIRST_ITEMS.filter(name => !names.includes(name));
  expect(await titles(lists.bills)).toEqual(
    [...without('Kick-off', 'Weekly sync'), 'kick-off', 'Weekly Sync', 'Ask the bank'].sort(),
  );
  expect(await titles(lists.claims)).toEqual(FIRST_ITEMS);
  expect(await titles(lists.doors)).toEqual(FIRST_ITEMS);
  expect(await titles(lists.feet)).toEqual([...FIRST_ITEMS, 'Buy shoes'].sort());
  expect(await titles(lists.parcels)).toEqual(['Old notes']);
  expect(await titles(lists.waits)).toEqual(['Kick-off']);
  const waiting = done.customerResults.find(({ id }) => id === shell.card);
  const line = `"${shell.card}": "${lists.waits}"`;
  expect(waiting?.findings.find(({ rule }) => rule === 'team-list-answer')?.mend).toContain(line);

  const spent = await company.spent();
  expect((await run('sync')).report.applied).toBe(0);
  expect((await company.spent()).writes).toBe(spent.writes);
  const { checks } = (await run('doctor')).report;
  const said = checks.find(({ name }) => name === 'Orders arrive whole');
  expect(said?.state).toBe('warn');
  expect(said?.hint).toContain(line);
  await shell.close();
});
