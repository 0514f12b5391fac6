// Somebody who hears of every change on the board, whoever made it: ClickUp's own history, apart from all that Liaison
// read, remembered or meant. From it follows how every card stood at any moment.
import type { People, RawTask } from '../support/people.ts';

/** What of a card the rules look at, and that its history tells. */
export type Facts = {
  status: string;
  assignees: readonly number[];
  groups: readonly string[];
  supporters: readonly number[];
  /** Names of functions. */
  functions: readonly string[];
  start: number | null;
  due: number | null;
};
type Board = ReadonlyMap<string, Facts>;
/** A change of a card, and the whole board after it. */
export type Moment = {
  at: number;
  by: number | null;
  cardId: string;
  field: string;
  /** Ids of people who came with it, or left. */
  people: readonly number[];
  board: Board;
};
/** Something said on a card, in a thread if it has a parent, or said anew by an edit. */
export type Said = {
  at: number;
  by: number | null;
  cardId: string;
  commentId: string;
  parentId: string | null;
  text: string;
  isEdit: boolean;
};

export type Witness = {
  moments: Moment[];
  said: Said[];
  /** Asks ClickUp to tell of everything on the board. */
  begin(people: People): Promise<void>;
  born(card: RawTask): void;
  /** `at` is when it heard, by ClickUp's clock; what was deleted has no time of its own. */
  receive(body: string, at: number): void;
};

/** Where the witness hears of changes; nobody listens there on the network. */
export const WITNESS_ENDPOINT = 'http://127.0.0.1:9/witness';

type HistoryItem = {
  date: string;
  field: string;
  user?: { id: number } | null;
  before?: unknown;
  after?: unknown;
  custom_field?: { id: string };
  comment?: { text_content: string };
  parent_comment?: { id: string };
};

/** Makes a witness; nothing is heard before `begin`. */
export function createWitness(): Witness {
  const moments: Moment[] = [];
  const said: Said[] = [];
  const spoken = new Set<string>();
  const heard = new Set<string>();
  let board: Board = new Map();
  let known: People | null = null;

  const note = (change: Omit<Moment, 'board'>, facts: Facts | null): void => {
    const next = new Map(board);
    if (facts) next.set(change.cardId, facts);
    else next.delete(change.cardId);
    board = next;
    moments.push({ ...change, board });
  };
  const change = (cardId: string, item: HistoryItem): void => {
    // A delivery may come once more. What is edited keeps the id of what was said first.
    const told = JSON.stringify(item);
    if (heard.has(told)) return;
    heard.add(told);
    const { date, field, user } = item;
    const by = user?.id ?? null;
    if (field === 'comment') {
      const commentId = String(item.after);
      const text = item.comment?.text_content.trimEnd() ?? '';
      const parentId = item.parent_comment?.id ?? null;
      said.push({ at: Number(date), by, cardId, commentId, parentId, text, isEdit: spoken.has(commentId) });
      spoken.add(commentId);
      return;
    }
    const former = board.get(cardId);
    if (!former || !known) return;
    const changed = changedFacts(former, item, known);
    if (changed)
      note({ at: Number(date), by, cardId, field: changed.what, people: changed.people }, changed.facts);
  };

  return {
    moments,
    said,
    async begin(people) {
      known = people;
      const [team] = (await people.ask<{ teams: { id: string }[] }>('GET', '/team')).teams;
      await people.ask('POST', `/team/${team?.id}/webhook`, {
        endpoint: WITNESS_ENDPOINT,
        events: ['taskUpdated', 'taskDeleted'],
        list_id: Number(people.boardId),
      });
    },
    born(card) {
      const { id: cardId, date_created: at, assignees, start_date: start, due_date: due } = card;
      note(
        { at: Number(at), by: null, cardId, field: 'made', people: [] },
        {
          status: card.status.status,
          assignees: assignees.map(({ id }) => id),
          groups: [],
          supporters: [],
          functions: [],
          start: start === null ? null : Number(start),
          due: due === null ? null : Number(due),
        },
      );
    },
    receive(body, heardAt) {
      const {
        event,
        task_id: cardId,
        history_items: items = [],
      } = JSON.parse(body) as {
        event: string;
        task_id: string;
        history_items?: HistoryItem[];
      };
      if (event !== 'taskDeleted') for (const item of items) change(cardId, item);
      else if (board.has(cardId)) {
        note({ at: heardAt, by: null, cardId, field: 'deleted', people: [] }, null);
      }
    },
  };
}

function changedFacts(
  former: Facts,
  { field, before, after, custom_field: custom }: HistoryItem,
  { supporterFieldId, functions }: People,
): { facts: Facts; what: string; people: number[] } | null {
  const [was, is] = [before as { id: number | string }, after as { id: number | string }];
  const day = (value: unknown) => (value === null || value === undefined ? null : Number(value));
  const set = (facts: Partial<Facts>, what = field, people: number[] = []) => ({
    facts: { ...former, ...facts },
    what,
    people,
  });
  switch (field) {
    case 'status':
      return set({ status: (after as { status: string }).status });
    case 'assignee_add':
      return set({ assignees: [...former.assignees, Number(is.id)] }, field, [Number(is.id)]);
    case 'assignee_rem':
      return set({ assignees: former.assignees.filter(id => id !== Number(was.id)) }, field, [
        Number(was.id),
      ]);
    case 'group_assignee_add':
      return set({ groups: [...former.groups, String(is.id)] });
    case 'group_assignee_rem':
      return set({ groups: former.groups.filter(id => id !== String(was.id)) });
    case 'start_date':
      return set({ start: day(after) });
    case 'due_date':
      return set({ due: day(after) });
    case 'custom_field': {
      const ids = Array.isArray(after) ? after : [];
      if (custom?.id === supporterFieldId) return set({ supporters: ids.map(Number) }, 'supporter');
      if (custom?.id !== functions.fieldId) return null;
      const names = functions.options.filter(({ id }) => ids.includes(id)).map(({ name }) => name);
      return set({ functions: names }, 'functions');
    }
    default:
      return null;
  }
}
