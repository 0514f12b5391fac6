// A whole board as it is kept in the store: an outline, and its objects in parts. A large board is many megabytes; what
// waits in this process, such as a delivery, gets its turn between two parts, be they written or read.
import { z } from 'zod';
import type { Sequence } from '../../base/chunked-array.ts';
import { yieldToEventLoop } from '../../base/yield-to-event-loop.ts';
import type { Card, TeamList, WorkItem } from '../../domain/observation.ts';
import { entryOf } from '../memory/entry.ts';
import type { Memory } from '../memory/memory.ts';
import type { CachedBoard } from './cached-board.ts';

/** So many objects are in one part: some milliseconds of turning them into text, or back. */
const PART = 500;

type Objects = Pick<CachedBoard['board'], 'cards' | 'lists' | 'items'>;
type Outline = Omit<CachedBoard, 'board'> & {
  board: Omit<CachedBoard['board'], keyof Objects>;
  parts: number;
};

// Written by ourselves and by nobody else: the outline is checked, the inside is trusted.
export const AgeOutline = {
  readAt: z.number(),
  // A release before did not tell.
  cardsAt: z.number().default(0),
  staffAt: z.number(),
  seenUpTo: z.object({ cards: z.number().nullable(), items: z.number().nullable() }),
};
const All = z.array(z.unknown());
const BaseOutline = z.object({
  ...AgeOutline,
  fullAt: z.number(),
  supportersBefore: z.record(z.string(), z.unknown()),
  board: z.object({ people: All, groups: All, missing: All.optional(), unreadable: All.optional() }),
  parts: z.number(),
});
const BaseEntry = z.custom<Outline>(value => BaseOutline.safeParse(value).success);
const PartOutline = z.object({ cards: All, lists: All, items: All }).partial();
const PartEntry = z.custom<Partial<Objects>>(value => PartOutline.safeParse(value).success);

/** These objects in parts, between which others get their turn. */
export function* partsOf<T>(all: Sequence<T>): Generator<T[]> {
  for (let from = 0; from < all.length; from += PART) yield all.slice(from, from + PART);
}

/** The whole boards of one playbook (`fingerprint`), by the names of their bases. Rejects as the memory does. */
export class StoredBases {
  readonly #memory: Memory;
  readonly #fingerprint: string;

  constructor(memory: Memory, fingerprint: string) {
    this.#memory = memory;
    this.#fingerprint = fingerprint;
  }

  /** Writes a whole board; answers how many characters it has. It is there once its outline is, which comes last. */
  async write(base: string, { board, ...rest }: CachedBoard, ttlMs: number): Promise<number> {
    const { cards, lists, items, ...small } = board;
    let [parts, characters] = [0, 0];
    const put = async (key: string, entry: unknown): Promise<void> => {
      const text = JSON.stringify(entry);
      characters += text.length;
      await this.#memory.write(key, text, ttlMs);
      await yieldToEventLoop();
    };
    for (const [kind, all] of Object.entries({ cards, lists, items })) {
      for (const part of partsOf<unknown>(all)) await put(this.#partKey(base, ++parts), { [kind]: part });
    }
    await put(this.#key(base), { ...rest, board: small, parts } satisfies Outline);
    return characters;
  }

  /** Null if there is none, or something of it is missing. */
  async read(base: string): Promise<{ snapshot: CachedBoard; characters: number } | null> {
    const text = await this.#memory.read(this.#key(base));
    const outline = entryOf(BaseEntry, text);
    if (!outline || text === null) return null;
    const { parts, board, ...rest } = outline;
    const objects = { cards: [] as Card[], lists: [] as TeamList[], items: [] as WorkItem[] };
    let characters = text.length;
    for (let number = 1; number <= parts; number++) {
      const partText = await this.#memory.read(this.#partKey(base, number));
      const part = entryOf(PartEntry, partText);
      if (!part || partText === null) return null;
      objects.cards.push(...(part.cards ?? []));
      objects.lists.push(...(part.lists ?? []));
      objects.items.push(...(part.items ?? []));
      characters += partText.length;
      await yieldToEventLoop();
    }
    return { snapshot: { ...rest, board: { ...board, ...objects } }, characters };
  }

  async remove(base: string): Promise<void> {
    await this.#memory.remove([this.#key(base)]);
    await this.#memory.keepLast(this.#partKey(base, ''), 0);
  }

  #key(base: string): string {
    return `board:${this.#fingerprint}:${base}`;
  }
  #partKey(base: string, number: number | ''): string {
    return `board-part:${this.#fingerprint}:${base}:${number}`;
  }
}
