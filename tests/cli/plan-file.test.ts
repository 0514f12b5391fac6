// A plan as operators use it: looked at, kept in a file, and then exactly that is done, or refused where something changed.
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Person } from '../support/company-at-work.ts';
import { embeddedStoreIn } from '../support/embedded-store.ts';
import { startRun } from '../support/process.ts';
import { inLongRuns } from '../support/scale.ts';
import { clientOf } from '../support/simulator-client.ts';
import { openShell, type Shell } from './shell.ts';

const DAY_MS = 86_400_000;
const WORDS = 'The work of the team behind “Orders arrive whole”.';

type PlanJson = {
  customerResults: {
    id: string;
    operations: { kind: string; content: { before: object | null; after: Record<string, unknown> } }[];
  }[];
};
type SyncJson = {
  applied: number;
  failed: unknown[];
  refused: { id: string; name: string; changes: string[] }[];
  done: { id: string }[];
  new: { id: string }[];
  requests: { writes: number };
};

let shell: Shell;
let file: string;
let second: string;
beforeEach(async () => {
  shell = await openShell();
  file = join(shell.folder, 'plan.json');
  second = await shell.company.createCard('Parcels find their way', {
    status: 'forming',
    assignees: [somebody().id],
  });
});
afterEach(() => shell.close());

function somebody(): Person {
  const [first] = shell.company.notIn('Supporters');
  if (!first) throw new Error('The company has nobody.');
  return first;
}

async function change(card: string, to: object): Promise<void> {
  const { status } = await shell.company.as(somebody()).ask('PUT', `/v2/task/${card}`, to);
  expect(status).toBe(200);
}

async function syncJson(...args: string[]): Promise<{ code: number | null; report: SyncJson }> {
  const { code, stdout } = await shell.run(['sync', '--plan', file, '--json', ...args]);
  return { code, report: JSON.parse(stdout) as SyncJson };
}

async function planned(...args: string[]): Promise<PlanJson['customerResults']> {
  const { stdout } = await shell.run(['plan', '--json', ...args]);
  return (JSON.parse(stdout) as PlanJson).customerResults;
}

describe('plan shows what would be written', () => {
  it('in 80 columns and without colours: words, days, people, and for changes before → after', async () => {
    const { stdout } = await shell.run(['plan']);
    for (const line of stdout.split('\n').filter(line => line.startsWith('      '))) {
      expect(line.length, line).toBeLessThanOrEqual(80);
    }
    expect(stdout).not.toContain('\u001b');
    expect(stdout).toContain(
      '      Name: Orders arrive whole\n      Description:\n        The work of the team behind',
    );
    expect(stdout).toMatch(/Title: Kick-off\n {6}Due: \w{3}, \d+ \w{3} \d{4}\n {6}For: \w+ \w+\n/);
    expect(stdout).toContain('How this customer result stands');
    expect(stdout).toContain('(the list’s page)');

    await shell.run(['sync']);
    await change(shell.card, { start_date: Date.now() + 14 * DAY_MS, due_date: Date.now() + 70 * DAY_MS });
    const moved = (await shell.run(['plan'])).stdout;
    expect(moved).toMatch(/Due: (\w{3}, \d+ \w{3} \d{4}) → (?!\1)\w{3}, \d+ \w{3} \d{4}/);
    expect(moved).toMatch(/ {8}- Next: Kick-off, by (.*)\n {8}\+ Next: Kick-off, by (?!\1)/);
    expect(moved).toMatch(/Liaison’s notes: .*kick-off/);
    for (const same of ['How this customer result stands', 'The lines below are']) {
      expect(moved).not.toContain(same);
    }
  });

  it('in the company’s language', async () => {
    const playbook = shell.playbookWith('de.yaml', [/^locale: en/m, 'locale: de']);
    const { stdout } = await shell.run(['plan'], { playbook });
    expect(stdout).toMatch(/Titel: Kick-off\n {6}Fällig: \w\w\., \d+\. \S+ \d{4}\n {6}Für: /);
    expect(stdout).toContain('Beschreibung:');
    expect(stdout).toContain('(die Seite der Liste)');
  });

  it('only titles with --brief, and everything as JSON', async () => {
    const { stdout } = await shell.run(['plan', '--brief']);
    expect(stdout).toContain('→ Make the list');
    expect(stdout).not.toContain('Description');
    const operations = (await planned(shell.card)).flatMap(one => one.operations);
    const list = operations.find(({ kind }) => kind === 'create-list');
    expect(list?.content).toMatchObject({ before: null, after: { name: 'Orders arrive whole' } });
    expect(String(list?.content.after['description'])).toContain(WORDS);
    for (const { content } of operations) expect(Object.keys(content)).toEqual(['before', 'after']);
  });
});

describe('sync --plan', () => {
  it('does exactly what was looked at, once', async () => {
    const { code, stderr } = await shell.run(['plan', '--out', file]);
    expect(code).toBe(2);
    expect(stderr).toContain(`liaison sync --plan ${file}`);
    const was = (await shell.company.spent()).writes;
    const wanted = (await planned()).flatMap(one => one.operations);

    const { code: did, report } = await syncJson();
    expect(did).toBe(0);
    expect(report).toMatchObject({ applied: wanted.length, failed: [], refused: [], new: [] });
    expect((await shell.company.spent()).writes - was).toBe(wanted.length);
    const [list] = await shell.company.lists();
    expect(list?.content).toContain(WORDS);
    const items = await shell.company.items(list?.id ?? '');
    const made = wanted.flatMap(({ kind, content }) =>
      kind === 'create-item' ? [content.after['title']] : [],
    );
    expect(new Set(items.map(({ name }) => name))).toEqual(new Set(['About this list', ...made]));

    const { code: again, report: nothing } = await syncJson();
    expect(again).toBe(0);
    expect(nothing).toMatchObject({ applied: 0, refused: [], requests: { writes: 0 } });
    expect(nothing.done.map(({ id }) => id).sort()).toEqual([shell.card, second].sort());
  });

  it('refuses by name what changed since, does the others, and leaves what is new', async () => {
    await shell.run(['plan', '--out', file]);
    await change(shell.card, { due_date: Date.now() + 70 * DAY_MS });
    const third = await shell.company.createCard('Came later', { status: 'forming' });
    const { code, stdout } = await shell.run(['sync', '--plan', file]);
    expect(code).toBe(1);
    expect(stdout).toContain(
      `✗ Orders arrive whole (${shell.card}) is not as it was planned; nothing of it is done:`,
    );
    expect(stdout).toMatch(/- due: \d{4}-\d\d-\d\d → \d{4}-\d\d-\d\d/);
    expect(stdout).toMatch(/Parcels find their way {2}\(.*\n {2}✓ Say on the card how it stands/);
    expect(stdout).toContain('Not in the plan, and left for the next one: Came later.');
    expect(stdout).toContain(`plan again: liaison plan --out ${file}`);
    expect(await shell.company.lists()).toEqual([]);
    expect(await shell.company.comments(shell.card)).toEqual([]);
    expect(await shell.company.comments(third)).toEqual([]);
    expect(await shell.company.comments(second)).toHaveLength(1);
  });

  inLongRuns(() => {
    it('does a plan for one card alone, and refuses it where the card is gone', async () => {
      await shell.run(['plan', second, '--out', file]);
      expect((await syncJson()).report).toMatchObject({ applied: 1, new: [] });
      await shell.run(['plan', shell.card, '--out', file]);
      await shell.company.move(shell.card, 'backlog', somebody());
      const { code, report } = await syncJson();
      expect(code).toBe(1);
      expect(report.refused).toMatchObject([{ id: shell.card, name: 'Orders arrive whole' }]);
      expect(report.refused[0]?.changes).toContain('status: in progress → backlog');
      expect(report.requests.writes).toBe(0);
    });
  });

  inLongRuns(() => {
    it('refuses what is other only because another day began, and says so', async () => {
      await shell.run(['plan', '--out', file]);
      const later = new Date(Date.now() + 7 * DAY_MS).toISOString();
      const { code, stdout } = await shell.run(['sync', '--plan', file, '--now', later]);
      expect(code).toBe(1);
      expect(stdout).toContain('Orders arrive whole');
      expect(stdout).toContain('Another day has begun since then');
    });
  });

  inLongRuns(() => {
    it('waits with a new store until all that was made before shows', async () => {
      const playbook = shell.playbookWith('lag.yaml', ['readLag: 60 seconds', 'readLag: 2 seconds']);
      await shell.run(['sync'], { playbook });
      await change(shell.card, { start_date: Date.now() + 14 * DAY_MS, due_date: Date.now() + 70 * DAY_MS });
      await shell.run(['plan', '--out', file], { playbook });
      const { code, stdout, stderr } = await shell.run(['sync', '--plan', file], {
        playbook,
        storeUrl: `embedded:${join(shell.folder, 'another store')}`,
      });
      expect(stderr).toMatch(/The store knows nothing of what Liaison made here before; waiting \d s/);
      expect(code, stdout).toBe(0);
      expect(stdout).toContain('✓ Change “Kick-off”');
      expect(stdout).toContain('✓ Bring the status comment up to date');
    });
  });

  inLongRuns(() => {
    it('makes no second list where the store knows of one that no plan can see', async () => {
      await shell.run(['sync']);
      const { simulator, company } = shell;
      const [list] = await company.lists();
      const visibleTo = simulator.tokens.people.map(person => person.id);
      await clientOf(simulator).control('places', { place: list?.id, visibleTo });
      const bot = clientOf(simulator, simulator.tokens.bot.token);
      for (const { id } of await company.comments(shell.card)) await bot.ask('DELETE', `/v2/comment/${id}`);
      expect((await shell.run(['plan', '--out', file])).stdout).toContain('→ Make the list');
      const { code, report } = await syncJson();
      expect(code).toBe(1);
      expect(report.refused.map(({ id }) => id)).toContain(shell.card);
      expect(JSON.stringify(report.refused)).toContain(
        'Liaison remembers what no plan can see, and would not: Make',
      );
      expect(await company.comments(shell.card)).toEqual([]);
    });
  });

  it('applies nothing in mode observe, and what was planned there once the playbook says act', async () => {
    const observing = shell.playbookWith('observe.yaml', [/^mode: act/m, 'mode: observe']);
    await shell.run(['plan', '--out', file], { playbook: observing });
    await shell.expectNothingWritten(async () => {
      const { code, stdout } = await shell.run(['sync', '--plan', file], { playbook: observing });
      expect(code).toBe(0);
      expect(stdout).toContain('mode: observe, so nothing was applied');
    });
    expect((await syncJson()).report.applied).toBeGreaterThan(6);
  });

  it('is refused where a running Liaison holds the store, which does more than the plan', async () => {
    await shell.run(['plan', '--out', file]);
    const playbook = shell.playbookWith('observe.yaml', [/^mode: act/m, 'mode: observe']);
    const storeUrl = embeddedStoreIn(join(shell.folder, 'store'));
    const running = await startRun({ ...shell.start, storeUrl, playbook });
    await shell.expectNothingWritten(async () => {
      const { code, stderr } = await shell.run(['sync', '--plan', file], { storeUrl });
      expect(code).toBe(1);
      expect(stderr).toMatch(/held by process \d+, which by itself does whatever is to be done/);
      expect(stderr).toContain('Stop it first, then apply the plan again.');
    });
    await running.stop();
    expect((await syncJson()).code).toBe(0);
  });
});
