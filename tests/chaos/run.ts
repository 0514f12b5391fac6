// One randomised run: a workspace, people who act, Liaison that struggles, dies and comes back; then calm, and a look
// at what ClickUp holds in the end.
import { type LoadedPlaybook, loadPlaybook } from '../../src/config/playbook-file.ts';
import { createVolatileGround } from '../../src/queue/volatile-queues.ts';
import type { Delivery } from '../../src/reconcile/delivery.ts';
import type { Log } from '../../src/reconcile/ports.ts';
import { type Simulator, startSimulator } from '../../src/simulator/simulator.ts';
import { createDice } from './dice.ts';
import { drawFaults } from './faults.ts';
import { ENDPOINT, type Liaison, type Receive, startLiaison } from './liaison.ts';
import { type People, peopleOf } from './people.ts';
import { drawStory, play } from './story.ts';
import { createVirtualTime, type VirtualTime } from './virtual-time.ts';
import { answerWithoutNetwork } from './without-network.ts';

/** What is left when a run has come to rest; `close` ends it. */
export type Rest = {
  seed: string;
  loaded: LoadedPlaybook;
  time: VirtualTime;
  people: People;
  liaison: Liaison;
  /** The ids of all cards ever made, oldest first. */
  cardIds: string[];
  /** What people did, as `play` says it. */
  did: { at: number; what: string }[];
  heard: Delivery[];
  /** Everything that happened, for whoever reads a failure. */
  story: string[];
  close(): Promise<void>;
};

const START = Date.parse('2026-05-04T07:00:00Z');
const MINUTE_MS = 60_000;
const READ_LAG_MS = 30_000;
const PLAYBOOK = 'tests/chaos/playbook.yaml';
const PATIENCE_MS = 40 * MINUTE_MS;

/** Plays the seed's story to its end. `isCalm`: the same people in fair weather, and nobody restarts Liaison. */
export async function playSeed(
  seed: string,
  { isCalm = false, enforces = true }: { isCalm?: boolean; enforces?: boolean } = {},
): Promise<Rest> {
  const dice = createDice(seed);
  const time = createVirtualTime(START);
  const story: string[] = [];
  const tell = (what: string) => void story.push(`${new Date(time.now()).toISOString()} ${what}`);
  const log = logInto(tell);
  const loaded = await playbookFor(enforces);
  const heard: Delivery[] = [];

  let receive: Receive | null = null;
  const simulator = await startSimulator({
    seed: 'empty',
    idSeed: seed,
    rateLimit: 600,
    time,
    courier: async (endpoint, headers, body) =>
      endpoint === ENDPOINT && receive ? receive(headers, body).catch(() => null) : null,
  });
  const without = answerWithoutNetwork(simulator);
  const chance = dice.part('chance');
  let ground = createVolatileGround({ timers: time, random: () => chance.random() });
  const start = (): Promise<Liaison> =>
    startLiaison({
      simulator,
      loaded,
      ground,
      storeUrl: 'volatile:',
      time,
      random: () => chance.random(),
      log,
      listens: given => {
        receive = given;
      },
      heard: delivery => void heard.push(delivery),
    });

  const people = await time.passWhile(peopleOf(simulator));
  if (!isCalm) await people.faults(drawFaults(dice.part('faults'), people.botId));
  let life: Promise<Liaison> = start();
  const restart = (how: 'stop' | 'kill' | 'lose the store'): void => {
    life = life.then(async former => {
      tell(`Liaison: ${how}`);
      receive = null;
      await (how === 'stop' ? former.stop() : former.kill());
      if (how === 'lose the store')
        ground = createVolatileGround({ timers: time, random: () => chance.random() });
      return start();
    });
  };

  const cardIds: string[] = [];
  const did: Rest['did'] = [];
  const restarts = dice.part('restarts');
  for (const act of drawStory(dice.part('story'))) {
    await time.passUntil(time.now() + act.afterMs);
    const what = await time.passWhile(play(act, people, cardIds, START));
    tell(`people ${act.kind}: ${what ?? 'nothing'}`);
    if (what !== null) did.push({ at: time.now(), what });
    if (!isCalm && restarts.chance(0.08)) restart(restarts.pick(['stop', 'kill', 'kill', 'lose the store']));
  }
  if (!isCalm) await time.passUntil(time.now() + restarts.whole(0, 3 * MINUTE_MS));

  tell('fair weather');
  await people.faults({});
  const liaison = await time.passWhile(life);
  // What was limited in foul weather is open again a minute later, and what was made last shows.
  await time.passUntil(time.now() + MINUTE_MS + READ_LAG_MS);
  await time.passWhile(liaison.lookAfterWebhooks());
  await time.passWhile(liaison.engine.sweep());
  await rest(time, liaison);
  tell('at rest');
  return {
    seed,
    loaded,
    time,
    people,
    liaison,
    cardIds,
    did,
    heard,
    story,
    async close() {
      await time.passWhile(liaison.stop());
      without.stop();
      await simulator.close();
    },
  };
}

/** Lets time pass until no job is left that would run by itself soon: read lags, backoffs and late deliveries are over. */
async function rest(time: VirtualTime, { engine }: Liaison): Promise<void> {
  const end = time.now() + PATIENCE_MS;
  let quietSince = time.now();
  while (time.now() - quietSince < 3 * MINUTE_MS) {
    if (time.now() > end) throw new Error('The queues did not come to rest.');
    await time.passUntil(time.now() + 5_000);
    const { deliveries, reconcile } = await engine.queues.counts();
    const left = [deliveries, reconcile].flatMap(({ waiting, delayed, active }) => [
      waiting,
      delayed,
      active,
    ]);
    if (left.some(jobs => (jobs ?? 0) > 0)) quietSince = time.now();
  }
}

const playbooks = new Map<boolean, Promise<LoadedPlaybook>>();

async function playbookFor(enforces: boolean): Promise<LoadedPlaybook> {
  const known = playbooks.get(enforces) ?? loadPlaybook(PLAYBOOK);
  playbooks.set(enforces, known);
  const loaded = await known;
  if (!enforces) for (const rule of Object.values(loaded.playbook.rules)) if (rule) rule.enforce = 'warn';
  return loaded;
}

function logInto(tell: (what: string) => void): Log {
  const line = (fields: object, message: string) => tell(`  ${message} ${JSON.stringify(fields)}`);
  return { debug: () => undefined, info: line, warn: line, error: line };
}

export type { Simulator };
