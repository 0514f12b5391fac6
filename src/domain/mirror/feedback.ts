// Customer feedback: which work item collects it, and how many pieces are in.
import type { Card, WorkItem } from '../observation.ts';
import type { ObservedTeamList } from './team-list.ts';

/** How many pieces are in, what counts them, and title and key of the item that collects them; null where the playbook collects none. */
export function feedbackIn(
  card: Pick<Card, 'feedbackCount'>,
  team: ObservedTeamList,
  { feedback }: { feedback?: { item: string; countBy: 'subtasks' | 'field' } | undefined },
  titleOf: (template: string) => string,
): { count: number; countBy: 'subtasks' | 'field'; item: string; template: string } | null {
  if (!feedback) return null;
  const item = team.items.get(feedback.item);
  return {
    count: feedback.countBy === 'field' ? wholePieces(card.feedbackCount) : piecesOf(item, team),
    countBy: feedback.countBy,
    item: item?.name ?? titleOf(feedback.item),
    template: feedback.item,
  };
}

/** A number field takes any number. */
function wholePieces(count: number | null): number {
  return Math.max(0, Math.floor(count ?? 0));
}

/** Each piece is a subtask of the item that collects them. */
function piecesOf(item: WorkItem | undefined, { all }: ObservedTeamList): number {
  return item ? all.filter(({ parentId }) => parentId === item.id).length : 0;
}
