// the in-memory ClickUp: does a plan's operations to an observation, as a workspace would show it next. Pure; nothing is sent.
// What is not touched stays the very same object, so that whatever is remembered with it stays true.

import { compareIds } from '../domain/compare-ids.ts';
import type { Instant } from '../domain/day.ts';
import { readHeadline } from '../domain/language/headline.ts';
import { plainText, type RichText } from '../domain/language/rich-text.ts';
import { TeamRecord } from '../domain/mirror/record.ts';
import type { Card, Observation, OwnComment, TeamList, WorkItem } from '../domain/observation.ts';
import type { Operation } from '../domain/operation.ts';

/** An observation that is being changed; whatever is asked is answered as it stands by now. */
export type InMemoryClickUp = {
  at: Instant;
  /** The observation by now; what is changed later does not show in it. */
  shown(): Observation;
  card(): Card;
  /** Comments, commands, reminders, reported changes and what else is kept beside the board. */
  beside(): Beside;
  /** The card's own list, null if it has none. */
  list(): TeamList | null;
  /** The tasks of the card's list. */
  items(): WorkItem[];
  isPresent(person: number): boolean;
  note(change: Partial<Beside>): void;
  changeCard(change: Partial<Card>): void;
  /** Puts another card on the board. */
  addCard(card: Pick<Card, 'name' | 'status' | 'follows'>): void;
  /** Links the card that follows up on a work item with it. */
  linkFollowing(itemId: string): void;
  addList(name: string): void;
  changeList(id: string, change: Partial<TeamList>): void;
  /** Adds a task to the card's list; without one ClickUp would refuse, and nothing is added. */
  addItem(item: Partial<WorkItem> & Pick<WorkItem, 'name'>): void;
  changeItem(id: string, change: (item: WorkItem) => Partial<WorkItem>): void;
  /** Deletes a task together with its subtasks. */
  removeItem(id: string): void;
  /** A number for the next thing that is made. */
  number(): number;
};

type Beside = Omit<Observation, 'at' | 'board' | 'card'>;

/** The observation after the operations were done, reported changes used up. The clock stands still. */
export function applyPlan(
  before: Observation,
  operations: readonly Operation[],
  number?: () => number,
): Observation {
  const inMemory = inMemoryClickUpOf(before, number);
  inMemory.note({ reportedChanges: [] });
  for (const operation of operations) perform(inMemory, operation);
  return inMemory.shown();
}

/** Puts an observation on in-memory ClickUp. `number` counts on; without it, things are numbered by how many there are. */
export function inMemoryClickUpOf(
  { at, board, card: before, ...rest }: Observation,
  number?: () => number,
): InMemoryClickUp {
  const cards = copiedOnWrite(board.cards);
  const lists = copiedOnWrite(board.lists);
  const items = copiedOnWrite(board.items);
  let beside: Beside = rest;
  let card = before;
  const list = (): TeamList | null =>
    lists
      .now()
      .filter(({ cardId }) => cardId === card.id)
      .sort((one, other) => compareIds(one.id, other.id))[0] ?? null;
  const count = (): number =>
    number?.() ?? 5000 + items.now().length + lists.now().length + beside.comments.length;

  return {
    at,
    shown() {
      const all = { cards: cards.handOut(), lists: lists.handOut(), items: items.handOut() };
      const isSame = all.cards === board.cards && all.lists === board.lists && all.items === board.items;
      return { ...beside, at, card, board: isSame ? board : { ...board, ...all } };
    },
    card: () => card,
    beside: () => beside,
    list,
    items() {
      const listId = list()?.id;
      return items.now().filter(item => item.listId === listId);
    },
    isPresent: person => board.people.some(({ id }) => id === person),
    note(change) {
      beside = { ...beside, ...change };
    },
    changeCard(change) {
      card = { ...card, updatedAt: at, ...change };
      cards.change(card.id, () => card);
    },
    addCard(made) {
      const nobody = { assignees: [], assignedGroups: [], supporters: [], startOn: null, dueOn: null };
      const blank = { functionsNeeded: [], outcome: null, feedbackCount: null, tags: [], links: [] };
      const id = `f${count()}`;
      const url = `https://app.clickup.com/t/${id}`;
      const times = { createdAt: at, updatedAt: at };
      cards.add({ ...nobody, ...blank, ...times, id, url, priority: null, orderIndex: '0', ...made });
    },
    linkFollowing(itemId) {
      const following = cards.now().find(({ follows }) => follows === itemId);
      if (following) cards.change(following.id, one => ({ ...one, links: [...one.links, itemId] }));
    },
    addList: name => lists.add({ id: `9${count()}`, name, cardId: card.id, isFinished: false }),
    changeList: (id, change) => lists.change(id, former => ({ ...former, ...change })),
    addItem(item) {
      const listId = list()?.id;
      if (listId === undefined) return;
      const id = String(count());
      const place = { id, listId, parentId: null, url: `https://app.clickup.com/t/${id}` };
      const blank = { template: null, tags: [], isAbout: false, record: null, isClosed: false, dueOn: null };
      items.add({ ...place, ...blank, assignees: [], createdAt: at, updatedAt: at, ...item });
    },
    changeItem: (id, change) => items.change(id, item => ({ ...item, updatedAt: at, ...change(item) })),
    removeItem: id => items.remove(item => item.id === id || item.parentId === id),
    number: count,
  };
}

/** What Liaison would read back of a comment that it wrote; null if it would not find it again. */
export function readBack(id: string, at: Instant, text: string): OwnComment | null {
  const headline = readHeadline(text);
  if (!headline) return null;
  const { kind, rules, isMended, until } = headline;
  return { id, kind, rules, isMended, until, isResolved: isMended, text, at };
}

/** Does one operation, whatever its kind. What ClickUp would refuse changes nothing. */
function perform(inMemory: InMemoryClickUp, operation: Operation): void {
  const card = inMemory.card();
  switch (operation.kind) {
    case 'create-list':
      inMemory.addList(operation.name);
      return inMemory.note({ knownListId: null, outOfSight: null });
    case 'adopt-list':
      return inMemory.changeList(operation.listId, { name: operation.name, cardId: card.id });
    case 'create-about': {
      const record = TeamRecord.parse(operation.record);
      return inMemory.addItem({ name: operation.name, isAbout: true, record });
    }
    case 'update-about': {
      const record = TeamRecord.parse(operation.record);
      const about = operation.itemId ?? inMemory.items().find(item => item.isAbout)?.id;
      return about === undefined ? undefined : inMemory.changeItem(about, () => ({ record }));
    }
    case 'create-item': {
      const { template, name, values } = operation;
      const assignees = values.assignees.filter(id => inMemory.isPresent(id));
      return inMemory.addItem({ template, name, tags: operation.tags, dueOn: values.due, assignees });
    }
    case 'update-item': {
      const { dueOn, assignees: { add, remove } = { add: [], remove: [] } } = operation;
      const joining = add.filter(id => inMemory.isPresent(id));
      return inMemory.changeItem(operation.itemId, item => ({
        dueOn: dueOn === undefined ? item.dueOn : dueOn,
        assignees: [...item.assignees.filter(other => !remove.includes(other)), ...joining],
      }));
    }
    case 'explain-undo':
      inMemory.note({ undoing: [...(inMemory.beside().undoing ?? []), ...operation.changes] });
      return say(inMemory, operation.text, null);
    case 'post-status':
      return say(inMemory, operation.text, null);
    case 'ask':
    case 'escalate':
      return say(inMemory, operation.text, operation.person.id);
    case 'edit-status':
    case 'settle-ask':
      return edit(inMemory, operation.commentId, operation.text);
    case 'answer':
      return answer(inMemory, operation.commandId, operation.text);
    case 'remind': {
      const { reminders } = inMemory.beside();
      const reminder = readBack(`r${reminders.length}`, inMemory.at, plainText(operation.text));
      return inMemory.note({ reminders: reminder ? [...reminders, reminder] : reminders });
    }
    case 'mark-list': {
      const { listId, name, isFinished } = operation;
      return inMemory.changeList(listId, { name, isFinished });
    }
    case 'close-item':
      return inMemory.changeItem(operation.itemId, () => ({ isClosed: true }));
    case 'reopen-item':
      return inMemory.changeItem(operation.itemId, () => ({ isClosed: false }));
    case 'create-follow-up':
      return inMemory.addCard({ name: operation.name, status: operation.status, follows: operation.itemId });
    case 'link-follow-up':
      return inMemory.linkFollowing(operation.itemId);
    case 'tag': {
      const others = card.tags.filter(tag => tag !== operation.tag);
      return inMemory.changeCard({ tags: operation.isOn ? [...others, operation.tag] : others });
    }
    case 'take-off':
      return inMemory.changeCard({ assignees: without(card.assignees, operation.people) });
    case 'move-back':
      return inMemory.changeCard({ status: operation.status });
    case 'put-back-supporter':
      return inMemory.changeCard({
        supporters: [...without(card.supporters, operation.remove), ...operation.add],
      });
  }
}

function say(inMemory: InMemoryClickUp, text: RichText, assignee: number | null): void {
  const comment = readBack(`c${inMemory.number()}`, inMemory.at, plainText(text));
  if (comment) inMemory.note({ comments: [...inMemory.beside().comments, { ...comment, assignee }] });
}

function edit(inMemory: InMemoryClickUp, commentId: string, text: RichText): void {
  const comments = inMemory.beside().comments.map(comment => {
    if (comment.id !== commentId) return comment;
    return { ...comment, ...readBack(comment.id, comment.at, plainText(text)) };
  });
  inMemory.note({ comments });
}

function answer(inMemory: InMemoryClickUp, commandId: string, text: RichText): void {
  const { commands } = inMemory.beside();
  const count = commands.flatMap(({ answers }) => answers).length;
  const reply = readBack(`a${inMemory.number()}-${count}`, inMemory.at, plainText(text));
  if (!reply) return;
  inMemory.note({
    commands: commands.map(command =>
      command.id === commandId ? { ...command, answers: [reply, ...command.answers] } : command,
    ),
  });
}

function without<T extends { id: number }>(people: readonly T[], leaving: readonly { id: number }[]): T[] {
  return people.filter(({ id }) => !leaving.some(other => other.id === id));
}

/** An array that is copied when it is first changed, and again after it was handed out: indexes are remembered with arrays. */
type Copied<T> = {
  /** Only to look at; the next change may change it in place. */
  now(): readonly T[];
  handOut(): T[];
  add(one: T): void;
  change(id: string, change: (one: T) => T): void;
  remove(isMeant: (one: T) => boolean): void;
};

function copiedOnWrite<T extends { id: string }>(original: T[]): Copied<T> {
  let all = original;
  let isOurs = false;
  const ours = (): T[] => {
    if (!isOurs) all = [...all];
    isOurs = true;
    return all;
  };
  return {
    now: () => all,
    handOut() {
      isOurs = false;
      return all;
    },
    add: one => void ours().push(one),
    change(id, change) {
      const index = all.findIndex(one => one.id === id);
      const found = all[index];
      if (found) ours()[index] = change(found);
    },
    remove(isMeant) {
      all = all.filter(one => !isMeant(one));
      isOurs = true;
    },
  };
}
