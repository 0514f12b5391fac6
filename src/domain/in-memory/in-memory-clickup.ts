// The in-memory ClickUp: an observation that operations and people change, as a workspace would show it next. Pure; nothing
// is sent. What is not touched stays the very same object, so that whatever is remembered with it stays true.

import { arrayOf } from '../../base/chunked-array.ts';
import { compareIds } from '../compare-ids.ts';
import type { Instant } from '../day.ts';
import type { Card, Observation, TeamList, WorkItem } from '../observation.ts';
import type { Absence } from '../people/absence.ts';
import { copiedOnWrite } from './copied-on-write.ts';

/** An observation that is being changed; whatever is asked is answered as it stands by now. */
export type InMemoryClickUp = {
  at: Instant;
  /** The observation by now; what is changed later does not show in it. */
  shown(): Observation;
  card(): Card;
  /** Comments, commands, reminders, reported changes and what else an observation has beside board and card. */
  rest(): RestOfObservation;
  /** The card's own list, null if it has none. */
  list(): TeamList | null;
  /** The tasks of the card's list. */
  items(): WorkItem[];
  isPresent(person: number): boolean;
  note(change: Partial<RestOfObservation>): void;
  changeCard(change: Partial<Card>): void;
  /** Puts another card on the board. */
  addCard(card: Pick<Card, 'name' | 'status' | 'follows'>): void;
  /** Links the card that follows up on a work item with it. */
  linkFollowing(itemId: string): void;
  addList(name: string): void;
  changeList(id: string, change: Partial<TeamList>): void;
  /** Gives a list this name and mark, instead of any other. */
  markList(id: string, mark: Omit<TeamList, 'id' | 'cardId'>): void;
  /** Adds a task to the card's list; without one ClickUp would refuse, and nothing is added. */
  addItem(item: Partial<WorkItem> & Pick<WorkItem, 'name'>): void;
  changeItem(id: string, change: (item: WorkItem) => Partial<WorkItem>): void;
  /** Deletes a task together with its subtasks. */
  removeItem(id: string): void;
  /** Puts other absences into the list of absences. */
  changeAbsences(change: (all: readonly Absence[]) => readonly Absence[]): void;
  /** A number for the next thing that is made. */
  number(): number;
};

type RestOfObservation = Omit<Observation, 'at' | 'board' | 'card'>;

/** Puts an observation on in-memory ClickUp. `number` counts on; without it, things are numbered by how many there are. */
export function inMemoryClickUpOf(
  { at, board, card: before, ...given }: Observation,
  number?: () => number,
): InMemoryClickUp {
  const cards = copiedOnWrite(board.cards);
  const lists = copiedOnWrite(board.lists);
  const items = copiedOnWrite(arrayOf(board.items));
  let rest: RestOfObservation = given;
  let card = before;
  let { absences } = board;
  const list = (): TeamList | null =>
    lists
      .now()
      .filter(({ cardId }) => cardId === card.id)
      .sort((one, other) => compareIds(one.id, other.id))[0] ?? null;
  const count = (): number =>
    number?.() ?? 5000 + items.now().length + lists.now().length + rest.comments.length;

  return {
    at,
    shown() {
      const all = { cards: cards.handOut(), lists: lists.handOut(), items: items.handOut() };
      const isSame =
        all.cards === board.cards &&
        all.lists === board.lists &&
        all.items === board.items &&
        absences === board.absences;
      const known = absences === undefined ? {} : { absences };
      return { ...rest, at, card, board: isSame ? board : { ...board, ...all, ...known } };
    },
    card: () => card,
    rest: () => rest,
    list,
    items() {
      const listId = list()?.id;
      return items.now().filter(item => item.listId === listId);
    },
    isPresent: person => board.people.some(({ id }) => id === person),
    note(change) {
      rest = { ...rest, ...change };
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
    markList: (listId, mark) => lists.change(listId, ({ id, cardId }) => ({ id, cardId, ...mark })),
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
    changeAbsences(change) {
      absences = change(absences ?? []);
    },
    number: count,
  };
}
