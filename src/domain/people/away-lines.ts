// What the status comment says of who is away, and when that changes. Why somebody is away is never told to anybody.
import type { CustomerResult } from '../customer-result.ts';
import type { CompanyTexts } from '../language/texts.ts';
import type { Person } from '../observation.ts';
import { hasEnded } from '../phase.ts';
import type { RuleContext } from '../rules/rule.ts';
import { addDays, startOfDay } from '../schedule/calendar.ts';
import type { Upcoming } from '../upcoming.ts';

/** So many days before it begins a supporter's absence shows on the cards that they support. */
const AHEAD_DAYS = 14;

type Facts = { subject: CustomerResult; context: RuleContext };

/** The lines, each with the word before it; none where everybody is there. `waiting` is what waits for somebody, by rule. */
export function absenceLines(
  { subject, context }: Facts,
  { waiting, reminder }: { waiting: readonly { rule: string; person: Person }[]; reminder: Person | null },
): { label: string; words: string }[] {
  const { texts, presence, today } = context;
  const away = [...subject.members, ...subject.card.supporters].flatMap(person => {
    const span = presence.awayOn(person.id, today);
    return span ? [texts.render('away.until', { person: person.name, day: texts.day(span.until) })] : [];
  });
  const soon = subject.card.supporters.flatMap(person => {
    const span = presence.awayOn(person.id, today) ? null : presence.nextAway(person.id, today);
    if (span === null || span.from > addDays(today, AHEAD_DAYS)) return [];
    const { from, until } = presence.awayOn(person.id, span.from) ?? span;
    return [
      texts.render('away.from', { person: person.name, from: texts.day(from), until: texts.day(until) }),
    ];
  });
  const waits = [
    ...waiting.map(({ rule, person }) => waitsFor(rule, person, context)),
    ...(reminder ? [waitsFor(texts.render('away.reminder'), reminder, context)] : []),
  ];
  return [
    ...line('status.away', [...new Set(away)], texts),
    ...line('status.away-soon', [...new Set(soon)], texts),
    ...line('status.waits', waits, texts),
  ];
}

/** When somebody of the card goes or comes back, or a supporter's absence begins to show. */
export function upcomingAbsences({ subject, context }: Facts): Upcoming[] {
  const { texts, presence, today, calendar, observation } = context;
  if (!observation.board.absences?.length || subject.phase === null || hasEnded(subject.phase)) return [];
  const at = (day: string): number => startOfDay(day, calendar.zone);
  const goesOrComes = ({ id, name }: Person): Upcoming[] => {
    const now = presence.awayOn(id, today);
    if (now) return [{ at: at(addDays(now.until, 1)), what: texts.render('step.back', { person: name }) }];
    const next = presence.nextAway(id, today);
    return next ? [{ at: at(next.from), what: texts.render('step.away', { person: name }) }] : [];
  };
  const shows = subject.card.supporters.flatMap(({ id, name }): Upcoming[] => {
    const next = presence.nextAway(id, today);
    const from = next && addDays(next.from, -AHEAD_DAYS);
    return from !== null && from > today
      ? [{ at: at(from), what: texts.render('step.away-soon', { person: name }) }]
      : [];
  });
  return [...[...subject.members, ...subject.card.supporters].flatMap(goesOrComes), ...shows];
}

function waitsFor(what: string, { id, name }: Person, { texts, presence, today }: RuleContext): string {
  const until = presence.awayOn(id, today)?.until;
  return until === undefined
    ? texts.render('away.waits', { what, person: name })
    : texts.render('away.waits-until', { what, person: name, day: texts.day(until) });
}

function line(
  key: 'status.away' | 'status.away-soon' | 'status.waits',
  words: readonly string[],
  texts: CompanyTexts,
): { label: string; words: string }[] {
  return words.length === 0 ? [] : [{ label: texts.render(key), words: words.join('; ') }];
}
