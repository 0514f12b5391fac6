// What a job of the queues in memory is.
import type { Instant } from '../../../src/domain/day.ts';

/** How a job waits. Lower priorities run first; `replaces` puts it in the place of a waiting job of its key. */
export type JobOptions = {
  delayMs: number;
  priority: number;
  attempts: number;
  backoffMs: number;
  jitter: number;
  replaces?: boolean;
};

export type JobState = 'delayed' | 'waiting' | 'active' | 'completed' | 'failed';

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
  /** What its work answered. */
  answer?: unknown;
  endedAt: Instant | null;
  /** Asked for while it ran: added when it has ended. The last one counts. */
  next: { data: T; options: JobOptions } | null;
};
