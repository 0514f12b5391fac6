// One object that an answer has shown, to a single read or to our own write: it goes into the cache at once.
import type { Card, TeamList, WorkItem } from '../../domain/observation.ts';
import type { Unreadable } from '../../domain/unreadable.ts';
import type { CacheState } from './cache-state.ts';
import { readOfSome } from './kinds-read.ts';
import { changedSupporters, merge, mergeItems } from './merge-reads.ts';

/** What was answered: somebody's read, or our own write. */
export type AnswerTo = 'read' | 'write';

/** Puts a card, unless a newer form of it is held. */
export function putCard(state: CacheState, card: Card, answerTo: AnswerTo): void {
  if (answerTo === 'write') state.ownWrites.noteWritten(card.id, card.updatedAt);
  const cards = state.withFormerFields([card]);
  state.noteShown({ cards });
  const before = state.held;
  if (!before) return;
  state.update(board =>
    state.keepLastForms({ ...board, cards: merge(board.cards, cards) }, [readOfSome(['card'], [card], [])]),
  );
  const supportersBefore = changedSupporters(before, cards);
  state.hold({ ...(state.held ?? before), supportersBefore });
}

/** Puts a work item, unless a newer form of it is held. Of a write the answer shows the whole of it. */
export function putItem(state: CacheState, item: WorkItem, answerTo: AnswerTo): void {
  if (answerTo === 'write') {
    state.ownWrites.noteWritten(item.id, item.updatedAt);
    state.ownWrites.noteShown(item.id);
  }
  state.noteShown({ items: [item] });
  state.update(board =>
    state.keepLastForms({ ...board, items: mergeItems(board.items, [item]) }, [
      readOfSome(['item'], [item], []),
    ]),
  );
}

/** Puts a list in the place of its former form: lists have no time by which one could be newer. */
export function putList(state: CacheState, list: TeamList): void {
  state.ownWrites.noteShown(list.id);
  state.update(board => {
    const others = board.lists.filter(other => other.id !== list.id);
    return state.keepLastForms({ ...board, lists: [...others, list] }, [readOfSome(['list'], [list], [])]);
  });
}

/** Notes that a single read could not understand this; its last readable form counts on. */
export function putUnreadable(state: CacheState, one: Unreadable): void {
  state.update(board => state.keepLastForms(board, [readOfSome([], [], [one])]));
}
