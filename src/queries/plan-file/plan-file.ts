// A plan in a file: what somebody looked at, so that exactly that can be done later, and told whether it still holds.

import { createHash } from 'node:crypto';
import { z } from 'zod';
import type { Connection } from '../../clickup/connect.ts';
import { itemsOfList } from '../../domain/board-index.ts';
import type { Observation } from '../../domain/observation.ts';
import type { Plan } from '../../domain/plan.ts';
import type { LoadedPlaybook } from '../../domain/playbook/loaded-playbook.ts';
import { toBeDone } from '../../domain/to-be-done.ts';
import { isoOf, reportOf, unreadableReport } from '../../reconcile/report.ts';
import type { Planned, PlannedBoard } from '../plan.ts';

/** The form of the file. One of another form is refused, and made anew in a moment. */
export const PLAN_FILE_VERSION = 1;

/** A fact that a plan was decided from, in words: what it is of, and its value. */
const PlanFacts = z.record(z.string(), z.string());
export type PlanFacts = z.infer<typeof PlanFacts>;

/** `digest` tells it from every other operation, also where people would read the same. */
const PlannedOperation = z.object({
  kind: z.string(),
  target: z.string(),
  summary: z.string(),
  content: z.object({ before: z.unknown(), after: z.unknown() }),
  digest: z.string(),
});
export type PlannedOperation = z.infer<typeof PlannedOperation>;

const PlannedCard = z.object({
  id: z.string(),
  name: z.string(),
  url: z.string(),
  phase: z.string().nullable(),
  decidedFrom: PlanFacts,
  operations: z.array(PlannedOperation),
});
export type PlannedCard = z.infer<typeof PlannedCard>;

const Named = z.object({ id: z.string(), name: z.string() });

/**
 * `at` is when it was made, ISO 8601 in UTC; `card` the one that it is about, null where it is about all of the board;
 * `digest` that of everything else in it.
 */
export const PlanFile = z.object({
  liaisonPlan: z.literal(PLAN_FILE_VERSION),
  at: z.iso.datetime(),
  workspace: Named,
  board: Named,
  playbook: z.object({ file: z.string(), digest: z.string() }),
  card: z.string().nullable(),
  customerResults: z.array(PlannedCard),
  unreadable: z.array(z.unknown()),
  digest: z.string(),
});
export type PlanFile = z.infer<typeof PlanFile>;

/** The plan as it stands in a file. */
export function planFileOf(
  { workspace, places }: Pick<Connection, 'workspace' | 'places'>,
  loaded: LoadedPlaybook,
  { at, planned, unreadable }: PlannedBoard,
  card: string | null,
): PlanFile {
  const file = {
    liaisonPlan: PLAN_FILE_VERSION,
    at: isoOf(at),
    workspace: { id: workspace.id, name: workspace.name },
    board: { id: places.boardId, name: loaded.playbook.places.board },
    playbook: { file: loaded.file, digest: playbookDigest(loaded) },
    card,
    customerResults: planned.map(plannedCard),
    unreadable: unreadableReport(unreadable),
  } as const;
  return { ...file, digest: digestOf(file) };
}

/** What a file says of one customer result. */
export function plannedCard({ plan, observation }: Planned): PlannedCard {
  // Of a card that is only observed nothing is done, so that nothing of it is planned.
  const meant = { ...plan, operations: toBeDone(plan) };
  const { id, name, url, phase, operations } = reportOf(meant, observation);
  return {
    id,
    name,
    url,
    phase,
    decidedFrom: factsOf(plan, observation),
    operations: operations.map(({ content, ...operation }, place) => ({
      ...operation,
      content: { before: content?.before ?? null, after: content?.after ?? null },
      digest: digestOf(meant.operations[place]),
    })),
  };
}

/** What a playbook says, in a few characters. Whether Liaison acts by it is no part of that: first one looks, then one acts. */
export function playbookDigest({ playbook }: LoadedPlaybook): string {
  return digestOf({ ...playbook, mode: null });
}

/** The same for values of the same content, in whatever order their keys were written. */
export function digestOf(value: unknown): string {
  return createHash('sha256')
    .update(JSON.stringify(inOrder(value)))
    .digest('hex')
    .slice(0, 16);
}

function inOrder(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(inOrder);
  if (typeof value !== 'object' || value === null) return value;
  const entries = Object.entries(value).sort(([one], [other]) => (one < other ? -1 : 1));
  return Object.fromEntries(entries.map(([key, part]) => [key, inOrder(part)]));
}

/** The facts that people alone change; the others may have come by doing the plan. */
export const CARD_FACTS: ReadonlySet<string> = new Set([
  'name',
  'status',
  'people',
  'groups',
  'supporter',
  'start',
  'due',
  'priority',
]);

/** What people may change and a plan may depend on; a change of it is named where a plan does not hold any more. */
function factsOf({ list, findings, openSeats }: Plan, { card, board }: Observation): PlanFacts {
  const names = (people: readonly { name: string }[]): string => people.map(({ name }) => name).join(', ');
  const nameOf = (id: number): string => board.people.find(person => person.id === id)?.name ?? `user ${id}`;
  const facts: Record<string, string | number | null | undefined> = {
    name: card.name,
    status: card.status,
    people: names(card.assignees),
    groups: card.assignedGroups.join(', '),
    supporter: names(card.supporters),
    start: card.startOn,
    due: card.dueOn,
    priority: card.priority,
    'functions needed': card.functionsNeeded.join(', '),
    outcome: card.outcome,
    feedback: card.feedbackCount,
    target: card.target,
    actual: card.actual,
    tags: card.tags.join(', '),
    list: board.lists.find(({ id }) => id === list?.id)?.name,
    'open seats': openSeats.join(', '),
  };
  for (const { id, name, isClosed, dueOn, assignees, isAbout } of list
    ? itemsOfList(board.items, list.id)
    : []) {
    if (isAbout) continue;
    const due = dueOn === null ? 'no due date' : `due ${dueOn}`;
    facts[`task “${name}” (${id})`] = [isClosed ? 'closed' : 'open', due, ...assignees.map(nameOf)].join(
      ', ',
    );
  }
  for (const { rule, state } of findings) facts[`rule ${rule}`] = state;
  const told = Object.entries(facts).map(([what, value]) => [what, String(value ?? '')] as const);
  return Object.fromEntries(told.filter(([, value]) => value !== ''));
}
