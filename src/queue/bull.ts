// Builds BullMQ's queues and workers on the backend of a store, and says what their jobs hold.
import {
  type Job,
  type Processor,
  Queue,
  type Telemetry,
  UnrecoverableError,
  Worker,
  type WorkerOptions,
} from 'bullmq';
import { z } from 'zod';
import { TRIGGERS } from '../reconcile/trigger.ts';
import type { FormerPart, Store } from './store-shape.ts';

/** The three queues. They are apart so that a parked job of one never holds back those of another. */
export type QueueName = 'deliveries' | 'reconcile' | 'wake-ups';

/** A reconcile job names its card, and why somebody first asked for it; the truth is read when it runs. */
export const ReconcileJob = z.object({
  key: z.string().min(1),
  reason: z.enum(TRIGGERS).optional().catch(undefined),
  /** For how many milliseconds from when it is due it may read, but not yet decide: its debounce is not over. */
  aheadMs: z.number().optional().catch(undefined),
});
/** A wake-up: the card, and the instant it was set to by the clock of whoever set it. */
export const WakeUpJob = z.object({ key: z.string().min(1), at: z.number() });
/** A tick of a schedule. */
export const ScheduleJob = z.object({ tick: z.string().min(1) });

/** What a job holds. Throws UnrecoverableError, which sets it aside, if that is something else. */
export function readJob<Schema extends z.ZodType>(
  schema: Schema,
  job: Job<unknown, unknown>,
): z.infer<Schema> {
  const data = schema.safeParse(job.data);
  if (data.success) return data.data;
  throw new UnrecoverableError(`Job ${job.id} of ${job.queueName} holds something else than it should.`);
}

/** A queue for adding and asking, on the connection that fails fast. */
export function newQueue({ backend }: Store, name: QueueName, telemetry?: Telemetry): Queue {
  const options = {
    ...backend.options,
    ...(telemetry ? { telemetry } : {}),
    connection: name === 'deliveries' ? (backend.hurried ?? backend.producer) : backend.producer,
    ...(backend.prefix ? { prefix: backend.prefix } : {}),
  };
  const fullName = backend.queueName(name);
  return backend.backend ? new Queue(fullName, options, backend.backend) : new Queue(fullName, options);
}

/** A queue of the release before, to be read; looking at it leaves nothing there. */
export function formerQueue({ backend }: FormerPart, name: QueueName): Queue {
  const options = {
    ...backend.options,
    connection: backend.producer,
    skipMetasUpdate: true,
    ...(backend.prefix ? { prefix: backend.prefix } : {}),
  };
  const fullName = backend.queueName(name);
  return backend.backend ? new Queue(fullName, options, backend.backend) : new Queue(fullName, options);
}

/** A worker on the patient connection, not yet running. */
export function newWorker(
  { backend }: Store,
  name: QueueName,
  processor: Processor<unknown, unknown>,
  options: Omit<WorkerOptions, 'connection' | 'prefix' | 'autorun'>,
): Worker<unknown, unknown> {
  const all: WorkerOptions = {
    ...backend.options,
    connection: backend.consumer,
    ...(backend.prefix ? { prefix: backend.prefix } : {}),
    autorun: false,
    maxStalledCount: 3,
    // The default of 15 s is how long a worker would sleep after its database restarted.
    runRetryDelay: 1_000,
    ...options,
  };
  const fullName = backend.queueName(name);
  return backend.backend
    ? new Worker(fullName, processor, all, backend.backend)
    : new Worker(fullName, processor, all);
}
