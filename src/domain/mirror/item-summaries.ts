// What operations on managed items do, in a sentence for whoever reads a plan: also whom a task is given to, and why.
import type { CustomerResult } from '../customer-result.ts';
import type { Day } from '../day.ts';
import type { DesiredItem } from './desired-items.ts';
import type { Written } from './record.ts';

/** `, for Ana, who has the least open work (2)`; empty where it might as well have been another. */
export function choiceIn({ choice }: DesiredItem, { members }: CustomerResult): string {
  const name = members.find(({ id }) => id === choice?.person)?.name;
  if (!choice || !name) return '';
  switch (choice.by) {
    case 'turn':
      return `, for ${name}, whose turn it is`;
    case 'least work':
      return `, for ${name}, who has the least open work (${choice.open})`;
    case 'longest ago':
      return `, for ${name}, who was given work the longest ago`;
    case null:
      return '';
  }
}

/** `choice` is what stands at its end. */
export function creationSummary(name: string, due: Day | null, choice: string): string {
  return `Make the task “${name}”${due ? `, due ${due}` : ''}${choice}`;
}

/** What is changed of an item, as far as it differs. */
export function changeSummary(
  change: {
    name: string;
    seen: Written;
    wanted: Written;
    isDueDifferent: boolean;
    arePeopleDifferent: boolean;
  },
  choice: string,
): string {
  const { name, seen, wanted, isDueDifferent, arePeopleDifferent } = change;
  const parts: string[] = [];
  if (isDueDifferent)
    parts.push(
      wanted.due === null
        ? 'no due date any more'
        : `due ${wanted.due}${seen.due ? ` instead of ${seen.due}` : ''}`,
    );
  if (arePeopleDifferent) parts.push(`other assignees${choice}`);
  return `Change “${name}”: ${parts.join(', ')}`;
}
