// What a plan wants done, as data: it can be printed, tested and compared before anything is written.

import type { OperationRecord } from './operations/operation-record.ts';
import { OPERATIONS } from './operations/registry.ts';

/** One change of ClickUp, of one of the registered kinds. Operations of a plan are meant in their order. */
export type Operation = ValuesOf<(typeof OPERATIONS)[number]>;
type ValuesOf<Registered> = Registered extends OperationRecord<infer T> ? T : never;

export type OperationKind = Operation['kind'];
/** Operations of one kind. */
export type OperationOf<Kind extends OperationKind> = Extract<Operation, { kind: Kind }>;

const BY_KIND = new Map<string, OperationRecord<Operation>>(OPERATIONS.map(record => [record.kind, record]));

/** The facts about a kind; undefined for a word that is none. */
export function recordOfKind(kind: string): OperationRecord<Operation> | undefined {
  return BY_KIND.get(kind);
}

/** The facts about the kind of an operation, to be asked about that operation. */
export function recordOf({ kind }: Operation): OperationRecord<Operation> {
  const record = BY_KIND.get(kind);
  if (!record) throw new Error(`no such operation: ${kind}`);
  return record;
}
