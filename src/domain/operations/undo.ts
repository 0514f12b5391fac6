// Taking back what somebody did: first the word, then the deed. `changes` are the ids of the reported changes that are
// taken back.

import { say } from '../in-memory/in-memory-comments.ts';
import type { Person } from '../observation.ts';
import { named, newText } from './content.ts';
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
  content: ({ text }, seen) => newText(text, seen),
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
  content({ people }, { observation: { card } }) {
    const after = named(without(card.assignees, people));
    return { before: { assignees: named(card.assignees) }, after: { assignees: after } };
  },
  rehearse: (inMemory, { people }) =>
    inMemory.changeCard({ assignees: without(inMemory.card().assignees, people) }),
  why: whatWasExplained,
};

export const moveBack: OperationRecord<MoveBack> = {
  kind: 'move-back',
  countsAsChange: 'always',
  needs: ['explanation'],
  content: ({ status }, { observation: { card } }) => ({
    before: { status: card.status },
    after: { status },
  }),
  rehearse: (inMemory, { status }) => inMemory.changeCard({ status }),
  why: whatWasExplained,
};

export const putBackSupporter: OperationRecord<PutBackSupporter> = {
  kind: 'put-back-supporter',
  countsAsChange: 'always',
  needs: ['explanation'],
  content({ add, remove }, { observation: { card } }) {
    const after = named([...without(card.supporters, remove), ...add]);
    return { before: { supporters: named(card.supporters) }, after: { supporters: after } };
  },
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
