// Which cards are set aside. A job that failed is kept for a month, also where its card has been looked at since.
import type { FailedReconcile, Queues } from '../queue/queues-shape.ts';
import type { CardResult, LastResultsReader } from '../reconcile/memory/last-results-reader.ts';

/** Those of `failed` after which no other reconcile of the card has ended, one for each card. */
export function cardsSetAside(
  failed: readonly FailedReconcile[],
  lastResults: ReadonlyMap<string, Pick<CardResult, 'at'>>,
): FailedReconcile[] {
  const latest = new Map<string, FailedReconcile>();
  for (const one of failed) {
    if (one.at > (latest.get(one.key)?.at ?? 0)) latest.set(one.key, one);
  }
  return [...latest.values()].filter(({ key, at }) => (lastResults.get(key)?.at ?? 0) <= at);
}

/** The same of a running Liaison. Rejects if the store does not answer. */
export async function readSetAside(
  queues: Pick<Queues, 'counts' | 'failed'>,
  lastResults: LastResultsReader,
): Promise<FailedReconcile[]> {
  const { failed = 0 } = (await queues.counts()).reconcile;
  return failed === 0 ? [] : cardsSetAside(await queues.failed(), await lastResults.read());
}
