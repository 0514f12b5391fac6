// The store, the three queues and their workers in memory: the same promises as with BullMQ, except that everything
// ends with the process. For tests in virtual time; nothing here waits except on the timers handed in.
import type { Instant } from '../domain/day.ts';
import { Delivery } from '../reconcile/delivery.ts';
import type { LookReason } from '../reconcile/look-reason.ts';
import type { Memory } from '../reconcile/memory.ts';
import { nextTime } from './cron.ts';
import type { Ground } from './ground.ts';
import { outcomeOf, postponedUntil } from './outcome.ts';
import type { FailedReconcile, Queues, QueuesOptions } from './queues.ts';
import type { OpenStore } from './store-shape.ts';
import { checkTick, type Tick } from './ticks.ts';
import type { Job, JobOptions } from './volatile-job.ts';
import {
  createJournal,
  createStillness,
  type Journal,
  type Stillness,
  type Timers,
} from './volatile-journal.ts';
import { createLine, type Line } from './volatile-line.ts';
import { volatileMemory } from './volatile-memory.ts';
import type { Handlers, Workers, WorkersOptions } from './workers.ts';

type Asked = { key: string; reason: LookReason | null };
type WakeUp = { key: string; at: Instant } | { tick: string };

type Place = {
  clock: { now(): Instant };
  memory: Memory & { empty(): void };
  deliveries: Line<Delivery>;
  reconcile: Line<Asked>;
  wakeUps: Line<WakeUp>;
  ticks: Map<string, Tick>;
  journal: Journal;
  stillness: Stillness;
  /** Counts the servers that have answered so far. */
  servers: number;
  connected: Set<() => void>;
};

/** A ground in memory, and what its stores can go through, all at once. */
export type VolatileGround = Ground & {
  /** Takes the locks of all running reconciles away. */
  breakLocks(store: OpenStore): void;
  /** Everything is gone, as after FLUSHALL: jobs, schedules, memory. Who runs a job has lost its lock. */
  empty(): void;
  /**
   * Everything is as it was `ms` ago (at most a minute), as after a failover that lost the last writes: another server
   * answers, and connections were made anew. What had ended since then runs again.
   */
  rollBack(ms: number): void;
  /** Nothing answers for `ms`. Calls fail in their time, and what they asked for happens all the same afterwards. */
  standStill(ms: number): void;
};

const PRIORITY = { live: 1, bulk: 2 };
const DELIVERY: JobOptions = { delayMs: 0, priority: 1, attempts: 7, backoffMs: 2_000, jitter: 0.5 };
const WAKE_UP = { priority: 1, attempts: 10, backoffMs: 1_000, jitter: 0, replaces: true };
const TICK = { priority: 1, attempts: 3, backoffMs: 5_000, jitter: 0 };
const CLOSE_MS = 25_000;
const DONE = { job: 'completes', wakeUpAt: null } as const;

/** Makes a ground whose stores live as long as it: closing and opening again finds everything. */
export function createVolatileGround({
  timers,
  random = Math.random,
}: {
  timers: Timers;
  random?: () => number;
}): VolatileGround {
  const places = new Map<string, Place>();
  let shared: Memory | null = null;
  const opened = new WeakMap<OpenStore, Place>();
  const placeOf = (store: OpenStore): Place => {
    const place = opened.get(store);
    if (!place) throw new Error(`The store ${store.shown} was not opened here.`);
    return place;
  };

  return {
    async openStore({ workspaceId, boardId, clock }) {
      const owner = `${workspaceId}.${boardId}`;
      shared ??= volatileMemory(clock);
      const place = places.get(owner) ?? newPlace(clock, timers, random);
      places.set(owner, place);
      await place.stillness.over();
      const store: OpenStore = {
        kind: 'volatile',
        shown: 'memory',
        memory: place.stillness.guard(place.memory),
        shared: place.stillness.guard(shared),
        endedUncleanly: false,
        isEmpty: (await place.memory.readAll('')).size === 0,
        ping: place.stillness.guard({ ping: async () => undefined }).ping,
        close: async () => undefined,
      };
      opened.set(store, place);
      return store;
    },
    openQueues: async (store, options) => {
      const place = placeOf(store);
      return place.stillness.guard(queuesOf(place, options));
    },
    startWorkers: async (store, queues, handlers, options) =>
      startOn(placeOf(store), queues, handlers, options),
    breakLocks(store) {
      for (const job of placeOf(store).reconcile.jobs()) if (job.state === 'active') job.holder = -1;
    },
    empty() {
      for (const { memory, ticks, ...place } of places.values()) {
        memory.empty();
        ticks.clear();
        for (const line of linesOf(place)) line.empty();
      }
    },
    rollBack(ms) {
      for (const place of places.values()) {
        place.journal.takeBack(place.clock.now() - ms);
        place.servers += 1;
        for (const line of linesOf(place)) line.settleAgain();
        for (const hear of place.connected) hear();
      }
    },
    standStill(ms) {
      for (const { stillness } of places.values()) stillness.begin(ms);
    },
  };
}

function newPlace(clock: { now(): Instant }, timers: Timers, random: () => number): Place {
  const journal = createJournal(clock);
  const stillness = createStillness(clock, timers);
  const parts = { random, journal, stillness };
  return {
    clock,
    journal,
    stillness,
    memory: volatileMemory(clock, journal),
    deliveries: createLine<Delivery>(clock, timers, { ...parts, keepsCompleted: true }),
    reconcile: createLine<Asked>(clock, timers, { ...parts, keepsCompleted: false }),
    wakeUps: createLine<WakeUp>(clock, timers, { ...parts, keepsCompleted: false }),
    ticks: new Map<string, Tick>(),
    servers: 1,
    connected: new Set(),
  };
}

const linesOf = ({ deliveries, reconcile, wakeUps }: Pick<Place, 'deliveries' | 'reconcile' | 'wakeUps'>) => [
  deliveries,
  reconcile,
  wakeUps,
];

function queuesOf(place: Place, options: QueuesOptions): Queues {
  const { clock, debounceMs = 300, attempts = 8, backoffMs = 2_000 } = options;
  const { deliveries, reconcile, wakeUps } = place;
  const pending = (key: string) =>
    wakeUps.jobs().find(job => 'key' in job.data && job.data.key === key && job.state !== 'failed');

  const requestReconcile: Queues['requestReconcile'] = async (key, urgency, reason) => {
    const asked = { delayMs: debounceMs, priority: PRIORITY[urgency], attempts, backoffMs, jitter: 0.5 };
    const kept = reconcile.add({ key, reason: reason ?? null }, key, asked);
    if (urgency !== 'live') return;
    if (kept.priority > PRIORITY.live) reconcile.raise(kept, PRIORITY.live);
    if (kept.attemptsMade > 0 && kept.dueAt - clock.now() > debounceMs) reconcile.delay(kept, debounceMs);
  };

  return {
    raw: [],
    addDelivery: async delivery => void deliveries.add(delivery, null, DELIVERY),
    deliveries: async limit =>
      deliveries
        .jobs()
        .reverse()
        .slice(0, limit)
        .map(({ id, data, state, reason }) => ({ id, delivery: data, state, reason })),
    requestReconcile,
    async setWakeUp(key, at) {
      const delayMs = Math.max(0, Math.round(at - clock.now()));
      wakeUps.add({ key, at }, `card:${key}`, { ...WAKE_UP, delayMs });
    },
    async removeWakeUp(key) {
      const job = pending(key);
      if (job && job.state !== 'active') wakeUps.remove(job);
    },
    async wakeUps() {
      const found = new Map<string, Instant>();
      for (const { data, state } of wakeUps.jobs()) {
        if (state !== 'failed' && 'key' in data && !found.has(data.key)) found.set(data.key, data.at);
      }
      return found;
    },
    async keepTicks(ticks) {
      for (const tick of ticks) checkTick(tick);
      const wanted = new Map(ticks.map(tick => [tick.name, tick]));
      noteTicks(place);
      for (const [name, tick] of place.ticks) {
        if (JSON.stringify(wanted.get(name)) === JSON.stringify(tick)) continue;
        place.ticks.delete(name);
        for (const job of wakeUps.jobs())
          if ('tick' in job.data && job.data.tick === name) wakeUps.remove(job);
      }
      for (const [name, tick] of wanted) {
        if (place.ticks.has(name)) continue;
        place.ticks.set(name, tick);
        // What comes regularly comes at once for the first time.
        addTick(place, tick, 'everyMs' in tick ? 0 : nextTime(tick, clock.now()) - clock.now());
      }
    },
    async counts() {
      return { deliveries: count(deliveries), reconcile: count(reconcile), wakeUps: count(wakeUps) };
    },
    async failed() {
      const failed = reconcile.jobs().filter(job => job.state === 'failed');
      return failed
        .map(({ id, key, reason, endedAt, addedAt }): FailedReconcile => {
          return { id, key: key ?? '', reason: reason ?? '', at: endedAt ?? addedAt };
        })
        .reverse();
    },
    async retryFailed(id) {
      const job = reconcile.jobs().find(candidate => candidate.id === id && candidate.state === 'failed');
      if (!job) throw new RangeError(`No failed job has the id "${id}".`);
      await requestReconcile(job.data.key, 'live', 'retry');
      reconcile.remove(job);
    },
    close: async () => undefined,
  };
}

function startOn(place: Place, queues: Queues, handlers: Handlers, options: WorkersOptions): Workers {
  const { clock, concurrency = 8 } = options;
  const done = async (work: () => Promise<void>) => {
    try {
      await work();
      return DONE;
    } catch (error) {
      const until = postponedUntil(error, clock.now());
      if (until === null) throw error;
      return { job: 'comes again', until } as const;
    }
  };
  const servers = [
    place.reconcile.serve(async (job, { signal, checkLock }) => {
      const { key, reason } = job.data;
      const run = { attempt: job.attemptsMade + 1, checkLock, signal, requestedAt: job.addedAt, reason };
      const outcome = outcomeOf(await handlers.reconcile(key, run));
      if (outcome.job !== 'completes') return outcome;
      if (outcome.wakeUpAt === null) await queues.removeWakeUp(key);
      else await queues.setWakeUp(key, outcome.wakeUpAt);
      return outcome;
    }, concurrency),
    place.deliveries.serve(({ data }) => done(() => handlers.delivery(Delivery.parse(data))), concurrency),
    place.wakeUps.serve(async ({ data, runs }: Job<WakeUp>, hold) => {
      if ('key' in data) return done(() => queues.requestReconcile(data.key, 'bulk', 'timer'));
      const tick = place.ticks.get(data.tick);
      if (tick && runs === 1) {
        addTick(place, tick, 'everyMs' in tick ? tick.everyMs : nextTime(tick, clock.now()) - clock.now());
      }
      return done(() => handlers.tick(data.tick, hold));
    }, concurrency),
  ];
  let closing: Promise<void> | undefined;
  const close = async (timeoutMs: number): Promise<void> => {
    await Promise.all(servers.map(server => server.close(timeoutMs)));
  };
  return { close: ({ timeoutMs = CLOSE_MS } = {}) => (closing ??= close(timeoutMs)) };
}

function noteTicks({ ticks, journal }: Place): void {
  const before = new Map(ticks);
  journal.note(() => {
    ticks.clear();
    for (const [name, tick] of before) ticks.set(name, tick);
  });
}

function addTick({ wakeUps }: Place, { name }: Tick, delayMs: number): void {
  wakeUps.add({ tick: name }, null, { ...TICK, delayMs });
}

function count(line: Line<unknown>): Record<string, number> {
  const counts: Record<string, number> = { delayed: 0, waiting: 0, active: 0, completed: 0, failed: 0 };
  for (const { state } of line.jobs()) counts[state] = (counts[state] ?? 0) + 1;
  return counts;
}
