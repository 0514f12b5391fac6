// Plays the acts of a story through ClickUp's API. Cards are meant by the order of their making and tasks by their
// template, so that the same act means the same thing in another world.

import type { Choices, People, Person, RawTask } from '../support/people.ts';
import { chat, command, reply } from './commands.ts';
import type { Act, Kind } from './story.ts';
import { deleteList, type TeamLists } from './team-lists.ts';
import { isCopy, tagOf } from './which-task.ts';

/** What came of an act: nothing, or in words what was done; `item CARD TEMPLATE …` and `list CARD …` begin such. */
export type Done = string | null;

/** What acts need to know besides the act. */
export type Play = {
  people: People;
  cardIds: string[];
  lists: TeamLists;
  startAt: number;
  /** Whether ClickUp shows an object so oddly that nobody would play with it. */
  isDisturbed(id: string): boolean;
  born(card: RawTask): void;
};
type Scene = Play & { act: Act; who: Person; card: RawTask };
type ListScene = Scene & { listId: string; item: RawTask | null; template: string };

const DAY_MS = 86_400_000;
const NAMES = ['Faster checkout', 'Calm onboarding', 'Faster checkout', 'Clear bills'];
const WORKING = ['in progress', 'in progress', 'in progress', 'evaluation', 'evaluation'];
/** Work rests there: it is paused, or nobody mapped the status to a phase. */
export const RESTING_STATUS = 'prioritized';
const STATUSES = ['backlog', 'forming', 'done', 'cancelled', ...WORKING];
const LATER = ['plan-the-evaluation', 'collect-feedback', 'share-the-outcome'];
const TEMPLATES = ['kick-off', 'make-the-plan', 'everybody', ...LATER];

/** Plays one act; a new card's id is added to `cardIds`, and `born` hears of the card as it is made. */
export async function play(act: Act, parts: Play): Promise<Done> {
  const { people, cardIds, isDisturbed } = parts;
  const who = at(people.all, act.who);
  if (act.kind === 'wait' || act.kind === 'later') return null;
  if (act.kind === 'createCard') return createCard(act, who, parts);
  const cardId = at(cardIds, act.card);
  if (isDisturbed(cardId)) return null;
  // Deleted meanwhile: there is nothing to do.
  const card = await people.ask<RawTask>('GET', `/task/${cardId}`, undefined, who).catch(() => null);
  if (!card) return null;
  const scene = { ...parts, act, who, card };
  const onCard = ON_CARD[act.kind];
  if (onCard) {
    const what = await onCard(scene);
    return what === null ? null : `card ${card.id}: ${who.username} ${what}`;
  }
  return playInList(scene);
}

async function createCard(
  { value, more, who: number }: Act,
  who: Person,
  { people, cardIds, startAt, born }: Play,
): Promise<Done> {
  const name = at(NAMES, value);
  const status = at(['in progress', 'forming', 'backlog'], more);
  const assignees = [who, at(people.all, number + 3)].slice(0, more % 4).map(person => person.id);
  const dates =
    value % 2 === 0 ? { start_date: startAt, due_date: startAt + (28 + (more % 40)) * DAY_MS } : {};
  const body = { name, status, assignees, ...dates };
  const card = await people.ask<RawTask>('POST', `/list/${people.boardId}/task`, body, who);
  const { id } = card;
  born(card);
  cardIds.push(id);
  return `card ${id} made: ${name}, ${status}, ${assignees.length} people`;
}

const ON_CARD: Partial<Record<Kind, (scene: Scene) => Promise<Done>>> = {
  async deleteCard({ people, card, who }) {
    await people.ask('DELETE', `/task/${card.id}`, undefined, who);
    return 'deleted it';
  },
  async join(scene) {
    await put(scene, scene.card.id, { assignees: { add: [scene.who.id], rem: [] } });
    return 'joined';
  },
  async leave(scene) {
    const leaver = scene.card.assignees[scene.act.value % Math.max(1, scene.card.assignees.length)];
    if (!leaver) return null;
    await put(scene, scene.card.id, { assignees: { add: [], rem: [leaver.id] } });
    return `took ${leaver.id} off`;
  },
  async joinGroup(scene) {
    const group = at(scene.people.groups, scene.act.value);
    await put(scene, scene.card.id, { group_assignees: { add: [group.id], rem: [] } });
    return `put group ${group.name} on it`;
  },
  setSupporter(scene) {
    const wanted = supporterFor(scene);
    return changeSupporters(
      scene,
      [wanted],
      supportersOf(scene.card).filter(id => id !== wanted),
    );
  },
  addSupporter: scene => changeSupporters(scene, [supporterFor(scene)], []),
  clearSupporter: scene => changeSupporters(scene, [], supportersOf(scene.card)),
  async move(scene) {
    const status = scene.act.more % 6 === 0 ? RESTING_STATUS : at(STATUSES, scene.act.value);
    await put(scene, scene.card.id, { status });
    return `moved it from ${scene.card.status.status} to ${status}`;
  },
  async setDates(scene) {
    const start = scene.startAt + ((scene.act.more % 30) - 15) * DAY_MS;
    const dates = { start_date: start, due_date: start + (7 + (scene.act.value % 90)) * DAY_MS };
    await put(scene, scene.card.id, dates);
    return `set dates ${JSON.stringify(dates)}`;
  },
  async clearDate(scene) {
    const isDue = scene.act.value % 2 === 0;
    await put(scene, scene.card.id, isDue ? { due_date: null } : { start_date: null });
    return `cleared ${isDue ? 'due' : 'start'}`;
  },
  async rename(scene) {
    const name = `${at(NAMES, scene.act.value)} ${scene.act.more % 3 === 0 ? 'again' : ''}`.trim();
    await put(scene, scene.card.id, { name });
    return `renamed it to ${name}`;
  },
  comment: chat,
  command,
  reply,
  setFunctions: scene => choose(scene, scene.people.functions, true),
  setOutcome: scene => choose(scene, scene.people.outcomes, false),
  async setPriority(scene) {
    const priority = 1 + (scene.act.value % 4);
    await put(scene, scene.card.id, { priority });
    return `gave it priority ${priority}`;
  },
  async finish(scene) {
    if (scene.act.value % 3 > 0) await choose(scene, scene.people.outcomes, false);
    await put(scene, scene.card.id, { status: 'done' });
    return `moved it from ${scene.card.status.status} to done`;
  },
  async ownList({ people, card, who }) {
    const path = `/folder/${people.folderId}/list`;
    // Refused where there is one of that name.
    const list = await people.ask('POST', path, { name: card.name }, who).catch(() => null);
    return list === null ? null : 'made a list of its name';
  },
};

async function playInList(scene: Scene): Promise<Done> {
  const { act, people, card, lists, isDisturbed } = scene;
  await lists.learn();
  const list = (await people.lists()).find(({ id }) => id === lists.of(card.id));
  if (!list || isDisturbed(list.id)) return null;
  const isAbout = act.kind === 'aboutDelete' || act.kind === 'aboutScribble';
  const template = isAbout ? 'about' : at(TEMPLATES, act.more);
  const isIt = (item: RawTask) => item.list?.id === list.id && tagOf(item) === template && !isCopy(item);
  const item = (await people.items()).find(isIt) ?? null;
  if (item && isDisturbed(item.id)) return null;
  const inList = IN_LIST[act.kind];
  if (inList) return inList({ ...scene, listId: list.id, item, template });
  const onItem = ON_ITEM[act.kind];
  if (!onItem) throw new Error(`Nobody knows how to play “${act.kind}”.`);
  const what = item && (await onItem(scene, item, list.id));
  return what === null ? null : `item ${card.id} ${template} ${what}`;
}

const IN_LIST: Partial<Record<Kind, (scene: ListScene) => Promise<Done>>> = {
  async ownTask({ people, who, listId, card }) {
    await people.ask('POST', `/list/${listId}/task`, { name: 'Our own task' }, who);
    return `own task in the list of ${card.id}`;
  },
  listDelete: ({ people, who, listId, card }) => deleteList(people, { cardId: card.id, listId }, who),
};

const ON_ITEM: Partial<Record<Kind, (scene: Scene, item: RawTask, listId: string) => Promise<Done>>> = {
  async itemDue(scene, item) {
    // By more than a day: people live in other zones, in which a day later may be the same one for the playbook.
    const due = Number(item.due_date ?? scene.startAt) + (2 + (scene.act.value % 9)) * DAY_MS;
    const answer = await put(scene, item.id, { due_date: due });
    return `due of ${item.id} is ${answer.due_date}`;
  },
  async itemJoin(scene, item) {
    await put(scene, item.id, { assignees: { add: [scene.who.id], rem: [] } });
    return 'people';
  },
  async itemLeave(scene, item) {
    if (item.assignees.length === 0) return null;
    await put(scene, item.id, { assignees: { add: [], rem: item.assignees.map(person => person.id) } });
    return 'people';
  },
  async itemClose(scene, item) {
    await put(scene, item.id, { status: 'complete' });
    return 'closed';
  },
  async itemReopen(scene, item) {
    await put(scene, item.id, { status: 'to do' });
    return 'reopened';
  },
  async itemRename(scene, item) {
    await put(scene, item.id, { name: `${item.name}!` });
    return 'renamed';
  },
  itemDelete: deleteItem,
  aboutDelete: deleteItem,
  async aboutScribble(scene, item) {
    await put(scene, item.id, { markdown_content: 'Oops, I wrote over it.' });
    return 'scribbled';
  },
  async subtask({ people, who }, item, listId) {
    await people.ask('POST', `/list/${listId}/task`, { name: 'They liked it', parent: item.id }, who);
    return 'subtask';
  },
};

async function deleteItem({ people, who }: Scene, item: RawTask): Promise<Done> {
  await people.ask('DELETE', `/task/${item.id}`, undefined, who);
  return 'deleted';
}

function put({ people, who }: Scene, taskId: string, body: object): Promise<RawTask> {
  return people.ask<RawTask>('PUT', `/task/${taskId}`, body, who);
}

/** Chooses an option of a field, or several; every fourth time none. */
async function choose(
  { act, people, card, who }: Scene,
  { fieldId, options }: Choices,
  isMany: boolean,
): Promise<string> {
  const path = `/task/${card.id}/field/${fieldId}`;
  if (act.more % 4 === 0) {
    await people.ask('DELETE', path, undefined, who);
    return 'emptied a field';
  }
  const chosen = [at(options, act.value), ...(isMany && act.more % 2 === 0 ? [at(options, act.more)] : [])];
  const ids = chosen.map(({ id }) => id);
  await people.ask('POST', path, { value: isMany ? ids : ids[0] }, who);
  return `chose ${chosen.map(({ name }) => name).join(', ')}`;
}

/** Every third one is not in the pool, or on the team. */
function supporterFor({ act, people }: Scene): number {
  return at(act.value % 3 === 0 ? people.all : people.supporters, act.more).id;
}

async function changeSupporters({ people, card, who }: Scene, add: number[], rem: number[]): Promise<string> {
  const path = `/task/${card.id}/field/${people.supporterFieldId}`;
  await people.ask('POST', path, { value: { add, rem } }, who);
  return `set supporter +${add.join()} -${rem.join()}`;
}

/** The supporters that a card names. */
export function supportersOf(card: RawTask): number[] {
  const value = card.custom_fields.find(field => field.name === 'Supporter')?.value;
  return Array.isArray(value) ? value.map((person: { id: number }) => person.id) : [];
}

function at<T>(all: readonly T[], number: number): T {
  const one = all[number % all.length];
  if (one === undefined) throw new Error('There is nothing to choose from.');
  return one;
}
