// `run` and `sync` as processes: how they end, and how they share a store.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, readFileSync, statSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { liaison } from '../support/command-in-process.ts';
import { embeddedStoreIn } from '../support/embedded-store.ts';
import { freePorts, type Process, startRun } from '../support/process.ts';
import { inLongRuns, isLong } from '../support/scale.ts';
import { openShell, type Shell } from './shell.ts';

let shell: Shell;
beforeAll(async () => {
  shell = await openShell({ store: 'embedded' });
});
afterAll(() => shell.close());

const run: Shell['run'] = (...args) => shell.run(...args);

describe('run', () => {
  // One life for what only looks: how it starts, what it loads, and how it ends.
  const file = () => join(shell.folder, 'loaded-files');
  const loaded = () => readFileSync(file(), 'utf8').trim().split('\n');
  let running: Process;
  beforeAll(async () => {
    const hook = pathToFileURL(resolve('tests/cli/loaded-files.mjs')).href;
    const watched = { LOADED_FILES: file(), NODE_OPTIONS: `--import=${hook}` };
    const env = { ...watched, PUBLIC_URL: 'https://127.0.0.1:9' };
    running = await startRun({ ...shell.start, env });
  });
  afterAll(() => running.kill());

  it('loads a few joined files, and the queues’ page once somebody opens it', async () => {
    const atStart = loaded();
    expect(atStart.some(url => url.endsWith('/dist/cli/main.js'))).toBe(true);
    expect(atStart.length).toBeLessThan(100);
    expect(atStart.filter(url => /bull-board|tracing-/.test(url))).toEqual([]);
    const page = await fetch(`${running.adminUrl}/queues/`);
    expect([page.status, await page.text()]).toEqual([200, expect.stringContaining('Liaison')]);
    expect(loaded().some(url => url.includes('bull-board'))).toBe(true);
  });

  it('ends with 0 on SIGTERM, and its store is free again', async () => {
    const { code, stdout, stderr } = await running.stop();
    expect({ code, stdout }).toEqual({ code: 0, stdout: '' });
    expect(stderr).not.toMatch(/^\s+at /m);
    const doctor = await run(['doctor']);
    expect(doctor.code).toBe(0);
    expect(doctor.stdout).toContain('is free');
  });

  it('says at its start where ClickUp reaches it, and where it listens', () => {
    const line =
      running
        .said()
        .split('\n')
        .find(text => text.includes('Liaison is running')) ?? '{}';
    expect(JSON.parse(line)).toMatchObject({
      publicUrl: 'https://127.0.0.1:9',
      listensAt: running.url,
      adminUrl: running.adminUrl,
    });
  });

  inLongRuns(() => {
    it.skipIf(process.platform === 'win32').each(['new', 'old'])(
      'keeps a %s folder of the embedded store to its user',
      async age => {
        const folder = join(shell.folder, `rights-${age}`);
        if (age === 'old') mkdirSync(folder, { mode: 0o755 });
        const before = process.umask(0o022);
        const running = await startRun({ ...shell.start, storeUrl: `embedded:${folder}` });
        process.umask(before);
        expect(statSync(folder).mode & 0o777).toBe(0o700);
        await running.stop();
      },
    );
  });

  inLongRuns(() => {
    it('refuses an address that ClickUp would not deliver to, and so does doctor', async () => {
      const env = { PUBLIC_URL: 'http://liaison.example.com' };
      for (const name of ['run', 'doctor']) {
        const { code, stdout, stderr } = await run([name], { env });
        expect({ code, stdout }).toEqual({ code: 1, stdout: '' });
        expect(stderr).toContain('PUBLIC_URL');
        expect(stderr).toContain('"http://liaison.example.com"');
        expect(stderr).toContain('begin it with https://');
      }
    });
  });

  inLongRuns(() => {
    it('ends with 0 on SIGTERM while it still waits for ClickUp', async () => {
      const { port } = await freePorts();
      const child = spawn(process.execPath, ['dist/cli/main.js', 'run'], {
        env: {
          PATH: process.env['PATH'] ?? '',
          CLICKUP_API_URL: `http://127.0.0.1:${port}/api`,
          CLICKUP_TOKEN: 'pk_1_X',
          STORE_URL: embeddedStoreIn(join(shell.folder, 'waiting')),
          HOST: '127.0.0.1',
          PORT: '0',
        },
        stdio: ['ignore', 'ignore', 'pipe'],
      });
      const ended = once(child, 'close') as Promise<[number | null]>;
      let stderr = '';
      for await (const text of child.stderr.setEncoding('utf8')) {
        stderr += String(text);
        if (stderr.includes('trying again') && !child.killed) child.kill('SIGTERM');
      }
      expect((await ended)[0]).toBe(0);
      expect(stderr).not.toMatch(/^\s+at /m);
    });
  });

  it('lives, is not ready and says what for while ClickUp keeps silent, and ends at once on SIGTERM', async () => {
    // Takes every request and answers none.
    const silent = createServer(() => undefined).listen(0, '127.0.0.1');
    await once(silent, 'listening');
    const asked = once(silent, 'request');
    const { port } = silent.address() as AddressInfo;
    const env = { CLICKUP_API_URL: `http://127.0.0.1:${port}/api` };
    const storeUrl = embeddedStoreIn(join(shell.folder, 'silent'));
    const running = await startRun({ ...shell.start, storeUrl, env }, { isReady: false });
    try {
      await asked;
      const healthz = await fetch(`${running.url}/healthz`);
      expect([healthz.status, await healthz.json()]).toEqual([200, { ok: true, mark: expect.any(String) }]);
      const readyz = await fetch(`${running.url}/readyz`);
      expect(readyz.status).toBe(503);
      expect(await readyz.json()).toMatchObject({
        ready: false,
        checks: {
          started: { ok: false },
          clickup: { ok: false, message: 'waiting for ClickUp' },
          store: { ok: false },
        },
      });
      const delivery = JSON.stringify({ webhook_id: 'w1', event: 'taskUpdated', task_id: 't1' });
      const answer = await fetch(`${running.url}/webhooks/clickup`, { method: 'POST', body: delivery });
      expect(answer.status).toBe(503);
      // One read alone waits 15 seconds for its answer, and is then sent again.
      const late = new Promise<'late'>(resolve => setTimeout(() => resolve('late'), 12_000).unref());
      const ended = await Promise.race([running.stop(), late]);
      expect(ended).toMatchObject({ code: 0, stdout: '' });
      // ClickUp sends again what comes too early: nothing is wrong that an operator should look at.
      expect(ended).toMatchObject({
        stderr: expect.not.stringMatching(/"level":"(warn|error)".*(secrets|delivery)/),
      });
    } finally {
      await running.kill();
      silent.closeAllConnections();
      silent.close();
    }
  });

  it('ends with 1 and a sentence where its port is taken', async () => {
    const taken = createServer().listen(0, '127.0.0.1');
    await once(taken, 'listening');
    const { port } = taken.address() as AddressInfo;
    try {
      for (const variable of isLong ? ['PORT', 'ADMIN_PORT'] : ['ADMIN_PORT']) {
        const { code, stdout, stderr } = await run(['run'], {
          env: { HOST: '127.0.0.1', PORT: '0', ADMIN_PORT: '0', [variable]: String(port) },
        });
        expect({ code, stdout }).toEqual({ code: 1, stdout: '' });
        expect(stderr).toContain(
          `cannot listen on 127.0.0.1:${port}: something already listens there (EADDRINUSE), probably another Liaison.`,
        );
        expect(stderr).toContain(`Stop it, or set ${variable} to another port`);
      }
    } finally {
      taken.close();
    }
  });
});

describe('simulator', () => {
  it('says line by line how to point a client at it, and ends with 0 on Ctrl-C', async () => {
    const child = spawn(
      process.execPath,
      ['dist/cli/main.js', 'simulator', '--port', '0', '--seed', 'empty'],
      {
        env: { PATH: process.env['PATH'] ?? '' },
        stdio: ['ignore', 'ignore', 'pipe'],
      },
    );
    const ended = once(child, 'close') as Promise<[number | null]>;
    let stderr = '';
    for await (const text of child.stderr.setEncoding('utf8')) {
      stderr += String(text);
      if (stderr.includes('Ctrl-C') && !child.killed) child.kill('SIGINT');
    }
    expect((await ended)[0]).toBe(0);
    expect(stderr).toMatch(/^ {2}export CLICKUP_API_URL=http:\/\/127\.0\.0\.1:\d+\/api$/m);
    expect(stderr).toMatch(/^ {2}export CLICKUP_TOKEN=pk_\w+$/m);
  });

  it.each([
    [['--port', '70000'], '--port "70000" is no whole number from 0 to 65535'],
    [['--port', ''], '--port "" is no whole number'],
    [
      ['--seed', 'huge'],
      'Unknown seed "huge": allowed are "demo", "empty", "publisher" and "large:CARDSxITEMS"',
    ],
  ])('ends with 1 and a sentence: %s', async (args, sentence) => {
    const { code, stdout, stderr } = await liaison(['simulator', ...args]);
    expect({ code, stdout }).toEqual({ code: 1, stdout: '' });
    expect(stderr.startsWith(sentence)).toBe(true);
  });
});

describe('sync', () => {
  // A company of its own: where `run` was, however briefly, there may be nothing left to do.
  let shell: Shell;
  beforeAll(async () => {
    shell = await openShell({ store: 'embedded' });
  });
  afterAll(() => shell.close());
  const run: Shell['run'] = (...args) => shell.run(...args);

  it('does what plan showed, after which plan ends with 0', async () => {
    const first = await run(['sync', '--json'], { env: { LOG_LEVEL: 'debug' } });
    expect(first.code).toBe(0);
    expect(JSON.parse(first.stdout)).toMatchObject({ mode: 'act', applied: 9, failed: [] });
    const text = await run(['plan']);
    expect(text.code).toBe(0);
    expect(text.stdout).toContain('Nothing to do.');
    await shell.expectNothingWritten(async () => {
      const again = await run(['sync']);
      expect(again.code).toBe(0);
      expect(again.stdout).toContain('0 operations applied, 0 failed');
    });
  });

  it('refuses another instant where ClickUp is not on this machine', async () => {
    const { code, stdout, stderr } = await run(['sync', '--now', '2027-01-15T09:00Z'], {
      env: { CLICKUP_API_URL: 'https://clickup.invalid/api' },
    });
    expect({ code, stdout }).toEqual({ code: 1, stdout: '' });
    expect(stderr).toContain('--now is only for a ClickUp on this machine');
  });

  it('is done by the process that holds the store, and says so', async () => {
    const running = await startRun(shell.start);
    try {
      const { code, stdout, stderr } = await run(['sync', '--json']);
      expect(code).toBe(0);
      expect(stderr).toContain(`The store is held by process ${running.child.pid}; asking it to sweep`);
      expect(JSON.parse(stdout)).toMatchObject({
        applied: 0,
        failed: [],
        customerResults: [{ id: shell.card }],
      });
      const travel = await run(['sync', '--now', '2027-01-15T09:00Z']);
      expect(travel.code).toBe(1);
      expect(travel.stderr).toContain('needs a store of its own');
      const doctor = await run(['doctor'], { env: { PUBLIC_URL: running.url } });
      expect(doctor.code).toBe(0);
      expect(doctor.stdout).toContain(`is in use by process ${running.child.pid}`);
      expect(doctor.stdout).toContain(`This very Liaison answers at ${running.url}`);
      const asked = await fetch(`${running.adminUrl}/api/doctor`);
      expect(await asked.json()).toMatchObject({
        ok: true,
        checks: expect.arrayContaining([
          expect.objectContaining({ name: 'public address', state: 'ok', docs: expect.any(String) }),
        ]),
      });
      const page = await (await fetch(`${running.adminUrl}/doctor`)).text();
      expect(page).toContain(`This very Liaison answers at ${running.url}`);
    } finally {
      await running.stop();
    }
  });

  it('ends with 1 where a card failed, and names it', async () => {
    const broken = await shell.company.createCard('Broken', { status: 'forming' });
    const fault = { rules: [{ kind: 'status', status: 400, method: 'POST', route: 'comment' }] };
    const set = (body: object) =>
      fetch(`${shell.simulator.url}/__sim/faults`, { method: 'POST', body: JSON.stringify(body) });
    await set(fault);
    const { code, stdout } = await run(['sync', '--json']);
    await set({});
    expect(code).toBe(1);
    expect(JSON.parse(stdout)).toMatchObject({ failed: [{ id: broken }] });
  });
});
