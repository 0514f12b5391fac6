// The demo's stage: a local ClickUp, a running Liaison on a store of its own, and one clock for both.
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { type AddressInfo, createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { z } from 'zod';
import { type Running, run } from '../app/run.ts';
import { SyncAnswer } from '../app/sync-answer.ts';
import type { Log } from '../base/log.ts';
import { packageFile } from '../base/package-files.ts';
import { readEnv } from '../config/env.ts';
import { loadPlaybook } from '../config/playbook-file.ts';
import type { Instant } from '../domain/day.ts';
import type { LoadedPlaybook } from '../domain/playbook/loaded-playbook.ts';
import { readLastResults } from '../reconcile/memory/last-results.ts';
import type { RequestCount } from '../reconcile/ports.ts';
import type { SyncReport } from '../reconcile/report.ts';
import { startSimulator } from '../simulator/simulator.ts';
import { type Actor, actorOf, StoryBroken } from './actor.ts';
import { findWorkplace, named, type Workplace } from './workplace.ts';

export type DemoStage = {
  work: Workplace;
  loaded: LoadedPlaybook;
  signal: AbortSignal;
  /** Addresses for people; `status` is null until Liaison runs. */
  pages(): { board: string; api: string; tokens: string; status: string | null };
  person(name: string): Actor;
  /** When the story begins. */
  begunAt: Instant;
  now(): Instant;
  startLiaison(): Promise<void>;
  /** Lets time pass for ClickUp and Liaison alike, and wakes whatever has become due meanwhile. */
  passTo(at: Instant): Promise<void>;
  /** Resolves once Liaison has nothing in hand and sends no more requests. Rejects with StoryBroken if it never does. */
  comesToRest(): Promise<void>;
  /** What Liaison's token has cost so far, as ClickUp counts. */
  spent(): Promise<RequestCount>;
  /** Asks the running Liaison for a full sweep. */
  sweep(): Promise<SyncReport>;
  close(): Promise<void>;
};

const PLAYBOOK = packageFile('config/playbook.yaml');
/** A Monday without holidays around it, so that every run tells the same story. */
const BEGINS_AT = Date.parse('2027-01-11T09:00:00+01:00');
const LOOPBACK = '127.0.0.1';
/** What is under way between ClickUp and Liaison arrives well within this; what waits in the queues is counted. */
const QUIET_MS = 120;
const ASK_EVERY_MS = 40;
/** All deliveries of one act of a person come from this very process, within milliseconds. */
const DEBOUNCE_MS = 80;
const REST_WITHIN_MS = 20_000;
const SWEEP_WITHIN_MS = 30_000;

const Stats = z.object({ requests: z.object({ reads: z.number(), writes: z.number() }) });
const ClockAnswer = z.object({ now: z.number() });

/** Sets the stage; Liaison itself is started by the story. Whoever sets it closes it. */
export async function setStage({ log, signal }: { log: Log; signal: AbortSignal }): Promise<DemoStage> {
  const loaded = await loadPlaybook(PLAYBOOK);
  const simulator = await startSimulator({ seed: 'demo', rateLimit: 1_000, startAt: BEGINS_AT });
  const folder = await mkdtemp(join(tmpdir(), 'liaison-demo-'));
  const { bot, people } = simulator.tokens;
  let running: Running | null = null;
  let offsetMs = 0;
  const clock = { now: () => Date.now() + offsetMs };

  const close = async (): Promise<void> => {
    try {
      await running?.stop();
    } finally {
      await simulator.close();
      await rm(folder, { recursive: true, force: true });
    }
  };
  const control = async <Schema extends z.ZodType>(path: string, schema: Schema, body?: unknown) => {
    const posting = body === undefined ? {} : { method: 'POST', body: JSON.stringify(body) };
    const answer = await fetch(`${simulator.url}/__sim/${path}`, posting);
    return schema.parse(await answer.json());
  };
  const spent = async () => (await control(`stats?user=${bot.id}`, Stats)).requests;
  const liaison = (): Running => {
    if (running) return running;
    throw new StoryBroken('Liaison does not run.');
  };
  const actors = people.map(person => actorOf(simulator.apiUrl, person));

  try {
    offsetMs = (await control('clock', ClockAnswer)).now - Date.now();
    const [anybody] = actors;
    if (!anybody) throw new StoryBroken('The local ClickUp has no people.');
    const work = await findWorkplace(anybody, bot.id, loaded.playbook);
    return {
      work,
      loaded,
      signal,
      spent,
      close,
      pages: () => ({
        board: `${simulator.url}/`,
        api: simulator.apiUrl,
        tokens: `${simulator.url}/__sim/tokens`,
        status: running ? `${running.adminUrl}/` : null,
      }),
      person: name => named(actors, name, 'person'),
      begunAt: BEGINS_AT,
      now: clock.now,

      async startLiaison() {
        const port = await freePort();
        const env = readEnv({
          CLICKUP_TOKEN: bot.token,
          CLICKUP_API_URL: simulator.apiUrl,
          STORE_URL: `embedded:${folder}`,
          PUBLIC_URL: `http://${LOOPBACK}:${port}`,
          HOST: LOOPBACK,
          PORT: String(port),
          ADMIN_PORT: '0',
        });
        running = await run({
          env,
          token: bot.token,
          loaded,
          role: 'all',
          clock,
          log,
          signal,
          debounceMs: DEBOUNCE_MS,
        });
      },

      async passTo(at) {
        const { queues, store } = liaison().engine;
        // Read before time passes: the memory forgets with time.
        const results = await readLastResults(store.memory);
        const advanceMs = Math.round(at - clock.now());
        await control('clock', ClockAnswer, { advanceMs });
        offsetMs += advanceMs;
        // Wake-ups wait in real time, so they are set anew; those that are due by now come at once.
        for (const [cardId, { result }] of results) {
          if (result.kind === 'done' && result.next !== null) await queues.setWakeUp(cardId, result.next);
        }
      },

      async comesToRest() {
        const { queues } = liaison().engine;
        const startedAt = performance.now();
        let quietSince = startedAt;
        let before = await spent();
        while (performance.now() - quietSince < QUIET_MS) {
          signal.throwIfAborted();
          if (performance.now() - startedAt > REST_WITHIN_MS) {
            throw new StoryBroken(`Liaison is still busy after ${REST_WITHIN_MS / 1_000} seconds.`);
          }
          await wait(ASK_EVERY_MS);
          const [counts, now] = await Promise.all([queues.counts(), spent()]);
          const isMoving = now.reads !== before.reads || now.writes !== before.writes;
          if (isMoving || inHand(counts) > 0) quietSince = performance.now();
          before = now;
        }
      },

      async sweep() {
        const answer = await fetch(`${liaison().adminUrl}/api/sync`, {
          method: 'POST',
          signal: AbortSignal.any([signal, AbortSignal.timeout(SWEEP_WITHIN_MS)]),
        });
        return SyncAnswer.parse(await answer.json());
      },
    };
  } catch (error) {
    await close();
    throw error;
  }
}

type Counts = Awaited<ReturnType<Running['engine']['queues']['counts']>>;

/** Jobs that are running or about to; wake-ups that wait for their time don't count. */
function inHand({ deliveries, reconcile, wakeUps }: Counts): number {
  const sum = (counts: Record<string, number>, states: readonly string[]) =>
    states.reduce((total, state) => total + (counts[state] ?? 0), 0);
  const busy = ['active', 'waiting', 'prioritized'];
  return sum(deliveries, [...busy, 'delayed']) + sum(reconcile, [...busy, 'delayed']) + sum(wakeUps, busy);
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
