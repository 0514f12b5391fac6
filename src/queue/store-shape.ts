// What a store is, whatever it is made of. Only types: store.ts opens one, each kind has its own file.
import type { BackendFactory, ConnectionOptions, RedisQueueBackend } from 'bullmq';
import type { Memory } from '../reconcile/memory.ts';
import type { StoreKeys, StorePlace } from './keys.ts';
import type { Log } from './log.ts';

/** What the queues and workers of a store are built from. */
export type QueueGround = {
  /** Fails fast, for adding and asking. */
  producer: ConnectionOptions;
  /** Waits as long as it takes, for workers. */
  consumer: ConnectionOptions;
  /** Absent for Redis, which BullMQ uses by itself. */
  backend?: BackendFactory<RedisQueueBackend>;
  /** In front of every key in Redis; other stores keep boards apart by the queue's name. */
  prefix?: string;
  queueName(name: string): string;
};

/** An open store. Its queues and its memory belong to one board. */
export type Store = {
  kind: 'embedded' | 'redis' | 'postgres';
  /** Its address without credentials. */
  shown: string;
  memory: Memory;
  /** For what belongs to no board, such as the budget of a token: one for all that use the store. */
  shared: Memory;
  /** Embedded only: the last process that held it ended without closing it, or the folder had to be re-created. */
  endedUncleanly: boolean;
  /** No living memory entry existed at opening: a first start, or the store was lost. */
  isEmpty: boolean;
  ground: QueueGround;
  /** Embedded only: notes in the folder where this process can be reached. */
  announce?(holder: { adminUrl: string }): Promise<void>;
  /** Rejects with StoreUnavailable when the store does not answer within `timeoutMs`. */
  ping(timeoutMs: number): Promise<void>;
  /** Closes connections and folder; close workers and queues first. A second call waits for the first. */
  close(): Promise<void>;
};

/** A store as everybody but its own queues sees it; one in memory has no ground for BullMQ. */
export type OpenStore = Omit<Store, 'ground' | 'kind'> & { kind: Store['kind'] | 'volatile' };

/** How to open a store. */
export type StoreOptions = StorePlace & {
  /** STORE_URL, as documented in docs/stores.md. */
  url: string;
  clock: { now(): number };
  log: Log;
  /** Ends the waiting for a store that does not answer. */
  signal?: AbortSignal;
  /** How long to wait for a store that does not answer; Infinity for a service. Default 5,000. */
  waitMs?: number;
};

/** What every kind of store needs for opening, beside its own address. */
export type Opening = Omit<StoreOptions, 'url' | 'waitMs' | keyof StorePlace> & {
  keys: StoreKeys;
  waitMs: number;
  shown: string;
};
