// What an explanation says of the very change that was taken back: one line for each, with who and when, so that ClickUp
// alone tells which reported changes were used. Like headlines these lines are fixed: Liaison reads them back.
import { Temporal } from 'temporal-polyfill';
import type { Instant } from '../day.ts';
import type { Locale } from '../language/texts.ts';
import type { ReportedChange } from '../observation.ts';

/** The kinds of reported changes that can be taken back. */
export const UNDOABLE = ['joined', 'moved', 'supporter'] as const;
export type UndoableKind = (typeof UNDOABLE)[number];

/** `person` is who joined, else who made the change; `at` is ClickUp's time of it. */
export type ExplainedChange = { kind: UndoableKind; person: string; at: Instant };

const FORMS: Record<Locale, Record<UndoableKind, string>> = {
  en: { joined: 'Joined', moved: 'Moved', supporter: 'Supporter changed' },
  de: { joined: 'Dazugekommen', moved: 'Verschoben', supporter: 'Begleitung geändert' },
};
const KINDS = new Map(
  Object.values(FORMS).flatMap(forms => UNDOABLE.map(kind => [forms[kind], kind] as const)),
);
const LINE = new RegExp(
  `^(${[...KINDS.keys()].join('|')}): (.+), (\\d{4}-\\d{2}-\\d{2}) (\\d{2}:\\d{2}:\\d{2}\\.\\d{3}) ([+-]\\d{2}:\\d{2})$`,
);

/** Whether a reported change is of a kind that can be taken back. */
export function isUndoable({ change: { kind } }: ReportedChange): boolean {
  return UNDOABLE.some(undoable => undoable === kind);
}

/** `Joined: Ana, 2027-01-14 10:00:12.345 +01:00`: to the millisecond and with its offset, so that it can be compared. */
export function writeChange({ kind, person, at }: ExplainedChange, zone: string, locale: Locale): string {
  const local = Temporal.Instant.fromEpochMilliseconds(at).toZonedDateTimeISO(zone);
  const time = local.toPlainTime().toString({ smallestUnit: 'millisecond' });
  return `${FORMS[locale][kind]}: ${squeezed(person)}, ${local.toPlainDate().toString()} ${time} ${local.offset}`;
}

/** The changes that an explanation names, in whatever language; none where it was written by an earlier version. */
export function readChanges(text: string): ExplainedChange[] {
  return text.split('\n').flatMap(line => {
    const [, form = '', person = '', day, time, offset] = LINE.exec(squeezed(line)) ?? [];
    const kind = KINDS.get(form);
    if (kind === undefined) return [];
    return [{ kind, person, at: Temporal.Instant.from(`${day}T${time}${offset}`).epochMilliseconds }];
  });
}

/** Whether two explanations name the very same changes, whatever else they say. */
export function namesSameChanges(one: string, other: string): boolean {
  return JSON.stringify(readChanges(one)) === JSON.stringify(readChanges(other));
}

/**
 * Whether an explanation of then is about this reported change or a later one of the same person (of the card, for moves and
 * supporters): whatever that person did before was taken back with it. One that names no change counts for all before it.
 */
export function isExplainedBy(
  { change, at }: ReportedChange,
  explanation: { text: string; at: Instant },
): boolean {
  const named = readChanges(explanation.text);
  if (named.length === 0) return at <= explanation.at;
  return named.some(
    one =>
      one.kind === change.kind &&
      at <= one.at &&
      (change.kind !== 'joined' || one.person === squeezed(change.person.name)),
  );
}

/** Whether an explanation is about this very change: a later one was another undo. One that names no change may be. */
export function isNamedBy(reported: ReportedChange, explanation: { text: string; at: Instant }): boolean {
  const named = readChanges(explanation.text);
  return (
    isExplainedBy(reported, explanation) && (named.length === 0 || named.some(({ at }) => at === reported.at))
  );
}

/** White space is the editor's. */
function squeezed(text: string): string {
  return text.replace(/\s+/g, ' ').trim();
}
