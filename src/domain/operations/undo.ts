// Taking back what somebody did: first the word, then the deed. `changes` are the ids of the reported changes that are
// taken back.

import { say } from '../in-memory/in-memory-comments.ts';
import type { Person } from '../observation.ts';
import {
  type DecidedFrom,
  failuresOf,
  type OperationRecord,
  type OperationWith,
  type WithText,
} from './operation-record.ts';

type ExplainUndo = OperationWith<'explain-undo', WithText & { rules: string[]; changes: string[] }>;
type TakeOff = OperationWith<'take-off', { people: Person[]; changes: string[] }>;
type MoveBack = OperationWith<'move-back', { status: string; changes: string[] }>;
type PutBackSupporter = OperationWith<
  'put-back-supporter',
  { add: Person[]; remove: Person[]; changes: string[] }
>;

/** What takes back what somebody did. */
export type TakingBack = TakeOff | MoveBack | PutBackSupporter;

/** Whether an operation takes back what somebody did. */
export function takesBack(operation: { kind: string }): operation is TakingBack {
  return TAKING_BACK.some(({ kind }) => kind === operation.kind);
}

export const explainUndo: OperationRecord<ExplainUndo> = {
  kind: 'explain-undo',
  countsAsChange: 'always',
  makes: 'explanation',
  needs: [],
  announcesNext: true,
  rehearse(inMemory, { text, changes }) {
    inMemory.note({ undoing: [...(inMemory.rest().undoing ?? []), ...changes] });
    say(inMemory, text, null);
  },
  why: ({ rules }, { findings }) => failuresOf(findings, rules),
};

export const takeOff: OperationRecord<TakeOff> = {
  kind: 'take-off',
  countsAsChange: 'always',
  // Nothing is undone without a word.
  needs: ['explanation'],
  rehearse: (inMemory, { people }) =>
    inMemory.changeCard({ assignees: without(inMemory.card().assignees, people) }),
  why: whatWasExplained,
};

export const moveBack: OperationRecord<MoveBack> = {
  kind: 'move-back',
  countsAsChange: 'always',
  needs: ['explanation'],
  rehearse: (inMemory, { status }) => inMemory.changeCard({ status }),
  why: whatWasExplained,
};

export const putBackSupporter: OperationRecord<PutBackSupporter> = {
  kind: 'put-back-supporter',
  countsAsChange: 'always',
  needs: ['explanation'],
  rehearse: (inMemory, { add, remove }) =>
    inMemory.changeCard({ supporters: [...without(inMemory.card().supporters, remove), ...add] }),
  why: whatWasExplained,
};

const TAKING_BACK = [takeOff, moveBack, putBackSupporter];

function whatWasExplained(_operation: unknown, { findings, undoneFor }: DecidedFrom): string | null {
  return failuresOf(findings, undoneFor);
}

function without<T extends { id: number }>(people: readonly T[], leaving: readonly { id: number }[]): T[] {
  return people.filter(({ id }) => !leaving.some(other => other.id === id));
}
