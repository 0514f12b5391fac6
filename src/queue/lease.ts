// Which processes work on a board with this store: those with one playbook and of one release may share it, others not.
import { createHash, randomUUID } from 'node:crypto';
import { hostname } from 'node:os';
import { z } from 'zod';
import type { Clock } from '../base/clock.ts';
import type { Log } from '../base/log.ts';
import type { LoadedPlaybook } from '../domain/playbook/loaded-playbook.ts';
import { entryOf } from '../reconcile/memory/entry.ts';
import { isoOf } from '../reconcile/report.ts';
import { LAYOUT } from './keys.ts';
import type { OpenStore } from './store-shape.ts';
import { pause as waitReally } from './within.ts';

const PREFIX = 'process:';
/** Renewed with every look at the store, twice within this time. */
const KEEP_MS = 75_000;
const LOOK_MS = 1_000;

/** What a process notes of itself; `beat` changes with every renewal, so that the living differ from the dead. */
const Entry = z.object({
  id: z.string(),
  playbook: z.string(),
  layout: z.number(),
  host: z.string(),
  pid: z.number(),
  since: z.number(),
  beat: z.number(),
});
type Entry = z.infer<typeof Entry>;

/** Another process with another playbook, or of another release, works on this board and this store. */
export class BoardTaken extends Error {
  override readonly name = 'BoardTaken';
}

export type Lease = {
  /**
   * Notes this process. Where one is noted that can't work beside it, waits until that proves to be dead (at most 75
   * seconds); rejects with BoardTaken if it lives.
   */
  take(): Promise<void>;
  renew(): Promise<void>;
  /** Who works here and should not; null if nobody does. */
  trouble(): string | null;
  release(): Promise<void>;
};

/** The lease of one process. */
export function createLease(options: {
  store: Pick<OpenStore, 'kind' | 'shown' | 'memory'>;
  loaded: LoadedPlaybook;
  clock: Clock;
  log: Log;
  signal?: AbortSignal | undefined;
  pause?: ((ms: number) => Promise<void>) | undefined;
}): Lease {
  const { store, loaded, clock, log, signal } = options;
  const { memory } = store;
  const playbook = createHash('sha256').update(JSON.stringify(loaded.playbook)).digest('hex').slice(0, 16);
  const self: Entry = {
    id: randomUUID(),
    playbook,
    layout: LAYOUT,
    host: hostname(),
    pid: process.pid,
    since: clock.now(),
    beat: 0,
  };
  let trouble: string | null = null;

  const write = async (): Promise<void> => {
    self.beat += 1;
    await memory.write(PREFIX + self.id, JSON.stringify(self), KEEP_MS);
  };
  /** Those that can't work beside this one. */
  const strangers = async (): Promise<Entry[]> => {
    const entries = [...(await memory.readAll(PREFIX)).values()].flatMap(text => entryOf(Entry, text) ?? []);
    return entries.filter(
      ({ id, playbook: other, layout }) => id !== self.id && (other !== playbook || layout !== LAYOUT),
    );
  };
  const untilFree = async (): Promise<void> => {
    const beats = new Map<string, number>();
    for (let waitedMs = 0; ; waitedMs += LOOK_MS) {
      const found = await strangers();
      // One that was noted by another clock may outstay its time.
      if (waitedMs > KEEP_MS) {
        await memory.remove(found.map(({ id }) => PREFIX + id));
        return;
      }
      if (found.length === 0) return;
      for (const stranger of found) {
        const before = beats.get(stranger.id);
        if (before !== undefined && before !== stranger.beat) throw new BoardTaken(refusal(stranger, store));
        if (before === undefined) {
          const { host, pid } = stranger;
          log.warn({ host, pid }, 'another Liaison is noted in the store; waiting to see whether it lives');
        }
        beats.set(stranger.id, stranger.beat);
      }
      await (options.pause ? options.pause(LOOK_MS) : waitReally(LOOK_MS, signal));
      signal?.throwIfAborted();
    }
  };

  return {
    async take() {
      if (store.kind === 'embedded') {
        // Nobody else can be alive under the folder's lock.
        await memory.remove([...(await memory.readAll(PREFIX)).keys()]);
      }
      for (;;) {
        await untilFree();
        await write();
        // Two that start at once see each other only now: one of them goes first.
        const found = await strangers();
        if (found.every(({ id }) => id > self.id)) return;
        await memory.remove([PREFIX + self.id]);
      }
    },
    async renew() {
      await write();
      const [stranger] = await strangers();
      const said = stranger ? refusal(stranger, store) : null;
      if (said !== null && said !== trouble) log.error({ store: store.shown }, said);
      trouble = said;
    },
    trouble: () => trouble,
    async release() {
      await memory.remove([PREFIX + self.id]);
    },
  };
}

function refusal({ host, pid, since, layout }: Entry, { shown }: Pick<OpenStore, 'shown'>): string {
  const who = `process ${pid} on ${host}, since ${isoOf(since)}`;
  return layout === LAYOUT
    ? `Another Liaison with another playbook works on this board and this store (${shown}; ${who}). Stop it first, ` +
        'or start this one with the same playbook. One that was killed is forgotten within 75 seconds.'
    : `Another release of Liaison works on this board and this store (${shown}; ${who}). ` +
        'An upgrade stops all processes first: stop it, then start this one again.';
}
