// The backend of queues that live in tables: the same for a PostgreSQL server and for the embedded database.
import {
  type BackendFactory,
  type ConnectionOptions,
  createPostgresBackend,
  type RedisQueueBackend,
} from 'bullmq';
import type { StoreKeys } from '../keys.ts';
import type { BullBackend } from '../store-shape.ts';

/** What queues on a pool, real or embedded, are built from. BullMQ's schema is shared, so names carry their owner. */
export function sqlBackend(
  producers: ConnectionOptions,
  workers: ConnectionOptions,
  { tableQueue }: StoreKeys,
): BullBackend {
  return {
    // BullMQ types its constructors for Redis; a factory of another backend takes its pool through the same door.
    producer: producers,
    consumer: workers,
    backend: createPostgresBackend as unknown as BackendFactory<RedisQueueBackend>,
    queueName: tableQueue,
  };
}
