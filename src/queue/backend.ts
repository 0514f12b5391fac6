// What an engine runs on, as a type: the functions of store.ts, queues.ts and workers.ts, or those of the volatile queues.
import type { Queues, QueuesOptions } from './queues-shape.ts';
import type { OpenStore, StoreOptions } from './store-shape.ts';
import type { Handlers, Workers, WorkersOptions } from './workers.ts';

/** A store is only ever given back to the backend that opened it. */
export type Backend = {
  openStore(options: StoreOptions): Promise<OpenStore>;
  openQueues(store: OpenStore, options: QueuesOptions): Promise<Queues>;
  startWorkers(
    store: OpenStore,
    queues: Queues,
    handlers: Handlers,
    options: WorkersOptions,
  ): Promise<Workers>;
};
