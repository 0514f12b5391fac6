// Asks for a reconcile of the other cards that a change of this one concerns: by how it stood when that was last asked.
import { affectedCards, tellsOfCard } from '../domain/findings/affected-cards.ts';
import { changeOf, outlineOf } from '../domain/findings/card-outline.ts';
import type { Observation } from '../domain/observation.ts';
import type { CardMemory } from './memory/card-memory.ts';
import type { ReconcileDeps } from './reconcile-deps.ts';

type AffectedDeps = Pick<ReconcileDeps, 'cache' | 'company' | 'reports'>;

/**
 * After a reconcile of a card: those that its change concerns are reconciled as well, be it that deliveries reported it or
 * that reading found what none reported. At the first reconcile of a card whatever found it asks for the others, too.
 */
export async function requeueAffectedCards(
  { company: { playbook }, reports }: AffectedDeps,
  observation: Observation,
  known: CardMemory,
): Promise<void> {
  const { reportedChanges, outline: before } = known;
  const { board, card, supportersBefore } = observation;
  const after = outlineOf(card, board, playbook);
  if (before !== null || reportedChanges.some(tellsOfCard)) {
    const change = changeOf(before, after, { reportedChanges, supportersBefore }, playbook);
    await reports.requeue(affectedCards(card.id, change, board, playbook));
  }
  if (JSON.stringify(after) !== JSON.stringify(before)) await known.noteOutline(after);
}

/** The same for a card that is not on the board any more. */
export async function requeueAffectedByDeleted(
  { cache, company: { playbook }, reports }: AffectedDeps,
  known: CardMemory,
): Promise<void> {
  const { reportedChanges, outline: before } = known;
  const board = cache.present()?.board;
  if (before === null || !board) return;
  const change = changeOf(before, null, { reportedChanges, supportersBefore: null }, playbook);
  await reports.requeue(affectedCards(known.cardId, change, board, playbook));
  await known.forgetOutline();
}
