// What a read was about, and what of it could not be read.

import type { SetAside, Unreadable, UnreadableKind } from '../../domain/unreadable.ts';

const STAFF: readonly UnreadableKind[] = ['person', 'group'];
const LISTS: readonly UnreadableKind[] = ['list'];
/** What a delta is about. */
export type DeltaPart = 'all' | 'cards' | 'items';

/** What can't be read may be of these kinds, by what was read; `all` is what a delta shows. */
export const KINDS = {
  everything: ['card', 'item', ...LISTS, ...STAFF],
  all: ['card', 'item'],
  cards: ['card'],
  items: ['item'],
  lists: LISTS,
  staff: STAFF,
} satisfies Record<string, readonly UnreadableKind[]>;

/** What was read of some kinds of things: everything there is of them (`isWhole`), or the things `shown`. */
export type KindsRead = {
  kinds: readonly UnreadableKind[];
  isWhole: boolean;
  shown: readonly { id: string }[];
  unreadable: readonly Unreadable[];
};

/** Everything that there is of these kinds was read. */
export function readOfAll(kinds: readonly UnreadableKind[], unreadable: readonly Unreadable[]): KindsRead {
  return { kinds, isWhole: true, shown: [], unreadable };
}

/** These things were read, and nothing of others. */
export function readOfSome(
  kinds: readonly UnreadableKind[],
  shown: KindsRead['shown'],
  unreadable: readonly Unreadable[],
): KindsRead {
  return { kinds, isWhole: false, shown, unreadable };
}

/** Collects what a read can't understand; `setAside` is given to it. */
export function collectUnreadable(): { unreadable: Unreadable[]; setAside: SetAside } {
  const unreadable: Unreadable[] = [];
  return { unreadable, setAside: one => void unreadable.push(one) };
}
