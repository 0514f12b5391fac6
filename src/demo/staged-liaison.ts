// The Liaison of the demo: started by the story, on a store of its own.
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { type AddressInfo, createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Running, type RunOptions, run } from '../app/run.ts';
import { readEnv } from '../config/env.ts';
import { StoryBroken } from './actor.ts';

const LOOPBACK = '127.0.0.1';
/** All deliveries of one act of a person come from this very process, within milliseconds. */
const DEBOUNCE_MS = 80;

type StagedOptions = Pick<RunOptions, 'loaded' | 'clock' | 'log' | 'signal' | 'token'> & {
  clickupApiUrl: string;
};

/** Not running before `start`; whoever makes it stops it. */
export class StagedLiaison {
  readonly #options: StagedOptions;
  readonly #folder: string;
  #running: Running | null = null;

  private constructor(options: StagedOptions, folder: string) {
    this.#options = options;
    this.#folder = folder;
  }

  /** With an empty folder for its store. */
  static async prepare(options: StagedOptions): Promise<StagedLiaison> {
    return new StagedLiaison(options, await mkdtemp(join(tmpdir(), 'liaison-demo-')));
  }

  async start(): Promise<void> {
    const { clickupApiUrl, token, ...options } = this.#options;
    const port = await freePort();
    const env = readEnv({
      CLICKUP_TOKEN: token,
      CLICKUP_API_URL: clickupApiUrl,
      STORE_URL: `embedded:${this.#folder}`,
      PUBLIC_URL: `http://${LOOPBACK}:${port}`,
      HOST: LOOPBACK,
      PORT: String(port),
      ADMIN_PORT: '0',
    });
    this.#running = await run({ ...options, env, token, role: 'all', debounceMs: DEBOUNCE_MS });
  }

  /** The status page; null until it runs. */
  get statusPage(): string | null {
    return this.#running ? `${this.#running.adminUrl}/` : null;
  }

  /** Throws StoryBroken before it runs. */
  get running(): Running {
    if (this.#running) return this.#running;
    throw new StoryBroken('Liaison does not run.');
  }

  /** Also removes the store. */
  async stop(): Promise<void> {
    try {
      await this.#running?.stop();
    } finally {
      await rm(this.#folder, { recursive: true, force: true });
    }
  }
}

/** A port that is free now. Liaison must know its public address before it listens. */
async function freePort(): Promise<number> {
  const server = createServer().listen(0, LOOPBACK);
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  server.close();
  await once(server, 'close');
  return port;
}
