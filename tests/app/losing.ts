// Engines on a store in memory that can be lost, in virtual time, with the simulator as ClickUp.
import { onTestFinished } from 'vitest';
import { type Engine, startEngine } from '../../src/app/engine.ts';
import type { Log } from '../../src/base/log.ts';
import { connect } from '../../src/clickup/connect.ts';
import { loadPlaybook } from '../../src/config/playbook-file.ts';
import { startSimulator } from '../../src/simulator/simulator.ts';
import { companyOf } from '../support/company-at-work.ts';
import { FIRST_ITEMS } from '../support/first-items.ts';
import { createInMemoryBackend } from '../support/in-memory-queue/backend.ts';
import { createVirtualTime } from '../support/virtual-time.ts';
import { answerWithoutNetwork } from '../support/without-network.ts';

/** A Monday morning. */
const START = Date.parse('2026-05-04T07:00:00Z');
const DAY_MS = 86_400_000;
export const READ_LAG_MS = 60_000;
/** What a running Liaison keeps, as far as it matters here. */
const TICKS = [{ name: 'sweep', cron: '0 3 * * *', zone: 'Europe/Berlin' }];

/** The world; everything ends with the test. */
export async function startLosing() {
  const time = createVirtualTime(START);
  const simulator = await startSimulator({ seed: 'empty', rateLimit: 100_000, time });
  const without = answerWithoutNetwork(simulator);
  onTestFinished(async () => {
    without.stop();
    await simulator.close();
  });
  const company = await companyOf(simulator);
  const loaded = await loadPlaybook('config/playbook.yaml');
  const backend = createInMemoryBackend({ timers: time, random: () => 0.5 });

  /** An engine at work, as `liaison run` without webhooks, and what it warned of. */
  async function startProcess(): Promise<{ engine: Engine; warnings: string[] }> {
    const warnings: string[] = [];
    const quiet = () => undefined;
    const warn: Log['warn'] = (_fields, message) => void warnings.push(message);
    const log: Log = { debug: quiet, info: quiet, warn, error: warn };
    const { token } = simulator.tokens.bot;
    const pause = (ms: number) => time.pause(ms);
    const working = (async () => {
      const connection = await connect({
        apiUrl: simulator.apiUrl,
        token,
        loaded,
        clock: time,
        log,
        pause,
      });
      const engine = await startEngine({
        connection,
        loaded,
        storeUrl: 'volatile:',
        backend,
        clock: time,
        log,
        pause,
      });
      await engine.work(TICKS);
      await engine.sweep();
      return engine;
    })();
    const engine = await time.passWhile(working);
    onTestFinished(() => time.passWhile(engine.close()));
    return { engine, warnings };
  }

  return {
    time,
    simulator,
    company,
    backend,
    startProcess,
    pass: (ms: number) => time.passUntil(time.now() + ms),
    /** A card in progress with a team, a supporter and eight weeks. */
    async cardInProgress(name: string): Promise<string> {
      const [supporter] = company.group('Supporters');
      const team = company.notIn('Supporters').slice(0, 3);
      const id = await company.createCard(name, {
        status: 'in progress',
        assignees: team.map(person => person.id),
        start_date: time.now(),
        due_date: time.now() + 56 * DAY_MS,
      });
      if (supporter) await company.setSupporter(id, [supporter]);
      return id;
    },
    /** Faults of the simulator; none ends them. */
    async faults(rules: object[] = [], latencyMs = 0): Promise<void> {
      const client = company.as(company.group('Supporters')[0] ?? raise('the seed lacks people'));
      const { status } = await client.control('faults', { rules, latencyMs });
      if (status !== 200) throw new Error('the faults were refused');
    },
    /** What is there of a card: its lists, the tasks of each, the comments on it. */
    async found(cardId: string, name: string) {
      const lists = (await company.lists()).filter(list => list.name.startsWith(name));
      const tasks = await Promise.all(lists.map(({ id }) => company.items(id)));
      return {
        lists: lists.map(list => list.name),
        tasks: tasks.map(items => items.map(item => item.name).sort()),
        comments: (await company.comments(cardId)).length,
      };
    },
  };
}

function raise(message: string): never {
  throw new Error(message);
}

/** Exactly one of everything. */
export const exactlyOne = (name: string) => ({ lists: [name], tasks: [FIRST_ITEMS], comments: 1 });
