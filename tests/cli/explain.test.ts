// `explain` and `roster` as their users meet them: rule by rule, with and without a store, and what changed a card last.
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { parse, stringify } from 'yaml';
import type { Explanation } from '../../src/queries/explanation.ts';
import type { Roster } from '../../src/queries/roster-report.ts';
import { embeddedStoreIn } from '../support/embedded-store.ts';
import { type Process, startRun } from '../support/process.ts';
import { openShell, type Shell } from './shell.ts';

const DAY_MS = 86_400_000;
const NOWHERE = { storeUrl: 'redis://127.0.0.1:1' };
let shell: Shell;
let playbook: string;
beforeAll(async () => {
  shell = await openShell();
  playbook = writePlaybook();
});
afterAll(() => shell.close());

const run: Shell['run'] = (args, more) => shell.run(args, { playbook, ...more });

/** The shipped playbook with rules and flocks of our own. */
function writePlaybook(): string {
  const given = parse(readFileSync('config/playbook.yaml', 'utf8')) as { people: object };
  const own = {
    ...given,
    locale: 'en',
    people: { ...given.people, flocks: { Heron: 'Engineering', Wren: 'Marketing' } },
    rules: {
      'team-size': { min: 2, max: 5, enforce: 'revert' },
      timebox: { minWeeks: 4, maxWeeks: 12, enforce: 'warn', grace: '1 working day' },
      'priority-order': { enforce: 'inform' },
      'outcome-recorded': { item: 'share-the-outcome', enforce: 'warn' },
    },
  };
  const file = join(shell.folder, 'playbook.yaml');
  writeFileSync(file, stringify(own));
  return file;
}

async function explain(card: string, more: Parameters<Shell['run']>[1] = {}): Promise<Explanation> {
  const { code, stdout } = await run(['explain', card, '--json'], more);
  expect(code).toBe(0);
  return JSON.parse(stdout) as Explanation;
}

const ruleOf = ({ customerResult }: Explanation, rule: string) =>
  customerResult.rules.find(candidate => candidate.rule === rule);

describe('explain', () => {
  it('shows every rule of the playbook without any store, and writes nothing', async () => {
    await shell.expectNothingWritten(async () => {
      const { code, stdout } = await run(['explain', shell.card], NOWHERE);
      expect(code).toBe(0);
      expect(stdout).toContain('✓ team-size (revert)');
      expect(stdout).toMatch(/seen: members .* · size 3 · min 2 · max 5/);
      expect(stdout).toMatch(/✓ timebox \(warn\)\n.*8 weeks, from .*\n.*timebox may fail/);
      expect(stdout).toMatch(/· not looked at in this phase: priority-order \(inform\)/);
      expect(stdout).toContain('→ Make the list “Orders arrive whole”');
      expect(stdout.replaceAll(/\s+/g, ' ')).toContain(
        'The store cannot be asked (Redis at redis://127.0.0.1:1 could not be reached',
      );
      for (const line of stdout.split('\n')) expect(line.length).toBeLessThanOrEqual(100);
    });
  });

  it('prints JSON and nothing else with --json, also by address, and makes no store for it', async () => {
    const { url } = (await shell.company.card(shell.card)) as unknown as { url: string };
    const storeUrl = `embedded:${shell.folder}/nowhere`;
    const explanation = await explain(url, { storeUrl, env: { LOG_LEVEL: 'debug' } });
    expect(explanation).toMatchObject({
      mode: 'act',
      zone: 'Europe/Berlin',
      customerResult: { id: shell.card, url, phase: 'running', openSeats: [] },
      lastChange: null,
      memory: { state: 'none', message: expect.stringContaining('there is no store') },
      requests: { writes: 0 },
    });
    expect(explanation.customerResult.rules.map(({ rule, state }) => [rule, state])).toEqual([
      ['team-size', 'holds'],
      ['timebox', 'holds'],
      ['priority-order', 'not-checked'],
      ['outcome-recorded', 'not-checked'],
    ]);
    expect(explanation.customerResult.operations.map(({ kind }) => kind)).toContain('create-list');
    const { upcoming } = explanation;
    expect(upcoming.map(({ at }) => at)).toEqual(upcoming.map(({ at }) => at).sort());
    expect(upcoming[0]).toMatchObject(explanation.customerResult.next ?? {});
    expect(existsSync(join(shell.folder, 'nowhere'))).toBe(false);
  });

  it('says that a card is not on the board, and what to give instead', async () => {
    const { code, stdout, stderr } = await run(['explain', 'nocard']);
    expect({ code, stdout }).toEqual({ code: 1, stdout: '' });
    expect(stderr).toContain('"nocard" is no card on the board');
    expect(stderr).toContain('Give the id or the address');
  });

  it('shows at another instant what fails then, who can mend it, and when somebody is asked', async () => {
    const later = new Date(Date.now() + 70 * DAY_MS).toISOString();
    const { stdout } = await run(['explain', shell.card, '--now', later, '--json']);
    const rule = ruleOf(JSON.parse(stdout) as Explanation, 'timebox');
    expect(rule).toMatchObject({
      state: 'fails',
      enforcement: 'warn',
      evidence: { minWeeks: 4, maxWeeks: 12 },
      upcoming: [{ what: 'somebody is asked about timebox' }],
    });
    expect(rule?.menders.length).toBeGreaterThan(3);
    expect(Date.parse(rule?.upcoming[0]?.at ?? '')).toBeGreaterThan(Date.parse(later));
  });
});

describe('explain after a sync', () => {
  const until = new Date(Date.now() + 30 * DAY_MS).toISOString().slice(0, 10);
  let waived: string;
  let supporter: Shell['company']['simulator']['tokens']['people'][number];

  beforeAll(async () => {
    const [found] = shell.company.group('Supporters');
    if (!found) throw new Error('the seed lacks supporters');
    supporter = found;
    waived = await shell.company.createCard('Returns are easy', {
      status: 'in progress',
      assignees: shell.company
        .notIn('Supporters')
        .slice(0, 2)
        .map(({ id }) => id),
    });
    await shell.company.setSupporter(waived, [supporter]);
    await shell.company.as(supporter).ask('POST', `/v2/task/${waived}/comment`, {
      comment_text: `/waive timebox until ${until} because the customer sets the dates`,
      notify_all: false,
    });
    await run(['sync']);
  });

  it('tells of a waiver: until when, by whom and why', async () => {
    const waiver = { until, by: supporter.username, because: 'the customer sets the dates' };
    const explanation = await explain(waived);
    expect(ruleOf(explanation, 'timebox')).toMatchObject({
      state: 'waived',
      waiver,
      operations: [],
      upcoming: [{ what: 'the waiver of timebox ends' }],
    });
    const { stdout } = await run(['explain', waived]);
    expect(stdout).toContain('– timebox (warn)');
    expect(stdout.replaceAll(/\s+/g, ' ')).toContain(
      `by ${supporter.username}: “the customer sets the dates”.`,
    );
  });

  it('lets plan tell of the waiver as well', async () => {
    const { stdout } = await run(['plan', waived, '--json']);
    const [result] = (JSON.parse(stdout) as { customerResults: { findings: object[] }[] }).customerResults;
    const waiver = { until, by: supporter.username, because: 'the customer sets the dates' };
    expect(result?.findings).toEqual([expect.objectContaining({ rule: 'timebox', state: 'waived', waiver })]);
  });

  it('remembers what the sync did', async () => {
    const { lastChange, memory } = await explain(shell.card);
    expect(memory.state).toBe('read');
    expect(lastChange?.cause).toEqual({ kind: 'sync', told: [] });
    expect(lastChange?.operations.map(({ kind }) => kind)).toContain('create-list');
  });

  it('knows from the store of a list that was deleted, though nothing in ClickUp tells of it any more', async () => {
    const somebody = shell.company.as(supporter);
    const list = (await shell.company.lists()).find(({ name }) => name === 'Returns are easy');
    await somebody.ask('DELETE', `/v2/list/${list?.id ?? ''}`);
    for (const { id } of await shell.company.comments(waived))
      await somebody.ask('DELETE', `/v2/comment/${id}`);
    const { customerResult } = await explain(waived);
    expect(customerResult.operations.map(({ kind }) => kind)).not.toContain('create-list');
    expect(customerResult.rules).toContainEqual(
      expect.objectContaining({ rule: 'team-list', state: 'fails' }),
    );
  });
});

describe('explain beside a running Liaison', () => {
  const secret = { ADMIN_SECRET: 'open-sesame' };
  let storeUrl: string;
  let running: Process;
  beforeAll(async () => {
    storeUrl = embeddedStoreIn(join(shell.folder, 'held'));
    running = await startRun({ ...shell.start, storeUrl, playbook, env: secret });
  });
  afterAll(() => running.stop());

  it('asks the process that holds the store, and names the delivery that changed the card last', async () => {
    const joiner = shell.company.notIn('Supporters')[3];
    if (!joiner) throw new Error('the seed lacks people');
    await shell.company.join(shell.card, joiner);
    const headers = { authorization: `Basic ${btoa('liaison:open-sesame')}` };
    const asked = `${running.adminUrl}/api/cards/${shell.card}/last-change`;
    const kindNow = async () => {
      const answer = await fetch(asked, { headers });
      return ((await answer.json()) as { lastChange: { cause: { kind: string } } }).lastChange.cause.kind;
    };
    await expect.poll(kindNow, { timeout: 30_000 }).toBe('delivery');

    const { lastChange, memory } = await explain(shell.card, { storeUrl, env: secret });
    expect(memory).toMatchObject({ state: 'read' });
    expect(memory.message).toContain(`process ${running.child.pid}`);
    expect(lastChange?.cause.told).toContainEqual({
      at: expect.any(String),
      receivedAt: expect.any(String),
      event: expect.stringMatching(/^task/),
      by: { id: joiner.id, name: joiner.username },
      change: { kind: 'joined', person: { id: joiner.id, name: joiner.username } },
    });
    const { stdout } = await run(['explain', shell.card], { storeUrl, env: secret });
    expect(stdout.replaceAll(/\s+/g, ' ')).toMatch(
      new RegExp(`after ${joiner.username} joined the team \\(delivery task\\w+, received .*→ `),
    );
  });

  it('goes on where that process does not let it in, and says so', async () => {
    const { lastChange, memory } = await explain(shell.card, { storeUrl, env: { ADMIN_SECRET: 'wrong' } });
    expect(lastChange).toBeNull();
    expect(memory).toMatchObject({
      state: 'unreachable',
      message: expect.stringContaining('is ADMIN_SECRET the same here?'),
    });
  });
});

describe('roster', () => {
  let card: string;
  const personIn = (group: string) => {
    const person = shell.company.group(group).find(({ groups }) => !groups.includes('Supporters'));
    if (!person) throw new Error(`the seed has nobody in ${group}`);
    return person;
  };

  beforeAll(async () => {
    const engineer = personIn('Engineering');
    card = await shell.company.createCard('Nobody waits', { status: 'forming', assignees: [engineer.id] });
    const client = shell.company.as(engineer);
    const { body } = await client.ask<{
      fields: { id: string; name: string; type_config: { options: { id: string; label: string }[] } }[];
    }>('GET', `/v2/list/${shell.company.places.board}/field`);
    const field = body.fields.find(({ name }) => name === 'Functions needed');
    if (!field) throw new Error('the board lacks the field');
    const { options } = field.type_config;
    const wanted = options.filter(({ label }) => ['Engineering', 'Marketing'].includes(label));
    const value = wanted.map(({ id }) => id);
    await client.ask('POST', `/v2/task/${card}/field/${field.id}`, { value });
  });

  it('shows the team of a card, and for whom nobody speaks', async () => {
    const engineer = personIn('Engineering');
    await shell.expectNothingWritten(async () => {
      const { code, stdout } = await run(['roster', card, '--json']);
      expect(code).toBe(0);
      const [team] = (JSON.parse(stdout) as Roster).customerResults;
      expect(team).toMatchObject({
        id: card,
        phase: 'forming',
        supporters: [],
        members: [{ id: engineer.id, name: engineer.username, flocks: ['Heron'] }],
        functionsNeeded: ['Engineering', 'Marketing'],
        unspoken: { functions: ['Marketing'], flocks: ['Wren'] },
      });
      expect(team?.members[0]?.functions).toContain('Engineering');
    });
  });

  it('shows every customer result that forms or is at work, in words', async () => {
    await shell.company.createCard('An idea');
    const { code, stdout } = await run(['roster']);
    expect(code).toBe(0);
    expect(stdout).toContain('Nobody waits');
    expect(stdout).toContain('nobody yet');
    expect(stdout).toMatch(/Engineering.* · liaison to Heron/);
    expect(stdout).toContain('○ Nobody speaks for Marketing, the flock Wren.');
    expect(stdout).toContain('Orders arrive whole');
    expect(stdout).not.toContain('An idea');
  });

  it('says that a card is not on the board', async () => {
    const { code, stderr } = await run(['roster', 'nocard']);
    expect(code).toBe(1);
    expect(stderr).toContain('"nocard" is no card on the board');
  });
});
