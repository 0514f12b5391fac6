// The board as it is kept in the store, for other processes and the next start: a base, which is a whole board, and what
// changed since, one numbered entry after the other. So a change costs what it is, however large the board. What does not
// fit is read anew.
import { z } from 'zod';
import { yieldToEventLoop } from '../../base/yield-to-event-loop.ts';
import { entryOf } from '../memory/entry.ts';
import type { Memory } from '../memory/memory.ts';
import { type BoardChanges, joinChanges, withChanges } from './board-changes.ts';
import type { BoardAge, CachedBoard } from './cached-board.ts';
import { AgeOutline, partsOf, StoredBases } from './stored-base.ts';

const KEEP_MS = 3 * 86_400_000;
/** So many entries are read at a time. */
const BATCH = 50;

/** Where in the store somebody is: so many entries after a base. */
export type Position = { base: string; entries: number };

/** What is in the store, and how new; `former` is the base before, whose entries are still there. */
export type Head = Position & BoardAge & { former: Position | null };

/** An entry: what changed, or that the board goes on from another base, which is the same board. */
export type StoredEntry = { changes: BoardChanges } | { next: string };

/** Entries that were read, in order; `characters` is how long they are. */
export type EntriesRead = { entries: StoredEntry[]; characters: number };

/** The whole board at a position; `characters` is how long the base and the entries are. */
export type LoadedBoard = {
  position: Position;
  former: Position | null;
  snapshot: CachedBoard;
  characters: { base: number; entries: number };
};

// Written by ourselves and by nobody else: the outline is checked, the inside is trusted.
const PositionShape = z.object({ base: z.string(), entries: z.number() });
const HeadEntry: z.ZodType<Head> = PositionShape.extend({ ...AgeOutline, former: PositionShape.nullable() });
const All = z.array(z.unknown());
const Objects = { cards: All, lists: All, items: All };
const ChangesOutline = z
  .object({
    ...Objects,
    gone: All,
    staff: z.object({ at: z.number(), people: All, groups: All, missing: All.optional() }),
    unreadable: All,
    supportersBefore: z.record(z.string(), z.unknown()),
  })
  .partial();
const EntryOutline = z.union([z.object({ next: z.string() }), z.object({ changes: ChangesOutline })]);
const Entry = z.custom<StoredEntry>(value => EntryOutline.safeParse(value).success);

/** The entries of one playbook's board (`fingerprint`). Rejects as the memory does. */
export class StoredBoard {
  readonly #memory: Memory;
  readonly #fingerprint: string;
  readonly #bases: StoredBases;

  constructor(memory: Memory, fingerprint: string) {
    this.#memory = memory;
    this.#fingerprint = fingerprint;
    this.#bases = new StoredBases(memory, fingerprint);
  }

  /** Null if there is nothing, or nothing that can be read. */
  async readHead(): Promise<Head | null> {
    return entryOf(HeadEntry, await this.#memory.read(this.#headKey()));
  }

  async writeHead(head: Head): Promise<void> {
    await this.#memory.write(this.#headKey(), JSON.stringify(head), KEEP_MS);
  }

  /** Writes a whole board; answers how long it is. */
  writeBase(base: string, snapshot: CachedBoard): Promise<number> {
    return this.#bases.write(base, snapshot, KEEP_MS);
  }

  /** Adds the next entry after a position, unless somebody has; answers how long it is, null if it was not added. */
  async add({ base, entries }: Position, entry: StoredEntry): Promise<number | null> {
    const text =
      'next' in entry ? JSON.stringify(entry) : `{"changes":{${await textOfParts(entry.changes)}}}`;
    const isAdded = await this.#memory.writeIfAbsent(this.#entryKey(base, entries + 1), text, KEEP_MS);
    return isAdded ? text.length : null;
  }

  /** The entries after a position, up to `most` of them; fewer where there are no more. */
  async readAfter({ base, entries: from }: Position, most = BATCH): Promise<EntriesRead> {
    const numbers = Array.from({ length: Math.min(most, BATCH) }, (_, index) => from + index + 1);
    const texts = await Promise.all(numbers.map(number => this.#memory.read(this.#entryKey(base, number))));
    return parsedUpToGap(texts);
  }

  /** Null if there is none, or something of it is missing. */
  async load(): Promise<LoadedBoard | null> {
    const head = await this.readHead();
    return head && this.#loadFrom(head.base, head);
  }

  /** Removes what of an earlier base is still there. */
  async remove({ base, entries }: Position): Promise<void> {
    await this.#bases.remove(base);
    const numbers = Array.from({ length: entries + 1 }, (_, index) => index + 1);
    await this.#memory.remove(numbers.map(number => this.#entryKey(base, number)));
  }

  async #loadFrom(base: string, head: Head): Promise<LoadedBoard | null> {
    const whole = await this.#bases.read(base);
    if (!whole) return null;
    const stored = await this.#memory.readAll(this.#entryKey(base, ''));
    const texts: (string | null)[] = [];
    while (stored.has(this.#entryKey(base, texts.length + 1)))
      texts.push(stored.get(this.#entryKey(base, texts.length + 1)) ?? null);
    const { entries, characters } = parsedUpToGap(texts);
    if (base === head.base && entries.length < head.entries) return null;
    const moved = entries.find(entry => 'next' in entry);
    if (moved && 'next' in moved) return this.#loadFrom(moved.next, head);
    const { readAt, cardsAt, staffAt, seenUpTo, former } = head;
    return {
      position: { base, entries: entries.length },
      former,
      snapshot: { ...withAll(whole.snapshot, entries), readAt, cardsAt, staffAt, seenUpTo },
      characters: { base: whole.characters, entries: characters },
    };
  }

  #headKey(): string {
    return `board-head:${this.#fingerprint}`;
  }
  #entryKey(base: string, number: number | ''): string {
    return `board-change:${this.#fingerprint}:${base}:${number}`;
  }
}

/** A board with the changes in these entries. */
function withAll(whole: CachedBoard, entries: readonly StoredEntry[]): CachedBoard {
  const changes = joinChanges(entries.flatMap(entry => ('changes' in entry ? [entry.changes] : [])));
  return {
    ...whole,
    board: withChanges(whole.board, changes),
    supportersBefore: { ...whole.supportersBefore, ...changes.supportersBefore },
  };
}

function parsedUpToGap(texts: readonly (string | null)[]): EntriesRead {
  const entries: StoredEntry[] = [];
  let characters = 0;
  for (const text of texts) {
    const entry = entryOf(Entry, text);
    if (!entry || text === null) break;
    entries.push(entry);
    characters += text.length;
  }
  return { entries, characters };
}

/** As JSON, made of parts between which others get their turn. */
async function textOfParts(parts: Record<string, unknown>): Promise<string> {
  const texts: string[] = [];
  for (const [name, all] of Object.entries(parts)) {
    if (all === undefined) continue;
    texts.push(`"${name}":${Array.isArray(all) ? `[${await textOfAll(all)}]` : JSON.stringify(all)}`);
  }
  return texts.join();
}

async function textOfAll(all: readonly unknown[]): Promise<string> {
  const texts: string[] = [];
  for (const part of partsOf(all)) {
    if (texts.length > 0) await yieldToEventLoop();
    texts.push(JSON.stringify(part).slice(1, -1));
  }
  return texts.join();
}
