// Reading what the memory knows of cards: of one, of all, or of all only since when rules fail.
import type { Instant } from '../../domain/day.ts';
import { Failing } from './card-entries.ts';
import { type CardFacts, factsIn } from './card-facts.ts';
import { CardMemory } from './card-memory.ts';
import { ALL_CARDS, prefixOf, reportedPrefixOf } from './card-store.ts';
import { entryOf } from './entry.ts';
import type { Memory } from './memory.ts';

/** Reads what is known of a card. An entry that cannot be read counts as lost. */
export async function recall(memory: Memory, cardId: string): Promise<CardMemory> {
  return new CardMemory(memory, cardId, factsOf(cardId, await memory.readAll(prefixOf(cardId))));
}

function factsOf(cardId: string, entries: ReadonlyMap<string, string>): CardFacts {
  const { length } = prefixOf(cardId);
  return factsIn([...entries].map(([key, text]) => [key.slice(length), text]));
}

/** Whether a delivery has reported something of the card since it was recalled. */
export async function isMoreReported(memory: Memory, known: CardMemory): Promise<boolean> {
  const entries = await memory.readAll(reportedPrefixOf(known.cardId));
  const { reportedChanges } = factsOf(known.cardId, entries);
  const recalled = new Set(known.reportedChanges.map(({ id }) => id));
  return reportedChanges.some(({ id }) => !recalled.has(id));
}

/** What is known of every card, read at once; answers for one card at a time. */
export async function recallAll(memory: Memory): Promise<(cardId: string) => CardMemory> {
  const byCard = new Map<string, [string, string][]>();
  for (const [key, text] of await memory.readAll(ALL_CARDS)) {
    const end = key.indexOf(':', ALL_CARDS.length);
    const cardId = key.slice(ALL_CARDS.length, end);
    const entries = byCard.get(cardId);
    const entry: [string, string] = [key.slice(end + 1), text];
    if (entries) entries.push(entry);
    else byCard.set(cardId, [entry]);
  }
  return cardId => new CardMemory(memory, cardId, factsIn(byCard.get(cardId) ?? []));
}

/** Since when rules fail on which card, as far as it is known. */
export async function recallFailing(memory: Memory): Promise<Record<string, Record<string, Instant>>> {
  const failing: Record<string, Record<string, Instant>> = {};
  for (const [key, text] of await memory.readAll(ALL_CARDS)) {
    if (!key.endsWith(':failing')) continue;
    const since = entryOf(Failing, text);
    if (since) failing[key.slice(ALL_CARDS.length, -':failing'.length)] = since;
  }
  return failing;
}
