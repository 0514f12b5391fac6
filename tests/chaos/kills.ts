// One short story of one card, from its first mirror to its definitive end, in which Liaison dies once at a given write.

import { startSimulator } from '../../src/simulator/simulator.ts';
import { createInMemoryBackend } from '../support/in-memory-queue/backend.ts';
import { ENDPOINT, type Heard, type Liaison, type Receive, startLiaison } from '../support/liaison.ts';
import { type People, peopleOf, type RawTask } from '../support/people.ts';
import { answerWithoutNetwork } from '../support/without-network.ts';
import { whatIsWrong } from './check.ts';
import { createDeaths, type Death } from './deaths.ts';
import { virtualPace } from './pace.ts';
import { playbookFor } from './playbook.ts';
import { type Rest, untilAtRest } from './rest.ts';
import { count, type Tally } from './tally.ts';
import { createTeamLists } from './team-lists.ts';
import { createWitness, WITNESS_ENDPOINT } from './witness.ts';

/** What came of it: the writes of the life that dies, in order, and what is wrong in the end. */
export type Killed = { writes: string[]; wrong: string[]; story: string[]; tally: Tally };

const MINUTE_MS = 60_000;
const DAY_MS = 86_400_000;

type Stage = { people: People; cardId: string; startAt: number };
type Step = { afterMs: number; what: string; play(stage: Stage): Promise<unknown> };

const put = ({ people, cardId }: Stage, body: object, id = cardId) => people.ask('PUT', `/task/${id}`, body);
const itemOf = async ({ people }: Stage, template: string): Promise<RawTask | undefined> =>
  (await people.items()).find(({ tags }) => tags.some(({ name }) => name === `liaison-${template}`));

/** What people do; between two of these Liaison has time to answer, unless it has just died. */
const STEPS: readonly Step[] = [
  { afterMs: MINUTE_MS, what: 'they start', play: stage => put(stage, { status: 'in progress' }) },
  {
    afterMs: 2 * MINUTE_MS,
    what: 'one too many joins',
    play: stage => put(stage, { assignees: { add: [teamOf(stage.people)[3]?.id], rem: [] } }),
  },
  { afterMs: MINUTE_MS, what: 'the end is cleared', play: stage => put(stage, { due_date: null }) },
  {
    afterMs: 12 * MINUTE_MS,
    what: 'the end is set again',
    play: stage => put(stage, { due_date: stage.startAt + 35 * DAY_MS }),
  },
  {
    afterMs: MINUTE_MS,
    what: 'somebody waives a rule',
    play: ({ people, cardId }) =>
      people.ask(
        'POST',
        `/task/${cardId}/comment`,
        { comment_text: '/waive stale until further notice' },
        teamOf(people)[0],
      ),
  },
  {
    afterMs: MINUTE_MS,
    what: 'they evaluate, earlier than they thought',
    play: stage => put(stage, { status: 'evaluation', due_date: stage.startAt + 9 * DAY_MS }),
  },
  {
    afterMs: 4 * MINUTE_MS,
    what: 'they hear what customers say, and share the outcome',
    async play(stage) {
      const { people, cardId } = stage;
      const feedback = await itemOf(stage, 'collect-feedback');
      for (const name of ['They like it', 'They use it'])
        await people.ask('POST', `/list/${feedback?.list.id}/task`, { name, parent: feedback?.id });
      const share = await itemOf(stage, 'share-the-outcome');
      if (share) await put(stage, { status: 'complete' }, share.id);
      const { fieldId, options } = people.outcomes;
      await people.ask('POST', `/task/${cardId}/field/${fieldId}`, { value: options[0]?.id });
    },
  },
  { afterMs: MINUTE_MS, what: 'they are done', play: stage => put(stage, { status: 'done' }) },
];

/** Three of two functions, and one more. */
function teamOf({ all, supporters }: People) {
  const others = all.filter(person => !supporters.includes(person));
  const of = (group: string) => others.filter(({ groups }) => groups.includes(group));
  const [engineering, design] = [of('Engineering'), of('Design')];
  return [...new Set([...engineering.slice(0, 2), ...design.slice(0, 2), ...others])];
}

async function createCard(people: People, startAt: number): Promise<RawTask> {
  return people.ask<RawTask>('POST', `/list/${people.boardId}/task`, {
    name: 'Faster checkout',
    status: 'forming',
    assignees: teamOf(people)
      .slice(0, 3)
      .map(({ id }) => id),
    start_date: startAt - DAY_MS,
    due_date: startAt + 35 * DAY_MS,
  });
}

/** Plays the story with this death, or with none. Never rejects: whatever breaks is what is wrong. */
export async function playKilled(death: Death | null): Promise<Killed> {
  const story: string[] = [];
  const tally: Tally = new Map();
  const deaths = createDeaths(death);
  try {
    const wrong = await play(death, deaths, { story, tally });
    return { writes: deaths.writes, wrong, story, tally };
  } catch (error) {
    const wrong = [error instanceof Error ? (error.stack ?? error.message) : String(error)];
    return { writes: deaths.writes, wrong, story, tally };
  }
}

async function play(
  death: Death | null,
  deaths: ReturnType<typeof createDeaths>,
  { story, tally }: Pick<Killed, 'story' | 'tally'>,
): Promise<string[]> {
  const pace = virtualPace();
  const { time } = pace;
  const startAt = time.now();
  const tell = (what: string) => void story.push(`${new Date(time.now()).toISOString()} ${what}`);
  const line = (fields: object, message: string) => tell(`  ${message} ${JSON.stringify(fields)}`);
  const heard: Heard[] = [];
  const witness = createWitness();
  const door: { receive: Receive | null } = { receive: null };
  const simulator = await startSimulator({
    seed: 'empty',
    idSeed: 'kills',
    rateLimit: 600,
    time,
    courier: async (endpoint, headers, body) => {
      if (endpoint === WITNESS_ENDPOINT) {
        witness.receive(body, time.now());
        return 200;
      }
      const { receive } = door;
      if (endpoint !== ENDPOINT || receive === null) return null;
      // Whoever dies meanwhile does not answer.
      const nobody = deaths.life.isOver ? new Promise<null>(() => {}) : deaths.over.then(() => null);
      return Promise.race([receive(headers, body).catch(() => null), nobody]);
    },
  });
  const without = answerWithoutNetwork(deaths.watchRequests(simulator));
  try {
    const people = await time.passWhile(peopleOf(simulator));
    await time.passWhile(witness.begin(people));
    const loaded = await playbookFor(true, pace.readLagMs, true);
    const backend = createInMemoryBackend({ timers: time, random: () => 0.5 });
    const begin = (isFirst: boolean): Promise<Liaison> =>
      startLiaison({
        simulator,
        loaded,
        backend: isFirst ? deaths.watch(backend) : backend,
        ...(isFirst ? { life: deaths.life } : {}),
        storeUrl: pace.storeUrl,
        time,
        random: () => 0.5,
        log: { debug: () => undefined, info: line, warn: line, error: line },
        listens: receive => {
          if (!isFirst || !deaths.life.isOver) door.receive = receive;
        },
        heard: delivery => void heard.push(delivery),
        carriedOut: kind => count(tally, kind),
      });
    const card = await time.passWhile(createCard(people, startAt));
    witness.born(card);
    const [supporter] = people.supporters;
    await time.passWhile(
      people.ask('POST', `/task/${card.id}/field/${people.supporterFieldId}`, {
        value: { add: [supporter?.id], rem: [] },
      }),
    );

    const first = begin(true);
    const second = deaths.over.then(() => {
      tell(`it dies ${death?.when} the write ${death?.number}: ${deaths.writes.at(-1)}`);
      door.receive = null;
      void deaths.letGo();
      return begin(false);
    });
    const cardIds = [card.id];
    const did: Rest['did'] = [];
    for (const { afterMs, what, play: act } of STEPS) {
      await time.passUntil(time.now() + afterMs);
      await time.passWhile(act({ people, cardId: card.id, startAt }));
      tell(`people: ${what}`);
      did.push({ at: time.now(), what });
    }
    await time.passUntil(time.now() + 2 * MINUTE_MS);
    deaths.end();
    const liaison = await time.passWhile(deaths.life.isOver ? second : first);
    await time.passWhile(liaison.lookAfterWebhooks());
    await time.passWhile(liaison.engine.sweep());
    await untilAtRest(pace, liaison);
    tell('at rest');
    const lists = createTeamLists(people, cardIds);
    const wrong = await whatIsWrong({
      seed: 'kills',
      loaded,
      time,
      people,
      liaison,
      cardIds,
      lists,
      did,
      tally,
      carriedOut: [],
      handMade: [],
      gentle: null,
      wrongNextDoor: [],
      isStoreLost: false,
      isBudgetShared: false,
      skewMs: 0,
      lingersMs: 0,
      heard,
      witness,
      story,
      passDay: async () => undefined,
      close: async () => undefined,
    });
    await time.passWhile(liaison.stop());
    return wrong;
  } finally {
    without.stop();
    await simulator.close();
  }
}
