// A pool of connections to PostgreSQL of which none can end the process.
import { Pool, type PoolConfig } from 'pg';

/** `hear` hears of idle connections that break; whoever uses one that breaks hears of it by what it asked for. */
export function newPool(config: PoolConfig, hear: (error: Error) => void): Pool {
  const pool = new Pool(config);
  // BullMQ adds a listener per queue and worker and leaves them when it closes.
  pool.setMaxListeners(0);
  pool.on('error', hear);
  // One that is lent out and breaks between two questions has no listener of the pool, and an event "error" without one
  // ends the process.
  pool.on('connect', client => void client.on('error', () => undefined));
  return pool;
}
