// Dresses the embedded database as the pg.Pool that BullMQ expects. There is one session behind all of it,
// so a transaction keeps the others out. It knows nothing about queues.
import { EventEmitter } from 'node:events';
import { StoreUnavailable } from '../errors.ts';
import { plainReason } from './plain-reason.ts';
import type { ThreadAnswer, ThreadedDatabase } from './threaded-database.ts';
import { Turns } from './turns.ts';

/** A pool of one session. Ending it leaves the database open; its owner closes it, and may put another in its place. */
export class PglitePool extends EventEmitter {
  /** BullMQ asks this before it trusts a long wait for a notification; in one process none gets lost. */
  readonly options = { keepAlive: true };
  readonly #clients = new Set<PgliteClient>();
  #database: ThreadedDatabase;
  #brokenBy: unknown = null;
  readonly #turns = new Turns();

  constructor(database: ThreadedDatabase) {
    super();
    this.setMaxListeners(0);
    this.#database = database;
    this.#listenTo(database);
  }

  /** Whether the database can only be replaced: it must not be asked any more, nor be closed. */
  get isBroken(): boolean {
    return this.#brokenBy !== null;
  }

  /** Puts another database in the place of a broken one. Whoever listens is told that the connection was lost. */
  async replace(database: ThreadedDatabase): Promise<void> {
    const leave = await this.enter();
    this.#database = database;
    this.#brokenBy = null;
    this.#listenTo(database);
    leave();
    const listening = [...this.#clients];
    for (const client of listening) client.lose(new Error('the embedded database was opened anew'));
  }

  #listenTo(database: ThreadedDatabase): void {
    database.onNotification(notification => this.emit('notification', notification));
  }

  async connect(): Promise<PgliteClient> {
    const client = new PgliteClient(this, () => this.#clients.delete(client));
    this.#clients.add(client);
    this.emit('connect', client);
    return client;
  }

  /** `isHurried` for what somebody waits for: it goes before the others. */
  async query(text: string, values?: readonly unknown[], isHurried = false): Promise<ThreadAnswer> {
    const leave = await this.#turns.take(isHurried);
    try {
      return await this.run(text, values);
    } finally {
      leave();
    }
  }

  async end(): Promise<void> {
    this.removeAllListeners('notification');
  }

  /** Waits until the session is free and takes it; the returned function gives it back. */
  enter(): Promise<() => void> {
    return this.#turns.take();
  }

  /** Runs a statement in the session that the caller has entered. */
  async run(text: string, values?: readonly unknown[]): Promise<ThreadAnswer> {
    if (this.#brokenBy !== null) {
      throw new StoreUnavailable(`The embedded database has stopped: ${plainReason(this.#brokenBy)}.`);
    }
    return this.#database.query(text, values).catch((error: unknown) => {
      if (endsDatabase(error, text)) {
        this.#brokenBy = error;
        this.emit('broken');
      }
      throw error;
    });
  }
}

/** The same pool for those who are in a hurry; what needs a client, such as a transaction, is not. */
export class HurriedPool extends EventEmitter {
  readonly options: PglitePool['options'];
  readonly #pool: PglitePool;

  constructor(pool: PglitePool) {
    super();
    this.#pool = pool;
    this.options = pool.options;
  }

  connect(): Promise<PgliteClient> {
    return this.#pool.connect();
  }

  query(text: string, values?: readonly unknown[]): Promise<ThreadAnswer> {
    return this.#pool.query(text, values, true);
  }

  async end(): Promise<void> {}
}

/**
 * What connect() hands out. It owns the session from BEGIN to COMMIT or ROLLBACK only: BullMQ keeps one client
 * per worker checked out for LISTEN, and holding the session until release() would stop everything.
 */
class PgliteClient extends EventEmitter {
  readonly #pool: PglitePool;
  readonly #released: () => void;
  readonly #forward = (message: unknown): void => {
    this.emit('notification', message);
  };
  #leave: (() => void) | undefined;

  constructor(pool: PglitePool, released: () => void) {
    super();
    this.#pool = pool;
    this.#released = released;
    pool.on('notification', this.#forward);
  }

  async query(text: string, values?: readonly unknown[]): Promise<ThreadAnswer> {
    if (/^\s*BEGIN\b/i.test(text)) this.#leave = await this.#pool.enter();
    if (this.#leave === undefined) return this.#pool.query(text, values);
    try {
      return await this.#pool.run(text, values);
    } finally {
      if (/^\s*(COMMIT|ROLLBACK)\b/i.test(text)) this.#giveBack();
    }
  }

  /** What it listens to is gone with its database; BullMQ then listens anew. */
  lose(error: Error): void {
    if (this.listenerCount('error') > 0) this.emit('error', error);
  }

  release(): void {
    this.#released();
    this.#pool.off('notification', this.#forward);
    if (this.#leave !== undefined) void this.query('ROLLBACK').catch(() => this.#giveBack());
  }

  #giveBack(): void {
    this.#leave?.();
    this.#leave = undefined;
  }
}

/**
 * After a panic every further question, also that to close, spins for ever and blocks the process; so it does after a
 * checkpoint that failed. The rest comes from the machine under the database: it stopped, or its files failed it.
 */
function endsDatabase(error: unknown, text: string): boolean {
  const { name, severity } = error as { name?: unknown; severity?: unknown };
  return (
    severity === 'PANIC' ||
    severity === 'FATAL' ||
    name === 'ErrnoError' ||
    name === 'ExitStatus' ||
    name === 'RuntimeError' ||
    /^\s*CHECKPOINT\b/i.test(text)
  );
}
