// The reminders on the feedback item, and the last word about it.
import type { Person } from '../observation.ts';
import { headline } from './comment-parts.ts';
import type { RichText, Span } from './rich-text.ts';
import type { CompanyTexts } from './texts.ts';

/** A reminder to collect feedback; says how much is in and how much is missing. */
export function reminderText(
  facts: {
    number: number;
    person: Person | null;
    supporter: Person | null;
    count: number;
    countBy: 'subtasks' | 'field';
    min: number;
  },
  texts: CompanyTexts,
): RichText {
  const { number, count: have, min } = facts;
  const greeting: Span[] = facts.person ? [{ mention: facts.person }, ' '] : [];
  const asks = facts.countBy === 'field' ? 'reminder.asks-count' : 'reminder.asks';
  return [
    headline({ kind: 'reminder', number }, texts),
    { spans: [...greeting, texts.render(asks, { have, min, count: min - have })] },
    ...(facts.supporter
      ? [{ spans: [{ mention: facts.supporter }, ` ${texts.render('reminder.supporter')}`] }]
      : []),
  ];
}

/** The last word about feedback: what is missing, that no reminder follows, and what to do. */
export function lastReminderText(
  facts: { number: number; person: Person | null; count: number; min: number },
  texts: CompanyTexts,
): RichText {
  const { number, person, count: have, min } = facts;
  const greeting: Span[] = person ? [{ mention: person }, ' '] : [];
  return [
    headline({ kind: 'reminder', number, isLast: true }, texts),
    { spans: [...greeting, texts.render('reminder.last', { have, min, count: min - have })] },
    { spans: [texts.render('reminder.last-do')] },
  ];
}
