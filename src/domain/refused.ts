// What ClickUp refuses for good harms only itself: it is left out or done without the refused part, and a finding says so.
import type { Finding } from './findings/finding.ts';
import type { CompanyTexts } from './language/texts.ts';
import type { Person, Refused } from './observation.ts';
import { type Operation, recordOf } from './operation.ts';
import type { Prerequisite } from './operations/operation-record.ts';
import { asking, assigning } from './operations/refusal-names.ts';

/** Under this name stands what ClickUp refuses for good. */
export const REFUSED = 'refused';

/** The name of an operation among those of its card. */
export function operationName(operation: Operation): string {
  return `${operation.kind}:${recordOf(operation).about?.(operation) ?? operation.target}`;
}

/** The operations without what was refused lately, and without what can't be done for want of it. */
export function withoutRefused(operations: readonly Operation[], refused: readonly Refused[]): Operation[] {
  if (refused.length === 0) return [...operations];
  const names = new Set(refused.map(({ what }) => what));
  /** What was not made, or not as the record would say. */
  const lacking = new Set<Prerequisite>();
  const isRefused = (operation: Operation): boolean => names.has(operationName(operation));
  return operations.flatMap((operation, index) => {
    const { makes, needs, announcesNext } = recordOf(operation);
    if (needs.some(needed => lacking.has(needed))) return [];
    const next = operations[index + 1];
    if (announcesNext && next && isRefused(next)) return [];
    if (isRefused(operation)) {
      if (makes) lacking.add(makes);
      return [];
    }
    const lesser = withoutPeople(operation, names);
    // The record must not say that somebody was assigned who was not; decided anew, it says how it is.
    if (lesser !== operation && makes) lacking.add(makes);
    return lesser ?? [];
  });
}

function withoutPeople(operation: Operation, refused: ReadonlySet<string>): Operation | null {
  const { assigned } = recordOf(operation);
  const isRefused = (id: number): boolean => assigned !== undefined && refused.has(assigned.refusalOf(id));
  return assigned?.of(operation).some(isRefused) ? assigned.without(operation, isRefused) : operation;
}

/** What people are to know of it, where something of it is wanted. */
export function refusedFindings(
  refused: readonly Refused[],
  wanted: readonly Operation[],
  people: readonly Person[],
  texts: CompanyTexts,
): Finding[] {
  if (refused.length === 0) return [];
  const why = new Map(refused.map(one => [one.what, one.why]));
  const persons = people.filter(({ id }) => why.has(assigning(id)) || why.has(asking(id)));
  const names = persons.map(({ name }) => name);
  const left = wanted.flatMap(one => {
    const reason = why.get(operationName(one));
    return reason === undefined ? [] : [`${one.summary} (${reason})`];
  });
  return [
    ...(names.length === 0
      ? []
      : [
          finding(
            texts.render('refused.people', { people: texts.list(names) }),
            texts.render('refused.invite'),
            names,
            0,
          ),
        ]),
    ...(left.length === 0
      ? []
      : [
          finding(
            texts.render('refused.left-out', { what: left.join('; ') }),
            texts.render('refused.mend'),
            left,
            left.length,
          ),
        ]),
  ];
}

function finding(message: string, mend: string, refused: string[], leftOut: number): Finding {
  return {
    rule: REFUSED,
    enforcement: 'inform',
    state: 'fails',
    message,
    evidence: { refused, leftOut },
    mend,
    menders: [],
    waiver: null,
  };
}

/** What a plan had to leave out because ClickUp refuses it, in words; null where nothing was. */
export function leftOutOf({ findings }: { findings: readonly Finding[] }): string | null {
  const refused = findings.filter(
    ({ rule, evidence }) => rule === REFUSED && Number(evidence['leftOut']) > 0,
  );
  return refused.length === 0 ? null : refused.map(({ message }) => message).join(' ');
}
