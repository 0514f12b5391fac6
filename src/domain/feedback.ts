// Customer feedback: which work item collects it, and how many pieces are in.
import type { ObservedTeamList } from './team-list.ts';

/** How many pieces are in, and title and key of the item that collects them; null where the playbook collects none. */
export function feedbackIn(
  team: ObservedTeamList,
  { feedback }: { feedback?: { item: string } | undefined },
  titleOf: (template: string) => string,
): { count: number; item: string; template: string } | null {
  if (!feedback) return null;
  const item = team.items.get(feedback.item);
  return {
    count: item ? team.all.filter(other => other.parentId === item.id).length : 0,
    item: item?.name ?? titleOf(feedback.item),
    template: feedback.item,
  };
}
