// What ClickUp showed in a form that we can't read: named and set aside, while everything else goes on.
import type { Instant } from './day.ts';

export const UNREADABLE_KINDS = ['card', 'item', 'list', 'person', 'group', 'comment', 'webhook'] as const;
export type UnreadableKind = (typeof UNREADABLE_KINDS)[number];

/**
 * One thing that can't be read. `id` and `name` as far as they can be told, `where` is the key that can't be read, for
 * example `custom_fields.Outcome.value`; what stands there is never repeated.
 */
export type Unreadable = {
  kind: UnreadableKind;
  id: string | null;
  name: string | null;
  where: string;
  reason: string;
  /** The card that it belongs to, where that can be told: of work items, lists and comments. */
  cardId?: string | undefined;
  /** The list that a work item is in, where that can be told. */
  listId?: string | undefined;
  /** Since when it can't be read, as far as that is known. */
  since?: Instant | undefined;
};

/** Hears of what can't be read; everything else of the same answer was read. */
export type SetAside = (one: Unreadable) => void;

/** The same thing at two times, perhaps for another reason; what has no id is the same where it looks alike. */
export function isSameThing(one: Unreadable, other: Unreadable): boolean {
  if (one.kind !== other.kind || one.id !== other.id) return false;
  return one.id !== null || keyOf(one) === keyOf(other);
}

function keyOf({ name, where, cardId, listId }: Unreadable): string {
  return JSON.stringify([name, where, cardId ?? null, listId ?? null]);
}

/** Those that are about this card: itself, its lists, and what is in them, as far as that can be told. */
export function unreadableOf(
  {
    unreadable = [],
    lists,
  }: { unreadable?: readonly Unreadable[]; lists: readonly { id: string; cardId: string | null }[] },
  cardId: string,
): Unreadable[] {
  if (unreadable.length === 0) return [];
  const own = new Set(lists.flatMap(list => (list.cardId === cardId ? [list.id] : [])));
  return unreadable.filter(one => {
    if (one.kind === 'card') return one.id === cardId;
    if (one.kind === 'list') return one.cardId === cardId || (one.id !== null && own.has(one.id));
    return one.cardId === cardId || (one.listId !== undefined && own.has(one.listId));
  });
}

/** The ids of cards that can't be read: reconciling them tries again, and says so. */
export function unreadableCards(unreadable: readonly Unreadable[] = []): string[] {
  return unreadable.flatMap(({ kind, id }) => (kind === 'card' && id !== null ? [id] : []));
}
