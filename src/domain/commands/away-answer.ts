// `/away` and `/back`: what follows in the list of absences, and what is said to it. For oneself alone, and never in a task
// that somebody made by hand.
import { plainText } from '../language/rich-text.ts';
import type { Locale } from '../language/texts.ts';
import type { Command } from '../observation.ts';
import type { Operation } from '../operation.ts';
import type { Absence } from '../people/absence.ts';
import { waitingLines } from '../people/coming-back.ts';
import { operationName } from '../refused.ts';
import type { RuleContext } from '../rules/rule.ts';
import type { Understood } from './command.ts';

/** Examples of how an absence can be written. */
export const AWAY_EXAMPLES: Record<Locale, string> = {
  en: '`/away until 15 Jan` · `/away next week` · `/away from 3 May until 14 May` · `/away for 3 days`',
  de: '`/away bis 15. Januar` · `/away nächste Woche` · `/away vom 3.5. bis 14.5.` · `/away für 3 Tage`',
};

type AboutAbsence = Extract<Understood, { name: 'away' | 'back' }>;

/** What is done in the list, and what is said once it is done. */
export function answerAway(
  understood: AboutAbsence,
  command: Command,
  context: RuleContext,
): { operations: Operation[]; lines: string[] } {
  const {
    operations,
    line,
    waiting = [],
  } = understood.name === 'away' ? goAway(understood, command, context) : comeBack(command, context);
  const refused = new Set((context.observation.refused ?? []).map(({ what }) => what));
  const isRefused = operations.some(operation => refused.has(operationName(operation)));
  return { operations, lines: isRefused ? [context.texts.render('away.refused')] : [line, ...waiting] };
}

type Handled = { command: Command; understood: Understood };

/** What a command does in the list of absences; nothing where it is about something else. */
export function absenceOperations({ command, understood }: Handled, context: RuleContext): Operation[] {
  return isAboutAbsence(understood) ? answerAway(understood, command, context).operations : [];
}

/** The commands that are answered now: of those of a person about absences the first, since the next depends on it. */
export function oneAbsenceEach<T extends Handled>(handled: readonly T[]): T[] {
  const heard = new Set<number>();
  return handled.filter(({ command, understood }) => {
    const isLater = isAboutAbsence(understood) && heard.has(command.by);
    if (isAboutAbsence(understood)) heard.add(command.by);
    return !isLater;
  });
}

function isAboutAbsence(understood: Understood): understood is AboutAbsence {
  return understood.name === 'away' || understood.name === 'back';
}

/** `waiting` are lines about what waits for whoever is back. */
type Decided = { operations: Operation[]; line: string; waiting?: string[] };

function goAway(
  asked: Extract<AboutAbsence, { name: 'away' }>,
  { id: commandId, by, at }: Command,
  context: RuleContext,
): Decided {
  const { texts, view, dayOf } = context;
  const name = view.people.get(by)?.name ?? texts.render('somebody');
  const { from, until } = { from: asked.from ?? dayOf(at), until: asked.until };
  const say = (key: 'away.noted' | 'away.known', days: { from: string; until: string }): string =>
    texts.render(key, { from: texts.day(days.from), until: texts.day(days.until) });
  const own = absencesOf(by, context);
  const theirs = own.find(one => !isOurs(one, by) && one.from <= from && until <= one.until);
  if (theirs) return { operations: [], line: say('away.known', theirs) };
  const former =
    own.find(one => one.madeFor === commandId) ??
    own.find(one => isOurs(one, by) && one.from <= until && from <= one.until);
  if (!former) {
    const operation: Operation = {
      kind: 'note-absence',
      commandId,
      personId: by,
      from,
      until,
      name: texts.render('away.task', { person: name }),
      target: commandId,
      summary: `Note in the list of absences that ${name} is away from ${from} to ${until}`,
    };
    return { operations: [operation], line: say('away.noted', { from, until }) };
  }
  // Whoever says only when they are back has gone already.
  const begins = asked.from === null && former.from < from ? former.from : from;
  const line = say('away.noted', { from: begins, until });
  if (former.from === begins && former.until === until) return { operations: [], line };
  const operation: Operation = {
    kind: 'change-absence',
    absenceId: former.id,
    from: begins,
    until,
    target: former.id,
    summary: `Note in the list of absences that ${name} is away from ${begins} to ${until} instead`,
  };
  return { operations: [operation], line };
}

/** Ends what has begun. What is to come stays, also where somebody says it twice: the answer tells of it. */
function comeBack({ by }: Command, context: RuleContext): Decided {
  const { texts, view, today } = context;
  const name = view.people.get(by)?.name ?? texts.render('somebody');
  const own = absencesOf(by, context);
  const begun = own.filter(({ from }) => from <= today);
  const ours = begun.filter(one => isOurs(one, by));
  const [theirs] = begun
    .filter(one => !isOurs(one, by))
    .toSorted((one, other) => (one.until < other.until ? 1 : -1));
  // The list says of them no more that they were away: nothing else tells them what waits.
  const person = ours.length > 0 && !theirs ? view.people.get(by) : undefined;
  const lines = person ? waitingLines(person, today, context).map(one => `– ${plainText([one])}`) : [];
  const said = theirs
    ? texts.render('back.theirs', { until: texts.day(theirs.until) })
    : texts.render('back.done');
  const later = laterDays(own, context);
  return {
    waiting: lines.length > 0 ? [texts.render('back.waits'), ...lines] : [],
    operations: ours.map(({ id }) => ({
      kind: 'close-absence',
      absenceId: id,
      target: id,
      summary: `Close the task that says that ${name} is away`,
    })),
    line: later === '' ? said : `${said} ${texts.render('back.later', { days: later })}`,
  };
}

/** When they will be away after today. */
function laterDays(own: readonly Absence[], { texts, today }: RuleContext): string {
  const later = own
    .filter(({ from }) => from > today)
    .toSorted((one, other) => (one.from < other.from ? -1 : 1));
  return later
    .map(({ from, until }) =>
      from === until
        ? texts.day(from)
        : texts.render('back.span', { from: texts.day(from), until: texts.day(until) }),
    )
    .join(' · ');
}

/** What is not over yet. */
function absencesOf(person: number, { observation: { board }, today }: RuleContext): Absence[] {
  return (board.absences ?? []).filter(({ people, until }) => people.includes(person) && until >= today);
}

/** Made by Liaison for that person, and for nobody else since. */
function isOurs({ madeFor, people }: Absence, person: number): boolean {
  return madeFor !== null && people.length === 1 && people[0] === person;
}
