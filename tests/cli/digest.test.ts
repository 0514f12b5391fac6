// `liaison digest` as its users meet it, and the schedule of a running Liaison that makes the same agenda as a task.
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import { startEngine } from '../../src/app/engine.ts';
import { connect } from '../../src/clickup/connect.ts';
import { loadPlaybook } from '../../src/config/playbook-file.ts';
import { type Digest, digestDay } from '../../src/domain/digest/digest.ts';
import { allHandsOnOrAfter } from '../../src/domain/schedule/calendar.ts';
import { rememberingLog } from '../support/clickup-setting.ts';
import { embeddedStoreIn } from '../support/embedded-store.ts';
import { startRun } from '../support/process.ts';
import { inLongRuns } from '../support/scale.ts';
import { OURS } from '../support/world.ts';
import { openShell, type Shell } from './shell.ts';

const DIGEST = /\ndigest:\n(?: .*\n)+/;
let shell: Shell;
/** An all-hands more than two weeks away, and noon of the working day before. */
let allHands: string;
let eve: string;
beforeAll(async () => {
  shell = await openShell();
  const { calendar } = await loadPlaybook('config/playbook.yaml');
  const later = new Date(Date.now() + 15 * 86_400_000).toISOString().slice(0, 10);
  const days = calendar(Date.now());
  allHands = allHandsOnOrAfter(days, later) ?? '';
  eve = `${digestDay(allHands, days)}T11:00:00Z`;
  await shell.run(['sync']);
});
afterAll(() => shell.close());

const run: Shell['run'] = (...args) => shell.run(...args);
/** The team of the card is one too small, which is only shown. */
const informing = () =>
  shell.playbookWith('informing.yaml', [
    '{ min: 2, max: 5, enforce: revert }',
    '{ min: 4, max: 5, enforce: inform }',
  ]);
const withoutDigest = () => shell.playbookWith('no-digest.yaml', [DIGEST, '\n']);

async function agendas(): Promise<{ name: string; description: string }[]> {
  const [person] = shell.company.notIn('Supporters');
  if (!person) throw new Error('nobody');
  const client = shell.company.as(person);
  const path = `/v2/space/${shell.company.places.space}/list`;
  const { body } = await client.ask<{ lists: { id: string; name: string }[] }>('GET', path);
  const list = body.lists.find(({ name }) => name === 'All-hands');
  return shell.company.items(list?.id ?? '');
}

describe('digest', () => {
  it('prints the agenda of the next all-hands and writes nothing', async () => {
    await shell.expectNothingWritten(async () => {
      const { code, stdout } = await run(['digest'], { storeUrl: 'redis://127.0.0.1:1' });
      expect(code).toBe(0);
      expect(stdout).toMatch(/^All-hands on Thu, /);
      expect(stdout).toMatch(/\nRunning\n {2}- Orders arrive whole, week \d of 8\n/);
      expect(stdout.replaceAll(/\s+/g, ' ')).toMatch(
        /The store cannot be asked \(.+\)\. So of what has been open for more than two weeks, only /,
      );
    });
  });

  it('prints the agenda of a day, as text and as data', async () => {
    const { stdout } = await run(['digest', '--on', allHands]);
    const { code, stdout: json } = await run(['digest', '--on', allHands, '--json'], {
      env: { LOG_LEVEL: 'debug' },
    });
    const digest = JSON.parse(json) as Digest;
    expect(code).toBe(0);
    expect(digest).toMatchObject({
      on: allHands,
      plans: [{ name: 'Orders arrive whole', url: expect.stringContaining(shell.card) as string }],
      celebrate: [],
      learn: [],
      share: [],
      openSeats: [],
      evaluations: [],
      longFindings: [],
      memory: { state: 'read' },
    });
    expect(digest.phases.map(({ phase, customerResults }) => [phase, customerResults.length])).toEqual([
      ['forming', 0],
      ['running', 1],
      ['evaluating', 0],
    ]);
    expect(stdout).toContain('\nPlans to present\n  - Orders arrive whole\n');
  });

  it('refuses what is no day, with the form of one', async () => {
    for (const day of ['tomorrow', '2027-02-30', '2027-2-3', '']) {
      const { code, stdout, stderr } = await run(['digest', '--on', day]);
      expect({ code, stdout }).toEqual({ code: 1, stdout: '' });
      expect(stderr).toContain('is no day; write it as 2027-01-14');
    }
  });

  inLongRuns(() => {
    it('prints with a playbook that has no section digest, without naming work items', async () => {
      const playbook = withoutDigest();
      const { code, stdout } = await run(['digest', '--on', allHands], { playbook });
      expect(code).toBe(0);
      expect(stdout).toContain('  - Orders arrive whole, week');
      expect(stdout).not.toContain('Plans to present');
    });
  });

  it('says by name that its list is not in ClickUp, as every command does, and goes on', async () => {
    const playbook = shell.playbookWith('lost-list.yaml', ['list: All-hands', 'list: All-hand']);
    for (const command of ['digest', 'sync']) {
      const { code, stdout, stderr } = await run([command], { playbook });
      expect(code).toBe(0);
      expect(stdout).toContain(command === 'sync' ? '1 customer result' : 'Orders arrive whole');
      const told = stderr.split('\n').filter(line => line.includes('digest.list'));
      expect(told).toEqual([expect.stringContaining('There is no list \\"All-hand\\".')]);
      expect(told[0]).toContain('Did you mean \\"All-hands\\"?');
    }
    const { code, stdout } = await run(['doctor'], { playbook });
    expect(code).toBe(1);
    expect(stdout).toMatch(/digest\.list.*There is no list "All-hand"\./);
  });

  it('refuses a playbook that would put agendas on the board', async () => {
    const playbook = shell.playbookWith('on-board.yaml', ['list: All-hands', 'list: Customer Results']);
    const { code, stdout, stderr } = await run(['digest'], { playbook });
    expect({ code, stdout }).toEqual({ code: 1, stdout: '' });
    expect(stderr).toContain('digest.list — ');
  });

  it('says the same as the task that a running Liaison makes the working day before', async () => {
    const playbook = informing();
    await run(['sync'], { playbook });
    await run(['sync', '--now', eve], { playbook });
    const loaded = await loadPlaybook(playbook);
    const log = rememberingLog();
    const shiftMs = Date.parse(eve) - Date.now();
    const clock = { now: () => Date.now() + shiftMs };
    const { token } = shell.simulator.tokens.bot;
    const connection = await connect({ apiUrl: shell.simulator.apiUrl, token, loaded, clock, log });
    const { storeUrl } = shell.start;
    const engine = await startEngine({
      connection,
      loaded,
      storeUrl,
      clock,
      log,
    });
    await engine.agendas.check(OURS);
    await engine.agendas.check(OURS);
    await engine.close();
    const [agenda, ...others] = await agendas();
    expect(others).toEqual([]);
    const args = ['digest', '--on', allHands, '--now', eve];
    const { stdout } = await run(args, { playbook });
    const lines = (text: string) => text.split('\n').map(line => line.replace(/^ {2}- /, ''));
    const said = [agenda?.name ?? '', ...lines(agenda?.description ?? '')].filter(Boolean);
    expect(said.slice(0, -1)).toEqual(lines(stdout).filter(Boolean));
    expect(said.at(-1)).toBe(`Agenda of ${allHands} · Liaison`);
    expect(stdout).toContain(
      '\nOpen for more than two weeks\n  - Orders arrive whole: The team has 3 people',
    );

    const without = await run(args, { playbook, storeUrl: `embedded:${shell.folder}/none` });
    expect(without.stdout).not.toContain('Open for more than two weeks');
    expect(without.stdout).toContain('there is no store at');
  }, 180_000);
});

inLongRuns(() => {
  it('digest says the same beside a running Liaison', async () => {
    const playbook = informing();
    const args = ['digest', '--on', allHands, '--now', eve];
    const before = await run(args, { playbook });
    const running = await startRun({ ...shell.start, playbook });
    const beside = await run(args, { playbook });
    await running.stop();
    expect(beside.stdout).toBe(before.stdout);
  }, 120_000);
});

describe('a running Liaison', () => {
  let storeUrl: string;
  beforeAll(() => {
    storeUrl = embeddedStoreIn(join(shell.folder, 'ticks'));
  });
  async function startOn(playbook: string | null) {
    const running = await startRun({ ...shell.start, storeUrl, ...(playbook === null ? {} : { playbook }) });
    const { team, board } = shell.company.places;
    const queue = `liaison.${team}.${board}.wake-ups`;
    const path = `/queues/api/queues?activeQueue=${queue}&status=delayed&page=1&jobsPerPage=100`;
    type Queue = { name: string; jobs: { data: { tick?: string } }[] };
    const schedules = async (): Promise<string[]> => {
      const answer = await fetch(running.adminUrl + path);
      const { queues } = (await answer.json()) as { queues: Queue[] };
      const jobs = queues.find(({ name }) => name === queue)?.jobs ?? [];
      return jobs.flatMap(({ data }) => data.tick ?? []).sort();
    };
    return { schedules, stop: () => running.stop() };
  }

  inLongRuns(() => {
    it('looks after the agenda every hour, and only where the playbook has the section digest', async () => {
      const first = await startOn(null);
      await expect.poll(first.schedules, { timeout: 30_000 }).toEqual(['agenda', 'poll', 'sweep']);
      await first.stop();
      // On a store with a past it may be ready before its schedules are set.
      const second = await startOn(withoutDigest());
      await expect.poll(second.schedules, { timeout: 30_000 }).toEqual(['poll', 'sweep']);
      await second.stop();
    }, 120_000);
  });

  it('goes on where the list for agendas is not there, and says so', async () => {
    const alone = await openShell();
    onTestFinished(() => alone.close());
    const playbook = alone.playbookWith('lost.yaml', ['list: All-hands', 'list: All-hand']);
    const running = await startRun({ ...alone.start, playbook }, { isReady: false });
    type Ready = { ready: boolean; checks: Record<string, { ok: boolean; message: string }> };
    const asked = async () => {
      const answer = await fetch(`${running.url}/readyz`).catch(() => null);
      const { ready, checks } = ((await answer?.json()) ?? { ready: false, checks: {} }) as Ready;
      return { ready, ill: Object.keys(checks).filter(name => !checks[name]?.ok), said: checks['agendas'] };
    };
    await expect.poll(asked, { timeout: 60_000, interval: 200 }).toEqual({
      ready: true,
      ill: ['agendas'],
      said: { ok: false, message: expect.stringMatching(/^digest\.list: There is no list "All-hand"\./) },
    });
    const { stderr } = await running.stop();
    expect(stderr.split('\n').filter(line => line.includes('digest.list'))).toHaveLength(1);
  }, 120_000);
});
