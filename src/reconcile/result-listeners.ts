// Who is told how each reconcile of this process ended.
import type { LastResult } from './memory/last-results.ts';

export type ResultListener = (cardId: string, last: LastResult) => void;

/** The listeners of one process. */
export class ResultListeners {
  readonly #listeners = new Set<ResultListener>();

  /** Tells `listener` of every result from now on; answers with how to stop that. */
  add(listener: ResultListener): () => void {
    this.#listeners.add(listener);
    return () => void this.#listeners.delete(listener);
  }

  /** Tells all of them. */
  tell(cardId: string, last: LastResult): void {
    for (const listener of this.#listeners) listener(cardId, last);
  }
}
