// The command line as its users meet it: exit codes, clean output, sentences instead of stack traces.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { freePorts } from '../support/process.ts';
import { openShell, type Shell } from './shell.ts';

const DAY_MS = 86_400_000;
let shell: Shell;
beforeAll(async () => {
  shell = await openShell();
});
afterAll(() => shell.close());

const run: Shell['run'] = (...args) => shell.run(...args);
const expectNothingWritten: Shell['expectNothingWritten'] = work => shell.expectNothingWritten(work);

describe('plan', () => {
  it('ends with 2 while there is something to do, writes nothing and opens no store', async () => {
    await expectNothingWritten(async () => {
      const { code, stdout, stderr } = await run(['plan'], { storeUrl: 'redis://127.0.0.1:1' });
      expect(code).toBe(2);
      expect(stdout).toContain('Orders arrive whole');
      expect(stdout).toMatch(/\d+ operations to do/);
      expect(stderr).toBe('');
    });
  });

  it('tells people the time in the company’s zone, and machines in UTC', async () => {
    const { next } = JSON.parse((await run(['plan', '--json'])).stdout).customerResults[0];
    expect(next.at).toMatch(/T.*Z$/);
    const local = new Date(next.at).toLocaleTimeString('en-GB', {
      timeZone: 'Europe/Berlin',
      hour: '2-digit',
      minute: '2-digit',
    });
    const playbook = shell.playbookWith('observing.yaml', [/^mode: act/m, 'mode: observe']);
    for (const command of ['plan', 'sync']) {
      // The process itself may live in any zone.
      const { stdout } = await run([command], { env: { TZ: 'Asia/Tokyo' }, playbook });
      expect(stdout).toMatch(new RegExp(`next: .*${local} on \\w{3}, \\d+ \\w{3} \\d{4}$`, 'm'));
      expect(stdout).not.toMatch(/\dT\d/);
    }
  });

  it('prints JSON and nothing else with --json, also for one card by id or address', async () => {
    const { url } = (await shell.company.card(shell.card)) as unknown as { url: string };
    for (const args of [[shell.card], [url]]) {
      const { code, stdout } = await run(['plan', ...args, '--json'], { env: { LOG_LEVEL: 'debug' } });
      expect(code).toBe(2);
      const report = JSON.parse(stdout) as Record<string, unknown>;
      expect(report).toMatchObject({
        mode: 'act',
        customerResults: [{ id: shell.card, url, phase: 'running', list: null, openSeats: [], findings: [] }],
        requests: { reads: expect.any(Number), writes: 0 },
      });
      expect(report['operations']).toBeGreaterThan(6);
    }
  });

  it('says that a card is unknown, and what to give instead', async () => {
    const { code, stdout, stderr } = await run(['plan', 'nocard']);
    expect(code).toBe(1);
    expect(stdout).toBe('');
    expect(stderr).toContain('"nocard" is no card on the board');
    expect(stderr).toContain('Give the id or the address');
  });

  it('pretends another instant, and refuses one that is none', async () => {
    const later = new Date(Date.now() + 70 * DAY_MS).toISOString();
    const { stdout } = await run(['plan', '--now', later, '--json']);
    const report = JSON.parse(stdout) as { at: string; customerResults: { findings: { rule: string }[] }[] };
    expect(report.at.slice(0, 16)).toBe(later.slice(0, 16));
    expect(report.customerResults[0]?.findings.map(({ rule }) => rule)).toContain('timebox');
    const bad = await run(['plan', '--now', 'tomorrow']);
    expect(bad.code).toBe(1);
    expect(bad.stderr).toContain('--now "tomorrow" is no instant');
    expect(bad.stdout).toBe('');
  });

  it('ends with 1 and a sentence when ClickUp is not there', async () => {
    const { port } = await freePorts();
    const { code, stderr, stdout } = await run(['plan'], {
      env: { CLICKUP_API_URL: `http://127.0.0.1:${port}/api` },
    });
    expect(code).toBe(1);
    expect(stderr).toContain('no answer came (ECONNREFUSED)');
    expect(stderr).not.toContain('Something unexpected');
    expect(stdout).toBe('');
  });

  it('never shows the token, also where ClickUp refuses it', async () => {
    const token = 'pk_1_THISISNOTATOKEN';
    const { code, stderr, stdout } = await run(['plan'], {
      env: { CLICKUP_TOKEN: token, LOG_LEVEL: 'debug' },
    });
    expect(code).toBe(1);
    expect(stderr).toContain('the token is missing, wrong or revoked');
    expect(stderr + stdout).not.toContain(token);
  });
});

describe('names that ClickUp does not have', () => {
  const wrong = () =>
    shell.playbookWith(
      'wrong-names.yaml',
      ['board: Customer Results', 'board: Customer Result'],
      ['supporters: Supporters', 'supporters: Supportrs'],
    );
  for (const name of ['plan', 'run']) {
    it(`are all told by ${name}, with what there is instead, and nothing is written`, async () => {
      await expectNothingWritten(async () => {
        const { code, stdout, stderr } = await run([name], { playbook: wrong() });
        expect(code).toBe(1);
        expect(stdout).toBe('');
        expect(stderr).toContain('places.board — There is no list "Customer Result".');
        expect(stderr).toContain('Did you mean "Customer Results"?');
        expect(stderr).toContain('people.supporters — There is no user group "Supportrs".');
        expect(stderr).toContain('Did you mean "Supporters"?');
      });
    });
  }

  it('are told for statuses and fields as well, and stop nothing', async () => {
    const playbook = shell.playbookWith(
      'wrong-board.yaml',
      ['running: [in progress]', 'running: [in progres]'],
      ['outcome: Outcome', 'outcome: Outcom'],
    );
    const { code, stderr } = await run(['plan'], { playbook });
    expect([0, 2]).toContain(code);
    const told = stderr.replaceAll(String.raw`\"`, '"');
    expect(told).toContain('"in progres"');
    expect(told).toContain('"in progress"');
    expect(told).toContain('"Outcom"');
    expect(told).toContain('"Outcome"');
  });

  it('fail the doctor’s checks, in text and JSON', async () => {
    const playbook = wrong();
    const [{ code, stdout }, text] = await Promise.all([
      run(['doctor', '--json'], { playbook }),
      run(['doctor'], { playbook }),
    ]);
    expect(code).toBe(1);
    expect(JSON.parse(stdout)).toMatchObject({
      ok: false,
      checks: expect.arrayContaining([
        expect.objectContaining({ group: 'places', name: 'places.board', state: 'fail' }),
        expect.objectContaining({ group: 'places', name: 'people.supporters', state: 'fail' }),
      ]),
    });
    expect(text.code).toBe(1);
    expect(text.stdout).toContain('✗ places.board');
    expect(text.stdout).toContain('Did you mean "Customer Results"?');
  });
});

describe('what is malformed', () => {
  for (const name of ['plan', 'run']) {
    it(`in the playbook is told by ${name} all at once, with line, given and allowed`, async () => {
      const playbook = shell.playbookWith(
        'malformed.yaml',
        ['mode: act', 'mode: maybe'],
        ['min: 2, max: 5', 'min: two, max: 5'],
        ['maxReverts: 3', 'maxReverts: -1\ncolour: blue'],
      );
      await expectNothingWritten(async () => {
        const { code, stdout, stderr } = await run([name], { playbook });
        expect(code).toBe(1);
        expect(stdout).toBe('');
        const lines = readFileSync(playbook, 'utf8').split('\n');
        const lineOf = (text: string) => lines.findIndex(line => line.includes(text)) + 1;
        expect(stderr).toContain(`malformed.yaml:${lineOf('mode: maybe')} mode — given "maybe"`);
        expect(stderr).toMatch(/observe.*act/);
        expect(stderr).toContain(`malformed.yaml:${lineOf('min: two')} rules.team-size.min — given "two"`);
        expect(stderr).toContain(`malformed.yaml:${lineOf('maxReverts: -1')} maxReverts — given -1`);
        expect(stderr).toContain('colour');
      });
    });
  }

  it('in the environment is told all at once as well', async () => {
    await expectNothingWritten(async () => {
      const { code, stdout, stderr } = await run(['run'], {
        env: { PORT: 'eighty', STORE_URL: 'mysql://x', LOG_LEVEL: 'loud', CLICKUP_TOKN: 'x' },
      });
      expect(code).toBe(1);
      expect(stdout).toBe('');
      for (const name of ['PORT', 'STORE_URL', 'LOG_LEVEL', 'CLICKUP_TOKN']) {
        expect(stderr).toContain(`environment ${name} — given`);
      }
      expect(stderr).toContain('Did you mean "CLICKUP_TOKEN"?');
    });
  });

  it('is a missing token: the sentence says where to get one', async () => {
    const { code, stderr } = await run(['plan'], { env: { CLICKUP_TOKEN: '' } });
    expect(code).toBe(1);
    expect(stderr).toContain('CLICKUP_TOKEN — given nothing');
    expect(stderr).toContain('Settings');
  });

  it('is a playbook that is not there', async () => {
    const { code, stderr } = await run(['plan'], { playbook: join(shell.folder, 'none.yaml') });
    expect(code).toBe(1);
    expect(stderr).toContain('a file that does not exist');
  });

  it('is a command, or an option, that does not exist', async () => {
    const mistakes = [['pln'], ['plan', '--jsn']];
    for (const { code, stderr, stdout } of await Promise.all(mistakes.map(args => run(args)))) {
      expect(code).toBe(1);
      expect(stdout).toBe('');
      expect(stderr).toContain('Did you mean');
    }
  });
});

describe('--help', () => {
  const words: Record<string, RegExp> = {
    demo: /Ends with 0 .* 1 if not/s,
    simulator: /local ClickUp/,
    doctor: /Ends with 0 .* 1 if not/s,
    plan: /Ends with 0 .* 2 if there is.* 1 if/s,
    sync: /Ends with 0, or 1 if a card failed/s,
    run: /SIGTERM or Ctrl-C ends it/,
    explain: /Ends with 0.* 1 if/s,
    digest: /agenda/,
    rehearse: /Ends with 0.* 1/s,
    roster: /Ends with 0.* 1 if/s,
    trends: /no request for single cards.* 1 if/s,
    webhooks: /Ends with 0, or with 1 if/s,
  };
  it('of every command tells its purpose, and ends with 0', async () => {
    const told = Object.entries(words).map(async ([name, pattern]) => {
      const { code, stdout, stderr } = await run([name, '--help']);
      expect({ name, code, stderr }).toEqual({ name, code: 0, stderr: '' });
      expect(stdout.replaceAll(/\s+/g, ' ')).toMatch(pattern);
    });
    await Promise.all(told);
  });

  it('of explain and roster says what they show', async () => {
    const words = {
      explain: /every rule of the playbook.*Ends with 0/,
      roster: /nobody speaks.*Ends with 0/,
    };
    for (const [name, pattern] of Object.entries(words)) {
      const { code, stdout, stderr } = await run([name, '--help']);
      expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
      expect(stdout.replaceAll(/\s+/g, ' ')).toMatch(pattern);
    }
  });

  it('alone names every command', async () => {
    const { code, stdout } = await run(['--help']);
    expect(code).toBe(0);
    for (const name of Object.keys(words)) expect(stdout).toMatch(new RegExp(`^\\s+${name}\\b`, 'm'));
  });
});
