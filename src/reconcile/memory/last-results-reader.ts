// How every card stood when it was last looked at, for whoever asks again and again: only what is new is read.

import type { Instant } from '../../domain/day.ts';
import type { Unreadable } from '../../domain/unreadable.ts';
import { type CustomerResultAccount, outcomeAccount } from '../report.ts';
import { readEnds, readOutcomes } from './last-results.ts';
import type { Memory } from './memory.ts';

/**
 * `at` is when the look ended; `account` is null where the card was not on the board or could not be read; `unreadable`
 * is what could not be read beside the board's.
 */
export type Standing = { at: Instant; account: CustomerResultAccount | null; unreadable?: Unreadable[] };

export type Standings = {
  /** By card. Calls at the same time share the reading. Rejects if the store does not answer. */
  read(): Promise<ReadonlyMap<string, Standing>>;
};

export function createStandings(memory: Memory): Standings {
  let known = new Map<string, Standing>();
  let reading: Promise<ReadonlyMap<string, Standing>> | null = null;

  const read = async (): Promise<ReadonlyMap<string, Standing>> => {
    const ends = await readEnds(memory);
    const isNew = [...ends].filter(([id, { at }]) => known.get(id)?.at !== at).map(([id]) => id);
    const outcomes = await readOutcomes(memory, isNew);
    const standings = new Map<string, Standing>();
    for (const id of ends.keys()) {
      const outcome = outcomes.get(id);
      const standing = outcome
        ? {
            at: outcome.at,
            account: outcomeAccount({ ...outcome, applied: [] }),
            ...(outcome.unreadable ? { unreadable: outcome.unreadable } : {}),
          }
        : known.get(id);
      if (standing) standings.set(id, standing);
    }
    known = standings;
    return standings;
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
