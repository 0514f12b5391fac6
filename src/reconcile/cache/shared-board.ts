// How a process shares its board with the others through the store: it adds what it saw change, and takes in what others
// added. One thing at a time, so that what was taken in and what is added never cross.
import { randomUUID } from 'node:crypto';
import type { Memory } from '../memory/memory.ts';
import { type BoardChanges, changesBetween, joinChanges, withChanges } from './board-changes.ts';
import type { CacheState } from './cache-state.ts';
import type { BoardAge, CachedBoard } from './cached-board.ts';
import { laterOf, newerItems, newerThan } from './merge-reads.ts';
import { type Head, type LoadedBoard, type Position, StoredBoard } from './stored-board.ts';

/** A new base is written once the entries after it are as long as it is, and at least so long, or so many. */
const FEWEST_CHARACTERS = 250_000;
const MOST_ENTRIES = 2_000;

type Reads = Pick<BoardAge, 'readAt' | 'cardsAt'>;

/** The board that processes share, for one of them. Rejects as the memory does. */
export class SharedBoard {
  readonly #state: CacheState;
  readonly #stored: StoredBoard;
  readonly #writer = randomUUID().slice(0, 8);
  #bases = 0;
  /** What this process and the store have in common: the board at a position. */
  #common: LoadedBoard | null = null;
  #last: Promise<unknown> = Promise.resolve();

  constructor(state: CacheState, memory: Memory, fingerprint: string) {
    this.#state = state;
    this.#stored = new StoredBoard(memory, fingerprint);
  }

  /** What is held, or, where nothing is, what is found in the store; null if neither has anything. */
  heldOrStored(): Promise<CachedBoard | null> {
    return this.#inTurn(async () => {
      if (this.#state.held) return this.#state.held;
      const loaded = await this.#stored.load();
      await this.#state.tombstones.catchUp();
      if (this.#state.held || !loaded) return this.#state.held;
      this.#common = loaded;
      const { tombstones } = this.#state;
      const { snapshot } = loaded;
      return this.#state.hold({ ...snapshot, board: tombstones.without(snapshot.board, snapshot.fullAt) });
    });
  }

  /** Takes in what others have added, where a read of theirs began later; deltas go on from the newest one there is. */
  takeIn(): Promise<void> {
    return this.#inTurn(async () => {
      const head = await this.#stored.readHead();
      if (!head || !isNewerThan(head, this.#state.held)) return;
      await this.#state.tombstones.catchUp();
      await this.#follow(head);
    });
  }

  /** Adds what changed here since, or, after a whole read and where nothing is there, the whole board. */
  save(): Promise<void> {
    return this.#inTurn(async () => {
      const head = await this.#stored.readHead();
      const isWhole = (this.#common?.snapshot.fullAt ?? 0) < (this.#state.held?.fullAt ?? 0);
      if (!head || isWhole) return this.#writeWhole(head);
      // Whoever says how new the board is has all of it.
      await this.#follow(head);
      if (!(await this.#addChanges())) return this.#writeWhole(head);
      await this.#writeHead(head);
      if (this.#isLong()) await this.#compact();
    });
  }

  async #inTurn<T>(work: () => Promise<T>): Promise<T> {
    const turn = this.#last.then(work, work);
    this.#last = turn.catch(() => undefined);
    return turn;
  }

  /** Takes in everything up to a head, be it changes or a whole board. */
  async #follow(head: Head): Promise<void> {
    while (this.#common && !isAt(this.#common.position, head)) {
      const { position } = this.#common;
      // After another base whoever wrote it may have gone on from this one: the last entry tells.
      const most = position.base === head.base ? head.entries - position.entries : undefined;
      if (!(await this.#takeEntries(position, most))) break;
    }
    if (this.#common && isAt(this.#common.position, head)) this.#age(head);
    else await this.#takeWhole();
  }

  /** Whether there were any. */
  async #takeEntries(position: Position, most?: number): Promise<boolean> {
    const { entries, characters } = await this.#stored.readAfter(position, most);
    const end = entries.findIndex(entry => 'next' in entry);
    const meant = end === -1 ? entries : entries.slice(0, end);
    const changes = meant.flatMap(entry => ('changes' in entry ? [entry.changes] : []));
    if (changes.length > 0) this.#takeChanges(joinChanges(changes), changes.length, characters);
    const moved = entries[end];
    if (moved && 'next' in moved) this.#moveTo(moved.next);
    return entries.length > 0;
  }

  #takeChanges(changes: BoardChanges, entries: number, characters: number): void {
    if (!this.#common) return;
    const { snapshot, position } = this.#common;
    this.#common = {
      ...this.#common,
      position: { ...position, entries: position.entries + entries },
      characters: { ...this.#common.characters, entries: this.#common.characters.entries + characters },
      snapshot: withEntry(snapshot, changes, withChanges(snapshot.board, changes)),
    };
    const { held } = this.#state;
    if (!held) return;
    const { cards = [], items = [], staff, ...others } = changes;
    const isStaffNewer = staff !== undefined && staff.at >= held.staffAt;
    const meant = { ...others, cards, items, ...(isStaffNewer ? { staff } : {}) };
    this.#state.noteShown({
      cards: newerThan(held.board.cards, cards),
      items: newerItems(held.board.items, items),
    });
    const isKept = (id: string): boolean => this.#state.isOurs(id, held.readAt);
    const board = withChanges(held.board, meant, isKept);
    this.#state.hold(withEntry(held, meant, this.#state.tombstones.without(board, held.fullAt)));
  }

  /** Goes on from another base that is the same board. */
  #moveTo(base: string): void {
    if (!this.#common) return;
    const { position, characters } = this.#common;
    this.#common = {
      ...this.#common,
      former: position,
      position: { base, entries: 0 },
      characters: { base: characters.base + characters.entries, entries: 0 },
    };
  }

  /** Puts a whole board in the place of what is held, with what this process has written or seen later. */
  async #takeWhole(): Promise<void> {
    const loaded = await this.#stored.load();
    const own = this.#readSince(loaded);
    this.#common = loaded;
    if (!loaded) return;
    const { snapshot } = loaded;
    const { held, tombstones } = this.#state;
    const { cards, items } = held?.board ?? { cards: [], items: [] };
    this.#state.noteShown({
      cards: newerThan(cards, snapshot.board.cards),
      items: newerItems(items, snapshot.board.items),
    });
    const board = withChanges(this.#state.withOwnWrites(snapshot.board, snapshot.readAt), own);
    this.#state.hold({ ...snapshot, board: tombstones.without(board, snapshot.fullAt) });
    if (held && held.cardsAt > snapshot.fullAt) this.#age(held);
  }

  /** What reads here have shown that began after the whole read of another process: that can't have it. */
  #readSince(loaded: LoadedBoard | null): BoardChanges {
    const { held } = this.#state;
    if (!held || !loaded || !this.#common || held.cardsAt <= loaded.snapshot.fullAt) return {};
    const { cards = [], items = [], lists = [] } = changesBetween(this.#common.snapshot, held) ?? {};
    // Of lists nothing tells which form is the newer one.
    return { cards, items, lists: held.readAt > loaded.snapshot.fullAt ? lists : [] };
  }

  /** What is held is as new as that by now. */
  #age({ readAt, cardsAt, staffAt, seenUpTo }: BoardAge): void {
    const { held } = this.#state;
    if (!held) return;
    this.#state.hold({
      ...held,
      readAt: Math.max(readAt, held.readAt),
      cardsAt: Math.max(cardsAt, held.cardsAt),
      staffAt: Math.max(staffAt, held.staffAt),
      seenUpTo: {
        cards: laterOf(seenUpTo.cards, held.seenUpTo.cards),
        items: laterOf(seenUpTo.items, held.seenUpTo.items),
      },
    });
  }

  /** Whether what changed here is in the store by now; not where the two have nothing in common any more. */
  async #addChanges(): Promise<boolean> {
    for (;;) {
      const { held } = this.#state;
      if (!this.#common || !held) return false;
      const changes = changesBetween(this.#common.snapshot, held);
      if (!changes) {
        this.#common = { ...this.#common, snapshot: held };
        return true;
      }
      const { position, characters } = this.#common;
      const length = await this.#stored.add(position, { changes });
      if (length !== null) {
        this.#common = {
          ...this.#common,
          snapshot: held,
          position: { ...position, entries: position.entries + 1 },
          characters: { ...characters, entries: characters.entries + length },
        };
        return true;
      }
      // Somebody else was first.
      if (!(await this.#takeEntries(position))) return false;
    }
  }

  async #writeHead(former: Head | null): Promise<void> {
    const { held } = this.#state;
    if (!this.#common || !held) return;
    const { readAt, cardsAt, staffAt, seenUpTo } = held;
    const age = {
      readAt: Math.max(readAt, former?.readAt ?? 0),
      cardsAt: Math.max(cardsAt, former?.cardsAt ?? 0),
      staffAt,
      seenUpTo,
    };
    const { position } = this.#common;
    // Another process has told as much.
    if (former && isAt(former, position) && !isNewerThan(age, former)) return;
    await this.#stored.writeHead({ ...position, ...age, former: this.#common.former });
  }

  async #writeWhole(head: Head | null): Promise<void> {
    const snapshot = this.#state.held;
    if (!snapshot) return;
    const base = this.#nextBase();
    const length = await this.#stored.writeBase(base, snapshot);
    const former = head && { base: head.base, entries: head.entries };
    this.#common = {
      position: { base, entries: 0 },
      snapshot,
      characters: { base: length, entries: 0 },
      former,
    };
    await this.#writeHead(null);
    if (head?.former) await this.#stored.remove(head.former);
  }

  #isLong(): boolean {
    if (!this.#common) return false;
    const { position, characters } = this.#common;
    const longest = Math.max(characters.base, FEWEST_CHARACTERS);
    return characters.entries > longest || position.entries >= MOST_ENTRIES;
  }

  /** A new base with the very same board, so that a start need not read many entries; whoever knows the board goes on from it. */
  async #compact(): Promise<void> {
    if (!this.#common) return;
    const { snapshot, position, former } = this.#common;
    const base = this.#nextBase();
    const length = await this.#stored.writeBase(base, snapshot);
    if ((await this.#stored.add(position, { next: base })) === null) {
      // Somebody has gone on from the old one meanwhile.
      await this.#stored.remove({ base, entries: 0 });
      return;
    }
    this.#moveTo(base);
    this.#common = { ...this.#common, characters: { base: length, entries: 0 } };
    await this.#writeHead(null);
    if (former) await this.#stored.remove(former);
  }

  #nextBase(): string {
    return `${this.#writer}-${++this.#bases}`;
  }
}

/** Whether a read of it began later. */
function isNewerThan(one: Reads, other: Reads | null): boolean {
  return one.readAt > (other?.readAt ?? 0) || one.cardsAt > (other?.cardsAt ?? 0);
}

function isAt({ base, entries }: Position, head: Position): boolean {
  return base === head.base && entries >= head.entries;
}

function withEntry(former: CachedBoard, changes: BoardChanges, board: CachedBoard['board']): CachedBoard {
  const { supportersBefore } = changes;
  return {
    ...former,
    board,
    ...(supportersBefore ? { supportersBefore: { ...former.supportersBefore, ...supportersBefore } } : {}),
  };
}
