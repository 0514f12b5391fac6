// A company whose store is lost: where Liaison starts for it, and what must be there in the end whatever was lost.
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFailed, onTestFinished, vi } from 'vitest';
import { startSimulator } from '../../src/simulator/simulator.ts';
import { type Company, companyOf } from '../support/company-at-work.ts';
import { FIRST_ITEMS } from '../support/first-items.ts';
import { freePorts, type Process, type Start, startRun } from '../support/process.ts';

export const PATIENCE = { timeout: 90_000, interval: 200 };
const DAY_MS = 86_400_000;

/** A company, and where Liaison starts for it with a short read lag. */
export async function startWorld(storeUrl: string) {
  const simulator = await startSimulator({ seed: 'empty', rateLimit: 100_000 });
  const folder = mkdtempSync(join(tmpdir(), 'liaison-lost-'));
  const playbook = join(folder, 'playbook.yaml');
  const text = readFileSync('config/playbook.yaml', 'utf8');
  writeFileSync(playbook, text.replace('readLag: 60 seconds', 'readLag: 2 seconds'));
  const company = await companyOf(simulator);
  const start: Start = { simulator, storeUrl, playbook, ports: await freePorts() };
  let running: Process | null = null;
  onTestFailed(async () => {
    const ended = await running?.stop();
    console.error(ended ? ended.stdout + ended.stderr : 'It had ended before.');
  });
  onTestFinished(async () => {
    await running?.kill();
    await simulator.close();
    rmSync(folder, { recursive: true, force: true });
  });
  return {
    company,
    start,
    async run(options?: { isReady: boolean }): Promise<Process> {
      running = await startRun(start, options);
      return running;
    },
    /** Stops it; answers with its log. */
    async log(): Promise<string> {
      const ended = await running?.stop();
      running = null;
      return ended ? ended.stdout + ended.stderr : '';
    },
  };
}

export async function cardAtWork(company: Company, name: string): Promise<string> {
  const [supporter] = company.group('Supporters');
  const id = await company.createCard(name, {
    status: 'in progress',
    assignees: company
      .notIn('Supporters')
      .slice(0, 3)
      .map(person => person.id),
    start_date: Date.now(),
    due_date: Date.now() + 56 * DAY_MS,
  });
  if (supporter) await company.setSupporter(id, [supporter]);
  return id;
}

/** Every card of these names has one list with each task once. */
export async function untilMirrored(company: Company, names: readonly string[]): Promise<void> {
  await vi.waitFor(async () => {
    const lists = await company.lists();
    expect(lists.map(({ name }) => name).sort()).toEqual([...names].sort());
    for (const { id } of lists) {
      const tasks = (await company.items(id)).map(({ name }) => name);
      expect(tasks.sort()).toEqual(FIRST_ITEMS);
    }
  }, PATIENCE);
}
