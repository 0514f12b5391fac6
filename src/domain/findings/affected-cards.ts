// Which other customer results a change of one concerns: rules that look across cards may see them otherwise by now.
import { customerResultOf } from '../customer-result.ts';
import type { Board, Observation, ReportedChange } from '../observation.ts';
import { hasEnded } from '../phase.ts';
import type { Playbook } from '../playbook/playbook.ts';
import { rulesOf } from '../rules/rules-of.ts';
import { type CardChange, changeOf, type Outline, outlineOf } from './card-outline.ts';

/** Whether a delivery told of the card itself, so that other cards may be concerned. */
export function tellsOfCard({ change }: ReportedChange): boolean {
  return change.kind !== 'item' && change.kind !== 'comment';
}

/**
 * The other cards that rules may see otherwise after what `reported changes` told of this one. `before` is how it stood when others
 * were last asked to look; null if nobody knows.
 */
export function cardsAffectedByChanges(
  observation: Pick<Observation, 'board' | 'card' | 'supportersBefore'>,
  before: Outline | null,
  reportedChanges: readonly ReportedChange[],
  playbook: Playbook,
): string[] {
  if (!reportedChanges.some(tellsOfCard)) return [];
  const { board, card, supportersBefore } = observation;
  const after = outlineOf(card, board, playbook);
  const change = changeOf(before, after, { reportedChanges, supportersBefore }, playbook);
  return affectedCards(card.id, change, board, playbook);
}

/** The ids of the other cards on which a finding may differ after this card changed like that. */
export function affectedCards(
  cardId: string,
  change: CardChange,
  board: Board,
  playbook: Playbook,
): string[] {
  const onTeam = new Set<number>();
  const supporting = new Set<number>();
  let isForming = false;
  for (const { rule } of rulesOf(playbook)) {
    const affected = rule.affects?.(change);
    for (const id of affected?.members ?? []) onTeam.add(id);
    for (const id of affected?.supporters ?? []) supporting.add(id);
    isForming ||= affected?.isForming ?? false;
  }
  if (!isForming && onTeam.size + supporting.size === 0) return [];
  return board.cards.flatMap(other => {
    if (other.id === cardId) return [];
    const { phase, members } = customerResultOf(other, board, playbook.phases);
    if (phase === null || hasEnded(phase)) return [];
    const isAffected =
      members.some(({ id }) => onTeam.has(id)) ||
      other.supporters.some(({ id }) => supporting.has(id)) ||
      (isForming && phase === 'forming' && members.length > 0);
    return isAffected ? [other.id] : [];
  });
}
