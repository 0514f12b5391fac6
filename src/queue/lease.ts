// Which processes work on a board with this store: those with one playbook and of one release may share it, others not.

import { createHash, randomUUID } from 'node:crypto';
import { hostname } from 'node:os';
import { z } from 'zod';
import type { Clock } from '../base/clock.ts';
import type { Log } from '../base/log.ts';
import { pause as waitReally } from '../base/time-limit.ts';
import type { LoadedPlaybook } from '../domain/playbook/loaded-playbook.ts';
import { entryOf } from '../reconcile/memory/entry.ts';
import { isoOf } from '../reconcile/report.ts';
import { LAYOUT } from './keys.ts';
import type { OpenStore } from './store-shape.ts';

const PREFIX = 'process:';
/** Renewed with every check of the store, twice within this time. */
const KEEP_MS = 75_000;
const CHECK_EVERY_MS = 1_000;

/**
 * What a process notes of itself; `beat` changes with every renewal, so that the living differ from the dead; `isAlone` of one
 * that applies a plan from a file, beside which nobody may work.
 */
const Entry = z.object({
  id: z.string(),
  playbook: z.string(),
  layout: z.number(),
  host: z.string(),
  pid: z.number(),
  since: z.number(),
  beat: z.number(),
  isAlone: z.boolean().optional(),
});
type Entry = z.infer<typeof Entry>;

/** Another process with another playbook, or of another release, works on this board and this store. */
export class BoardTaken extends Error {
  override readonly name = 'BoardTaken';
}

export type LeaseOptions = {
  store: Pick<OpenStore, 'kind' | 'shown' | 'memory'>;
  loaded: LoadedPlaybook;
  /** Whether nobody may work beside this process, even with the same playbook. */
  isAlone?: boolean | undefined;
  /** Names this process; made up where absent. */
  mark?: string | undefined;
  clock: Clock;
  log: Log;
  /** Ends the waiting for another process to prove dead. */
  signal?: AbortSignal | undefined;
  pause?: ((ms: number) => Promise<void>) | undefined;
};

/** A process that works on a board, by what it noted of itself; `since` in milliseconds. */
export type NotedProcess = { mark: string; host: string; pid: number; since: number };

/** Who works on the board of this memory; one that was killed is forgotten within 75 seconds. Rejects with StoreUnavailable. */
export async function processesIn(memory: OpenStore['memory']): Promise<NotedProcess[]> {
  const noted = await memory.readAll(PREFIX);
  return [...noted.values()]
    .flatMap(text => entryOf(Entry, text) ?? [])
    .map(({ id, host, pid, since }) => ({ mark: id, host, pid, since }));
}

/** The lease of one process. */
export class Lease {
  readonly #options: LeaseOptions;
  readonly #self: Entry;
  #trouble: string | null = null;

  constructor(options: LeaseOptions) {
    this.#options = options;
    this.#self = {
      id: options.mark ?? randomUUID(),
      playbook: fingerprintOf(options.loaded),
      layout: LAYOUT,
      host: hostname(),
      pid: process.pid,
      since: options.clock.now(),
      beat: 0,
      ...(options.isAlone ? { isAlone: true } : {}),
    };
  }

  /**
   * Notes this process. Where one is noted that can't work beside it, waits until that proves to be dead (at most 75
   * seconds); rejects with BoardTaken if it lives.
   */
  async take(): Promise<void> {
    const { kind, memory } = this.#options.store;
    if (kind === 'embedded') {
      // Nobody else can be alive under the folder's lock.
      await memory.remove([...(await memory.readAll(PREFIX)).keys()]);
    }
    for (;;) {
      await this.#waitUntilFree();
      await this.#write();
      // Two that start at once see each other only now: one of them goes first.
      const strangers = await this.#readStrangers();
      if (strangers.every(({ id }) => id > this.#self.id)) return;
      await this.release();
    }
  }

  /** Keeps the note alive, and finds out who else works here by now. */
  async renew(): Promise<void> {
    const { store, log } = this.#options;
    await this.#write();
    const [stranger] = await this.#readStrangers();
    const trouble = stranger ? refusal(stranger, store, this.#self) : null;
    if (trouble !== null && trouble !== this.#trouble) log.error({ store: store.shown }, trouble);
    this.#trouble = trouble;
  }

  /** Who works here and should not; null if nobody does. */
  trouble(): string | null {
    return this.#trouble;
  }

  async release(): Promise<void> {
    await this.#options.store.memory.remove([PREFIX + this.#self.id]);
  }

  async #write(): Promise<void> {
    this.#self.beat += 1;
    await this.#options.store.memory.write(PREFIX + this.#self.id, JSON.stringify(this.#self), KEEP_MS);
  }

  /** Those that can't work beside this one. */
  async #readStrangers(): Promise<Entry[]> {
    const self = this.#self;
    const noted = await this.#options.store.memory.readAll(PREFIX);
    const entries = [...noted.values()].flatMap(text => entryOf(Entry, text) ?? []);
    return entries.filter(
      ({ id, playbook, layout, isAlone }) =>
        id !== self.id &&
        (playbook !== self.playbook || layout !== LAYOUT || isAlone === true || self.isAlone === true),
    );
  }

  async #waitUntilFree(): Promise<void> {
    const { store, signal, log } = this.#options;
    const beats = new Map<string, number>();
    for (let waitedMs = 0; ; waitedMs += CHECK_EVERY_MS) {
      const strangers = await this.#readStrangers();
      // One that was noted by another clock may outstay its time.
      if (waitedMs > KEEP_MS) {
        await store.memory.remove(strangers.map(({ id }) => PREFIX + id));
        return;
      }
      if (strangers.length === 0) return;
      for (const stranger of strangers) {
        const before = beats.get(stranger.id);
        if (before !== undefined && before !== stranger.beat)
          throw new BoardTaken(refusal(stranger, store, this.#self));
        if (before === undefined) {
          const { host, pid } = stranger;
          log.warn({ host, pid }, 'another Liaison is noted in the store; waiting to see whether it lives');
        }
        beats.set(stranger.id, stranger.beat);
      }
      await this.#pause();
      signal?.throwIfAborted();
    }
  }

  #pause(): Promise<void> {
    const { pause, signal } = this.#options;
    return pause ? pause(CHECK_EVERY_MS) : waitReally(CHECK_EVERY_MS, signal);
  }
}

function fingerprintOf({ playbook }: LoadedPlaybook): string {
  return createHash('sha256').update(JSON.stringify(playbook)).digest('hex').slice(0, 16);
}

function refusal(
  { host, pid, since, layout, isAlone }: Entry,
  { shown }: Pick<OpenStore, 'shown'>,
  self: Entry,
): string {
  const where = `this board and this store (${shown}; process ${pid} on ${host}, since ${isoOf(since)})`;
  const forgotten = 'One that was killed is forgotten within 75 seconds.';
  if (layout !== LAYOUT) {
    return (
      `Another release of Liaison works on ${where}. ` +
      'An upgrade stops all processes first: stop it, then start this one again.'
    );
  }
  if (isAlone) {
    return `A plan from a file is being applied on ${where}. Wait for its end, then start again. ${forgotten}`;
  }
  if (self.isAlone) {
    return (
      `Another Liaison works on ${where}: by itself it does whatever is to be done, also what stands in no plan. ` +
      `Stop it first, then apply the plan again. ${forgotten}`
    );
  }
  return (
    `Another Liaison with another playbook works on ${where}. Stop it first, ` +
    `or start this one with the same playbook. ${forgotten}`
  );
}
