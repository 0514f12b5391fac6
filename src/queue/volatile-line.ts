// One queue in memory with the manners of BullMQ's: jobs wait, are delayed, run, back off, are joined by key.
// It knows no card and no verdict; volatile-queues.ts makes the three queues of it.
import type { Instant } from '../domain/day.ts';
import { LockLost, reasonOf } from './errors.ts';
import type { Outcome } from './outcome.ts';

/** Where waiting is done; the machine's own timers, or virtual ones. */
export type Timers = {
  setTimeout(run: () => void, ms: number): unknown;
  clearTimeout(handle: unknown): void;
};

/** How a job waits. Lower priorities run first; `replaces` puts it in the place of a waiting job of its key. */
export type JobOptions = {
  delayMs: number;
  priority: number;
  attempts: number;
  backoffMs: number;
  jitter: number;
  replaces?: boolean;
};

type JobState = 'delayed' | 'waiting' | 'active' | 'completed' | 'failed';

export type Job<T> = {
  readonly id: string;
  readonly key: string | null;
  readonly data: T;
  readonly options: JobOptions;
  readonly addedAt: Instant;
  state: JobState;
  priority: number;
  dueAt: Instant;
  /** Its turn among those that wait with the same priority. */
  turn: number;
  attemptsMade: number;
  /** How often it was begun, whatever counts as an attempt. */
  runs: number;
  /** Whoever runs it; another value than the runner's own means that its lock is lost. */
  holder: number;
  reason: string | null;
  endedAt: Instant | null;
  /** Asked for while it ran: added when it has ended. The last one counts. */
  next: { data: T; options: JobOptions } | null;
};

/** What a running job may know of itself. */
export type Hand = { signal: AbortSignal; checkLock(): Promise<void> };

/** The job alone waits until `until`, which counts as no attempt. */
type Postponed = { job: 'comes again'; until: Instant };

/** Runs one job; a rejection lets it back off. */
type Work<T> = (job: Job<T>, hand: Hand) => Promise<Outcome | Postponed>;

export type Line<T> = {
  /** Adds a job, or answers with the one of the same key that it joins. */
  add(data: T, key: string | null, options: JobOptions): Job<T>;
  /** All that are kept, in the order in which they were added. */
  jobs(): Job<T>[];
  remove(job: Job<T>): void;
  /** Puts a waiting job at the end of those with this priority. */
  raise(job: Job<T>, priority: number): void;
  delay(job: Job<T>, delayMs: number): void;
  serve(work: Work<T>, concurrency: number): { close(timeoutMs: number): Promise<void> };
};

type Settled = Outcome | Postponed | 'cut off';

const KEPT = 1_000;
const AFTER_ABORT_MS = 2_000;
/** Timers take no more than 31 bits. */
const LONGEST_TIMER_MS = 2 ** 31 - 1;
const UNHELD = 0;

type Server<T> = {
  work: Work<T>;
  concurrency: number;
  hands: Map<Job<T>, AbortController>;
  isClosing: boolean;
};

/** Makes an empty queue. `keepsCompleted`: ended jobs stay readable, the newest thousand of them. */
export function createLine<T>(
  clock: { now(): Instant },
  timers: Timers,
  { random, keepsCompleted }: { random: () => number; keepsCompleted: boolean },
): Line<T> {
  const kept = new Map<string, Job<T>>();
  const servers = new Set<Server<T>>();
  let count = 0;
  let heldUntil = 0;
  let timer: unknown;
  const leavers = new Set<() => void>();

  const of = (...states: JobState[]): Job<T>[] =>
    [...kept.values()].filter(job => states.includes(job.state));

  const add: Line<T>['add'] = (data, key, options) => {
    const same = key === null ? undefined : of('delayed', 'waiting', 'active').find(job => job.key === key);
    if (same?.state === 'active') same.next = { data, options };
    if (same && (same.state === 'active' || !options.replaces)) return same;
    if (same) kept.delete(same.id);
    const now = clock.now();
    const job: Job<T> = {
      id: String(++count),
      key,
      data,
      options,
      addedAt: now,
      state: 'delayed',
      priority: options.priority,
      dueAt: now + options.delayMs,
      turn: count,
      attemptsMade: 0,
      runs: 0,
      holder: UNHELD,
      reason: null,
      endedAt: null,
      next: null,
    };
    kept.set(job.id, job);
    pump();
    return job;
  };

  const take = (now: Instant): Job<T> | undefined => {
    const due = of('delayed').filter(job => job.dueAt <= now);
    for (const job of due.sort((a, b) => a.dueAt - b.dueAt || a.turn - b.turn)) {
      job.state = 'waiting';
      job.turn = ++count;
    }
    if (now < heldUntil) return undefined;
    return of('waiting').sort((a, b) => a.priority - b.priority || a.turn - b.turn)[0];
  };

  function pump(): void {
    // One instant for all: what falls due between two readings of the clock would be seen by neither.
    const now = clock.now();
    for (const server of servers) {
      while (!server.isClosing && server.hands.size < server.concurrency) {
        const job = take(now);
        if (!job) break;
        void run(server, job);
      }
    }
    timers.clearTimeout(timer);
    timer = undefined;
    if (![...servers].some(server => !server.isClosing)) return;
    // What is due already waits for a free hand; whoever becomes free looks again.
    const instants = of('delayed').flatMap(job => (job.dueAt > now ? job.dueAt : []));
    if (of('waiting').length > 0 && heldUntil > now) instants.push(heldUntil);
    if (instants.length === 0) return;
    const waitMs = Math.min(...instants) - now;
    timer = timers.setTimeout(pump, Math.min(waitMs, LONGEST_TIMER_MS));
  }

  async function run(server: Server<T>, job: Job<T>): Promise<void> {
    const holder = ++count;
    const control = new AbortController();
    Object.assign(job, { state: 'active', holder, runs: job.runs + 1 });
    server.hands.set(job, control);
    const hand: Hand = {
      signal: control.signal,
      checkLock: async () => {
        if (job.holder === holder) return;
        // Told by the rejection first, as by a store that notices at its next look.
        timers.setTimeout(() => control.abort(), 0);
        throw new LockLost(job.key ?? job.id);
      },
    };
    // Never within the call that added the job.
    await Promise.resolve();
    const outcome = await server
      .work(job, hand)
      .catch(
        (error: unknown): Settled =>
          server.isClosing && control.signal.aborted ? 'cut off' : { job: 'backs off', why: reasonOf(error) },
      );
    server.hands.delete(job);
    if (job.holder === holder) settle(job, outcome);
    for (const leave of leavers) leave();
    pump();
  }

  function settle(job: Job<T>, outcome: Settled): void {
    job.holder = UNHELD;
    if (outcome !== 'cut off' && outcome.job === 'comes again') {
      job.state = 'delayed';
      job.dueAt = outcome.until;
      return;
    }
    if (outcome === 'cut off' || outcome.job === 'waits') {
      job.state = 'waiting';
      if (outcome !== 'cut off') heldUntil = Math.max(heldUntil, outcome.until);
      return;
    }
    job.attemptsMade += 1;
    if (outcome.job === 'completes') return end(job, 'completed');
    job.reason = outcome.why;
    const { attempts, backoffMs, jitter } = job.options;
    if (outcome.job === 'set aside' || job.attemptsMade >= attempts) return end(job, 'failed');
    const longestMs = backoffMs * 2 ** (job.attemptsMade - 1);
    job.state = 'delayed';
    job.dueAt = clock.now() + longestMs * (1 - jitter + random() * jitter);
  }

  function end(job: Job<T>, state: 'completed' | 'failed'): void {
    Object.assign(job, { state, endedAt: clock.now() });
    if (state === 'completed' && !keepsCompleted) kept.delete(job.id);
    for (const old of of(state).slice(0, -KEPT)) kept.delete(old.id);
    if (job.next) add(job.next.data, job.key, job.next.options);
  }

  /** Resolves when the server has nothing in hand, or after `timeoutMs`. */
  const emptied = (server: Server<T>, timeoutMs: number): Promise<void> =>
    new Promise(resolve => {
      const leave = (): void => {
        if (server.hands.size > 0) return;
        timers.clearTimeout(limit);
        leavers.delete(leave);
        resolve();
      };
      const limit = timers.setTimeout(() => {
        leavers.delete(leave);
        resolve();
      }, timeoutMs);
      leavers.add(leave);
      leave();
    });

  return {
    add,
    jobs: () => [...kept.values()],
    remove: job => void kept.delete(job.id),
    raise(job, priority) {
      Object.assign(job, { priority, turn: ++count });
    },
    delay(job, delayMs) {
      if (job.state === 'delayed') job.dueAt = clock.now() + delayMs;
      pump();
    },
    serve(work, concurrency) {
      const server: Server<T> = { work, concurrency, hands: new Map(), isClosing: false };
      servers.add(server);
      pump();
      return {
        async close(timeoutMs) {
          server.isClosing = true;
          await emptied(server, timeoutMs);
          for (const control of server.hands.values()) control.abort();
          await emptied(server, AFTER_ABORT_MS);
          // What does not let go is taken away: it runs again at the next start, as after a crash.
          for (const job of server.hands.keys()) settle(job, 'cut off');
          servers.delete(server);
          pump();
        },
      };
    },
  };
}
