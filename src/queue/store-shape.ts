// What a store is, whatever it is made of. Only types: store.ts opens one, each kind has its own file.

import type { BackendFactory, ConnectionOptions, RedisQueueBackend } from 'bullmq';
import type { Clock } from '../base/clock.ts';
import type { Log } from '../base/log.ts';
import type { Memory } from '../reconcile/memory/memory.ts';
import type { Pulse } from '../reconcile/ports.ts';
import type { StoreKeys, StorePlace } from './keys.ts';

/** What the queues and workers of a store are built from. */
export type BullBackend = {
  /** Fails fast, for adding and asking. */
  producer: ConnectionOptions;
  /** The same for deliveries, which ClickUp waits for, where one session does everything: they go first. */
  hurried?: ConnectionOptions;
  /** Waits as long as it takes, for workers. */
  consumer: ConnectionOptions;
  /** Absent for Redis, which BullMQ uses by itself. */
  backend?: BackendFactory<RedisQueueBackend>;
  /** In front of every key in Redis; other stores keep boards apart by the queue's name. */
  prefix?: string;
  queueName(name: string): string;
  /** What all queues and workers are told. */
  options?: { skipVersionCheck?: boolean };
};

/** Where the release before kept things of this board's workspace. */
export type FormerPart = {
  backend: BullBackend;
  /** The living entries of its memory, and how long they still live. */
  entries(): AsyncIterable<{ key: string; value: string; ttlMs: number }>;
};

/** How a store is, in a sentence. */
export type StoreCheck = { ok: boolean; message: string };

/** Something that a store says of itself, in a sentence without its full stop; a hint where somebody should do something. */
export type StoreFact = {
  name: 'version' | 'durability' | 'memory';
  ok: boolean;
  message: string;
  hint: string | null;
};

/** An open store. Its queues and its memory belong to one board. */
export type Store = {
  kind: 'embedded' | 'redis' | 'postgres';
  /** Its address without credentials. */
  shown: string;
  memory: Memory;
  /** For what belongs to no board, such as the budget of a token: one for all that use the store. */
  shared: Memory;
  /** Where a release before may have left something. */
  former?: FormerPart;
  /** Embedded only: the last process that held it ended without closing it, or the folder had to be re-created. */
  endedUncleanly: boolean;
  backend: BullBackend;
  /** Embedded only: notes in the folder where this process can be reached. */
  announce?(holder: { adminUrl: string }): Promise<void>;
  /** One round trip, together with the entry of that key. Rejects with StoreUnavailable. */
  pulse(key: string): Promise<Pulse>;
  /** Calls `hear` when connections broke or were made anew; answers with how to stop that. */
  onBreak(hear: () => void): () => void;
  /**
   * Makes again what is missing: tables of a database that was made anew, a folder that was deleted. Does nothing where
   * all is there; rejects with StoreUnavailable where it cannot be made now.
   */
  mend(): Promise<void>;
  /** Whether it takes writes, found out by writing; answers within `timeoutMs` and never rejects. */
  check(timeoutMs: number): Promise<StoreCheck>;
  /** Whether it is set up as it must be; only where it can be set up otherwise. */
  checkSettings?(timeoutMs: number): Promise<StoreCheck>;
  /** What it says of itself; only where it is a server. Never rejects. */
  facts?(timeoutMs: number): Promise<StoreFact[]>;
  /** Closes connections and folder; close workers and queues first. A second call waits for the first. */
  close(): Promise<void>;
};

/** A store as everybody but its own queues sees it; one in memory has no backend for BullMQ. */
export type OpenStore = Omit<Store, 'backend' | 'kind'> & { kind: Store['kind'] | 'volatile' };

/** What belongs to no board, opened by itself. */
export type SharedMemory = { memory: Memory; close(): Promise<void> };

/** How to open a store. */
export type StoreOptions = StorePlace & {
  /** STORE_URL, as documented in docs/stores.md. */
  url: string;
  clock: Clock;
  log: Log;
  /** Ends the waiting for a store that does not answer. */
  signal?: AbortSignal;
  /** How long to wait for a store that does not answer; Infinity for a service. Default 5,000. */
  waitMs?: number;
};

/** What every kind of store needs for opening, beside its own address. */
export type Opening = Omit<StoreOptions, 'url' | 'waitMs' | keyof StorePlace> & {
  keys: StoreKeys;
  formerKeys: StoreKeys;
  waitMs: number;
  shown: string;
};
