// The part of the store that is one card's: everything that is known of a card stands under one prefix.
import type { Memory } from './memory.ts';

/** Under this stands what is known of all cards. */
export const ALL_CARDS = 'card:';

/** Under this stands all that is known of a card. */
export const prefixOf = (cardId: string): string => `${ALL_CARDS}${cardId}:`;

/** Under this name and its id stands a change that a delivery reported. */
export const REPORTED = 'hint:';

/** Under this stands what deliveries reported of a card. */
export const reportedPrefixOf = (cardId: string): string => prefixOf(cardId) + REPORTED;

/** What is to be kept of a card under a name, and for how long. */
export type CardEntry = { name: string; value: unknown; keepMs: number };

/** One card's entries by their names within it. Rejects as the store does. */
export type CardStore = {
  write(name: string, value: unknown, keepMs: number): Promise<void>;
  /** All of these or none. */
  writeAll(entries: readonly CardEntry[]): Promise<void>;
  /** Asks the store for nothing where no name is given. */
  remove(names: readonly string[]): Promise<void>;
};

/** The entries of this card. */
export function cardStore(memory: Memory, cardId: string): CardStore {
  const prefix = prefixOf(cardId);
  return {
    write: (name, value, keepMs) => memory.write(prefix + name, JSON.stringify(value), keepMs),
    writeAll: entries =>
      memory.writeAll(
        entries.map(({ name, value, keepMs }) => ({
          key: prefix + name,
          value: JSON.stringify(value),
          ttlMs: keepMs,
        })),
      ),
    async remove(names) {
      if (names.length > 0) await memory.remove(names.map(name => prefix + name));
    },
  };
}
