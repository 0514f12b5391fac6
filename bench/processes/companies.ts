// Many companies on one Redis, a process for each as `liaison run` is deployed: what each takes at rest and for a change,
// where there are ten of them and where there are a hundred.
import { once } from 'node:events';
import { setTimeout as wait } from 'node:timers/promises';
import { Redis } from 'ioredis';
import { z } from 'zod';
import type { Family, Run } from '../family.ts';
import { atMost, type Figure } from '../figure.ts';
import { type Liaison, startLiaison } from './liaison.ts';
import { enterClickUp, type LocalClickUp } from './local-clickup.ts';
import { forkModule } from './program.ts';
import { type OwnStore, redisFor } from './stores.ts';
import { canMeasure } from './usage.ts';

const COMPANIES = [10, 100];
const SEED = 'large:20x5';
/** So many start at once. */
const AT_ONCE = 4;
/** After the start, until V8 has given back what it took for it; then at rest, and again for the changes. */
const SETTLE_MS = 45_000;
const REST_MS = 30_000;
/** Below those that the system gives to connections, of which there are thousands here. */
const FIRST_PORT = 21_000;
const DAY_MS = 86_400_000;
/** Of each company, one after the other. */
const CHANGES = 10;
/** A company among a hundred may take a fifth more than one among ten. */
const TARGET = 1.2;

const Urls = z.array(z.string());

type Company = { clickUp: LocalClickUp; liaison: Liaison };
/** For each company. */
type Seen = {
  companies: number;
  memory: number;
  restProcessorMs: number;
  restCommands: number;
  storeBytes: number;
  connections: number;
  changeProcessorMs: number;
};

export const companies: Family = {
  name: 'companies',
  seconds: 400,
  shortSeconds: null,
  async measure(run) {
    if (!canMeasure) {
      run.leftOut('companies: left out, processes can be measured on Linux only');
      return [];
    }
    const open = await redisFor('companies', run);
    if (!open) return [];
    const seen: Seen[] = [];
    for (const count of COMPANIES) {
      const store = await open();
      try {
        seen.push(await measureCompanies(run, count, store));
      } finally {
        await store.remove();
      }
    }
    return figuresOf(seen);
  },
};

async function measureCompanies(run: Run, count: number, store: OwnStore): Promise<Seen> {
  run.doing(`${count} companies: they start`);
  const child = forkModule('many-simulators', [String(count), SEED]);
  const redis = new Redis(store.url);
  const all: Company[] = [];
  try {
    const [message] = (await once(child, 'message')) as [unknown];
    const waiting = Urls.parse(message);
    const startNext = async (): Promise<void> => {
      for (let url = waiting.pop(); url !== undefined; url = waiting.pop()) {
        const port = FIRST_PORT + 2 * waiting.length;
        const clickUp = await enterClickUp(url, () => Promise.resolve());
        const liaison = await startLiaison({
          clickUp,
          storeUrl: store.url,
          playbook: 'bench/playbook.yaml',
          ports: { port, adminPort: port + 1 },
        });
        all.push({ clickUp, liaison });
      }
    };
    await Promise.all(Array.from({ length: AT_ONCE }, startNext));
    await Promise.all(all.map(({ clickUp }) => clickUp.quiet({ forMs: 5_000 })));
    return await measureAll(run, all, redis);
  } finally {
    await Promise.all(all.map(({ liaison }) => liaison.stop()));
    redis.disconnect();
    child.send('stop');
  }
}

async function measureAll(run: Run, all: readonly Company[], redis: Redis): Promise<Seen> {
  const count = all.length;
  run.doing(`${count} companies at rest`);
  await wait(SETTLE_MS);
  const before = await usedBy(all, redis);
  await wait(REST_MS);
  const rested = await usedBy(all, redis);
  run.doing(`${count} companies, ${CHANGES} changes each`);
  await Promise.all(all.map(change));
  const after = await usedBy(all, redis);
  const perCompany = (part: keyof typeof rested) => (rested[part] - before[part]) / count;
  const restProcessorMs = perCompany('processorMs') / (rested.at - before.at);
  const beyondRest =
    (after.processorMs - rested.processorMs) / count - restProcessorMs * (after.at - rested.at);
  return {
    companies: count,
    memory: rested.memory / count,
    restProcessorMs: restProcessorMs * 1_000,
    restCommands: (perCompany('commands') / (rested.at - before.at)) * 1_000,
    storeBytes: rested.bytes / count,
    connections: rested.connections / count,
    changeProcessorMs: beyondRest / CHANGES,
  };
}

/** Due days move, each in a card of its own, and each is answered by a write. */
async function change({ clickUp }: Company): Promise<void> {
  const ids = (await clickUp.cardIds()).slice(0, CHANGES);
  await clickUp.forget();
  for (const id of ids) {
    await clickUp.ask('PUT', `/task/${id}`, { due_date: Date.now() + 40 * DAY_MS });
    await wait(REST_MS / CHANGES);
  }
  await clickUp.quiet({ forMs: 5_000 });
  const { writes } = await clickUp.counted();
  if (writes < CHANGES) throw new Error(`${CHANGES} changes led to ${writes} writes; each needs one.`);
}

async function usedBy(all: readonly Company[], redis: Redis) {
  const usages = await Promise.all(all.map(({ liaison }) => liaison.usage()));
  const info = await redis.info();
  const told = (name: string) => Number(new RegExp(`${name}:(\\d+)`).exec(info)?.[1]);
  return {
    at: performance.now(),
    memory: usages.reduce((sum, one) => sum + one.memory, 0),
    processorMs: usages.reduce((sum, one) => sum + one.processorMs, 0),
    commands: told('total_commands_processed'),
    bytes: told('used_memory'),
    connections: told('connected_clients'),
  };
}

function figuresOf([few, ...more]: readonly Seen[]): Figure[] {
  if (!few) return [];
  const each = (name: string, unit: string, part: Exclude<keyof Seen, 'companies'>): Figure[] =>
    more.map(many =>
      atMost(TARGET, {
        name: `${name}, of each`,
        size: `${many.companies} companies`,
        value: many[part],
        unit,
        baseline: few[part],
      }),
    );
  return [
    ...each('memory at rest', 'MB', 'memory'),
    ...each('processor time of a second at rest', 'ms', 'restProcessorMs'),
    ...each('commands to Redis in a second at rest', 'commands', 'restCommands'),
    ...each('memory of Redis', 'bytes', 'storeBytes'),
    ...each('connections to Redis', 'connections', 'connections'),
    ...each('processor time of a change', 'ms', 'changeProcessorMs'),
  ];
}
