// Since when something of Liaison's own does not work, and which comment tells of it: shared by all processes, and kept by
// this one while the store is away, which may be the very trouble.
import { z } from 'zod';
import { TOLD_CHECKS, type ToldCheck } from '../../domain/language/trouble-text.ts';
import { entryOf } from './entry.ts';
import type { Memory } from './memory.ts';

/** `seenAt` is when it was last seen not to work, `commentId` the comment that tells of it. */
const TroubleNote = z.object({ since: z.number(), seenAt: z.number(), commentId: z.string().nullable() });
export type TroubleNote = z.infer<typeof TroubleNote>;

const PREFIX = 'trouble:';
const TELLING = 'trouble-telling';
const KEEP_MS = 30 * 86_400_000;
const TELLING_MS = 5 * 60_000;

/** None of its methods rejects: a store that is away has its own check. */
export class TroubleNotes {
  readonly #memory: Memory;
  #own = new Map<ToldCheck, TroubleNote>();
  readonly #unsaved = new Set<ToldCheck>();

  constructor(memory: Memory) {
    this.#memory = memory;
  }

  /** What all processes know; what this one knows while the store does not answer. */
  async read(): Promise<Map<ToldCheck, TroubleNote>> {
    const entries = await this.#unlessAway(() => this.#memory.readAll(PREFIX), null);
    if (entries !== null) {
      const saved = TOLD_CHECKS.flatMap(name => {
        const note = entryOf(TroubleNote, entries.get(PREFIX + name));
        return note ? [[name, note] as const] : [];
      });
      const kept = [...this.#own].filter(([name]) => this.#unsaved.has(name));
      this.#own = new Map([...saved, ...kept]);
    }
    return new Map(this.#own);
  }

  async write(name: ToldCheck, note: TroubleNote): Promise<void> {
    this.#own.set(name, note);
    const isSaved = await this.#unlessAway(async () => {
      await this.#memory.write(PREFIX + name, JSON.stringify(note), KEEP_MS);
      return true;
    }, false);
    if (isSaved) this.#unsaved.delete(name);
    else this.#unsaved.add(name);
  }

  async forget(name: ToldCheck): Promise<void> {
    this.#own.delete(name);
    this.#unsaved.delete(name);
    await this.#unlessAway(() => this.#memory.remove([PREFIX + name]), undefined);
  }

  /** Whether this process may tell now. While the store is away each decides by itself, after reading what was told. */
  claimTelling(): Promise<boolean> {
    return this.#unlessAway(() => this.#memory.writeIfAbsent(TELLING, 'claimed', TELLING_MS), true);
  }

  releaseTelling(): Promise<void> {
    return this.#unlessAway(() => this.#memory.remove([TELLING]), undefined);
  }

  async #unlessAway<T>(work: () => Promise<T>, otherwise: T): Promise<T> {
    try {
      return await work();
    } catch {
      return otherwise;
    }
  }
}
