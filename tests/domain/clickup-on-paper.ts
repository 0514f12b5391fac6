// Plays ClickUp in memory, without I/O: does a plan's operations to an observation, as a workspace would show it next.
import type { Calendar } from '../../src/domain/calendar.ts';
import { readHeadline } from '../../src/domain/headline.ts';
import type { Card, Observation, OwnComment, WorkItem } from '../../src/domain/observation.ts';
import type { Operation } from '../../src/domain/operation.ts';
import { decide, type Plan } from '../../src/domain/plan.ts';
import type { Playbook } from '../../src/domain/playbook.ts';
import { TeamRecord } from '../../src/domain/record.ts';
import { plainText, type RichText } from '../../src/domain/rich-text.ts';

/** The observation after the operations were done, hints used up. Ids count on; the clock stands still. */
export function play(before: Observation, operations: readonly Operation[]): Observation {
  return operations.reduce(playOne, { ...before, hints: [] });
}

/** Decides and plays until nothing is left to do. Throws if that takes more than `rounds`. */
export function settle(
  before: Observation,
  playbook: Playbook,
  calendar: Calendar,
  rounds = 4,
): { after: Observation; plans: Plan[] } {
  const plans: Plan[] = [];
  let after = before;
  for (;;) {
    const plan = decide(after, playbook, calendar);
    if (plan.operations.length === 0) return { after, plans };
    if (plans.length === rounds) {
      throw new Error(`still not settled after ${rounds} rounds: ${JSON.stringify(plan.operations)}`);
    }
    plans.push(plan);
    after = play(after, plan.operations);
  }
}

/** The same observation with another card in the place of its own. */
export function withCard(observation: Observation, change: Partial<Card>): Observation {
  const card = { ...observation.card, ...change };
  const cards = observation.board.cards.map(other => (other.id === card.id ? card : other));
  return { ...observation, card, board: { ...observation.board, cards } };
}

/** The same observation with its work items changed; null deletes one. */
export function withItems(
  observation: Observation,
  change: (item: WorkItem) => WorkItem | null,
): Observation {
  const items = observation.board.items.flatMap(item => change(item) ?? []);
  return { ...observation, board: { ...observation.board, items } };
}

/** What Liaison would read back of a comment that it wrote. */
export function commentOf(id: string, at: number, text: RichText | string): OwnComment {
  const read = typeof text === 'string' ? text : plainText(text);
  const headline = readHeadline(read);
  if (!headline) throw new Error(`Liaison would not find its own comment again: ${read}`);
  const { kind, rules, isMended, until } = headline;
  return { id, kind, rules, isMended, until, isResolved: isMended, text: read, at };
}

function playOne(state: Observation, operation: Operation): Observation {
  const { board, card, at } = state;
  const id = String(5000 + board.items.length + board.lists.length + state.comments.length);
  const present = (ids: readonly number[]) =>
    ids.filter(wanted => board.people.some(person => person.id === wanted));
  const say = (text: RichText, assignee: number | null = null): Observation => ({
    ...state,
    comments: [...state.comments, { ...commentOf(`c${id}`, at, text), assignee }],
  });
  const edit = (commentId: string, text: RichText): Observation => ({
    ...state,
    comments: state.comments.map(other =>
      other.id === commentId ? { ...other, ...commentOf(other.id, other.at, text) } : other,
    ),
  });
  const add = (item: Partial<WorkItem>): Observation => {
    const listId = board.lists.find(list => list.cardId === card.id)?.id;
    if (listId === undefined) throw new Error(`there is no list yet for “${operation.summary}”`);
    const blank = { listId, parentId: null, url: `https://app.clickup.com/t/${id}`, template: null };
    const rest = { tags: [], isAbout: false, record: null, isClosed: false, dueOn: null, assignees: [] };
    const made: WorkItem = { id, name: '', ...blank, ...rest, createdAt: at, updatedAt: at, ...item };
    return { ...state, board: { ...board, items: [...board.items, made] } };
  };

  switch (operation.kind) {
    case 'create-list': {
      const list = { id: `9${id}`, name: operation.name, cardId: card.id, isFinished: false };
      return { ...state, board: { ...board, lists: [...board.lists, list] } };
    }
    case 'adopt-list': {
      const lists = board.lists.map(list =>
        list.id === operation.listId
          ? { ...list, name: operation.name, cardId: card.id, isFinished: false }
          : list,
      );
      return { ...state, board: { ...board, lists } };
    }
    case 'create-about':
      return add({ name: operation.name, isAbout: true, record: TeamRecord.parse(operation.record) });
    case 'update-about': {
      const mine = new Set(board.lists.filter(list => list.cardId === card.id).map(list => list.id));
      const about = board.items.find(
        item => item.isAbout && mine.has(item.listId) && (operation.itemId ?? item.id) === item.id,
      );
      if (!about) throw new Error('there is no about item to update');
      const record = TeamRecord.parse(operation.record);
      return withItems(state, item => (item.id === about.id ? { ...item, record } : item));
    }
    case 'create-item': {
      const { template, name, values } = operation;
      return add({ template, name, dueOn: values.due, assignees: present(values.assignees) });
    }
    case 'update-item':
      return withItems(state, item => {
        if (item.id !== operation.itemId) return item;
        const { add: joining, remove } = operation.assignees ?? { add: [], remove: [] };
        const staying = item.assignees.filter(other => !remove.includes(other));
        const dueOn = operation.dueOn === undefined ? item.dueOn : operation.dueOn;
        return { ...item, dueOn, assignees: [...staying, ...present(joining)] };
      });
    case 'post-status':
    case 'explain-undo':
      return say(operation.text);
    case 'ask':
    case 'escalate':
      return say(operation.text, operation.person.id);
    case 'edit-status':
    case 'settle-ask':
      return edit(operation.commentId, operation.text);
    case 'answer': {
      const reply = commentOf(
        `a${id}-${state.commands.flatMap(({ answers }) => answers).length}`,
        at,
        operation.text,
      );
      const commands = state.commands.map(command =>
        command.id === operation.commandId ? { ...command, answers: [reply, ...command.answers] } : command,
      );
      return { ...state, commands };
    }
    case 'tag': {
      const others = card.tags.filter(tag => tag !== operation.tag);
      return withCard(state, { tags: operation.isOn ? [...others, operation.tag] : others });
    }
    case 'take-off': {
      const leaving = new Set(operation.people.map(person => person.id));
      return withCard(state, { assignees: card.assignees.filter(person => !leaving.has(person.id)) });
    }
    case 'move-back':
      return withCard(state, { status: operation.status });
    case 'put-back-supporter': {
      const leaving = new Set(operation.remove.map(person => person.id));
      const staying = card.supporters.filter(person => !leaving.has(person.id));
      return withCard(state, { supporters: [...staying, ...operation.add] });
    }
    case 'mark-list': {
      const { listId, name, isFinished } = operation;
      const lists = board.lists.map(list => (list.id === listId ? { ...list, name, isFinished } : list));
      return { ...state, board: { ...board, lists } };
    }
    case 'close-item':
      return withItems(state, item => (item.id === operation.itemId ? { ...item, isClosed: true } : item));
    case 'create-follow-up': {
      const { itemId: follows, name, status } = operation;
      const nobody = { assignees: [], assignedGroups: [], supporters: [], startOn: null, dueOn: null };
      const blank = {
        ...card,
        ...nobody,
        functionsNeeded: [],
        outcome: null,
        feedbackCount: null,
        tags: [],
        links: [],
      };
      const following: Card = { ...blank, id: `f${id}`, name, status, follows };
      return { ...state, board: { ...board, cards: [...board.cards, following] } };
    }
    case 'link-follow-up': {
      const { itemId } = operation;
      const cards = board.cards.map(other =>
        other.follows === itemId ? { ...other, links: [...other.links, itemId] } : other,
      );
      return { ...state, board: { ...board, cards } };
    }
    case 'remind': {
      const reminder = commentOf(`r${state.reminders.length}`, at, operation.text);
      return { ...state, reminders: [...state.reminders, reminder] };
    }
  }
}
