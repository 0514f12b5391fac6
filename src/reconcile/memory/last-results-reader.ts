// How every card stood when it was last reconciled, for whoever asks again and again: only what is new is read.

import type { Instant } from '../../domain/day.ts';
import type { Unreadable } from '../../domain/unreadable.ts';
import { type CustomerResultReport, resultReport } from '../report.ts';
import { readEnds, readLastResults } from './last-results.ts';
import type { Memory } from './memory.ts';

/**
 * `at` is when the reconcile ended; `report` is null where the card was not on the board or could not be read; `unreadable`
 * is what could not be read beside the board's.
 */
export type CardResult = { at: Instant; report: CustomerResultReport | null; unreadable?: Unreadable[] };

export type LastResultsReader = {
  /** By card. Calls at the same time share the reading. Rejects if the store does not answer. */
  read(): Promise<ReadonlyMap<string, CardResult>>;
};

export function createLastResultsReader(memory: Memory): LastResultsReader {
  let known = new Map<string, CardResult>();
  let reading: Promise<ReadonlyMap<string, CardResult>> | null = null;

  const read = async (): Promise<ReadonlyMap<string, CardResult>> => {
    const ends = await readEnds(memory);
    const isNew = [...ends].filter(([id, { at }]) => known.get(id)?.at !== at).map(([id]) => id);
    const lastResults = await readLastResults(memory, isNew);
    const results = new Map<string, CardResult>();
    for (const id of ends.keys()) {
      const last = lastResults.get(id);
      const cardResult = last
        ? {
            at: last.at,
            report: resultReport({ ...last, applied: [] }),
            ...(last.unreadable ? { unreadable: last.unreadable } : {}),
          }
        : known.get(id);
      if (cardResult) results.set(id, cardResult);
    }
    known = results;
    return results;
  };

  return {
    read() {
      reading ??= read().finally(() => {
        reading = null;
      });
      return reading;
    },
  };
}
