// The generation of the store, an entry that tells whether it is still the store that was met: an emptied one has none, one
// that was set back has an earlier one. The processes agree on what comes after a loss.
import { randomUUID } from 'node:crypto';
import { z } from 'zod';
import { entryOf } from './memory/entry.ts';
import type { Memory } from './memory/memory.ts';
import type { Pulse } from './ports.ts';

const KEY = 'met';
/** Longer than any holiday of a worker; renewed with every sweep. */
const KEEP_MS = 90 * 86_400_000;
/** Processes that notice the same loss agree on what comes after it within this time. */
const AGREE_MS = 10 * 60_000;

/**
 * When Liaison met the board with this store, and whether ClickUp showed a trace of an earlier life then, or the store was
 * lost then. `generation` names what is remembered since then, `server` is who answered.
 */
const Entry = z.object({
  at: z.number(),
  hadTraces: z.boolean(),
  generation: z.string().optional(),
  server: z.string().nullable().default(null),
  /** How old the oldest trace was; null if there was none. */
  workedSince: z.number().nullable().default(null),
});
export type StoreGeneration = z.infer<typeof Entry> & { generation: string };

/** The store as far as its generation is concerned. */
export type GenerationStore = {
  memory: Memory;
  /** One round trip, together with the entry of that key. */
  pulse(key: string): Promise<Pulse>;
};

/** What the store has now, null if it has none; and who answers. Rejects if the store is away. */
export async function readGeneration(
  store: GenerationStore,
): Promise<{ found: StoreGeneration | null; pulse: Pulse }> {
  const pulse = await store.pulse(KEY);
  const found = entryOf(Entry, pulse.entry);
  // What a release before left names no generation: it becomes the first one.
  return { found: found && { ...found, generation: found.generation ?? 'first' }, pulse };
}

/** Writes it, or keeps it from being forgotten. */
export function noteGeneration(memory: Memory, generation: StoreGeneration): Promise<void> {
  return memory.write(KEY, JSON.stringify(generation), KEEP_MS);
}

/**
 * What comes after `former`, the name of a generation, or begins where there is none: the first process that notices says
 * it, and the others take that over.
 */
export async function agreeOnNext(
  memory: Memory,
  former: string | null,
  next: StoreGeneration,
): Promise<StoreGeneration> {
  const claim = former === null ? KEY : `after:${former}:${next.server}`;
  const keepMs = former === null ? KEEP_MS : AGREE_MS;
  const isOurs = await memory.writeIfAbsent(claim, JSON.stringify(next), keepMs);
  const agreed = isOurs
    ? next
    : ((entryOf(Entry, await memory.read(claim)) as StoreGeneration | null) ?? next);
  if (former !== null) await noteGeneration(memory, agreed);
  return agreed;
}

/** The generation that begins with a loss at `at`. */
export function afterLoss(
  { hadTraces, workedSince, at: metAt }: StoreGeneration,
  at: number,
  server: string | null,
): StoreGeneration {
  return {
    at,
    hadTraces: true,
    generation: randomUUID(),
    server,
    // Of a first meeting the work began with it.
    workedSince: hadTraces ? workedSince : metAt,
  };
}
