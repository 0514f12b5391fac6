// Which reported changes of a card were used, and which undo was begun. Noted around the deed, so that a run that was killed
// finishes what it began and nothing is taken back twice; if this is lost, the explanations in ClickUp still tell.
import type { Instant } from '../../domain/day.ts';
import { isUndoable } from '../../domain/enforcement/explained-change.ts';
import type { ReportedChange } from '../../domain/observation.ts';
import type { Operation } from '../../domain/operation.ts';
import { takesBack } from '../../domain/operations/undo.ts';
import type { CardFacts } from './card-facts.ts';
import { type CardEntry, type CardStore, REPORTED } from './card-store.ts';

/** A reported change is of use only soon after its delivery. */
export const REPORTED_MS = 15 * 60_000;
/** An undo is finished while the change is fresh, or not at all. */
const UNDOING_MS = REPORTED_MS;
/** Longer than any change is fresh, whatever the clocks say. */
const USED_MS = 60 * 60_000;

/** The undos of one card. What it notes stands in the store and in the card's facts. Rejects as the store does. */
export class UndoLog {
  readonly #store: CardStore;
  readonly #facts: Pick<CardFacts, 'undoing' | 'reportedChanges'>;

  constructor(store: CardStore, facts: Pick<CardFacts, 'undoing' | 'reportedChanges'>) {
    this.#store = store;
    this.#facts = facts;
  }

  /** Which undo counts as begun: none of before a loss, since the note of its end may be lost. */
  begunSince(lostAt: Instant | null): string[] {
    const { undoing } = this.#facts;
    return undoing === null || (lostAt !== null && undoing.at <= lostAt) ? [] : undoing.changes;
  }

  /**
   * Before the word: a run that ends between word and deed leaves the undo begun. `together` is what else is written in the
   * same go.
   */
  async begin(at: Instant, changes: readonly string[], together: CardEntry): Promise<void> {
    const begun = this.#facts.undoing?.changes ?? [];
    const undoing = { at, changes: [...new Set([...begun, ...changes])] };
    this.#facts.undoing = undoing;
    await this.#store.writeAll([together, { name: 'undoing', value: undoing, keepMs: UNDOING_MS }]);
  }

  /** After the deed: the reported changes that it took back are used. */
  async noteDone(operation: Operation): Promise<void> {
    if (!takesBack(operation)) return;
    const { changes } = operation;
    await this.useUp(this.#facts.reportedChanges.filter(({ id }) => changes.includes(id)));
  }

  /**
   * Notes that reported changes were acted upon: reported again they are nothing new. What was begun with them is ended.
   * Until the card is recalled anew they stay among its facts, since what they concern is asked for at the end.
   */
  async useUp(reportedChanges: readonly ReportedChange[]): Promise<void> {
    for (const reported of reportedChanges) {
      if (isUndoable(reported) && !reported.isUsed)
        await this.#store.write(`used:${reported.id}`, 1, USED_MS);
    }
    const { undoing } = this.#facts;
    const isOver = (id: string): boolean => reportedChanges.some(reported => reported.id === id);
    const remaining = undoing?.changes.filter(id => !isOver(id)) ?? [];
    const over = undoing !== null && remaining.length === 0 ? ['undoing'] : [];
    await this.#store.remove([...reportedChanges.map(({ id }) => REPORTED + id), ...over]);
    this.#facts.undoing = undoing && remaining.length > 0 ? { ...undoing, changes: remaining } : null;
  }
}
