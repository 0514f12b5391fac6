// One queue in memory with the manners of BullMQ's: jobs wait, are delayed, run, back off, are joined by key.
// It knows no card and no result; backend.ts makes the three queues of it.
import type { Instant } from '../../../src/domain/day.ts';
import { LockLost, storeReason } from '../../../src/queue/errors.ts';
import type { JobDecision } from '../../../src/queue/job-policy.ts';
import type { Job, JobOptions, JobState } from './job.ts';
import type { Journal, Stillness, Timers } from './journal.ts';

/** What a running job may know of itself. */
export type Hand = { signal: AbortSignal; checkLock(): Promise<void> };

/** The job alone waits until `until`, which counts as no attempt. */
type Postponed = { job: 'comes again'; until: Instant };
type Decided = Exclude<JobDecision, { job: 'comes again' }>;

/** Runs one job; a rejection lets it back off. */
type Work<T> = (job: Job<T>, hand: Hand) => Promise<Decided | Postponed>;

export type InMemoryQueue<T> = {
  /** Adds a job, or answers with the one of the same key that it joins. */
  add(data: T, key: string | null, options: JobOptions): Job<T>;
  /** All that are kept, in the order in which they were added. */
  jobs(): Job<T>[];
  remove(job: Job<T>): void;
  /** Puts a waiting job at the end of those with this priority. */
  raise(job: Job<T>, priority: number): void;
  delay(job: Job<T>, delayMs: number): void;
  /** Forgets every job; whoever runs one has lost its lock. */
  empty(): void;
  /** After changes were taken back: what nobody runs any more waits again, and what is running elsewhere has no lock. */
  settleAgain(): void;
  serve(work: Work<T>, concurrency: number): { close(timeoutMs: number): Promise<void> };
};

type Settled = Decided | Postponed | 'cut off';

const KEPT = 1_000;
const AFTER_ABORT_MS = 2_000;
/** Timers take no more than 31 bits. */
const LONGEST_TIMER_MS = 2 ** 31 - 1;
const UNHELD = 0;
const LOST = -1;

type Server<T> = {
  work: Work<T>;
  concurrency: number;
  /** What it runs, as which holder. */
  hands: Map<Job<T>, { control: AbortController; holder: number }>;
  isClosing: boolean;
};

/** Makes an empty queue. `keepsCompleted`: ended jobs stay readable, the newest thousand of them. */
export function createInMemoryQueue<T>(
  clock: { now(): Instant },
  timers: Timers,
  {
    random,
    keepsCompleted,
    journal,
    stillness,
  }: { random: () => number; keepsCompleted: boolean; journal: Journal; stillness: Stillness },
): InMemoryQueue<T> {
  const kept = new Map<string, Job<T>>();
  const servers = new Set<Server<T>>();
  let count = 0;
  let heldUntil = 0;
  let timer: unknown;
  const leavers = new Set<() => void>();

  const of = (...states: JobState[]): Job<T>[] =>
    [...kept.values()].filter(job => states.includes(job.state));

  /** Before a job is changed, added or removed. */
  const touch = (job: Job<T>): void => {
    const before = { ...job };
    const wasKept = kept.has(job.id);
    journal.note(() => {
      Object.assign(job, before);
      if (wasKept) kept.set(job.id, job);
      else kept.delete(job.id);
    });
  };

  const add: InMemoryQueue<T>['add'] = (data, key, options) => {
    const same = key === null ? undefined : of('delayed', 'waiting', 'active').find(job => job.key === key);
    if (same) touch(same);
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
      state: options.delayMs > 0 ? 'delayed' : 'waiting',
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
    touch(job);
    kept.set(job.id, job);
    pump();
    return job;
  };

  const take = (now: Instant): Job<T> | undefined => {
    const due = of('delayed').filter(job => job.dueAt <= now);
    for (const job of due.sort((a, b) => a.dueAt - b.dueAt || a.turn - b.turn)) {
      touch(job);
      job.state = 'waiting';
      job.turn = ++count;
    }
    if (now < heldUntil) return undefined;
    return of('waiting').sort((a, b) => a.priority - b.priority || a.turn - b.turn)[0];
  };

  function pump(): void {
    // One instant for all: what falls due between two readings of the clock would be seen by neither.
    const now = clock.now();
    const isStill = now < stillness.until();
    for (const server of isStill ? [] : servers) {
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
    if (isStill) instants.push(stillness.until());
    if (of('waiting').length > 0 && heldUntil > now) instants.push(heldUntil);
    if (instants.length === 0) return;
    const waitMs = Math.min(...instants) - now;
    timer = timers.setTimeout(pump, Math.min(waitMs, LONGEST_TIMER_MS));
  }

  async function run(server: Server<T>, job: Job<T>): Promise<void> {
    const holder = ++count;
    const control = new AbortController();
    touch(job);
    Object.assign(job, { state: 'active', holder, runs: job.runs + 1 });
    server.hands.set(job, { control, holder });
    const hand: Hand = {
      signal: control.signal,
      checkLock: async () => {
        await stillness.over();
        if (job.holder === holder) return;
        // Told by the rejection first, as by a store that notices at its next look.
        timers.setTimeout(() => control.abort(), 0);
        throw new LockLost(job.key ?? job.id);
      },
    };
    // Never within the call that added the job.
    await Promise.resolve();
    const decision = await server
      .work(job, hand)
      .catch(
        (error: unknown): Settled =>
          server.isClosing && control.signal.aborted
            ? 'cut off'
            : { job: 'backs off', why: storeReason(error) },
      );
    await stillness.over();
    server.hands.delete(job);
    if (job.holder === holder) settle(job, decision);
    for (const leave of leavers) leave();
    pump();
  }

  function settle(job: Job<T>, decision: Settled): void {
    touch(job);
    job.holder = UNHELD;
    if (decision !== 'cut off' && decision.job === 'comes again') {
      job.state = 'delayed';
      job.dueAt = decision.until;
      return;
    }
    if (decision === 'cut off' || decision.job === 'waits') {
      job.state = 'waiting';
      if (decision !== 'cut off') heldUntil = Math.max(heldUntil, decision.until);
      return;
    }
    job.attemptsMade += 1;
    if (decision.job === 'completes') return end(job, 'completed');
    job.reason = decision.why;
    const { attempts, backoffMs, jitter } = job.options;
    if (decision.job === 'set aside' || job.attemptsMade >= attempts) return end(job, 'failed');
    const longestMs = backoffMs * 2 ** (job.attemptsMade - 1);
    job.state = 'delayed';
    job.dueAt = clock.now() + longestMs * (1 - jitter + random() * jitter);
  }

  function end(job: Job<T>, state: 'completed' | 'failed'): void {
    Object.assign(job, { state, endedAt: clock.now() });
    if (state === 'completed' && !keepsCompleted) kept.delete(job.id);
    for (const old of of(state).slice(0, -KEPT)) remove(old);
    if (job.next) add(job.next.data, job.key, job.next.options);
  }

  function remove(job: Job<T>): void {
    touch(job);
    kept.delete(job.id);
  }

  const inHand = () => new Map([...servers].flatMap(server => [...server.hands]));

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
    remove,
    raise(job, priority) {
      touch(job);
      Object.assign(job, { priority, turn: ++count });
    },
    delay(job, delayMs) {
      touch(job);
      if (job.state === 'delayed') job.dueAt = clock.now() + delayMs;
      pump();
    },
    empty() {
      for (const job of inHand().keys()) job.holder = LOST;
      kept.clear();
      heldUntil = 0;
    },
    settleAgain() {
      const running = inHand();
      for (const [job, { holder }] of running) {
        // It may have been running then as well, by whoever ran it before.
        if (kept.has(job.id) && job.state === 'active' && job.holder === holder) continue;
        // Whoever still runs it keeps the former job, without its lock.
        if (kept.has(job.id)) kept.set(job.id, { ...job, holder: UNHELD });
        job.holder = LOST;
      }
      for (const job of of('active')) {
        if (!running.has(job)) Object.assign(job, { state: 'waiting', holder: UNHELD });
      }
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
          for (const { control } of server.hands.values()) control.abort();
          await emptied(server, AFTER_ABORT_MS);
          // What does not let go is taken away: it runs again at the next start, as after a crash.
          for (const [job, { holder }] of server.hands) if (job.holder === holder) settle(job, 'cut off');
          servers.delete(server);
          pump();
        },
      };
    },
  };
}
