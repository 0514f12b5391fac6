// The shared look at ClickUp: read whole at start and daily, kept current by deltas, fed with what we write ourselves.
import type { Instant } from '../domain/day.ts';
import type { Board, Card, TeamList, WorkItem } from '../domain/observation.ts';
import type { Memory } from './memory.ts';
import type { ClickUp, Clock } from './ports.ts';
import { changedSupporters, latest, merge, newest, since } from './sights.ts';
import { type Snapshot, storedSnapshot } from './stored-snapshot.ts';

/** Echoes arrive within seconds; this many writes of our own are enough to recognise them. */
const WRITTEN = 10_000;
/** Longer than any whole read and any read lag that a playbook would sensibly name. */
const SHOWN_MS = 60 * 60_000;
const STAFF_MAX_AGE_MS = 60 * 60_000;

/** Whether an object was seen because somebody looked, or as the answer to our own write. */
export type Seen = 'reading' | 'writing';

/** The shared look. Every answer is complete: a read that fails leaves the former look as it was. */
export type Observatory = {
  /** A look whose reads began at or after `notBefore`; calls at the same time share the requests. */
  fresh(notBefore: Instant): Promise<Snapshot>;
  /** The same for the cards alone: one request where deliveries tell of everything else. */
  freshCards(notBefore: Instant): Promise<Snapshot>;
  /** People and groups read at or after `notBefore`; where a look is there, only they are read. */
  freshStaff(notBefore: Instant): Promise<void>;
  /** A look for which everything was read anew at or after `notBefore`. */
  whole(notBefore: Instant): Promise<Snapshot>;
  /** The lists of the folder, read anew whatever the look says. */
  readListsAgain(): Promise<void>;
  /** What a single read or our own write has shown. Older sights of the same object are ignored. */
  seeCard(card: Card, by: Seen): void;
  seeItem(item: WorkItem, by: Seen): void;
  seeList(list: TeamList): void;
  /** Whether Liaison wrote to that task at or after `at` and has seen the whole of it in the answer. */
  hasWritten(id: string, at: Instant): boolean;
  /** Whether Liaison wrote that comment; `noteSaid` notes it. */
  hasSaid(commentId: string): boolean;
  noteSaid(commentId: string): void;
  /** Notes that this process is about to write for that card; its look then shows what was written. */
  noteActing(cardId: string, at: Instant): void;
  hasActed(cardId: string, at: Instant): boolean;
  /** A delivery or a read said that this task is deleted. */
  forget(id: string): void;
  /** The present look without asking anybody; null before the first read. */
  present(): Snapshot | null;
};

/**
 * `overlapMs` is how far deltas reach back, so that objects that show late are not missed. `fingerprint` tells apart
 * looks that were read with another playbook: they mean other things and are not used.
 */
export function createObservatory(
  { clickUp, memory, clock }: { clickUp: ClickUp; memory: Memory; clock: Clock },
  { overlapMs, fingerprint }: { overlapMs: number; fingerprint: string },
): Observatory {
  const stored = storedSnapshot(memory, fingerprint);
  let snapshot: Snapshot | null = null;
  let reading: { startedAt: Instant; isWhole: boolean; done: Promise<Snapshot> } | null = null;
  let readingCards: { startedAt: Instant; done: Promise<Snapshot> } | null = null;
  let cardsAt = 0;
  const written = new Map<string, Instant>();
  /** When an answer to our own write showed an object, by our clock. */
  const shown = new Map<string, Instant>();

  const read = async (isWhole: boolean, startedAt: Instant): Promise<Snapshot> => {
    const former = snapshot ?? (await stored.load());
    const next =
      isWhole || former === null ? await readWhole(startedAt, former) : await readDelta(former, startedAt);
    snapshot = next;
    await stored.save(next);
    return next;
  };

  const share = async (isWhole: boolean, notBefore: Instant): Promise<Snapshot> => {
    while (reading) {
      const { startedAt, isWhole: wasWhole, done } = reading;
      if (startedAt >= notBefore && (wasWhole || !isWhole)) return done;
      // Somebody else's read began too early for us: let it end, whatever comes of it, then read again.
      await done.catch(() => null);
    }
    const startedAt = clock.now();
    const done = read(isWhole, startedAt).finally(() => {
      reading = null;
    });
    reading = { startedAt, isWhole, done };
    return done;
  };

  /** What our own writes have shown may be missing in reads that began before them, or too soon after them. */
  function withOurs(read: Board, startedAt: Instant): Board {
    const present = snapshot?.board;
    if (!present) return read;
    const isOurs = ({ id }: { id: string }) => (shown.get(id) ?? 0) >= startedAt - overlapMs;
    const ourLists = present.lists.filter(isOurs);
    const isRead = new Set(read.items.map(({ id }) => id));
    return {
      ...read,
      cards: newest(present.cards, read.cards),
      lists: [...read.lists.filter(({ id }) => ourLists.every(our => our.id !== id)), ...ourLists],
      items: [
        ...newest(present.items, read.items),
        ...present.items.filter(item => isOurs(item) && !isRead.has(item.id)),
      ],
    };
  }

  async function readWhole(startedAt: Instant, former: Snapshot | null): Promise<Snapshot> {
    const [cards, lists, items, staff] = await Promise.all([
      clickUp.readCards(null),
      clickUp.readLists(),
      clickUp.readItems(null),
      clickUp.readStaff(),
    ]);
    const { people, groups } = staff;
    const board = withOurs({ cards, lists, items, people, groups }, startedAt);
    return {
      readAt: startedAt,
      fullAt: startedAt,
      staffAt: startedAt,
      seenUpTo: { cards: latest(null, cards), items: latest(null, items) },
      board,
      supportersBefore: former ? changedSupporters(former, cards) : {},
    };
  }

  async function readDelta(former: Snapshot, startedAt: Instant): Promise<Snapshot> {
    const { seenUpTo } = former;
    const isStaffOld = startedAt - former.staffAt > STAFF_MAX_AGE_MS;
    const [cards, items, staff] = await Promise.all([
      clickUp.readCards(since(seenUpTo.cards, overlapMs)),
      clickUp.readItems(since(seenUpTo.items, overlapMs)),
      isStaffOld ? clickUp.readStaff() : null,
    ]);
    const isKnown = new Set((snapshot ?? former).board.lists.map(list => list.id));
    const lists = items.every(item => isKnown.has(item.listId)) ? null : await clickUp.readLists();
    // Taken only now: what we wrote while the reads were under way is in the present look and must not be lost.
    const base = snapshot ?? former;
    return {
      ...base,
      readAt: startedAt,
      staffAt: staff ? startedAt : base.staffAt,
      seenUpTo: { cards: latest(seenUpTo.cards, cards), items: latest(seenUpTo.items, items) },
      supportersBefore: changedSupporters(base, cards),
      board: {
        ...base.board,
        ...(staff ? { people: staff.people, groups: staff.groups } : {}),
        ...(lists ? { lists: withOurs({ ...base.board, lists }, startedAt).lists } : {}),
        cards: merge(base.board.cards, cards),
        items: merge(base.board.items, items),
      },
    };
  }

  async function readCardsOf(former: Snapshot, startedAt: Instant): Promise<Snapshot> {
    const cards = await clickUp.readCards(since(former.seenUpTo.cards, overlapMs));
    const base = snapshot ?? former;
    cardsAt = startedAt;
    snapshot = {
      ...base,
      seenUpTo: { ...base.seenUpTo, cards: latest(base.seenUpTo.cards, cards) },
      supportersBefore: changedSupporters(base, cards),
      board: { ...base.board, cards: merge(base.board.cards, cards) },
    };
    return snapshot;
  }

  const freshCards = async (former: Snapshot, notBefore: Instant): Promise<Snapshot> => {
    while (readingCards) {
      const { startedAt, done } = readingCards;
      if (startedAt >= notBefore) return done;
      await done.catch(() => null);
    }
    const startedAt = clock.now();
    const done = readCardsOf(former, startedAt).finally(() => {
      readingCards = null;
    });
    readingCards = { startedAt, done };
    return done;
  };

  const noteWritten = (id: string, at: Instant): void => {
    const latestAt = Math.max(at, written.get(id) ?? 0);
    written.delete(id);
    written.set(id, latestAt);
    const oldest = written.keys().next();
    if (written.size > WRITTEN && !oldest.done) written.delete(oldest.value);
  };

  const noteShown = (id: string): void => {
    const now = clock.now();
    shown.delete(id);
    shown.set(id, now);
    for (const [other, at] of shown) {
      if (at >= now - SHOWN_MS) break;
      shown.delete(other);
    }
  };

  const change = (update: (board: Board) => Partial<Board>): void => {
    if (snapshot) snapshot = { ...snapshot, board: { ...snapshot.board, ...update(snapshot.board) } };
  };

  const fresh = async (notBefore: Instant): Promise<Snapshot> => {
    if (snapshot && snapshot.readAt >= notBefore) return snapshot;
    const shared = await stored.loadSince(notBefore, snapshot?.readAt ?? 0);
    if (shared && shared.readAt > (snapshot?.readAt ?? 0)) {
      snapshot = { ...shared, board: withOurs(shared.board, shared.readAt) };
      return snapshot;
    }
    return share(false, notBefore);
  };

  return {
    fresh,
    async freshCards(notBefore) {
      if (!snapshot) return fresh(notBefore);
      return Math.max(snapshot.readAt, cardsAt) >= notBefore ? snapshot : freshCards(snapshot, notBefore);
    },
    whole: notBefore =>
      snapshot && snapshot.fullAt >= notBefore ? Promise.resolve(snapshot) : share(true, notBefore),
    async freshStaff(notBefore) {
      if (!snapshot || snapshot.staffAt >= notBefore) return;
      const staffAt = clock.now();
      const { people, groups } = await clickUp.readStaff();
      change(() => ({ people, groups }));
      snapshot = { ...snapshot, staffAt };
    },
    async readListsAgain() {
      const startedAt = clock.now();
      const lists = await clickUp.readLists();
      change(board => ({ lists: withOurs({ ...board, lists }, startedAt).lists }));
    },
    seeCard(card, by) {
      if (by === 'writing') noteWritten(card.id, card.updatedAt);
      if (!snapshot) return;
      const supportersBefore = changedSupporters(snapshot, [card]);
      change(board => ({ cards: merge(board.cards, [card]) }));
      snapshot = { ...snapshot, supportersBefore };
    },
    seeItem(item, by) {
      if (by === 'writing') {
        noteWritten(item.id, item.updatedAt);
        noteShown(item.id);
      }
      change(board => ({ items: merge(board.items, [item]) }));
    },
    seeList(list) {
      noteShown(list.id);
      change(board => ({ lists: [...board.lists.filter(other => other.id !== list.id), list] }));
    },
    hasWritten: (id, at) => (written.get(id) ?? 0) >= at,
    hasSaid: commentId => written.has(`comment:${commentId}`),
    noteActing: (cardId, at) => noteWritten(`acted:${cardId}`, at),
    hasActed: (cardId, at) => (written.get(`acted:${cardId}`) ?? 0) >= at,
    noteSaid: commentId => noteWritten(`comment:${commentId}`, clock.now()),
    forget: id =>
      change(board => ({
        cards: board.cards.filter(card => card.id !== id),
        items: board.items.filter(item => item.id !== id),
        lists: board.lists.filter(list => list.id !== id),
      })),
    present: () => snapshot,
  };
}
