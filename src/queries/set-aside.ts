// Which cards are set aside. A job that failed is kept for long, also where its card has been well since.
import type { FailedReconcile, Queues } from '../queue/queues-shape.ts';
import type { CardResult, LastResultsReader } from '../reconcile/memory/last-results-reader.ts';

/** How a card was left the last time, as far as it matters here. */
type Left = Pick<CardResult, 'at' | 'isDone'>;

/** The latest failure of each card that has not come to its end since. A further try that failed as well mends nothing. */
export function cardsSetAside(
  failed: readonly FailedReconcile[],
  lastResults: ReadonlyMap<string, Left>,
): FailedReconcile[] {
  const latest = new Map<string, FailedReconcile>();
  for (const one of failed) {
    const before = latest.get(one.key);
    if (!before || before.at < one.at) latest.set(one.key, one);
  }
  const isWell = ({ key, at }: FailedReconcile): boolean => {
    const last = lastResults.get(key);
    return last !== undefined && last.isDone && last.at > at;
  };
  return [...latest.values()].filter(one => !isWell(one));
}

/** The same of a running Liaison. Rejects if the store does not answer. */
export async function readSetAside(
  queues: Pick<Queues, 'counts' | 'failed'>,
  lastResults: LastResultsReader,
): Promise<FailedReconcile[]> {
  const { failed = 0 } = (await queues.counts()).reconcile;
  return failed === 0 ? [] : cardsSetAside(await queues.failed(), await lastResults.read());
}
