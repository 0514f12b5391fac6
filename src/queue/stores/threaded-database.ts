// An embedded database that lives in a thread of its own (database-thread.js): asked by messages, answered by messages.
import { setFlagsFromString } from 'node:v8';
import { Worker } from 'node:worker_threads';
import { codeFile } from '../../base/package-files.ts';

export type ThreadAnswer = { rows: unknown[]; rowCount: number | null };
type Notification = { channel: string; payload: string };
type Failure = { isError: boolean; message: string; fields: Record<string, string | number> };
type Told =
  | { id: number; answer: ThreadAnswer | null }
  | { id: number; failure: Failure }
  | { notification: Notification };
type Asked = { resolve(answer: ThreadAnswer | null): void; reject(error: unknown): void };

type Question =
  | { place: { dataFolder: string; prepared: string | null } }
  | { text: string; values: readonly unknown[] | undefined }
  | 'close';

// Compiling the database's machine code a second time, for more speed than it needs, costs 70 MB and, at each start, more
// than a second of processor time. A version of Node that does not know these flags does without.
const COMPILE_ONCE = ['--liftoff-only', '--no-wasm-tier-up', '--no-wasm-dynamic-tiering'];

/** A thread that has loaded everything and was given no folder yet. */
let spare: Worker | null = null;

/** Has a thread load what it needs, so that the next database opens sooner. It keeps no process alive. */
export function warmThread(): void {
  spare ??= startThread();
}

function startThread(): Worker {
  for (const flag of COMPILE_ONCE) setFlagsFromString(flag);
  // What this process was started with, such as a loader, is of no use there.
  const thread = new Worker(codeFile('queue/database-thread.js'), { execArgv: [] });
  thread.unref();
  const forget = (): void => {
    if (spare === thread) spare = null;
  };
  thread.once('error', forget);
  thread.once('exit', forget);
  return thread;
}

function takeThread(): Worker {
  const thread = spare ?? startThread();
  spare = null;
  return thread;
}

/** One session; whoever asks while it is busy waits in line. */
export class ThreadedDatabase {
  readonly #thread: Worker;
  readonly #asked = new Map<number, Asked>();
  #last = 0;
  #hear: (notification: Notification) => void = () => undefined;
  #endedBy: Error | null = null;

  private constructor(thread: Worker) {
    this.#thread = thread;
    thread.on('message', (told: Told) => this.#take(told));
    thread.on('error', error => this.#end(error));
    thread.on('exit', () => this.#end(new Error('its thread has ended')));
  }

  /**
   * Opens the database in `dataFolder`; where there is none it becomes a copy of `prepared`, or is made from nothing,
   * which takes seconds. Rejects with what the database or its file system threw.
   */
  static async open(dataFolder: string, prepared: string | null): Promise<ThreadedDatabase> {
    const database = new ThreadedDatabase(takeThread());
    try {
      await database.#ask({ place: { dataFolder, prepared } });
      return database;
    } catch (error) {
      await database.abandon();
      throw error;
    }
  }

  /** Calls `hear` for every NOTIFY on a channel that is listened to. */
  onNotification(hear: (notification: Notification) => void): void {
    this.#hear = hear;
  }

  /** Without values the text may hold many statements; the answer is the last one's. */
  async query(text: string, values?: readonly unknown[]): Promise<ThreadAnswer> {
    return (await this.#ask({ text, values })) ?? { rows: [], rowCount: null };
  }

  /** Closes database and thread. */
  async close(): Promise<void> {
    try {
      await this.#ask('close');
    } finally {
      await this.abandon();
    }
  }

  /** Ends the thread where it stands, as a kill would, also one that spins for ever. */
  async abandon(): Promise<void> {
    await this.#thread.terminate();
  }

  /** Only an open question keeps the process alive. */
  #ask(question: Question): Promise<ThreadAnswer | null> {
    if (this.#endedBy !== null) return Promise.reject(this.#endedBy);
    this.#last += 1;
    const id = this.#last;
    this.#thread.ref();
    return new Promise((resolve, reject) => {
      this.#asked.set(id, { resolve, reject });
      // All of it is copied, nothing handed over.
      this.#thread.postMessage(question === 'close' ? { id } : { id, ...question }, []);
    });
  }

  #take(told: Told): void {
    if ('notification' in told) {
      this.#hear(told.notification);
      return;
    }
    const asked = this.#asked.get(told.id);
    this.#asked.delete(told.id);
    if (this.#asked.size === 0) this.#thread.unref();
    if ('failure' in told) asked?.reject(asThrown(told.failure));
    else asked?.resolve(told.answer);
  }

  #end(error: Error): void {
    this.#endedBy ??= Object.assign(error, { severity: 'FATAL' });
    for (const { reject } of this.#asked.values()) reject(this.#endedBy);
    this.#asked.clear();
  }
}

function asThrown({ isError, message, fields }: Failure): unknown {
  return isError ? Object.assign(new Error(message), fields) : fields;
}
