// A card of the simulator's company with a whole Liaison behind it, in virtual time: what people do there, each with
// their own token, and what ClickUp shows of it.
import { loadPlaybook } from '../../src/config/playbook-file.ts';
import type { Playbook } from '../../src/domain/playbook/playbook.ts';
import { startSimulator } from '../../src/simulator/simulator.ts';
import { examplePlaybook } from '../support/clickup-setting.ts';
import { createInMemoryBackend } from '../support/in-memory-queue/backend.ts';
import { ENDPOINT, type Receive, startLiaison } from '../support/liaison.ts';
import { type People, type Person, peopleOf, type RawTask } from '../support/people.ts';
import { createVirtualTime } from '../support/virtual-time.ts';
import { answerWithoutNetwork } from '../support/without-network.ts';

/** A Monday morning in the playbook's zone, with no public holiday for ten weeks. */
const START = Date.parse('2027-01-11T08:00:00Z');
const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;
/** Liaison still asks twice while people rest; asking as often as a running Liaison only costs these weeks time. */
export const RARELY = { pollMs: HOUR_MS / 2, webhooksMs: 4 * HOUR_MS };
/** A member of the team, who does what anybody could do. */
const SOMEBODY = 'Jonas';
/** The board's owner of every playbook here; on no team. */
export const OWNER = 'Oskar';

export type CardIdea = {
  name?: string;
  status?: string;
  team?: string[];
  supporter?: string | null;
  /** Weeks from the start to the due date; null for no due date. */
  weeks?: number | null;
  /** The function that the card asks for. */
  needs?: string;
  /** 1 is urgent, 4 is low. */
  priority?: number;
};

export type StageOptions = {
  /** Keys of the playbook that are not as shipped. */
  playbook?: Record<string, unknown>;
  /** Keys of the playbook's people. */
  people?: Partial<Playbook['people']>;
  /** How often Liaison asks for what no delivery tells of; for stories of many weeks. */
  asks?: Partial<typeof RARELY>;
};

export type Stage = Awaited<ReturnType<typeof setStage>>;

/** Starts ClickUp and Liaison and puts the cards on the board; the first one is the card that everything is about. */
export async function setStage(
  rules: Record<string, object>,
  ideas: [CardIdea, ...CardIdea[]],
  options: StageOptions = {},
) {
  const time = createVirtualTime(START);
  let receive: Receive | null = null;
  const simulator = await startSimulator({
    seed: 'empty',
    idSeed: Object.keys(rules).join(),
    rateLimit: 10_000,
    time,
    courier: async (endpoint, headers, body) =>
      endpoint === ENDPOINT && receive ? receive(headers, body).catch(() => null) : null,
  });
  const without = answerWithoutNetwork(simulator);
  const people = await time.passWhile(peopleOf(simulator));
  const complaints: string[] = [];
  const complain = (fields: object, message: string) =>
    void complaints.push(`${message} ${JSON.stringify(fields)}`);
  const backend = createInMemoryBackend({ timers: time, random: () => 0.5 });
  const starting = startLiaison({
    simulator,
    loaded: await loadedWith(rules, options),
    backend,
    storeUrl: 'volatile:',
    time,
    random: () => 0.5,
    log: { debug: () => undefined, info: () => undefined, warn: complain, error: complain },
    listens: given => {
      receive = given;
    },
    heard: () => undefined,
    ...RARELY,
    ...options.asks,
  });
  const liaison = await time.passWhile(starting);
  const looked: string[] = [];
  liaison.engine.onResult(cardId => void looked.push(cardId));

  const ask = <T>(method: string, path: string, body?: unknown, by = SOMEBODY): Promise<T> =>
    time.passWhile(people.ask<T>(method, path, body, who(people, by)));
  const fields = await fieldsOf(ask, people.boardId);
  const cardIds: string[] = [];
  for (const idea of ideas) {
    const { id } = await ask<RawTask>('POST', `/list/${people.boardId}/task`, taskOf(idea, people, fields));
    cardIds.push(id);
  }
  const card = cardIds[0] ?? '';

  const stage = {
    people,
    complaints,
    /** The cards on the board, the one that everything is about first. */
    cardIds,
    /** Every look at a card so far, by its id. */
    looked,
    now: () => time.now(),
    /** The day that is so many days after today. */
    dayAhead: (days: number) => new Date(time.now() + days * DAY_MS).toISOString().slice(0, 10),
    /** Lets virtual time pass until that is done. */
    inTime: <T>(work: Promise<T>): Promise<T> => time.passWhile(work),
    /** Long enough for Liaison to do what it wants to do. */
    rest: () => time.passUntil(time.now() + HOUR_MS),
    passDays: (days: number) => time.passUntil(time.now() + days * DAY_MS),
    passUntilDay: (days: number) => time.passUntil(START + days * DAY_MS),
    passUntil: (instant: string) => time.passUntil(Date.parse(instant)),

    task: (id = card) => ask<RawTask>('GET', `/task/${id}`),
    async joins(name: string, id = card) {
      await ask('PUT', `/task/${id}`, { assignees: { add: [who(people, name).id], rem: [] } }, name);
    },
    /** Somebody puts somebody else on the team. */
    async puts(name: string, by: string, id = card) {
      await ask('PUT', `/task/${id}`, { assignees: { add: [who(people, name).id], rem: [] } }, by);
    },
    async leaves(name: string, id = card) {
      await ask('PUT', `/task/${id}`, { assignees: { add: [], rem: [who(people, name).id] } }, name);
    },
    async moves(status: string) {
      await ask('PUT', `/task/${card}`, { status });
    },
    async isSupportedBy(...names: string[]) {
      const wanted = names.map(name => who(people, name).id);
      const former = supporterIds(await stage.task());
      const value = { add: wanted, rem: former.filter(id => !wanted.includes(id)) };
      await ask('POST', `/task/${card}/field/${fields.supporter.id}`, { value });
    },
    /** People may use ClickUp with the report whose token Liaison has. */
    async isChangedByTheBot(of: object) {
      const { bot } = simulator.tokens;
      await time.passWhile(people.ask('PUT', `/task/${card}`, of, { ...bot, email: '', groups: [] }));
    },
    async takes(weeks: number | null) {
      await ask('PUT', `/task/${card}`, { due_date: dueAfter(weeks) });
    },
    async says(text: string, name = SOMEBODY, id = card): Promise<string> {
      const said = { comment_text: text };
      return String((await ask<{ id: number }>('POST', `/task/${id}/comment`, said, name)).id);
    },
    async closes(template: string) {
      await ask('PUT', `/task/${(await item(template)).id}`, { status: 'complete' });
    },
    async reopens(template: string) {
      await ask('PUT', `/task/${(await item(template)).id}`, { status: 'to do' });
    },
    async records(feedback: string, template: string) {
      const { id, list } = await item(template);
      await ask('POST', `/list/${list.id}/task`, { name: feedback, parent: id });
    },
    async forgetsFeedback(template: string) {
      const { id } = await item(template);
      const pieces = (await time.passWhile(people.items())).filter(({ parent }) => parent === id);
      for (const piece of pieces) await ask('DELETE', `/task/${piece.id}`);
    },
    async measures(which: 'target' | 'actual', value: string | null) {
      const path = `/task/${card}/field/${fields[which].id}`;
      if (value === null) await ask('DELETE', path);
      else await ask('POST', path, { value });
    },
    async concludes(outcome: string | null) {
      const path = `/task/${card}/field/${fields.outcome.id}`;
      if (outcome === null) await ask('DELETE', path);
      else await ask('POST', path, { value: optionOf(fields.outcome, outcome) });
    },
    /** Whatever people do from now on, no delivery tells of it; until it is true again. */
    isTold: (isTold: boolean) =>
      time.passWhile(people.faults(isTold ? {} : { rules: [{ kind: 'deliveryLost' }] })),
    /** The deliveries so far that told of the card and match, by their numbers. */
    async delivered(isMeant: (body: string) => boolean): Promise<number[]> {
      const answer = await simulator.fetch(new Request(`${simulator.url}/__sim/deliveries`));
      type Sent = { number: number; resource: string; body: unknown };
      const { deliveries } = (await answer.json()) as { deliveries: Sent[] };
      return deliveries.flatMap(({ number, resource, body }) =>
        resource === card && isMeant(JSON.stringify(body)) ? [number] : [],
      );
    },
    /** An old delivery comes once more, signed, with its old date. */
    async isDeliveredAgain(number: number): Promise<void> {
      const body = JSON.stringify({ again: number });
      await simulator.fetch(
        new Request(`${simulator.url}/__sim/deliveries`, {
          method: 'POST',
          headers: { 'content-type': 'application/json' },
          body,
        }),
      );
    },
    /** All that Liaison remembers is gone, while it runs. */
    losesStore: () => backend.empty(),
    async end() {
      await time.passWhile(liaison.stop());
      without.stop();
      await simulator.close();
    },
  };

  async function item(template: string): Promise<RawTask> {
    const found = (await time.passWhile(people.items())).find(({ tags }) =>
      tags.some(({ name }) => name === `liaison-${template}`),
    );
    if (!found) throw new Error(`The team list holds no item ${template}.`);
    return found;
  }

  await stage.rest();
  return stage;
}

/** The person of that first name. */
export function who(people: People, firstName: string): Person {
  const found = people.all.find(({ username }) => username.startsWith(`${firstName} `));
  if (!found) throw new Error(`Nobody is called ${firstName}.`);
  return found;
}

/** The supporters that a card names. */
export function supporterIds(card: RawTask): number[] {
  const value = card.custom_fields.find(({ name }) => name === 'Supporter')?.value;
  return Array.isArray(value) ? value.map((person: { id: number }) => person.id) : [];
}

let shipped: ReturnType<typeof loadPlaybook> | null = null;

/** The shipped playbook with these rules alone, and with an owner of the board, named by e-mail. */
async function loadedWith(rules: Record<string, object>, { playbook = {}, people: also = {} }: StageOptions) {
  shipped ??= loadPlaybook('config/playbook.yaml');
  const loaded = await shipped;
  const people: Playbook['people'] = {
    ...loaded.playbook.people,
    owner: `${OWNER}.Nowak@fernhill.example`,
    ...also,
  };
  const fields = { ...loaded.playbook.fields, target: 'Target', actual: 'Actual' };
  return { ...loaded, playbook: examplePlaybook({ rules, people, fields, ...playbook }) };
}

type Field = {
  id: string;
  name: string;
  type_config: { options?: { id: string; [key: string]: unknown }[] };
};
type Fields = Record<'supporter' | 'functions' | 'outcome' | 'target' | 'actual', Field>;

async function fieldsOf(
  ask: <T>(method: string, path: string) => Promise<T>,
  boardId: string,
): Promise<Fields> {
  const { fields } = await ask<{ fields: Field[] }>('GET', `/list/${boardId}/field`);
  const named = (wanted: string): Field => {
    const field = fields.find(({ name }) => name === wanted);
    if (!field) throw new Error(`The board has no field ${wanted}.`);
    return field;
  };
  return {
    supporter: named('Supporter'),
    functions: named('Functions needed'),
    outcome: named('Outcome'),
    target: named('Target'),
    actual: named('Actual'),
  };
}

function optionOf(field: Field, wanted: string): string {
  const option = field.type_config.options?.find(({ name, label }) => (name ?? label) === wanted);
  if (!option) throw new Error(`The field ${field.name} has no option ${wanted}.`);
  return option.id;
}

function taskOf(idea: CardIdea, people: People, fields: Fields): object {
  const { name = 'Orders arrive whole', status = 'forming', needs, priority = 3 } = idea;
  const { team = [SOMEBODY, 'Noah', 'Mateo'], supporter = 'Amara', weeks = 8 } = idea;
  const idOf = (firstName: string) => who(people, firstName).id;
  return {
    name,
    status,
    priority,
    assignees: team.map(idOf),
    start_date: START,
    due_date: dueAfter(weeks),
    custom_fields: [
      ...(supporter === null
        ? []
        : [{ id: fields.supporter.id, value: { add: [idOf(supporter)], rem: [] } }]),
      ...(needs === undefined
        ? []
        : [{ id: fields.functions.id, value: [optionOf(fields.functions, needs)] }]),
    ],
  };
}

function dueAfter(weeks: number | null): number | null {
  return weeks === null ? null : START + weeks * 7 * DAY_MS;
}
