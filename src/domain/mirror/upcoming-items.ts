// When managed items that should not exist yet will be made.
import type { CompanyTexts } from '../language/texts.ts';
import { hasReached } from '../phase.ts';
import type { WorkItemTemplate } from '../playbook/work-item-template.ts';
import { addDays, startOfDay } from '../schedule/calendar.ts';
import { resolveDue } from '../schedule/due.ts';
import { occurrenceKey, type Recurrence } from '../schedule/recurrence.ts';
import type { Upcoming } from '../upcoming.ts';
import { appearanceOf, dueOf, type Facts, fillFor, occurrencesMade } from './desired-items.ts';

/** The instants at which an item that is not wanted yet will be; `exists` tells whether there is one with a key. */
export function upcomingItems(
  facts: Facts,
  exists: (key: string) => boolean,
  texts: CompanyTexts,
): Upcoming[] {
  const { subject, anchors, playbook, calendar, record, today, unclear } = facts;
  if (unclear.length > 0) return [];
  return playbook.workItems.flatMap(template => {
    if (template.due && 'during' in template.due)
      return upcomingOccurrence(template, template.due, facts, { exists, texts });
    if (record.templates[template.key]?.isMade) return [];
    const due = dueOf(template, undefined, anchors, calendar);
    const from = template.from ? resolveDue(template.from, anchors, calendar) : null;
    const hasBegun = subject.phase !== null && hasReached(subject.phase, template.phase);
    const day = hasBegun ? appearanceOf(template, due, facts) : from;
    if (day === null || day <= today) return [];
    return [
      {
        at: startOfDay(day, calendar.zone),
        what: texts.render('step.appears', { item: fillFor(template.title, subject, texts) }),
      },
    ];
  });
}

/** After a deleted occurrence the next one comes when its day is over. */
function upcomingOccurrence(
  { key, title }: WorkItemTemplate,
  recurrence: Recurrence,
  { subject, calendar, record, today }: Facts,
  { exists, texts }: { exists(key: string): boolean; texts: CompanyTexts },
): Upcoming[] {
  if (subject.phase !== recurrence.during) return [];
  const last = occurrencesMade(key, record, new Map()).at(-1);
  if (last === undefined || exists(occurrenceKey(key, last))) return [];
  const day = record.templates[occurrenceKey(key, last)]?.meant.due ?? null;
  if (day === null || day < today) return [];
  const at = startOfDay(addDays(day, 1), calendar.zone);
  return [{ at, what: texts.render('step.appears', { item: fillFor(title, subject, texts) }) }];
}
