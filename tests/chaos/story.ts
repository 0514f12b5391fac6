// What random people do to random cards, as data drawn from the dice: the same actions can be played in another world.
import type { Dice } from './dice.ts';
import type { People, Person, RawTask } from './people.ts';

/** One act. `afterMs` is how long after the former one it happens; the numbers choose among what is there then. */
export type Act = { afterMs: number; kind: Kind; card: number; who: number; more: number; value: number };

const KINDS = {
  createCard: 3,
  deleteCard: 1,
  join: 16,
  leave: 8,
  joinGroup: 1,
  setSupporter: 12,
  addSupporter: 2,
  clearSupporter: 3,
  move: 26,
  setDates: 12,
  clearDate: 2,
  rename: 3,
  itemDue: 5,
  itemJoin: 3,
  itemLeave: 3,
  itemClose: 4,
  itemReopen: 2,
  itemRename: 1,
  itemDelete: 3,
  aboutDelete: 1,
  aboutScribble: 1,
  subtask: 5,
  comment: 4,
  ownTask: 2,
  ownList: 1,
  listDelete: 0.5,
  wait: 3,
} as const;
type Kind = keyof typeof KINDS;

const STATUSES = [
  'backlog',
  'forming',
  'in progress',
  'in progress',
  'in progress',
  'evaluation',
  'evaluation',
  'done',
  'cancelled',
];
const NAMES = ['Faster checkout', 'Calm onboarding', 'Faster checkout', 'Clear bills'];
const TEMPLATES = [
  'kick-off',
  'make-the-plan',
  'everybody',
  'plan-the-evaluation',
  'collect-feedback',
  'share-the-outcome',
];
const SECOND_MS = 1_000;
const MINUTE_MS = 60_000;
const DAY_MS = 86_400_000;

/** Draws a story of 3 to 5 cards and 15 to 30 acts. */
export function drawStory(dice: Dice): Act[] {
  const kinds = Object.entries(KINDS);
  const total = kinds.reduce((sum, [, weight]) => sum + weight, 0);
  const drawKind = (): Kind => {
    let left = dice.random() * total;
    for (const [kind, weight] of kinds) {
      left -= weight;
      if (left < 0) return kind as Kind;
    }
    return 'comment';
  };
  const act = (kind: Kind, afterMs: number): Act => ({
    afterMs,
    kind,
    card: dice.whole(0, 999),
    who: dice.whole(0, 999),
    more: dice.whole(0, 999),
    value: dice.whole(0, 999),
  });
  let longWaits = 0;
  const drawGap = (): number => {
    const luck = dice.random();
    if (luck < 0.45) return dice.whole(0, 2 * SECOND_MS);
    if (luck < 0.85) return dice.whole(2 * SECOND_MS, MINUTE_MS);
    if (luck < 0.97 || longWaits > 0) return dice.whole(MINUTE_MS, 8 * MINUTE_MS);
    longWaits += 1;
    return dice.whole(DAY_MS, 4 * DAY_MS);
  };
  const cards = Array.from({ length: dice.whole(3, 5) }, () => act('createCard', dice.whole(0, 500)));
  const acts = Array.from({ length: dice.whole(15, 30) }, () => act(drawKind(), drawGap()));
  return [...cards, ...acts];
}

/** What came of an act: nothing, or what was touched (`card CARD`, `item CARD TEMPLATE`, …), in words for a log. */
export type Done = string | null;

/** Plays one act. Cards are chosen by the order of their making, so that another world means the same one. */
export async function play(act: Act, people: People, cardIds: string[], startAt: number): Promise<Done> {
  const { kind, value, more } = act;
  const who = at(people.all, act.who);
  const put = (taskId: string, body: object, as: Person = who) =>
    people.ask('PUT', `/task/${taskId}`, body, as);
  if (kind === 'wait') return null;
  if (kind === 'createCard') {
    const name = at(NAMES, value);
    const status = more % 3 === 0 ? 'in progress' : more % 3 === 1 ? 'forming' : 'backlog';
    const team = [who, at(people.all, act.who + 3)].slice(0, more % 4).map(person => person.id);
    const dates =
      value % 2 === 0 ? { start_date: startAt, due_date: startAt + (28 + (more % 40)) * DAY_MS } : {};
    const body = { name, status, assignees: team, ...dates };
    const { id } = await people.ask<{ id: string }>('POST', `/list/${people.boardId}/task`, body, who);
    cardIds.push(id);
    return `card ${id} made: ${name}, ${status}, ${team.length} people`;
  }
  const cards = await people.cards();
  const card = cards.find(candidate => candidate.id === at(cardIds, act.card));
  if (!card) return null;
  const done = (what: string): Done => `card ${card.id}: ${who.username} ${what}`;
  switch (kind) {
    case 'deleteCard':
      await people.ask('DELETE', `/task/${card.id}`, undefined, who);
      return done('deleted it');
    case 'join':
      await put(card.id, { assignees: { add: [who.id], rem: [] } });
      return done('joined');
    case 'leave': {
      const leaver = card.assignees[value % Math.max(1, card.assignees.length)];
      if (!leaver) return null;
      await put(card.id, { assignees: { add: [], rem: [leaver.id] } });
      return done(`took ${leaver.id} off`);
    }
    case 'joinGroup': {
      const { groups } = await people.ask<{ groups: { id: string; name: string }[] }>(
        'GET',
        await groupsPath(people),
      );
      const group = at(groups, value);
      await put(card.id, { group_assignees: { add: [group.id], rem: [] } });
      return done(`put group ${group.name} on it`);
    }
    case 'setSupporter':
    case 'addSupporter':
    case 'clearSupporter': {
      const present = supportersOf(card);
      const wanted = at(value % 3 === 0 ? people.all : people.supporters, more).id;
      const rem =
        kind === 'addSupporter' ? [] : present.filter(id => id !== wanted || kind === 'clearSupporter');
      const add = kind === 'clearSupporter' ? [] : [wanted];
      await people.ask(
        'POST',
        `/task/${card.id}/field/${people.supporterFieldId}`,
        { value: { add, rem } },
        who,
      );
      return done(`set supporter +${add.join()} -${rem.join()}`);
    }
    case 'move': {
      const status = at(STATUSES, value);
      await put(card.id, { status });
      return done(`moved it from ${card.status.status} to ${status}`);
    }
    case 'setDates': {
      const start = startAt + ((more % 30) - 15) * DAY_MS;
      const dates = { start_date: start, due_date: start + (7 + (value % 90)) * DAY_MS };
      await put(card.id, dates);
      return done(`set dates ${JSON.stringify(dates)}`);
    }
    case 'clearDate':
      await put(card.id, value % 2 === 0 ? { due_date: null } : { start_date: null });
      return done(`cleared ${value % 2 === 0 ? 'due' : 'start'}`);
    case 'rename':
      await put(card.id, { name: `${at(NAMES, value)} ${more % 3 === 0 ? 'again' : ''}`.trim() });
      return done('renamed it');
    case 'comment':
      await people.ask('POST', `/task/${card.id}/comment`, { comment_text: 'How is it going?' }, who);
      return done('commented');
    case 'ownList':
      await people.ask('POST', `/folder/${people.folderId}/list`, { name: card.name }, who).catch(() => null);
      return done('made a list of its name');
  }
  return playInList(act, people, card, who);
}

async function playInList(act: Act, people: People, card: RawTask, who: Person): Promise<Done> {
  const { kind, value } = act;
  const lists = (await people.lists()).filter(list => list.content.includes(card.id));
  const list = lists[0];
  if (!list) return null;
  const items = (await people.items()).filter(item => item.list.id === list.id);
  const put = (taskId: string, body: object) => people.ask('PUT', `/task/${taskId}`, body, who);
  if (kind === 'ownTask') {
    await people.ask('POST', `/list/${list.id}/task`, { name: 'Our own task' }, who);
    return `own task in ${list.id}`;
  }
  if (kind === 'listDelete') {
    await people.ask('DELETE', `/list/${list.id}`, undefined, who);
    return `list ${card.id} deleted`;
  }
  const isAbout = kind === 'aboutDelete' || kind === 'aboutScribble';
  const template = isAbout ? 'about' : at(TEMPLATES, act.more);
  const item = items.find(candidate => candidate.tags.some(tag => tag.name === `liaison-${template}`));
  if (!item) return null;
  const done = (what: string): Done => `item ${card.id} ${template} ${what} (${item.id})`;
  switch (kind) {
    case 'itemDue': {
      await put(item.id, { due_date: Number(item.due_date ?? 0) + (1 + (value % 9)) * DAY_MS });
      return done('due');
    }
    case 'itemJoin':
      await put(item.id, { assignees: { add: [who.id], rem: [] } });
      return done('people');
    case 'itemLeave':
      if (item.assignees.length === 0) return null;
      await put(item.id, { assignees: { add: [], rem: item.assignees.map(person => person.id) } });
      return done('people');
    case 'itemClose':
      await put(item.id, { status: 'complete' });
      return done('closed');
    case 'itemReopen':
      await put(item.id, { status: 'to do' });
      return done('reopened');
    case 'itemRename':
      await put(item.id, { name: `${item.name}!` });
      return done('renamed');
    case 'itemDelete':
    case 'aboutDelete':
      await people.ask('DELETE', `/task/${item.id}`, undefined, who);
      return done('deleted');
    case 'aboutScribble':
      await put(item.id, { markdown_content: 'Oops, I wrote over it.' });
      return done('scribbled');
    case 'subtask':
      await people.ask('POST', `/list/${list.id}/task`, { name: 'They liked it', parent: item.id }, who);
      return done('subtask');
  }
  return null;
}

/** The supporters that a card names. */
export function supportersOf(card: RawTask): number[] {
  const value = card.custom_fields.find(field => field.name === 'Supporter')?.value;
  return Array.isArray(value) ? value.map((person: { id: number }) => person.id) : [];
}

async function groupsPath(people: People): Promise<string> {
  const { teams } = await people.ask<{ teams: { id: string }[] }>('GET', '/team');
  return `/group?team_id=${teams[0]?.id}`;
}

function at<T>(all: readonly T[], number: number): T {
  const one = all[number % all.length];
  if (one === undefined) throw new Error('There is nothing to choose from.');
  return one;
}
