// One randomised run: a workspace, people who act, Liaison that struggles, dies and comes back; then calm, and a look
// at what ClickUp holds in the end.

import type { Log } from '../../src/base/log.ts';
import type { LoadedPlaybook } from '../../src/domain/playbook/loaded-playbook.ts';
import { startSimulator } from '../../src/simulator/simulator.ts';
import { createDice } from '../support/dice.ts';
import { ENDPOINT, type Heard, type Liaison, type LiaisonOptions, startLiaison } from '../support/liaison.ts';
import { peopleOf } from '../support/people.ts';
import { answerWithoutNetwork } from '../support/without-network.ts';
import { createActiveFaults } from './active-faults.ts';
import { withAbsences } from './disturbances/absences.ts';
import { drawDisturbances, type Scene } from './disturbances/disturbance.ts';
import type { HandMade } from './disturbances/hand-made.ts';
import { type Allowed, DISTURBANCES, type DisturbanceName, disturbancesOf } from './disturbances/registry.ts';
import { createDisturber } from './disturber.ts';
import { drawFaults } from './faults.ts';
import { createLives } from './lives.ts';
import {
  createNeighbour,
  NEIGHBOUR_ENDPOINT,
  type Neighbour,
  PER_MINUTE,
  withoutRefusals,
} from './neighbour.ts';
import { type Pace, virtualPace } from './pace.ts';
import { play } from './play.ts';
import { playbookFor } from './playbook.ts';
import { type Rest, untilAtRest } from './rest.ts';
import { drawStory } from './story.ts';
import { count, type Tally } from './tally.ts';
import { createTeamLists } from './team-lists.ts';
import { createWitness, WITNESS_ENDPOINT } from './witness.ts';

export type PlayOptions = {
  /** The same people without faults, and nobody restarts Liaison. */
  isCalm?: boolean;
  /** How long to wait at least once everything is over, in milliseconds. */
  lingersMs?: number;
  enforces?: boolean;
  pace?: Pace;
  /** What happens is told there, so that it is there also where the end is never reached. */
  story?: string[];
  disturbances?: Allowed;
};

const HOUR_MS = 3_600_000;
const DAY_MS = 25 * HOUR_MS;
/** Makes Liaison deaf for a while or is told by no delivery, so that it depends on asking. */
const DEAF = new Set<DisturbanceName>([
  'endpointUnreachable',
  'endpointNeverReached',
  'oddWebhook',
  'statusRenamed',
]);
/** A running Liaison looks four times as often, and before each create. */
const STORE_CHECK_MS = 120_000;
/** Where ClickUp reaches the endpoint, asking as often as a running Liaison only costs the stories time. */
const RARELY = { pollMs: HOUR_MS / 2, webhooksMs: 4 * HOUR_MS };

/** Plays the seed's story to its end. */
export async function playSeed(
  seed: string,
  {
    isCalm = false,
    lingersMs: leastMs = 0,
    enforces = true,
    pace = virtualPace(),
    story = [],
    disturbances = 'all',
  }: PlayOptions = {},
): Promise<Rest> {
  const dice = createDice(seed);
  const { time } = pace;
  const startedAt = time.now();
  const tell = (what: string) => void story.push(`${new Date(time.now()).toISOString()} ${what}`);
  const log = logInto(tell);
  const acts = drawStory(dice.part('story'));
  const planned = drawDisturbances(dice.part('disturbances'), disturbancesOf(disturbances), acts.length);
  // Every other playbook has no phase for the status in which work rests.
  const plain = await playbookFor(enforces, pace.readLagMs, dice.part('pauses').chance(0.5));
  const loaded = ownCopy(planned.some(({ name }) => name === 'personAway') ? withAbsences(plain) : plain);
  const heard: Heard[] = [];
  const tally: Tally = new Map();
  const carriedOut: Rest['carriedOut'] = [];
  const witness = createWitness();
  const door = { isOpen: true };
  let skew = 0;

  // Sometimes two processes share the work; deliveries reach one or the other.
  const lives = createLives(listens => start(listens), tell);
  const doors = dice.part('doors');
  // Sometimes another board shares store and token, with no more requests than ClickUp allows on smaller plans.
  const hasNeighbour = !isCalm && pace.hasDays && dice.part('neighbour').chance(0.08);
  let neighbour: Neighbour | null = null;
  const simulator = await startSimulator({
    seed: 'empty',
    idSeed: seed + pace.label,
    rateLimit: hasNeighbour ? PER_MINUTE : 600,
    time,
    courier: async (endpoint, headers, body) => {
      if (endpoint === NEIGHBOUR_ENDPOINT) return neighbour?.receive(headers, body) ?? null;
      if (endpoint === WITNESS_ENDPOINT) {
        witness.receive(body, time.now() + skew);
        return 200;
      }
      const open = lives.open();
      if (endpoint !== ENDPOINT || open.length === 0 || !door.isOpen) return null;
      return doors
        .pick(open)(headers, body)
        .catch(() => null);
    },
  });
  const without = answerWithoutNetwork(simulator);
  const chance = dice.part('chance');
  let backend = pace.newBackend(() => chance.random());
  let isStoreLost = false;
  const shared = () => ({
    simulator,
    backend,
    storeUrl: pace.storeUrl,
    time,
    ...(isStoreTroubled ? { storeCheckMs: STORE_CHECK_MS } : {}),
    ...(isHearingTroubled ? {} : RARELY),
    random: () => chance.random(),
    log,
  });
  const start = (listens: LiaisonOptions['listens']): Promise<Liaison> =>
    startLiaison({
      ...shared(),
      // What changes in it later is read at the next start.
      loaded: ownCopy(loaded),
      listens,
      heard: delivery => void heard.push(delivery),
      carriedOut(kind) {
        count(tally, kind);
        carriedOut.push({ at: time.now(), kind });
      },
    });

  const people = await time.passWhile(peopleOf(simulator));
  await time.passWhile(witness.begin(people));
  if (hasNeighbour)
    neighbour = await time.passWhile(createNeighbour(people, { startAt: startedAt, loaded }, shared));
  const activeFaults = createActiveFaults(people);
  const faults = pace.soften(drawFaults(dice.part('faults'), people.botId));
  if (!isCalm) await activeFaults.become(neighbour ? withoutRefusals(faults) : faults);
  const restarts = dice.part('restarts');
  if (!isCalm && restarts.chance(0.3) && pace.mostLives > 1) lives.addProcess();
  const restart = (how: 'stop' | 'kill' | 'lose the store'): void =>
    lives.restart(
      how === 'stop' ? how : 'kill',
      slots => restarts.pick(slots),
      () => {
        if (how !== 'lose the store' || lives.count() > 1) return;
        tell('the store is lost');
        backend = pace.newBackend(() => chance.random());
        isStoreLost = true;
      },
    );

  const cardIds: string[] = [];
  const lists = createTeamLists(people, cardIds);
  const did: Rest['did'] = [];
  const disturbed = new Set<string>();
  const isDisturbed = (id: string): boolean => disturbed.has(id);
  const isStoreTroubled = planned.some(({ name }) => name.startsWith('store'));
  const isHearingTroubled = planned.some(({ name }) => DEAF.has(name));
  const skewMs = (): Promise<number> =>
    people.control<{ now: number }>('clock').then(({ now }) => now - time.now());
  const handMade: HandMade[] = [];
  const gentle: Scene['gentle'] = { begun: null };
  const disturber = createDisturber(
    {
      people,
      cardIds,
      addCard(card) {
        witness.born(card);
        cardIds.push(card.id);
      },
      handMade,
      gentle,
      listOf: cardId => lists.of(cardId),
      isDisturbed,
      disturb(id) {
        disturbed.add(id);
        return () => void disturbed.delete(id);
      },
      loaded,
      store: pace.troubles(() => backend),
      activeFaults,
      note: what => void did.push({ at: time.now() + skew, what }),
      restart,
      restartWith: meanwhile => lives.restartWith(meanwhile),
      door,
      pause: ms => time.pause(pace.gapMs(ms)),
      now: () => time.now() + skew,
      ourNow: () => time.now(),
    },
    planned.filter(({ name }) => (!isCalm || DISTURBANCES[name].by === 'people') && pace.allows(name)),
    {
      learn: () => lists.learn(),
      tell,
      happened: name => count(tally, name),
      pause: ms => time.pause(pace.gapMs(ms)),
    },
  );
  await time.passWhile(disturber.begin());
  skew = await skewMs();

  lives.begin();
  neighbour?.start();
  if (pace.isStartAwaited) await lives.all();
  const scene = { people, cardIds, lists, startAt: startedAt, isDisturbed, born: witness.born };
  for (const [index, act] of acts.entries()) {
    await time.passWhile(disturber.before(index));
    await time.passUntil(time.now() + pace.gapMs(act.afterMs));
    const what = await time.passWhile(
      play(act, scene).catch((error: unknown) => {
        // People, too, are refused what is disturbed.
        if (!disturber.isActive()) throw error;
        return null;
      }),
    );
    tell(`people ${act.kind}: ${what ?? 'nothing'}`);
    if (what !== null) did.push({ at: time.now() + skew, what });
    if (!isCalm && restarts.chance(0.08)) restart(restarts.pick(pace.ends));
  }
  await time.passWhile(disturber.before(acts.length));
  if (!isCalm) await time.passUntil(time.now() + pace.gapMs(restarts.whole(0, 180_000)));

  tell('no faults');
  const lingersMs = Math.max(leastMs, await time.passWhile(disturber.end()));
  await activeFaults.become(null);
  const [liaison, ...others] = await time.passWhile(lives.all());
  if (!liaison) throw new Error('Liaison never lived.');
  if (lingersMs > 0) await time.passUntil(time.now() + pace.gapMs(lingersMs));
  // What was limited with faults is open again a minute later, and what was made last shows.
  await time.passUntil(time.now() + pace.clearingMs);
  // Every process has to see for itself.
  for (const life of [liaison, ...others]) await time.passWhile(life.lookAfterWebhooks());
  await time.passWhile(liaison.engine.sweep());
  await untilAtRest(pace, liaison);
  if (neighbour) count(tally, 'neighbour');
  const wrongNextDoor = (await neighbour?.wrongAtRest(pace)) ?? [];
  tell('at rest');
  const hasLost = isStoreLost || [...tally.keys()].some(name => name.startsWith('store'));
  return {
    seed,
    loaded,
    time,
    people,
    liaison,
    cardIds,
    lists,
    did,
    tally,
    carriedOut,
    handMade,
    gentle: gentle.begun,
    wrongNextDoor,
    isStoreLost: hasLost,
    isBudgetShared: neighbour !== null && !hasLost,
    skewMs: skew,
    lingersMs,
    heard,
    witness,
    story,
    async passDay() {
      await time.passUntil(time.now() + DAY_MS);
      await time.passWhile(liaison.engine.sweep());
      await untilAtRest(pace, liaison);
      tell('a day later');
    },
    async close() {
      await time.passWhile(
        Promise.all([liaison, ...others, ...(neighbour ? [neighbour] : [])].map(one => one.stop())),
      );
      without.stop();
      await simulator.close();
    },
  };
}

/** The same playbook, in which things may change apart from others. */
function ownCopy({ playbook, ...loaded }: LoadedPlaybook): LoadedPlaybook {
  const { teamList } = playbook;
  return {
    ...loaded,
    playbook: { ...playbook, teamList: { ...teamList, adopt: { ...teamList.adopt } } },
  };
}

function logInto(tell: (what: string) => void): Log {
  const line = (fields: object, message: string) => tell(`  ${message} ${JSON.stringify(fields)}`);
  return { debug: () => undefined, info: line, warn: line, error: line };
}
