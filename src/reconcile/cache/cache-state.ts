// What the cache holds, and what every read goes through on its way in: what can't be read keeps its last readable form,
// our own writes are not lost, and what is deleted stays out.
import type { Clock } from '../../base/clock.ts';
import type { Log } from '../../base/log.ts';
import type { Instant } from '../../domain/day.ts';
import { withFormerFields } from '../../domain/former-fields.ts';
import type { Board, Card, Person, WorkItem } from '../../domain/observation.ts';
import { leftIn, missingAfter } from '../../domain/people/departure.ts';
import type { Unreadable } from '../../domain/unreadable.ts';
import type { Memory } from '../memory/memory.ts';
import type { Staff } from '../ports.ts';
import type { CachedBoard } from './cached-board.ts';
import type { KindsRead } from './kinds-read.ts';
import { keepLastForms } from './last-readable-forms.ts';
import { withOwnWrites } from './merge-reads.ts';
import { createOwnWrites, type OwnWrites } from './own-writes.ts';
import { createTombstones, type Tombstones, withoutOne } from './tombstones.ts';

type Objects = { cards: Card[]; items: WorkItem[] };

/** The state of one board cache, which its reads and writes share. It asks ClickUp nothing. */
export class CacheState {
  readonly clock: Clock;
  /** For so long a read may still miss what changed before it. */
  readonly overlapMs: number;
  readonly ownWrites: OwnWrites;
  readonly tombstones: Tombstones;
  /** When the lists were last read by themselves. */
  listsAt: Instant = 0;
  readonly #log: Log | undefined;
  #held: CachedBoard | null = null;
  /** What was shown while everything is being read, which may take many minutes: its first pages are older. */
  #meanwhile: Objects | null = null;
  /** When this process last tried to read what can't be read. */
  readonly #triedAt = new Map<string, Instant>();

  constructor(deps: { memory: Memory; clock: Clock; log?: Log }, overlapMs: number) {
    this.clock = deps.clock;
    this.#log = deps.log;
    this.overlapMs = overlapMs;
    this.ownWrites = createOwnWrites(deps.clock);
    this.tombstones = createTombstones(deps.memory, overlapMs);
  }

  /** What is held; null before the first read. */
  get held(): CachedBoard | null {
    return this.#held;
  }

  /** Puts this in the place of what is held, and answers with it. */
  hold(next: CachedBoard): CachedBoard {
    this.#held = next;
    return next;
  }

  /** Changes the board that is held, where there is one. */
  update(change: (board: Board) => Partial<Board>): void {
    if (this.#held)
      this.#held = { ...this.#held, board: { ...this.#held.board, ...change(this.#held.board) } };
  }

  /** Lets go of the card, item or list of this id. */
  evict(id: string): void {
    const isOther = (one: { id: string }) => one.id !== id;
    if (this.#meanwhile) {
      const { cards, items } = this.#meanwhile;
      this.#meanwhile = { cards: cards.filter(isOther), items: items.filter(isOther) };
    }
    this.update(board => withoutOne(board, id));
  }

  /** Whatever was shown since a whole read began. */
  get meanwhile(): Objects {
    return this.#meanwhile ?? { cards: [], items: [] };
  }

  /** Keeps what is shown while `read` reads everything. */
  async duringWholeRead<T>(read: () => Promise<T>): Promise<T> {
    this.#meanwhile = { cards: [], items: [] };
    return read().finally(() => {
      this.#meanwhile = null;
    });
  }

  /** Notes what an answer has shown, for a whole read that may be under way. */
  noteShown({ cards = [], items = [] }: Partial<Objects>): void {
    this.#meanwhile?.cards.push(...cards);
    this.#meanwhile?.items.push(...items);
  }

  /** The cards as they were read, with what was known before of fields that they do not show. */
  withFormerFields(read: Card[]): Card[] {
    return withFormerFields(read, this.#held?.board.cards ?? []);
  }

  /** A board that was read from `startedAt` on, with what our own writes have shown since, or shortly before. */
  withOwnWrites(read: Board, startedAt: Instant): Board {
    return withOwnWrites(read, this.#held?.board, id => this.isOurs(id, startedAt));
  }

  /** Whether a read from `startedAt` on may miss what our own write has shown of this. */
  isOurs(id: string, startedAt: Instant): boolean {
    return this.ownWrites.hasShownSince(id, startedAt - this.overlapMs);
  }

  /** A board as these readings leave it, with the last readable forms of what they could not read. */
  keepLastForms(read: Board, readings: readonly KindsRead[]): Board {
    const at = this.clock.now();
    for (const { kind, id } of readings.flatMap(({ unreadable }) => unreadable))
      this.#triedAt.set(`${kind}:${id}`, at);
    return keepLastForms(read, this.#held?.board, readings, { at, log: this.#log });
  }

  /** Who is missing after a read of people and groups that began at `startedAt`; `people` are those of it with last forms. */
  missingAfter(
    people: readonly Person[],
    { me }: Staff,
    { startedAt, unreadable }: { startedAt: Instant; unreadable: readonly Unreadable[] },
  ): Board['missing'] {
    const known = this.#held?.board ?? { people: [] };
    const isComplete =
      people.some(({ id }) => id === me.id) && !unreadable.some(({ kind }) => kind === 'person');
    const missing = missingAfter(known, people, { startedAt, at: this.clock.now(), isComplete });
    for (const { person, hasLeft } of missing ?? []) {
      if (hasLeft && !leftIn(known).has(person.id)) {
        this.#log?.info({ person: person.id }, 'somebody has left the workspace, and counts as no member');
      }
    }
    return missing;
  }

  /** When this process last tried to read it; 0 if it never did. */
  triedAt({ kind, id }: Unreadable): Instant {
    return this.#triedAt.get(`${kind}:${id}`) ?? 0;
  }
}
