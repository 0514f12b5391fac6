// The shared look at ClickUp: read whole at start and daily, kept current by deltas, fed with what we write ourselves.
import type { Clock } from '../../base/clock.ts';
import type { Log } from '../../base/log.ts';
import type { Instant } from '../../domain/day.ts';
import { withFormerFields } from '../../domain/former-fields.ts';
import type { Board, Card, WorkItem } from '../../domain/observation.ts';
import type { UnreadableKind } from '../../domain/unreadable.ts';
import type { Memory } from '../memory/memory.ts';
import type { ClickUp, WholeReads } from '../ports.ts';
import type { BoardCache } from './board-cache.ts';
import { type CachedBoard, createCacheStore } from './cache-store.ts';
import { deltaStart } from './delta-start.ts';
import { findMissing } from './find-missing.ts';
import { changedSupporters, later, latest, merge, newer, since, withShown } from './merge-reads.ts';
import { itemsOfNew } from './new-lists.ts';
import { createOwnWrites, echoes } from './own-writes.ts';
import {
  afterReading,
  type DeltaPart,
  gathering,
  KINDS,
  type KindsRead,
  ofAll,
  ofSome,
} from './set-aside.ts';
import { keptRead, singleFlight } from './single-flight.ts';
import { createTombstones, withoutOne } from './tombstones.ts';

const STAFF_MAX_AGE_MS = 60 * 60_000;
const ARCHIVE_KEEPS_MS = 60_000;

/**
 * `overlapMs` is how far deltas reach back, so that objects that show late are not missed. `fingerprint` tells apart
 * looks that were read with another playbook: they mean other things and are not used. `wholeReads` is what a look at
 * everything is read with, if not with `clickUp`.
 */
export function createBoardCache(
  deps: { clickUp: ClickUp; wholeReads?: WholeReads; memory: Memory; clock: Clock; log?: Log },
  { overlapMs, fingerprint }: { overlapMs: number; fingerprint: string },
): BoardCache {
  const { clickUp, memory, clock } = deps;
  const wholeReads = deps.wholeReads ?? clickUp;
  const stored = createCacheStore(memory, fingerprint);
  const own = createOwnWrites(clock);
  const gone = createTombstones(memory, overlapMs);
  const starts = { cards: deltaStart(clock, overlapMs), items: deltaStart(clock, overlapMs) };
  let snapshot: CachedBoard | null = null;
  let cardsAt = 0;
  let listsAt = 0;
  /** What was seen while everything is being read, which may take many minutes: its first pages are older. */
  let meanwhile: { cards: Card[]; items: WorkItem[] } | null = null;

  /** The present look, or the one that another process or an earlier life left. */
  const former = async (): Promise<CachedBoard | null> => {
    if (snapshot) return snapshot;
    const loaded = await stored.load();
    await gone.catchUp();
    snapshot ??= loaded && { ...loaded, board: gone.without(loaded.board, loaded.fullAt) };
    return snapshot;
  };

  const wholes = singleFlight(clock, async startedAt => {
    await former();
    meanwhile = { cards: [], items: [] };
    const next = await readWhole(startedAt).finally(() => {
      meanwhile = null;
    });
    await stored.save(next);
    return next;
  });
  const deltas = singleFlight(clock, async startedAt => {
    const next = await readPart(startedAt, 'all');
    await stored.save(next);
    return next;
  });
  const cardDeltas = singleFlight(clock, startedAt => readPart(startedAt, 'cards'));
  const itemDeltas = singleFlight(clock, startedAt => readPart(startedAt, 'items'));
  const archived = keptRead(clock, () => clickUp.readArchivedLists(), ARCHIVE_KEEPS_MS);
  const pages = keptRead(clock, () => clickUp.readPagesAnywhere(), ARCHIVE_KEEPS_MS);

  /** When this process last tried to read what can't be read. */
  const tried = new Map<string, Instant>();
  const understood = (read: Board, readings: readonly KindsRead[]): Board => {
    const at = clock.now();
    for (const { kind, id } of readings.flatMap(({ odd }) => odd)) tried.set(`${kind}:${id}`, at);
    return afterReading(read, snapshot?.board, readings, { at, log: deps.log });
  };
  const shown = (kind: UnreadableKind, one: { id: string }) => [ofSome([kind], [one], [])];

  const noteSeen = (cards: readonly Card[], items: readonly WorkItem[]): void => {
    meanwhile?.cards.push(...cards);
    meanwhile?.items.push(...items);
  };

  const withFormer = (read: Card[]): Card[] => withFormerFields(read, snapshot?.board.cards ?? []);

  const withOurs = (read: Board, startedAt: Instant): Board =>
    withShown(read, snapshot?.board, id => own.hasShownSince(id, startedAt - overlapMs));

  async function readWhole(startedAt: Instant): Promise<CachedBoard> {
    const { odd, setAside } = gathering();
    const [shownCards, lists, items, { people, groups }] = await Promise.all([
      wholeReads.readCards(null, setAside),
      wholeReads.readLists(setAside),
      wholeReads.readItems(null, setAside),
      wholeReads.readStaff(setAside),
    ]);
    await gone.catchUp();
    const cards = withFormer(shownCards);
    const read = understood({ cards, lists, items, people, groups }, [ofAll(KINDS.everything, odd)]);
    const there = snapshot && gone.without(snapshot.board, snapshot.fullAt);
    const found =
      there &&
      (await findMissing({ clickUp, wholeReads }, read, there, id => own.hasShownSince(id, startedAt)));
    read.cards = merge(read.cards, withFormer(found?.cards ?? []));
    read.items = merge(read.items, found?.items ?? []);
    const board = withOurs(read, startedAt);
    if (snapshot && listsAt > startedAt) board.lists = snapshot.board.lists;
    board.cards = merge(board.cards, meanwhile?.cards ?? []);
    board.items = merge(board.items, meanwhile?.items ?? []);
    // The first page knows nothing of what changed while the last one was read; deltas saw what they saw.
    const tookMs = clock.now() - startedAt;
    const upTo = (read: Card[] | WorkItem[], seen: Instant | null = null): Instant | null =>
      newer(since(latest(null, read), tookMs), seen);
    snapshot = {
      readAt: Math.max(startedAt, snapshot?.readAt ?? 0),
      fullAt: startedAt,
      staffAt: startedAt,
      seenUpTo: {
        cards: upTo(cards, snapshot?.seenUpTo.cards),
        items: upTo(items, snapshot?.seenUpTo.items),
      },
      board: gone.without(board, startedAt),
      supportersBefore: snapshot ? changedSupporters(snapshot, board.cards) : {},
    };
    return snapshot;
  }

  /** What changed since the look before; of one kind alone where deliveries tell of the rest. */
  async function readDelta(before: CachedBoard, startedAt: Instant, what: DeltaPart): Promise<CachedBoard> {
    const { seenUpTo } = before;
    const { odd, setAside } = gathering();
    const isStaffOld = what === 'all' && startedAt - before.staffAt > STAFF_MAX_AGE_MS;
    const [shownCards, items, staff] = await Promise.all([
      what === 'items' ? [] : clickUp.readCards(starts.cards.after(seenUpTo.cards), setAside),
      what === 'cards' ? [] : clickUp.readItems(starts.items.after(seenUpTo.items), setAside),
      isStaffOld ? clickUp.readStaff(setAside) : null,
    ]);
    const { lists: known } = (snapshot ?? before).board;
    const isKnown = new Set(known.map(list => list.id));
    const lists = items.every(item => isKnown.has(item.listId)) ? null : await clickUp.readLists(setAside);
    if (lists) listsAt = startedAt;
    const back = await itemsOfNew(clickUp, lists ?? [], known, setAside);
    const cards = withFormer(shownCards);
    const shownItems = [...items, ...back];
    if (what === 'cards') cardsAt = startedAt;
    await gone.catchUp();
    await gone.showAgain([...cards, ...shownItems, ...(lists ?? [])], startedAt);
    noteSeen(cards, shownItems);
    const nowSeen = { cards: latest(seenUpTo.cards, cards), items: latest(seenUpTo.items, items) };
    if (what !== 'items') starts.cards.noteRead(startedAt, nowSeen.cards);
    if (what !== 'cards') starts.items.noteRead(startedAt, nowSeen.items);
    // Taken only now: what we wrote while the reads were under way is in the present look and must not be lost.
    const base = snapshot ?? before;
    snapshot = {
      ...base,
      readAt: what === 'all' ? startedAt : base.readAt,
      staffAt: staff ? startedAt : base.staffAt,
      seenUpTo: {
        cards: what === 'items' ? base.seenUpTo.cards : nowSeen.cards,
        items: what === 'cards' ? base.seenUpTo.items : nowSeen.items,
      },
      supportersBefore: changedSupporters(base, cards),
      board: gone.without(
        understood(
          {
            ...base.board,
            ...(staff ? { people: staff.people, groups: staff.groups } : {}),
            ...(lists ? { lists: withOurs({ ...base.board, lists }, startedAt).lists } : {}),
            cards: merge(base.board.cards, cards),
            items: merge(base.board.items, shownItems),
          },
          [
            ofSome(KINDS[what], [...cards, ...shownItems], odd),
            ofAll([...(staff ? KINDS.staff : []), ...(lists ? KINDS.lists : [])], []),
          ],
        ),
        base.fullAt,
      ),
    };
    return snapshot;
  }

  async function readPart(startedAt: Instant, what: DeltaPart): Promise<CachedBoard> {
    // Beside a whole read and not behind it: that may wait for many resets.
    const before = await former();
    return before ? readDelta(before, startedAt, what) : wholes.since(startedAt);
  }

  const change = (update: (board: Board) => Partial<Board>): void => {
    if (snapshot) snapshot = { ...snapshot, board: { ...snapshot.board, ...update(snapshot.board) } };
  };

  const forget = (id: string): void => {
    const isOther = (one: { id: string }) => one.id !== id;
    if (meanwhile) {
      meanwhile = { cards: meanwhile.cards.filter(isOther), items: meanwhile.items.filter(isOther) };
    }
    change(board => withoutOne(board, id));
  };

  /** Deltas show nothing of what is out of sight now: they go on from the newest look that any process has left. */
  const adoptNewer = async (): Promise<void> => {
    const shared = await stored.loadNewer(snapshot?.readAt ?? 0);
    if (!shared || shared.readAt <= (snapshot?.readAt ?? 0)) return;
    await gone.catchUp();
    const { cards, items } = snapshot?.board ?? { cards: [], items: [] };
    noteSeen(later(cards, shared.board.cards), later(items, shared.board.items));
    const board = withOurs(shared.board, shared.readAt);
    snapshot = { ...shared, board: gone.without(board, shared.fullAt) };
  };

  const fresh = async (notBefore: Instant): Promise<CachedBoard> => {
    if (snapshot && snapshot.readAt >= notBefore) return snapshot;
    await adoptNewer();
    if (snapshot && snapshot.readAt >= notBefore) return snapshot;
    const whole = wholes.underWay();
    if (await former()) return deltas.since(notBefore);
    if (!whole || whole.startedAt >= notBefore) return wholes.since(notBefore);
    await whole.done.catch(() => null);
    return fresh(notBefore);
  };

  return {
    fresh,
    adoptNewer,
    async freshCards(notBefore) {
      if (!snapshot) return fresh(notBefore);
      return Math.max(snapshot.readAt, cardsAt) >= notBefore ? snapshot : cardDeltas.since(notBefore);
    },
    freshItems: notBefore => (snapshot ? itemDeltas.since(notBefore) : fresh(notBefore)),
    whole: notBefore =>
      snapshot && snapshot.fullAt >= notBefore ? Promise.resolve(snapshot) : wholes.since(notBefore),
    async freshStaff(notBefore) {
      if (!snapshot || snapshot.staffAt >= notBefore) return;
      const staffAt = clock.now();
      const { odd, setAside } = gathering();
      const { people, groups } = await clickUp.readStaff(setAside);
      change(board => understood({ ...board, people, groups }, [ofAll(KINDS.staff, odd)]));
      snapshot = { ...snapshot, staffAt };
    },
    async readListsAgain() {
      const startedAt = clock.now();
      const { odd, setAside } = gathering();
      const lists = await clickUp.readLists(setAside);
      const oddItems = gathering();
      const back = await itemsOfNew(clickUp, lists, snapshot?.board.lists ?? [], oddItems.setAside);
      noteSeen([], back);
      listsAt = startedAt;
      await gone.showAgain([...lists, ...back], startedAt);
      change(board => {
        const read = { ...board, lists, items: merge(board.items, back) };
        const readings = [ofAll(KINDS.lists, odd), ofSome(KINDS.items, back, oddItems.odd)];
        return understood(withOurs(read, startedAt), readings);
      });
    },
    archivedLists: archived,
    pagesAnywhere: pages,
    seeCard(card, by) {
      if (by === 'writing') own.noteWritten(card.id, card.updatedAt);
      const cards = withFormer([card]);
      noteSeen(cards, []);
      if (!snapshot) return;
      const supportersBefore = changedSupporters(snapshot, cards);
      change(board => understood({ ...board, cards: merge(board.cards, cards) }, shown('card', card)));
      snapshot = { ...snapshot, supportersBefore };
    },
    seeItem(item, by) {
      if (by === 'writing') {
        own.noteWritten(item.id, item.updatedAt);
        own.noteShown(item.id);
      }
      noteSeen([], [item]);
      change(board => understood({ ...board, items: merge(board.items, [item]) }, shown('item', item)));
    },
    seeList(list) {
      own.noteShown(list.id);
      change(board => {
        const others = board.lists.filter(other => other.id !== list.id);
        return understood({ ...board, lists: [...others, list] }, shown('list', list));
      });
    },
    setAside: one => change(board => understood(board, [ofSome([], [], [one])])),
    triedAt: ({ kind, id }) => tried.get(`${kind}:${id}`) ?? 0,
    ...echoes(own, clock),
    forget,
    async noteDeleted(id, at) {
      forget(id);
      await gone.note(id, at);
    },
    async heedTombstones() {
      await gone.catchUp();
      const { fullAt = 0 } = snapshot ?? {};
      change(board => gone.without(board, fullAt));
    },
    present: () => snapshot,
  };
}
