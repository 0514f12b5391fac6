// A process that dies at one single write to ClickUp or to the store: before it is sent, or once it is applied.
import type { Backend } from '../../src/queue/backend.ts';
import type { OpenStore } from '../../src/queue/store-shape.ts';
import type { Workers } from '../../src/queue/workers.ts';
import type { Memory } from '../../src/reconcile/memory/memory.ts';
import type { Simulator } from '../../src/simulator/simulator.ts';
import type { Life } from '../support/mortal.ts';

/** The number of a write, from 1, and on which side of it the process dies. */
export type Death = { number: number; when: 'before' | 'after' };

export type Deaths = {
  /** What was written so far by whoever has not died, in words. */
  writes: string[];
  /** The life that dies at the write. */
  life: Life;
  /** Resolves when it is over. */
  over: Promise<void>;
  /** The backend whose writes count while the life lasts. */
  watch(backend: Backend): Backend;
  /** The simulator whose requests by Liaison count. */
  watchRequests(simulator: Simulator): Simulator;
  /** From now on nobody dies any more, and nothing counts. */
  end(): void;
  /** Gives back the jobs that were in hand, as their locks run out. */
  letGo(): Promise<void>;
};

/** Another promise each time: whoever waits for one that lives on would live on with it. */
const never = (): Promise<never> => new Promise(() => {});
const MEMORY_WRITES = new Set<string | symbol>([
  'write',
  'writeAll',
  'writeIfAbsent',
  'remove',
] satisfies (keyof Memory)[]);
const QUEUE_READS = new Set<string | symbol>(['raw', 'deliveries', 'wakeUps', 'counts', 'failed', 'close']);

/** The keys that a write to the memory is about, or whatever else comes first. */
function namesIn(first: unknown): string {
  const isEntry = (one: unknown): one is { key: string } =>
    typeof one === 'object' && one !== null && 'key' in one;
  return Array.isArray(first)
    ? first.map(one => String(isEntry(one) ? one.key : one)).join('+')
    : String(first);
}

/** Dies at `death`; null: lives on, and only counts. */
export function createDeaths(death: Death | null): Deaths {
  const writes: string[] = [];
  const life: Life = { isOver: false };
  const workers: Workers[] = [];
  let isEnded = false;
  let tellOver = (): void => undefined;
  const over = new Promise<void>(resolve => {
    tellOver = resolve;
  });
  const die = (): Promise<never> => {
    life.isOver = true;
    tellOver();
    return never();
  };
  const around = async <T>(what: string, write: () => Promise<T>): Promise<T> => {
    if (life.isOver || isEnded) return write();
    const isIt = writes.push(what) === death?.number;
    if (isIt && death.when === 'before') return die();
    const answer = await write();
    return isIt ? die() : answer;
  };
  const watched = <T extends object>(part: T, name: string, isWrite: (key: string | symbol) => boolean): T =>
    new Proxy(part, {
      get(target, key, self) {
        const value: unknown = Reflect.get(target, key, self);
        if (typeof value !== 'function' || !isWrite(key)) return value;
        return (...given: unknown[]) =>
          around(`${name} ${String(key)} ${namesIn(given[0])}`, async () =>
            Reflect.apply(value, target, given),
          );
      },
    });

  return {
    writes,
    life,
    over,
    watch: backend => ({
      openStore: async options => {
        const store: OpenStore = await backend.openStore(options);
        return Object.assign(store, {
          memory: watched(store.memory, 'memory', key => MEMORY_WRITES.has(key)),
        });
      },
      openQueues: async (store, options) =>
        watched(await backend.openQueues(store, options), 'queues', key => !QUEUE_READS.has(key)),
      async startWorkers(...given) {
        const started = await backend.startWorkers(...given);
        workers.push(started);
        return started;
      },
    }),
    watchRequests: simulator => ({
      ...simulator,
      fetch(request) {
        const isBots = request.headers.get('authorization') === simulator.tokens.bot.token;
        const { pathname } = new URL(request.url);
        if (request.method === 'GET' || !isBots) return simulator.fetch(request);
        return around(`ClickUp ${request.method} ${pathname}`, async () => simulator.fetch(request));
      },
    }),
    end: () => {
      isEnded = true;
    },
    async letGo() {
      await Promise.all(workers.map(one => one.close()));
    },
  };
}
