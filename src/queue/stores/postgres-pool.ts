// A pool of connections to PostgreSQL of which none can end the process.
import { Pool, type PoolClient, type PoolConfig } from 'pg';

/** `hear` hears of idle connections that break; whoever uses one that breaks hears of it by what it asked for. */
export function newPool(config: PoolConfig, hear: (error: Error) => void): Pool {
  const pool = new Pool(config);
  // BullMQ adds a listener per queue and worker and leaves them when it closes.
  pool.setMaxListeners(0);
  pool.on('error', hear);
  // One that is lent out and breaks between two questions has no listener of the pool, and an event "error" without one
  // ends the process.
  pool.on('connect', client => {
    client.on('error', () => undefined);
    giveUpWhenSilent(client);
  });
  return pool;
}

/**
 * Lets a connection count as broken once a question on it had no answer within `query_timeout`. pg only rejects that question
 * and asks the next one behind it: BullMQ would ask for notifications on a connection whose server vanished, again and again.
 */
function giveUpWhenSilent(client: PoolClient): void {
  const ask = client.query;
  Object.assign(client, {
    query: (...question: unknown[]): unknown => {
      const answer: unknown = Reflect.apply(ask, client, question);
      if (answer instanceof Promise)
        answer.catch((error: unknown) => isSilence(error) && client.emit('error', error));
      return answer;
    },
  });
}

/** pg has no code for it. */
function isSilence(error: unknown): boolean {
  return error instanceof Error && error.message === 'Query read timeout';
}
