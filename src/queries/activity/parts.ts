// Where the activity is read from: the store of a running or a stopped Liaison. Asks ClickUp for nothing.

import type { Clock } from '../../base/clock.ts';
import type { Board } from '../../domain/observation.ts';
import type { LoadedPlaybook } from '../../domain/playbook/loaded-playbook.ts';
import type { Queues } from '../../queue/queues-shape.ts';
import { type CardResult, createLastResultsReader } from '../../reconcile/memory/last-results-reader.ts';
import type { Memory } from '../../reconcile/memory/memory.ts';
import { storedBoard } from '../playbook-cache.ts';

/**
 * Where it is read from. `board` is as last read, null where nobody has; `results` tell how each card was last left;
 * `historyDays` is for how many days it is kept.
 */
export type ActivityParts = {
  memory: Memory;
  queues: Pick<Queues, 'deliveries' | 'failed' | 'failedDeliveries' | 'retryFailed' | 'replayDelivery'>;
  loaded: LoadedPlaybook;
  historyDays: number;
  clock: Clock;
  board(): Promise<Board | null>;
  results(): Promise<ReadonlyMap<string, CardResult>>;
};

/** A card as people know it. */
export type NamedCard = { id: string; name: string; url: string | null };

/** The parts of a store that no running process tells of. */
export function partsOfStore(
  { memory, queues }: Pick<ActivityParts, 'memory' | 'queues'>,
  { loaded, historyDays, clock }: Pick<ActivityParts, 'loaded' | 'historyDays' | 'clock'>,
): ActivityParts {
  // Asked twice for one question, it reads once.
  const lastResults = createLastResultsReader(memory, clock);
  return {
    memory,
    queues,
    loaded,
    historyDays,
    clock,
    board: async () => (await storedBoard(loaded, memory))?.board ?? null,
    results: () => lastResults.read(),
  };
}

/** Finds the name of a card by its id: as the board has it, else as it was when it was last looked at; null where nobody has. */
export async function cardNames(
  parts: Pick<ActivityParts, 'board' | 'results'>,
): Promise<(id: string) => NamedCard | null> {
  const [board, results] = await Promise.all([parts.board(), parts.results()]);
  const cards = new Map((board?.cards ?? []).map(({ id, name, url }) => [id, { id, name, url }]));
  return id => {
    const known = cards.get(id) ?? results.get(id)?.report;
    return known ? { id, name: known.name, url: known.url } : null;
  };
}
