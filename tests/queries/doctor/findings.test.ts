// What the doctor finds out about token, places, people, clocks and limits: several things wrong in one look.
import { chmodSync, mkdirSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { SeenPlaces } from '../../../src/clickup/places/places.ts';
import { writeRecord } from '../../../src/clickup/record-text.ts';
import { loadPlaybook } from '../../../src/config/playbook-file.ts';
import type { LoadedPlaybook } from '../../../src/domain/playbook/loaded-playbook.ts';
import type { Playbook } from '../../../src/domain/playbook/playbook.ts';
import { type CheckGroup, docsOf, TOPICS } from '../../../src/queries/doctor/check.ts';
import { examine } from '../../../src/queries/doctor/doctor.ts';
import { planCheck } from '../../../src/queries/doctor/limits.ts';
import { type Simulator, startSimulator } from '../../../src/simulator/simulator.ts';
import { clock } from '../../support/clickup-setting.ts';
import { quiet } from '../../support/queue-rig-parts.ts';
import { type Client, clientOf, placesOf } from '../../support/simulator-client.ts';

const folder = mkdtempSync(join(tmpdir(), 'liaison-findings-'));
let simulator: Simulator;
let client: Client;
let loaded: LoadedPlaybook;

beforeAll(async () => {
  simulator = await startSimulator({ seed: 'demo', rateLimit: 100_000 });
  client = clientOf(simulator);
  loaded = await loadPlaybook('config/playbook.yaml');
});
afterAll(async () => {
  await simulator.close();
  rmSync(folder, { recursive: true, force: true });
});

type Changes = Partial<Parameters<typeof examine>[0]> & { playbook?: Partial<Playbook> };

async function look({ playbook, ...changes }: Changes = {}) {
  const { ok, checks } = await examine({
    apiUrl: simulator.apiUrl,
    token: simulator.tokens.bot.token,
    loaded: { ...loaded, playbook: { ...loaded.playbook, ...playbook } },
    clock,
    log: quiet,
    storeUrl: `embedded:${folder}/store`,
    publicUrl: null,
    adminSecret: null,
    ...changes,
  });
  return {
    ok,
    of: (group: string, name: string) => checks.find(check => check.group === group && check.name === name),
    failing: checks.filter(({ state }) => state === 'fail').map(({ name }) => name),
    groups: [...new Set(checks.map(({ group }) => group))],
  };
}

const requests = async (): Promise<number> =>
  (await client.control<{ requests: { total: number } }>('stats')).body.requests.total;

const warning = (...parts: string[]) => ({
  state: 'warn',
  message: expect.stringMatching(new RegExp(parts.join('.*'), 's')),
  hint: expect.any(String),
});

describe('what the doctor looks at', () => {
  it('has an entry of its own in docs/doctor.md, and nothing else has', () => {
    const headings = readFileSync('docs/doctor.md', 'utf8')
      .split('\n')
      .filter(line => line.startsWith('### '))
      .map(line => line.slice(4));
    const topics = Object.entries(TOPICS).flatMap(([group, names]) => names.map(name => `${group}: ${name}`));
    expect(headings).toEqual(topics);
    // As GitHub and most other readers of Markdown make an anchor of a heading.
    const anchors = headings.map(heading =>
      heading
        .toLowerCase()
        .replaceAll(/[^\w\s-]/g, '')
        .replaceAll(' ', '-'),
    );
    const linked = Object.entries(TOPICS).flatMap(([group, names]) =>
      names.map(name => docsOf(group as CheckGroup, name as never)),
    );
    expect(linked).toEqual(anchors.map(anchor => `docs/doctor.md#${anchor}`));
    expect(new Set(anchors).size).toBe(anchors.length);
  });
});

describe('the doctor at ClickUp', () => {
  it('finds all well with sixteen requests, in the order of its page', async () => {
    const before = await requests();
    const { ok, of, groups } = await look();
    expect((await requests()) - before).toBeLessThanOrEqual(16);
    expect(ok).toBe(true);
    for (const name of ['token', 'seat', 'role', 'rights', 'budget', 'plan', 'clock']) {
      expect(of('ClickUp', name)?.state, name).toBe('ok');
    }
    expect(of('ClickUp', 'role')?.message).toContain('role admin in the workspace');
    expect(of('ClickUp', 'rights')?.message).toContain('“Customer Results” (create)');
    expect(of('people', 'departed')?.state).toBe('ok');
    expect(groups).toEqual(Object.keys(TOPICS).filter(group => groups.includes(group)));
  });

  it('warns where Liaison worked as another user, whose comments it does not know for its own', async () => {
    const [former] = simulator.tokens.people;
    const { folder: teams } = await placesOf(client);
    const { body: list } = await client.ask<{ id: string }>('POST', `/v2/folder/${teams}/list`, {
      name: 'Tea',
    });
    const record = {
      version: 1,
      sequence: 1,
      card: 'c1',
      metOn: '2027-01-11',
      entered: {},
      templates: {},
    } as const;
    const page = { name: 'About this list', tags: ['liaison-about'], description: writeRecord(record) };
    const tasks = `/v2/list/${list.id}/task`;
    await clientOf(simulator, former?.token).ask('POST', tasks, page);
    expect((await look()).of('cards', 'another user')).toMatchObject(
      warning(`worked on this board as ${former?.username}, and this token is another`),
    );
    const asBefore = await look({ token: former?.token ?? '' });
    expect(asBefore.of('cards', 'another user')).toBeUndefined();
    // Whoever goes on with the new one knows it by now.
    await client.ask('POST', tasks, page);
    expect((await look()).of('cards', 'another user')).toBeUndefined();
    await client.ask('DELETE', `/v2/list/${list.id}`);
  });

  it('asks whether it is the right list and workspace instead of telling each name', async () => {
    const { people, places } = loaded.playbook;
    const { failing, of } = await look({
      playbook: {
        places: { ...places, board: 'Absences' },
        people: { ...people, supporters: 'A', functions: { Engineering: 'B', Design: 'C', Sales: 'D' } },
      },
    });
    expect(failing).toEqual(['right list', 'right workspace']);
    expect(of('places', 'right list')?.message).toMatch(
      /“Absences” has \d of 8 statuses and 0 of 3 .*right list\?/,
    );
    expect(of('places', 'right list')?.hint).toContain('Customer Results');
    expect(of('places', 'right list')?.hint).toContain('“prioritized”');
    expect(of('places', 'right workspace')?.message).toContain('“A”, “B”, “C”, “D”');
  });

  it('tells in one round what is wrong where places are wrong as well', async () => {
    const { fields, people, places } = loaded.playbook;
    const playbook = {
      places: { ...places, workspace: 'Elsewhere', space: '90150', board: 'Customer Result', folder: '999' },
      fields: { ...fields, supporter: 'Suporter' },
      people: {
        ...people,
        supporters: 'Supportrs',
        owner: 'Nobody',
        workingDays: { Gone: ['monday' as const] },
      },
    };
    const { failing, of } = await look({ playbook });
    expect(failing.toSorted()).toEqual([
      'fields.supporter',
      'people.owner',
      'people.supporters',
      'places.board',
      'places.folder',
      'places.space',
      'places.workspace',
    ]);
    expect(of('places', 'looked at instead')).toMatchObject(
      warning('the workspace “Fernhill”', 'the space “Company”', 'the list “Customer Results”'),
    );
    expect(of('names', 'working days')).toMatchObject(warning('“Gone”'));
    expect(of('store', 'reachable')?.state).toBe('ok');
    expect(of('webhooks', 'hearing')?.state).toBe('warn');
    const swapped = await look({
      playbook: { places: { ...places, board: places.folder, folder: places.board } },
    });
    expect(swapped.of('places', 'looked at instead')).toMatchObject(warning('“Customer Results”'));
    const lost = await look({ playbook: { places: { ...places, board: 'What we do' } } });
    expect(lost.of('places', 'not looked at')).toMatchObject(warning('the board: its statuses and fields'));
  });

  it('warns of a person’s token, a guest, rights that are missing, people who left, and a clock that is wrong', async () => {
    const { board, folder: teams, team } = await placesOf(client);
    const bot = simulator.tokens.bot;
    const odd = (object: string, set: object) => client.control('odd', { object, set });
    const { body } = await client.ask<{ groups: { id: string; name: string }[] }>(
      'GET',
      `/v2/group?team_id=${team}`,
    );
    const pool = body.groups.find(({ name }) => name === 'Supporters');
    await client.ask('PUT', `/v2/group/${pool?.id}`, { members: { add: [bot.id], rem: [] } });
    const leaving = simulator.tokens.people.find(({ groups }) => groups.includes('Engineering'));
    await client.ask('POST', `/v2/list/${board}/task`, {
      name: 'Left behind',
      status: 'in progress',
      assignees: [leaving?.id],
    });
    await client.control('people', { user: leaving?.id, seat: 'removed' });
    await odd(String(bot.id), { role: 4 });
    await odd(board, { permission_level: 'comment' });
    await odd(teams, { permission_level: 'read' });

    await client.control('faults', { rules: [{ kind: 'status', status: 400, route: 'plan' }] });

    const slow = { now: () => clock.now() - 3_600_000 };
    const { ok, of } = await look({ clock: slow });
    expect(ok).toBe(false);
    expect(of('ClickUp', 'seat')).toMatchObject(warning('a person’s', 'user groups “Supporters”'));
    expect(of('ClickUp', 'role')).toMatchObject(warning('role guest', 'sees only what is shared'));
    expect(of('ClickUp', 'rights')).toMatchObject({
      state: 'fail',
      message: expect.stringContaining(
        '“Customer Results” (comment) and the folder “Customer result teams” (read)',
      ),
    });
    expect(of('ClickUp', 'clock')).toMatchObject(warning('3(599|600|601) seconds ahead of'));
    expect(of('ClickUp', 'plan')?.message).toContain('does not tell which plan');
    expect(of('people', 'departed')).toMatchObject(warning(leaving?.username ?? '', '“Left behind”'));
    expect((await look({ playbook: { mode: 'observe' } })).of('ClickUp', 'rights')?.state).toBe('warn');
  });

  it('says what the free plan is known to limit, and what is used of it', () => {
    const list = { id: '1', name: 'A', folder: null };
    const teams = { id: '2', name: 'Teams', mayDo: null };
    const seen = {
      plan: 'Free Forever',
      lists: [list, { ...list, folder: 'Teams' }, { ...list, folder: 'Teams' }, { ...list, folder: 'Other' }],
      folder: teams,
      space: { id: '3', name: 'Company' },
    } as SeenPlaces;
    expect(planCheck(seen)).toMatchObject(warning('40 lists', '“Company” shows 1 lists', 'team lists 2'));
    expect(planCheck({ ...seen, plan: 'Business' })).toMatchObject({ state: 'ok', hint: null });
    expect(planCheck({ ...seen, plan: null })).toMatchObject({ state: 'ok', hint: null });
  });
});

describe('the doctor at an embedded store', () => {
  it('warns of a folder into which others may look', async () => {
    const open = join(folder, 'open');
    mkdirSync(open);
    chmodSync(open, 0o755);
    const { of } = await look({ storeUrl: `embedded:${open}` });
    expect(of('store', 'folder')).toMatchObject(warning('rights 755'));
    expect(of('store', 'free space')?.message).toMatch(/\d+ MB are free/);
  });
});
