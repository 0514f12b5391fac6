// What is asked of the three queues, whatever they are made of. Only types: queues.ts opens them.
import type { Queue, Telemetry } from 'bullmq';
import type { Clock } from '../base/clock.ts';
import type { Log } from '../base/log.ts';
import type { Instant } from '../domain/day.ts';
import type { Delivery } from '../reconcile/deliveries/delivery.ts';
import type { DeliveryOutcome } from '../reconcile/deliveries/delivery-outcome.ts';
import type { Trigger } from '../reconcile/trigger.ts';
import type { Schedule } from './schedules.ts';

/** A reconcile that was set aside. `at` is when it failed last (ms since the epoch). */
export type FailedReconcile = { id: string; key: string; reason: string; at: Instant };
/** One line of the delivery log. `reason` is why its processing failed last, if it did. */
export type DeliveryRecord = {
  id: string;
  delivery: Delivery;
  state: string;
  reason: string | null;
  /** What became of it; null while nothing has, and of jobs of older versions. */
  outcome: DeliveryOutcome | null;
};
export type Counts = Record<'deliveries' | 'reconcile' | 'wakeUps', Record<string, number>>;
/** For how long the oldest job of each queue has waited that could run, in milliseconds; 0 where none waits. */
export type QueueAges = Record<keyof Counts, number>;

/** Every call rejects with StoreUnavailable when the store does not answer in time; it may have happened then. */
export type Queues = {
  /** The acknowledgement of a webhook: exactly one write. Settles within 700 ms. What is there under `id` is not added again. */
  addDelivery(delivery: Delivery, id?: string): Promise<void>;
  /** The newest deliveries first, whatever became of them. */
  deliveries(limit: number): Promise<DeliveryRecord[]>;
  /** Deliveries that were set aside, the newest first, at most 1,000; `at` is when each failed last (ms since the epoch). */
  failedDeliveries(): Promise<(DeliveryRecord & { at: Instant })[]>;
  /**
   * Has a delivery handled again: a new job, then the old one is forgotten if it had failed. Throws RangeError if there is
   * none of this id, or if it is still to be handled.
   */
  replayDelivery(id: string): Promise<void>;
  /**
   * Asks for a reconcile of one card. Requests for the same card join; one made while it runs makes it run once more. The
   * run is told one of the reasons for which it was asked for. `waitedMs` is how long ago that came (default 0): the
   * debounce counts from then, and is longer behind a backlog.
   */
  requestReconcile(key: string, urgency: 'live' | 'bulk', reason?: Trigger, waitedMs?: number): Promise<void>;
  /** Sets or replaces the card's only wake-up. `at` is an instant of the clock that was handed in. */
  setWakeUp(key: string, at: Instant): Promise<void>;
  removeWakeUp(key: string): Promise<void>;
  wakeUps(): Promise<Map<string, Instant>>;
  /** Makes the schedules exactly these. Throws RangeError for one that could never work. */
  keepSchedules(schedules: readonly Schedule[]): Promise<void>;
  counts(): Promise<Counts>;
  agesMs(): Promise<QueueAges>;
  /** Reconciles that were set aside, latest first, at most 1,000. */
  failed(): Promise<FailedReconcile[]>;
  /** Asks for the card anew, then forgets the failed job. Throws RangeError if no failed job has this id. */
  retryFailed(id: string): Promise<void>;
  /** The queues as BullMQ has them, for looking only. */
  raw: readonly Queue[];
  close(): Promise<void>;
};

export type QueuesOptions = {
  clock: Clock;
  log: Log;
  /** How many days ended jobs are kept, within what their queue keeps at most. Default 90. */
  keepDays?: number;
  /** How long requests for a card are collected before it runs, from when the first came. Default 300. */
  debounceMs?: number;
  /** How often a failing reconcile is tried before it is set aside. Default 8. */
  attempts?: number;
  /** The first pause after a failure; it doubles each time. Default 2,000. */
  backoffMs?: number;
  /** Who hears of every job that is added and done, to trace it. */
  telemetry?: Telemetry;
};
