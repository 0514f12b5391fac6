// The board cache: what everything in this process knows of the board. Read whole at the start and daily, kept current by
// deltas, shared with other processes through the store, and fed with the answers to our own writes.
import type { Clock } from '../../base/clock.ts';
import type { Log } from '../../base/log.ts';
import type { Instant } from '../../domain/day.ts';
import type { Board, Card, TeamList, WorkItem } from '../../domain/observation.ts';
import { staffWorthReadingFrom } from '../../domain/people/departure.ts';
import type { Unreadable } from '../../domain/unreadable.ts';
import type { Memory } from '../memory/memory.ts';
import type { ClickUp, PlacedPage, WholeReads } from '../ports.ts';
import { AbsenceList } from './absence-list.ts';
import { CacheState } from './cache-state.ts';
import type { CachedBoard } from './cached-board.ts';
import { DeltaReader } from './delta-read.ts';
import type { DeltaPart } from './kinds-read.ts';
import { readLists, readStaff } from './partial-reads.ts';
import { type AnswerTo, putCard, putItem, putList, putUnreadable } from './put-object.ts';
import { type ReadTurn, readTurn } from './read-turn.ts';
import { SharedBoard } from './shared-board.ts';
import { cachedFor, type SingleFlight, singleFlight } from './single-flight.ts';
import { readWhole } from './whole-read.ts';

/** What one process reads for all. */
type SharedPart = Exclude<DeltaPart, 'items'>;

const ARCHIVE_KEEPS_MS = 60_000;
/** A read of people that failed is tried again after so long; until then everybody counts as they did. */
const CONFIRM_EVERY_MS = 5 * 60_000;

/**
 * `overlapMs` is how far deltas reach back, so that objects that show late are not missed. `fingerprint` tells apart
 * boards that were read with another playbook: they mean other things and are not used.
 */
export type BoardCacheOptions = { overlapMs: number; fingerprint: string };

/** `wholeReads` is what everything is read with, if not with `clickUp`; `isShared` whether other processes have the memory too. */
export type BoardCacheDeps = {
  clickUp: ClickUp;
  wholeReads?: WholeReads;
  memory: Memory;
  isShared?: boolean;
  clock: Clock;
  log?: Log;
};

/** The board as this process has it. Every answer is complete: a read that fails leaves what is held as it was. */
export class BoardCache {
  /** The lists in the archive of the folder; calls within a minute share the request. */
  readonly archivedLists: () => Promise<TeamList[]>;
  /** Who is away when, by the list that the playbook names for it. */
  readonly absences: AbsenceList;
  /** The pages of team lists in the whole workspace; calls within a minute share the reading. */
  readonly pagesAnywhere: () => Promise<PlacedPage[]>;
  readonly #clickUp: ClickUp;
  readonly #clock: Clock;
  readonly #state: CacheState;
  readonly #shared: SharedBoard;
  readonly #deltaReader: DeltaReader;
  readonly #wholes: SingleFlight<CachedBoard>;
  readonly #staff: SingleFlight<void>;
  #confirmFrom: Instant = 0;
  /** They answer with null where another process was reading, so that this one did not. */
  readonly #deltas: Record<SharedPart, SingleFlight<CachedBoard | null>>;
  readonly #items: SingleFlight<CachedBoard>;
  /** Null where no other process has the memory. */
  readonly #turn: ReadTurn | null;

  constructor(deps: BoardCacheDeps, { overlapMs, fingerprint }: BoardCacheOptions) {
    const { clickUp, clock, memory, wholeReads = clickUp, isShared = true } = deps;
    const state = new CacheState(deps, overlapMs);
    const shared = new SharedBoard(state, memory, fingerprint);
    this.#clickUp = clickUp;
    this.#clock = clock;
    this.#state = state;
    this.#shared = shared;
    this.#deltaReader = new DeltaReader(clickUp, state);
    this.#wholes = singleFlight(clock, async startedAt => {
      await shared.heldOrStored();
      const next = await readWhole({ clickUp, wholeReads }, state, startedAt);
      await shared.save();
      return state.held ?? next;
    });
    this.#deltas = {
      all: singleFlight(clock, startedAt => this.#readInTurn(startedAt, 'all')),
      cards: singleFlight(clock, startedAt => this.#readInTurn(startedAt, 'cards')),
    };
    this.#items = singleFlight(clock, startedAt => this.#readDelta(startedAt, 'items'));
    this.#turn = isShared ? readTurn(memory, fingerprint) : null;
    this.#staff = singleFlight(clock, () => readStaff(clickUp, state));
    this.absences = new AbsenceList({ clickUp, memory, clock }, { overlapMs, fingerprint });
    this.archivedLists = cachedFor(clock, () => clickUp.readArchivedLists(), ARCHIVE_KEEPS_MS);
    this.pagesAnywhere = cachedFor(clock, () => clickUp.readPagesAnywhere(), ARCHIVE_KEEPS_MS);
  }

  /** What is held, without asking anybody; null before the first read. */
  present(): CachedBoard | null {
    return this.#state.held;
  }

  /** The board that is held, an empty one before the first read; with who is away, as far as that is known. */
  board(): Board {
    const board = this.#state.held?.board ?? { cards: [], lists: [], items: [], people: [], groups: [] };
    const absences = this.absences.present();
    return absences === undefined ? board : { ...board, absences };
  }

  /** The board by reads that began at or after `notBefore`; calls at the same time share the requests. */
  async fresh(notBefore: Instant): Promise<CachedBoard> {
    const { held } = this.#state;
    if (held && held.readAt >= notBefore) return held;
    await this.adoptNewer();
    const adopted = this.#state.held;
    if (adopted && adopted.readAt >= notBefore) return adopted;
    const whole = this.#wholes.underWay();
    if (await this.#shared.heldOrStored()) return this.#since('all', notBefore);
    if (!whole || whole.startedAt >= notBefore) return this.#wholes.since(notBefore);
    await whole.done.catch(() => null);
    return this.fresh(notBefore);
  }

  /** The same as `fresh` for the cards alone: one request where deliveries tell of everything else. */
  freshCards(notBefore: Instant): Promise<CachedBoard> {
    return this.#state.held ? this.#since('cards', notBefore) : this.fresh(notBefore);
  }

  /** The same for the work items alone, where deliveries tell of the cards. */
  freshItems(notBefore: Instant): Promise<CachedBoard> {
    return this.#state.held ? this.#items.since(notBefore) : this.fresh(notBefore);
  }

  /** The board by a whole read that began at or after `notBefore`. */
  async whole(notBefore: Instant): Promise<CachedBoard> {
    const { held } = this.#state;
    return held && held.fullAt >= notBefore ? held : this.#wholes.since(notBefore);
  }

  /** Takes over what another process has left in the store, where that is newer; asks ClickUp nothing. */
  adoptNewer(): Promise<void> {
    return this.#shared.takeIn();
  }

  /** Reads people and groups, unless they were read at or after `notBefore`; without a board nothing is read. */
  async refreshStaff(notBefore: Instant): Promise<void> {
    const { held } = this.#state;
    if (held && held.staffAt < notBefore) await this.#staff.since(notBefore);
  }

  /** Reads people and groups once more where that tells whether somebody has left; nobody has to wait for it to succeed. */
  async confirmMissing(): Promise<void> {
    const { held } = this.#state;
    const from = held ? staffWorthReadingFrom(held.board) : null;
    const now = this.#clock.now();
    if (from === null || from > now || now < this.#confirmFrom) return;
    this.#confirmFrom = now + CONFIRM_EVERY_MS;
    await this.refreshStaff(from).catch(() => undefined);
  }

  /** Reads the lists of the folder anew, however young those are that are held. */
  refreshLists(): Promise<void> {
    return readLists(this.#clickUp, this.#state);
  }

  /** Puts a card that an answer has shown, unless a newer form of it is held. */
  putCard(card: Card, answerTo: AnswerTo): void {
    putCard(this.#state, card, answerTo);
  }

  /** Puts a work item that an answer has shown, unless a newer form of it is held. */
  putItem(item: WorkItem, answerTo: AnswerTo): void {
    putItem(this.#state, item, answerTo);
  }

  /** Puts a list that an answer has shown. */
  putList(list: TeamList): void {
    putList(this.#state, list);
  }

  /** Notes something that a single read could not understand. */
  putUnreadable(one: Unreadable): void {
    putUnreadable(this.#state, one);
  }

  /** When this process last tried to read what can't be read; 0 if it never did. */
  triedAt(one: Unreadable): Instant {
    return this.#state.triedAt(one);
  }

  /** Lets go of something that may be deleted; the next read says whether it is. */
  evict(id: string): void {
    this.#state.evict(id);
  }

  /** A delivery or a read said that this task or list was deleted at `at`: no process shows it from now on. */
  async noteDeleted(id: string, at: Instant): Promise<void> {
    this.#state.evict(id);
    await this.#state.tombstones.note(id, at);
  }

  /** Takes over what other processes know to be deleted. */
  async applyTombstones(): Promise<void> {
    const { tombstones } = this.#state;
    await tombstones.catchUp();
    const { fullAt = 0 } = this.#state.held ?? {};
    this.#state.update(board => tombstones.without(board, fullAt));
  }

  /** Whether Liaison wrote to that task at or after `at`, by ClickUp's clock, and has seen the whole of it in the answer. */
  hasWritten(id: string, at: Instant): boolean {
    return this.#state.ownWrites.hasWritten(id, at);
  }

  /** Whether Liaison wrote that comment. */
  hasComment(commentId: string): boolean {
    return this.#state.ownWrites.isKnown(`comment:${commentId}`);
  }

  /** Notes that Liaison wrote that comment. */
  noteComment(commentId: string): void {
    this.#state.ownWrites.noteWritten(`comment:${commentId}`, this.#clock.now());
  }

  /** Notes that this process is about to write for that card: what is held then shows what was written. */
  noteActing(cardId: string, at: Instant): void {
    this.#state.ownWrites.noteWritten(`acted:${cardId}`, at);
  }

  /** Whether this process wrote for that card at or after `at`. */
  hasActed(cardId: string, at: Instant): boolean {
    return this.#state.ownWrites.hasWritten(`acted:${cardId}`, at);
  }

  /** What is held by a read of that part that began at or after `notBefore`, by this process or another. */
  async #since(part: SharedPart, notBefore: Instant): Promise<CachedBoard> {
    const delta = this.#deltas[part];
    for (;;) {
      const known = this.#readSince(part, notBefore);
      if (known) return known;
      const underWay = delta.underWay();
      if (underWay && underWay.startedAt < notBefore) {
        // It began too early for us, but what others read meanwhile may have not.
        await underWay.done.catch(() => null);
        continue;
      }
      if (!underWay && this.#turn) await this.adoptNewer();
      const adopted = this.#readSince(part, notBefore);
      if (adopted) return adopted;
      const read = await delta.since(notBefore);
      if (read) return read;
    }
  }

  #readSince(part: SharedPart, notBefore: Instant): CachedBoard | null {
    const { held } = this.#state;
    const at = part === 'all' ? held?.readAt : held?.cardsAt;
    return held && at !== undefined && at >= notBefore ? held : null;
  }

  async #readInTurn(startedAt: Instant, part: SharedPart): Promise<CachedBoard | null> {
    if (!this.#turn) {
      await this.#readDelta(startedAt, part);
      // For the next start.
      if (part === 'all') await this.#shared.save();
      return this.#state.held;
    }
    const isRead = await this.#turn.take(async () => {
      await this.#readDelta(startedAt, part);
      await this.#shared.save();
    });
    if (isRead) return this.#state.held;
    // Takes in what the other process read, and adds what answers have shown here: that is in no read of another one.
    await this.#shared.save();
    return null;
  }

  async #readDelta(startedAt: Instant, part: DeltaPart): Promise<CachedBoard> {
    // Beside a whole read and not behind it: that may wait for many resets.
    const before = await this.#shared.heldOrStored();
    return before ? this.#deltaReader.read(before, startedAt, part) : this.#wholes.since(startedAt);
  }
}
