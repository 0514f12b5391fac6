// What the playbook says of a work item, as the reason of what is done with it.

import { templateOf } from '../mirror/desired-items.ts';
import type { Playbook } from '../playbook/playbook.ts';

/** When it appears, when it is due, who gets it; as far as that is what is new about it. Null where there is nothing to say. */
export function templateWords(
  key: string,
  playbook: Playbook,
  changed: { isNew: boolean; hasDue?: boolean; hasPeople?: boolean },
): string | null {
  const template = templateOf(key, playbook);
  if (!template) return null;
  const words = [
    ...(changed.isNew ? [template.from ? `made ${template.from.text}` : `made in ${template.phase}`] : []),
    ...((changed.isNew || changed.hasDue) && template.due ? [`due ${template.due.text}`] : []),
    ...(changed.hasDue && !template.due ? ['due on no day'] : []),
    ...(changed.hasPeople ? [`for ${template.assign}`] : []),
  ];
  return words.join(', ') || null;
}
