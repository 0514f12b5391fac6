// The demo's stage: a local ClickUp, a running Liaison on a store of its own, and one clock for both.
import { SyncAnswer } from '../app/sync-answer.ts';
import { adminClient } from '../base/admin-client.ts';
import type { Log } from '../base/log.ts';
import { loadPlaybook } from '../config/playbook-file.ts';
import { shippedPlaybook } from '../config/shipped-playbook.ts';
import type { Instant } from '../domain/day.ts';
import type { LoadedPlaybook } from '../domain/playbook/loaded-playbook.ts';
import type { Queues } from '../queue/queues-shape.ts';
import { type LastResult, readLastResults } from '../reconcile/memory/last-results.ts';
import type { RequestCount } from '../reconcile/ports.ts';
import type { SyncReport } from '../reconcile/report.ts';
import { startSimulator } from '../simulator/simulator.ts';
import { type Actor, actorOf, StoryBroken } from './actor.ts';
import { comeToRest } from './come-to-rest.ts';
import { simulatorControl } from './simulator-control.ts';
import { StagedLiaison } from './staged-liaison.ts';
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

/** A Monday without holidays around it, so that every run tells the same story. */
const BEGINS_AT = Date.parse('2027-01-11T09:00:00+01:00');
const SWEEP_WITHIN_MS = 30_000;

/** Sets the stage; Liaison itself is started by the story. Whoever sets it closes it. */
export async function setStage({ log, signal }: { log: Log; signal: AbortSignal }): Promise<DemoStage> {
  const loaded = withAbsences(await loadPlaybook(shippedPlaybook()));
  const simulator = await startSimulator({ seed: 'demo', rateLimit: 1_000, startAt: BEGINS_AT });
  const { bot, people } = simulator.tokens;
  const control = simulatorControl(simulator.url);
  let offsetMs = 0;
  const clock = { now: () => Date.now() + offsetMs };
  const { apiUrl: clickupApiUrl } = simulator;
  const liaison = await StagedLiaison.prepare({
    loaded,
    clock,
    log,
    signal,
    token: bot.token,
    clickupApiUrl,
  });
  const close = async (): Promise<void> => {
    try {
      await liaison.stop();
    } finally {
      await simulator.close();
    }
  };
  const spent = () => control.spentBy(bot.id);
  const comesToRest = () => comeToRest(liaison.running.engine.queues, spent, signal);
  const actors = people.map(person => actorOf(clickupApiUrl, person));

  try {
    offsetMs = (await control.readClock()) - Date.now();
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
        api: clickupApiUrl,
        tokens: `${simulator.url}/__sim/tokens`,
        status: liaison.statusPage,
      }),
      person: name => named(actors, name, 'person'),
      begunAt: BEGINS_AT,
      now: clock.now,
      startLiaison: () => liaison.start(),
      async passTo(at) {
        const { engine } = liaison.running;
        // What is under way would arrive days late.
        await comesToRest();
        // Read before time passes: the memory forgets with time.
        const results = await readLastResults(engine.store.memory);
        const advanceMs = Math.round(at - clock.now());
        await control.advanceClock(advanceMs);
        offsetMs += advanceMs;
        await setWakeUpsAnew(engine.queues, results);
      },
      comesToRest,
      async sweep() {
        const admin = adminClient(liaison.running.adminUrl, null);
        const answer = await admin.post('/api/sync', SWEEP_WITHIN_MS, signal);
        return SyncAnswer.parse(await answer.json());
      },
    };
  } catch (error) {
    await close();
    throw error;
  }
}

/** The example leaves the list of absences out, since few companies have one at first; the story's company has. */
function withAbsences(loaded: LoadedPlaybook): LoadedPlaybook {
  const { people } = loaded.playbook;
  return { ...loaded, playbook: { ...loaded.playbook, people: { ...people, absences: 'Absences' } } };
}

/** Wake-ups wait in real time, so they are set anew; those that are due by now come at once. */
async function setWakeUpsAnew(
  queues: Pick<Queues, 'setWakeUp'>,
  results: ReadonlyMap<string, LastResult>,
): Promise<void> {
  for (const [cardId, { result }] of results) {
    if (result.kind === 'done' && result.next !== null) await queues.setWakeUp(cardId, result.next);
  }
}
