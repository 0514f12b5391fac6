// What happens on a card in a rehearsal, as lines of its timeline that have yet to be dated.
import type { Observation } from '../domain/observation.ts';
import type { Plan } from '../domain/plan.ts';
import type { Playbook } from '../domain/playbook/playbook.ts';
import { peopleToldBy, reasonOf, type TimelineEntry } from './timeline-entry.ts';

/** What happens on a card; when is added by whoever knows the calendar's zone. */
export type Happening = Omit<TimelineEntry, 'day' | 'time'>;

/** As many as a real look takes before it gives up. */
export const ROUNDS = 4;

/** What a plan's operations do, one after the other. */
export function toldOf(
  plan: Plan,
  { comments, board: { people } }: Observation,
  playbook: Playbook,
): Omit<Happening, 'at' | 'because'>[] {
  const { findings, operations } = plan;
  const undoneFor = operations.flatMap(one => (one.kind === 'explain-undo' ? one.rules : []));
  return operations.map(operation => ({
    card: { id: plan.id, name: plan.name },
    kind: operation.kind,
    summary: operation.summary,
    reason: reasonOf(operation, { findings, undoneFor, playbook, comments }),
    to: peopleToldBy(operation, people),
  }));
}

/** That a card still wants something after every round. */
export function unsettled({ id, name, operations }: Plan): Omit<Happening, 'at' | 'because'> {
  const kinds = [...new Set(operations.map(({ kind }) => kind))].join(', ');
  const summary = `The card does not settle: it still wants ${kinds}`;
  const reason = `nothing else after ${ROUNDS} rounds`;
  return { card: { id, name }, kind: 'unsettled', summary, reason, to: [] };
}

/** That the rest of a plan waits for the next day. */
export function waiting({ id, name }: Plan): Omit<Happening, 'at' | 'because'> {
  const summary = 'The rest waits for the next morning';
  const reason = 'as many changes as maxChangesPerDay allows were made on this day';
  return { card: { id, name }, kind: 'waits', summary, reason, to: [] };
}
