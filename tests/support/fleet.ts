// Several processes of one deployment behind one public address, a company that keeps them busy, and how the world is judged.
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, vi } from 'vitest';
import { type SimulatorOptions, startSimulator } from '../../src/simulator/simulator.ts';
import { type Balancer, startBalancer } from './balancer.ts';
import { type Company, companyOf } from './company-at-work.ts';
import { FIRST_ITEMS } from './first-items.ts';
import { command, freePorts, type Process, type Start, startRun } from './process.ts';
import type { AtEnd } from './servers/started.ts';

const PATIENCE = { timeout: 120_000, interval: 500 };
const DAY_MS = 86_400_000;
const BETWEEN_CHANGES_MS = 150;
const QUIET_MS = 1_500;
const OPEN_JOBS =
  /^liaison_queue_jobs\{queue="(deliveries|reconcile)",state="(active|waiting|prioritized|delayed|failed)"\} (\d+)$/gm;

type Role = 'web' | 'worker' | 'everything';
type Member = Process & { role: Role };

export type Fleet = {
  company: Company;
  balancer: Balancer;
  start: Start;
  /** Processes that live, the oldest first. */
  processes: Member[];
  /** Starts one more; the balancer asks all that take deliveries. */
  add(role: Role, more?: Partial<Start>): Promise<Member>;
  /** SIGTERM; the balancer forgets it only afterwards, as one does that finds out by asking. */
  retire(one: Member): Promise<void>;
  /** What all processes said so far, once they are stopped. */
  stop(): Promise<string>;
};

/** A deployment without processes, on a store. */
export async function startFleet(
  storeUrl: string,
  atEnd: AtEnd,
  {
    simulator: options = {},
    env = {},
  }: { simulator?: Partial<SimulatorOptions>; env?: Record<string, string> } = {},
): Promise<Fleet> {
  const folder = mkdtempSync(join(tmpdir(), 'liaison-fleet-'));
  atEnd(() => rmSync(folder, { recursive: true, force: true }));
  const playbook = join(folder, 'playbook.yaml');
  const text = readFileSync('config/playbook.yaml', 'utf8');
  writeFileSync(playbook, text.replace('readLag: 60 seconds', 'readLag: 2 seconds'));
  const simulator = await startSimulator({ seed: 'empty', rateLimit: 100_000, latencyMs: 20, ...options });
  atEnd(() => simulator.close());
  const balancer = await startBalancer(atEnd);
  const start = { simulator, storeUrl, playbook, env: { PUBLIC_URL: balancer.url, ...env } };
  const company = await companyOf(simulator);
  const processes: Member[] = [];
  const webs = new Set<Member>();
  const told: string[] = [];
  const tellTargets = (): void =>
    balancer.send(
      [...webs].map(({ url }) => ({ host: new URL(url).hostname, port: Number(new URL(url).port) })),
    );
  const end = async (one: Member): Promise<void> => {
    const { code, stdout, stderr } = await one.stop();
    told.push(`${stdout}${stderr}`);
    processes.splice(processes.indexOf(one), 1);
    webs.delete(one);
    tellTargets();
    expect(code, stderr).toBe(0);
  };
  atEnd(async () => {
    await Promise.all(processes.map(one => one.kill()));
  });
  return {
    company,
    balancer,
    start,
    processes,
    async add(role, more = {}) {
      const only = role === 'everything' ? {} : { role };
      const wanted = { ...start, ...only, ports: await freePorts(), ...more };
      const one = { ...(await startRun(wanted, { isReady: false })), role };
      processes.push(one);
      await one.untilReady();
      if (role !== 'worker') webs.add(one);
      tellTargets();
      return one;
    },
    retire: end,
    async stop() {
      await Promise.all([...processes].map(end));
      return told.join('');
    },
  };
}

/** What a company asked for, and must find answered in the end. */
export type Asked = {
  /** Cards at work by their names. */
  cards: Map<string, string>;
  /** Comments to which Liaison answers. */
  questions: string[];
};

export type Busy = Asked & {
  /** The last thing is asked for, and everything was taken by ClickUp. */
  end(): Promise<void>;
};

/** People who go on working until `end`: card after card, on each of which somebody joins and asks, and then leaves and joins. */
export function keepBusy(company: Company, cards: number): Busy {
  const asked: Asked = { cards: new Map(), questions: [] };
  const [supporter] = company.group('Supporters');
  const [first, second, third, fourth] = company.notIn('Supporters');
  if (!supporter || !first || !second || !third || !fourth) throw new Error('The seed lacks people.');
  const begin = async (name: string): Promise<void> => {
    const id = await company.createCard(name, {
      status: 'in progress',
      assignees: [first.id, second.id, third.id],
      start_date: Date.now(),
      due_date: Date.now() + 56 * DAY_MS,
    });
    asked.cards.set(name, id);
    await company.setSupporter(id, [supporter]);
    await pause();
    await company.join(id, fourth);
  };
  const ask = async (id: string): Promise<void> => {
    const said = { comment_text: '/explain', notify_all: false };
    const { body } = await company.as(fourth).ask('POST', `/v2/task/${id}/comment`, said);
    asked.questions.push(String(body['id']));
  };
  let isOver = false;
  const work = async (): Promise<void> => {
    for (let number = 1; number <= cards; number++) {
      const name = `Result ${number}`;
      await begin(name);
      await pause();
      await ask(asked.cards.get(name) ?? '');
      await pause();
    }
    for (let turn = 0; !isOver; turn++) {
      const id = [...asked.cards.values()][turn % cards] ?? '';
      await company.leave(id, fourth);
      await pause();
      await company.join(id, fourth);
      await pause();
    }
  };
  const working = work();
  return {
    ...asked,
    end() {
      isOver = true;
      return working;
    },
  };
}

/** People take a moment between two changes. */
const pause = () => new Promise<void>(resolve => setTimeout(resolve, BETWEEN_CHANGES_MS));

/** Resolves once so many customer results have their list. */
export const untilLists = (company: Company, count: number): Promise<void> =>
  vi.waitFor(async () => expect((await company.lists()).length).toBeGreaterThanOrEqual(count), PATIENCE);

/** Waits until everything is there that was asked for, each thing once, and one more sweep finds nothing to write. */
export async function judge(fleet: Fleet, asked: Asked): Promise<void> {
  const { company, start } = fleet;
  const isAllThere = () => isThereOnce(company, asked);
  await vi.waitFor(isAllThere, PATIENCE);
  await untilSettled(fleet);
  const { writes } = await company.spent();
  const { code, stdout, stderr } = await command(['sync'], start);
  expect(code, stdout + stderr).toBe(0);
  expect((await company.spent()).writes, stdout).toBe(writes);
  await isAllThere();
}

async function isThereOnce(company: Company, { cards, questions }: Asked): Promise<void> {
  const lists = await company.lists();
  expect(lists.map(({ name }) => name).sort()).toEqual([...cards.keys()].sort());
  for (const { id, name } of lists) {
    const tasks = (await company.items(id)).map(task => task.name);
    expect(tasks.sort(), name).toEqual(FIRST_ITEMS);
  }
  const bot = company.simulator.tokens.bot.id;
  for (const [name, id] of cards) {
    const ours = (await company.comments(id)).filter(({ user }) => user.id === bot);
    expect(ours.length, `status comments of ${name}`).toBe(1);
  }
  for (const id of questions) expect((await company.replies(id)).length, `answers to ${id}`).toBe(1);
}

/** No job is open any more, also none that lost its worker, none failed, and what follows from them was written. */
async function untilSettled({ company, processes }: Pick<Fleet, 'company' | 'processes'>): Promise<void> {
  const [one] = processes;
  let before = { writes: -1, at: Date.now() };
  await vi.waitFor(async () => {
    const page = await (await fetch(`${one?.adminUrl}/metrics`, { headers: one?.adminHeaders ?? {} })).text();
    const open = [...page.matchAll(OPEN_JOBS)].filter(([, , , count]) => count !== '0');
    const { writes } = await company.spent();
    if (open.length > 0 || writes !== before.writes) before = { writes, at: Date.now() };
    const told = [...open.map(([line]) => line), ...processes.flatMap(givenUp)];
    expect(Date.now() - before.at, told.join('\n')).toBeGreaterThan(QUIET_MS);
  }, PATIENCE);
}

/** The lines in which a process says that a job failed or lost its worker. */
function givenUp({ said }: Process): string[] {
  return said()
    .split('\n')
    .filter(line => /a job (failed|lost)/.test(line));
}
