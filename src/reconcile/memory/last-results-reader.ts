// How every card stood when it was last reconciled, for whoever asks again and again: only what is new is read.

import type { Clock } from '../../base/clock.ts';
import type { Instant } from '../../domain/day.ts';
import type { Summary } from '../../domain/summary.ts';
import type { Unreadable } from '../../domain/unreadable.ts';
import { type CustomerResultReport, resultReport } from '../report.ts';
import { type End, type LastResult, readEnds, readLastResults } from './last-results.ts';
import type { Memory } from './memory.ts';

/**
 * `at` is when the reconcile ended; `report` is null where the card was not on the board or could not be read; `summary`
 * tells more of the same; `isDone` tells whether the card came to its end; `unreadable` is what could not be read beside the
 * board's.
 */
export type CardResult = {
  at: Instant;
  report: CustomerResultReport | null;
  summary?: Summary;
  isDone: boolean;
  unreadable?: Unreadable[];
};

export type LastResultsReader = {
  /**
   * By card. Calls at the same time share the reading, and those that come before ten times as long as it took have passed
   * (five seconds at most): of ten thousand cards whoever asks each moment would take all of a processor. Rejects if the
   * store does not answer.
   */
  read(): Promise<ReadonlyMap<string, CardResult>>;
};

/** What was read, and which of a card's results that is. */
type Known = CardResult & Pick<End, 'digest'>;

/** Of what it takes to read them; and most milliseconds. */
const SHARED_FOR = 10;
const SHARED_MOST_MS = 5_000;

export function createLastResultsReader(memory: Memory, clock: Clock): LastResultsReader {
  let known = new Map<string, Known>();
  let sharedUntil = 0;
  let reading: Promise<ReadonlyMap<string, CardResult>> | null = null;

  const read = async (): Promise<ReadonlyMap<string, CardResult>> => {
    const startedAt = clock.now();
    const ends = await readEnds(memory);
    const isKnown = ([id, { at, digest }]: [string, End]): boolean => {
      const former = known.get(id);
      return former !== undefined && (former.at === at || (digest !== null && former.digest === digest));
    };
    const lastResults = await readLastResults(memory, new Map([...ends].filter(end => !isKnown(end))));
    const results = new Map<string, Known>();
    for (const [id, { at, digest }] of ends) {
      const last = lastResults.get(id);
      const former = known.get(id);
      if (last) results.set(id, { ...cardResultOf(last), digest });
      else if (former) results.set(id, former.at === at ? former : { ...former, at });
    }
    known = results;
    const now = clock.now();
    sharedUntil = now + Math.min((now - startedAt) * SHARED_FOR, SHARED_MOST_MS);
    return results;
  };

  return {
    read() {
      if (clock.now() < sharedUntil) return Promise.resolve(known);
      reading ??= read().finally(() => {
        reading = null;
      });
      return reading;
    },
  };
}

function cardResultOf(last: LastResult): CardResult {
  return {
    at: last.at,
    isDone: last.result.kind === 'done',
    report: resultReport({ ...last, applied: [] }),
    ...(last.summary ? { summary: last.summary } : {}),
    ...(last.unreadable ? { unreadable: last.unreadable } : {}),
  };
}
