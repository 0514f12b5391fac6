// One line of a rehearsal's timeline: what happens on which card, why, and whom it tells.
import type { Day, Instant } from '../domain/day.ts';
import { mentionsIn } from '../domain/language/rich-text.ts';
import type { Person } from '../domain/observation.ts';
import { type Operation, type OperationKind, recordOf } from '../domain/operation.ts';
import type { DecidedFrom } from '../domain/operations/operation-record.ts';

/**
 * `person` is what the script has somebody do, `agenda` that of an all-hands; `unsettled` a card that still wants something after every round,
 * `waits` one whose changes are over what the playbook allows on a day.
 */
export type EntryKind = OperationKind | 'person' | 'agenda' | 'unsettled' | 'waits';

/** `day` and `time` (14:30) are those of the playbook's zone. */
export type TimelineEntry = {
  at: Instant;
  day: Day;
  time: string;
  /** An agenda is on no card: its id is null, and the name that of the task. */
  card: { id: string | null; name: string };
  kind: EntryKind;
  summary: string;
  /** What of card or playbook calls for it. */
  reason: string | null;
  /** Names of the people whom it asks, mentions or gives work. */
  to: string[];
  /** What made Liaison look: a sweep, a step that was due, something that somebody did. */
  because: string;
  /** Only of an agenda: the day of the all-hands. */
  allHandsOn?: Day;
};

/** What of card or playbook calls for an operation, in a few words. */
export function reasonOf(operation: Operation, from: DecidedFrom): string | null {
  return recordOf(operation).why(operation, from);
}

/** Names of the people whom an operation asks, mentions or gives work, each once. */
export function peopleToldBy(operation: Operation, people: readonly Person[]): string[] {
  const names = new Set<string>();
  if ('text' in operation && typeof operation.text !== 'string') {
    for (const name of mentionsIn(operation.text)) names.add(name);
  }
  if ('person' in operation) names.add(operation.person.name);
  const assigned = recordOf(operation).assigned?.of(operation) ?? [];
  for (const { id, name } of people) if (assigned.includes(id)) names.add(name);
  return [...names];
}
