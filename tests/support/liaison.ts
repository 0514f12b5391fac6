// One life of Liaison within this process: composed like `liaison run`, on a backend and a time that are handed in.

import { type Engine, startEngine } from '../../src/app/engine.ts';
import type { Log } from '../../src/base/log.ts';
import { type Connection, connect } from '../../src/clickup/connect.ts';
import type { LoadedPlaybook } from '../../src/domain/playbook/loaded-playbook.ts';
import type { Backend } from '../../src/queue/backend.ts';
import { StoreUnavailable } from '../../src/queue/errors.ts';
import type { Schedule } from '../../src/queue/schedules.ts';
import type { Delivery } from '../../src/reconcile/deliveries/delivery.ts';
import type { Memory } from '../../src/reconcile/memory/memory.ts';
import { ClickUpFailure } from '../../src/reconcile/ports.ts';
import { ENDPOINT_PATH } from '../../src/reconcile/webhook-port.ts';
import type { Simulator } from '../../src/simulator/simulator.ts';
import { receiver } from '../../src/webhooks/receive.ts';
import { type Life, mortal, mortalBackend } from './mortal.ts';

export type Liaison = {
  engine: Engine;
  connection: Connection;
  /** Looks at the webhooks, as the timer does. */
  lookAfterWebhooks(): Promise<void>;
  stop(): Promise<void>;
  /** From now on nothing that it asked for comes back, as if the process were gone; its jobs return to the queue. */
  kill(): Promise<void>;
};

/** What of a delivery tells that Liaison may have learned something. */
export type Heard = Pick<Delivery, 'body' | 'receivedAt'>;

/** Answers a delivery with a status. */
export type Receive = (headers: Record<string, string>, body: string) => Promise<number>;

export type LiaisonOptions = {
  simulator: Simulator;
  loaded: LoadedPlaybook;
  backend: Backend;
  storeUrl: string;
  time: { now(): number; pause(ms: number): Promise<void> };
  random(): number;
  /** How often it asks for what no delivery tells of; seldom, since stories last weeks. */
  pollMs?: number;
  /** How often it looks after its webhooks. */
  webhooksMs?: number;
  /** How often it looks whether the store was lost; seldom, where that never happens. */
  storeCheckMs?: number;
  log: Log;
  /** Where ClickUp reaches it, unless it is the only board's; null: it polls. */
  publicUrl?: string | null;
  /** Ends where somebody else says so. */
  life?: Life;
  /** Called as soon as deliveries can be taken. */
  listens(receive: Receive): void;
  /** Hears of every delivery whose signature was right. */
  heard(delivery: Heard): void;
  /** Hears of every operation that was carried out. */
  carriedOut?(kind: string): void;
};

const PUBLIC_URL = 'http://127.0.0.1:9';
/** Where the simulator delivers to; nobody listens there on the network. */
export const ENDPOINT = PUBLIC_URL + ENDPOINT_PATH;
const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
const AGAIN_MS = 5_000;

/** Starts it, also while ClickUp and the store are away. */
export async function startLiaison(options: LiaisonOptions): Promise<Liaison> {
  const { simulator, loaded, time: clock, log } = options;
  const life = options.life ?? { isOver: false };
  const found = await retryUntilAvailable(options, async () =>
    connect({
      sharedMemory: await sharedMemoryOf(options),
      apiUrl: simulator.apiUrl,
      token: simulator.tokens.bot.token,
      loaded,
      clock,
      log,
      pause: ms => clock.pause(ms),
      random: () => options.random(),
    }),
  );
  const connection = {
    ...found,
    clickUp: mortal(found.clickUp, life),
    wholeReads: mortal(found.wholeReads, life),
    transport: mortal(found.transport, life),
  };
  const engine = await retryUntilAvailable(options, () =>
    startEngine({
      connection,
      loaded,
      storeUrl: options.storeUrl,
      backend: mortalBackend(options.backend, life),
      clock,
      log,
      publicUrl: options.publicUrl === undefined ? PUBLIC_URL : options.publicUrl,
      pause: ms => clock.pause(ms),
      countOperation: kind => options.carriedOut?.(kind),
      storeCheckMs: options.storeCheckMs ?? 12 * HOUR_MS,
    }),
  );
  const { webhooks, queues } = engine;
  const endpoint = receiver({
    webhooks,
    queues: {
      async addDelivery(delivery) {
        // Before: a process that dies meanwhile, or a store that stands still, may have taken it all the same.
        options.heard(delivery);
        await queues.addDelivery(delivery);
      },
    },
    ready: async () => ({ ready: true, checks: {} }),
    clock,
    log,
    count: () => undefined,
  });
  const startedAt = clock.now();
  options.listens(async (headers, body) => {
    const signature = new Headers(headers).get('x-signature') ?? undefined;
    const { status } = await endpoint.deliver(Buffer.from(body), signature);
    return status;
  });
  await retryUntilAvailable(options, () => engine.begin());
  await webhooks
    .check({ isSweepAhead: true })
    .catch((error: unknown) => log.error({ reason: String(error) }, 'webhooks could not be registered'));
  const checkAfter = async (): Promise<void> => {
    await webhooks.check();
    await engine.boardWatch.checkIfDue();
  };
  await retryUntilAvailable(options, () => engine.work(schedulesOf(options), { webhooks: checkAfter }));
  await retryUntilAvailable(options, () => engine.sweep(startedAt));
  return {
    engine,
    connection,
    lookAfterWebhooks: checkAfter,
    stop: () => engine.close(),
    async kill() {
      life.isOver = true;
      await engine.close();
    },
  };
}

/** What processes share of a store in memory, before they know their board; real ones are opened as a whole later. */
async function sharedMemoryOf({ backend, storeUrl, time, log }: LiaisonOptions): Promise<Memory | undefined> {
  if (storeUrl !== 'volatile:') return undefined;
  return (await backend.openStore({ url: storeUrl, workspaceId: '', boardId: '', clock: time, log })).shared;
}

/** As `liaison run` has them, but asked for less often: stories last for days. */
function schedulesOf({
  loaded: { playbook },
  pollMs = 10 * MINUTE_MS,
  webhooksMs = HOUR_MS / 2,
}: LiaisonOptions): Schedule[] {
  return [
    { name: 'sweep', cron: '0 3 * * *', zone: playbook.calendar.zone },
    { name: 'poll', everyMs: pollMs },
    { name: 'webhooks', everyMs: webhooksMs },
  ];
}

async function retryUntilAvailable<T>({ time, log }: LiaisonOptions, attempt: () => Promise<T>): Promise<T> {
  for (;;) {
    try {
      return await attempt();
    } catch (error) {
      if (!(error instanceof ClickUpFailure || error instanceof StoreUnavailable)) throw error;
      log.warn({ reason: error.message }, 'ClickUp or the store does not answer; trying again');
      const until = error instanceof ClickUpFailure ? error.until : null;
      await time.pause(until === null ? AGAIN_MS : Math.max(1_000, until - time.now()));
    }
  }
}
