// Parts of a process that may be killed: from then on no call of it begins, and none that is under way comes back.
import type { Backend } from '../../src/queue/backend.ts';
import type { Memory } from '../../src/reconcile/memory/memory.ts';

export type Life = { isOver: boolean };

/** Another promise each time: whoever waits for one that lives on would live on with it. */
const never = (): Promise<never> => new Promise(() => {});

/** The same functions, which stop answering when the life is over. `close` still works: it is what cleans up. */
export function mortal<T extends object>(part: T, life: Life): T {
  return new Proxy(part, {
    get(target, name, self) {
      const value: unknown = Reflect.get(target, name, self);
      if (typeof value !== 'function' || name === 'close') return value;
      return (...given: unknown[]) => {
        if (life.isOver) return never();
        const answer: unknown = Reflect.apply(value, target, given);
        return answer instanceof Promise ? whileAlive(answer, life) : answer;
      };
    },
  });
}

async function whileAlive<T>(work: Promise<T>, life: Life): Promise<T> {
  try {
    return await work;
  } finally {
    if (life.isOver) await never();
  }
}

/** A backend whose memory and queues are mortal; what they hold stays. */
export function mortalBackend(backend: Backend, life: Life): Backend {
  return {
    async openStore(options) {
      const store = await backend.openStore(options);
      const memory = mortal(store.memory, life);
      // Whoever cleans up after a death takes its leave of the store; a process that was killed leaves no word there.
      const remove: Memory['remove'] = async keys => {
        if (!life.isOver) await memory.remove(keys);
      };
      return Object.assign(store, { memory: { ...memory, remove } });
    },
    openQueues: async (store, options) => mortal(await backend.openQueues(store, options), life),
    startWorkers: (store, queues, handlers, options) =>
      backend.startWorkers(store, queues, handlers, options),
  };
}
