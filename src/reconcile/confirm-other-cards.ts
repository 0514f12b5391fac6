// Nothing is taken back because of another card that was deleted meanwhile: no read of what changed shows that one is gone.
import { viewOf } from '../domain/board-view.ts';
import type { Observation } from '../domain/observation.ts';
import type { Operation } from '../domain/operation.ts';
import { takesBack } from '../domain/operations/undo.ts';
import { looksAcrossCards } from '../domain/rules/rules-of.ts';
import type { ObserveDeps } from './observe-deps.ts';
import { ClickUpFailure } from './ports.ts';

/**
 * Asks for every other card that these operations count against somebody (one read each; only where something is taken
 * back for a rule across cards). Rejects if ClickUp can't tell; a card that can't be read is there. Answers whether
 * it asked.
 */
export async function askForOthers(
  { clickUp, cache, clock, company }: Pick<ObserveDeps, 'clickUp' | 'cache' | 'clock' | 'company'>,
  { board, card }: Pick<Observation, 'board' | 'card'>,
  operations: readonly Operation[],
): Promise<boolean> {
  const isAcross = operations.some(one => one.kind === 'explain-undo' && one.rules.some(looksAcrossCards));
  if (!isAcross) return false;
  const view = viewOf(board, company.playbook);
  const people = operations
    .filter(takesBack)
    .flatMap(one => (one.kind === 'take-off' ? one.people : card.supporters));
  const others = new Set(
    people.flatMap(({ id }) =>
      [...view.onTeamBeside(id, card.id), ...view.supportingBeside(id, card.id)].map(one => one.card.id),
    ),
  );
  for (const id of others) {
    try {
      const other = await clickUp.readCard(id);
      if (other) cache.putCard(other, 'read');
      else await cache.noteDeleted(id, clock.now());
    } catch (error) {
      if (!(error instanceof ClickUpFailure) || !error.thing) throw error;
    }
  }
  return others.size > 0;
}
