// A company on the simulator and the program as a process in front of it.
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'vitest';
import { startSimulator } from '../../src/simulator/simulator.ts';
import { companyOf } from '../support/company-at-work.ts';
import { embeddedStoreIn } from '../support/embedded-store.ts';
import { command, type Ended, type Start } from '../support/process.ts';
import { anyStoreIn } from '../support/stores.ts';

const DAY_MS = 86_400_000;

/** `any` where it does not matter; of the embedded ones each belongs to one process, and is a folder that can be looked at. */
const storeIn = {
  any: anyStoreIn,
  embedded: embeddedStoreIn,
  'none yet': (folder: string) => `embedded:${folder}`,
};

/** Starts the simulator with one card in progress, for which there is something to do. */
export async function openShell({ store = 'any' }: { store?: 'any' | 'embedded' | 'none yet' } = {}) {
  const folder = mkdtempSync(join(tmpdir(), 'liaison-cli-'));
  const simulator = await startSimulator({ seed: 'empty', rateLimit: 100_000 });
  const company = await companyOf(simulator);
  const storeUrl = await storeIn[store](join(folder, 'store'));
  const start: Start = { simulator, storeUrl };
  const [supporter] = company.group('Supporters');
  const team = company.notIn('Supporters').slice(0, 3);
  const card = await company.createCard('Orders arrive whole', {
    status: 'in progress',
    assignees: team.map(({ id }) => id),
    start_date: Date.now(),
    due_date: Date.now() + 56 * DAY_MS,
  });
  if (supporter) await company.setSupporter(card, [supporter]);

  return {
    folder,
    simulator,
    company,
    start,
    card,
    async close(): Promise<void> {
      await simulator.close();
      rmSync(folder, { recursive: true, force: true });
    },
    /** The shipped playbook with some words replaced. */
    playbookWith(name: string, ...changes: [RegExp | string, string][]): string {
      let text = readFileSync('config/playbook.yaml', 'utf8');
      for (const [from, to] of changes) {
        const changed = text.replace(from, to);
        if (changed === text) throw new Error(`the playbook has no ${String(from)}`);
        text = changed;
      }
      const file = join(folder, name);
      writeFileSync(file, text);
      return file;
    },
    /** Runs a command to its end; whatever happens, nobody is shown a stack trace. */
    async run(args: string[], more: Partial<Start> = {}): Promise<Ended> {
      const ended = await command(args, { ...start, ...more });
      const lines = `${ended.stdout}\n${ended.stderr}`.split('\n');
      const trace = lines.filter(line => /^\s+at .+:\d+:\d+\)?$/.test(line));
      expect(trace, 'no stack trace').toEqual([]);
      return ended;
    },
    async expectNothingWritten(work: () => Promise<unknown>): Promise<void> {
      const before = (await company.spent()).writes;
      await work();
      expect((await company.spent()).writes).toBe(before);
    },
  };
}

export type Shell = Awaited<ReturnType<typeof openShell>>;
