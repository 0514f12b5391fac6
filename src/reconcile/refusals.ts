// What ClickUp refuses for good harms only itself: it is done without the refused part or left out, and the rest goes on.
import { z } from 'zod';
import type { Finding } from '../domain/finding.ts';
import type { Person } from '../domain/observation.ts';
import type { Operation } from '../domain/operation.ts';
import type { Speech } from '../domain/speech.ts';
import { entryOf } from './entry.ts';
import type { Memory } from './memory.ts';
import { ClickUpFailure } from './ports.ts';

/** Under this name stands what ClickUp refuses for good. */
const REFUSED = 'refused';

/** So long a refusal is remembered, so that not each reconcile meets it again; the nightly sweep tries once more. */
const KEEP_MS = 20 * 3_600_000;

/** What was refused lately for one card: whole operations by their keys, people for tasks, people for questions. */
export type Refusals = { operations: string[]; people: number[]; asked: number[] };

const Entry = z.object({
  operations: z.array(z.string()),
  people: z.array(z.number()),
  asked: z.array(z.number()),
});
const keyIn = (cardId: string): string => `refused:${cardId}`;

export async function recallRefusals(memory: Memory, cardId: string): Promise<Refusals> {
  return entryOf(Entry, await memory.read(keyIn(cardId))) ?? { operations: [], people: [], asked: [] };
}

export async function noteRefusals(memory: Memory, cardId: string, refusals: Refusals): Promise<void> {
  await memory.write(keyIn(cardId), JSON.stringify(refusals), KEEP_MS);
}

type Kind = Operation['kind'];
const IN_THE_LIST: readonly Kind[] = [
  'create-about',
  'update-about',
  'create-item',
  'update-item',
  'close-item',
];
const UNDOS: readonly Kind[] = ['take-off', 'move-back', 'put-back-supporter'];

/**
 * What can't be done either where one kind of operation was refused for good: what needs the thing that was not made, and
 * a record that would say that it was. Every kind has its line; a new one does not compile without.
 */
const TAKES_ALONG: Record<Kind, readonly Kind[]> = {
  'create-list': IN_THE_LIST,
  'adopt-list': IN_THE_LIST,
  'create-about': ['update-about', 'create-item', 'update-item', 'close-item'],
  'update-about': ['create-item', 'update-item', 'close-item'],
  'create-item': ['update-about'],
  'update-item': [],
  'close-item': [],
  'reopen-item': [],
  'mark-list': [],
  'create-follow-up': ['link-follow-up', 'update-about'],
  'link-follow-up': [],
  'post-status': [],
  'edit-status': [],
  ask: [],
  escalate: [],
  'settle-ask': [],
  answer: [],
  tag: [],
  // Nothing is undone without a word.
  'explain-undo': UNDOS,
  'take-off': [],
  'move-back': [],
  'put-back-supporter': [],
  remind: [],
};

/** ClickUp says no to this very request, and would again; what is wrong with the token itself is no such thing. */
export function isRefusedForGood(error: unknown): boolean {
  if (!(error instanceof ClickUpFailure) || error.isMaybeApplied || error.isOfToken) return false;
  return error.kind === 'invalid' || error.kind === 'refused';
}

/** Names an operation among those of its card. */
export function keyOf(operation: Operation): string {
  const { kind, target } = operation;
  if (kind === 'create-item' || kind === 'update-item') return `${kind}:${operation.template}`;
  if (kind === 'ask' || kind === 'escalate') return `${kind}:${operation.rule}`;
  return `${kind}:${target}`;
}

/** The operations without what was refused lately, and without what can't be done for want of it. */
export function withoutRefused(operations: readonly Operation[], refusals: Refusals): Operation[] {
  const taken = new Set<Kind>();
  const isRefused = (operation: Operation): boolean => refusals.operations.includes(keyOf(operation));
  return operations.flatMap((operation, index) => {
    if (taken.has(operation.kind)) return [];
    // Nobody is told of an undo that does not come.
    const deed = operations[index + 1];
    if (operation.kind === 'explain-undo' && deed && isRefused(deed)) return [];
    if (isRefused(operation)) {
      for (const kind of TAKES_ALONG[operation.kind]) taken.add(kind);
      return [];
    }
    const lesser = withoutPeople(operation, refusals);
    // The record must not say that somebody was assigned who was not; decided anew, it says how it is.
    if (lesser !== operation && operation.kind === 'create-item') taken.add('update-about');
    return lesser ?? [];
  });
}

function withoutPeople(operation: Operation, { people, asked }: Refusals): Operation | null {
  if (operation.kind === 'create-item') {
    const assignees = operation.values.assignees.filter(id => !people.includes(id));
    if (assignees.length === operation.values.assignees.length) return operation;
    return { ...operation, values: { ...operation.values, assignees } };
  }
  if (operation.kind === 'update-item') {
    const { assignees, ...rest } = operation;
    if (!assignees?.add.some(id => people.includes(id))) return operation;
    const add = assignees.add.filter(id => !people.includes(id));
    if (add.length + assignees.remove.length > 0)
      return { ...rest, assignees: { add, remove: assignees.remove } };
    return rest.dueOn === undefined ? null : rest;
  }
  const isAsking = operation.kind === 'ask' || operation.kind === 'escalate';
  return isAsking && asked.includes(operation.person.id) ? { ...operation, isUnassigned: true } : operation;
}

/**
 * Does an operation as far as ClickUp lets it: whole, or without the people that it refuses. Answers with whether that
 * was all of it; `refusals` learns the rest. Rejects with whatever is no refusal for good.
 */
export async function actAsFarAsAllowed(
  operation: Operation,
  act: (operation: Operation) => Promise<void>,
  refusals: Refusals,
): Promise<'whole' | 'without people' | 'left out'> {
  const isDone = async (one: Operation): Promise<boolean> => {
    try {
      await act(one);
      return true;
    } catch (error) {
      if (!isRefusedForGood(error)) throw error;
      return false;
    }
  };
  if (await isDone(operation)) return 'whole';
  if (operation.kind === 'create-item' && operation.values.assignees.length > 0) {
    const { assignees } = operation.values;
    if (await isDone({ ...operation, values: { ...operation.values, assignees: [] } })) {
      // Of several nobody knows who it was: the item is changed afterwards, person by person.
      if (assignees.length === 1) refusals.people.push(...assignees);
      return 'without people';
    }
  } else if (operation.kind === 'update-item' && operation.assignees && operation.assignees.add.length > 0) {
    const { assignees, ...rest } = operation;
    const hasMore = assignees.remove.length > 0 || rest.dueOn !== undefined;
    if (!hasMore || (await isDone({ ...rest, assignees: { add: [], remove: assignees.remove } }))) {
      const { dueOn: _done, ...alone } = rest;
      for (const id of assignees.add) {
        if (!(await isDone({ ...alone, assignees: { add: [id], remove: [] } }))) refusals.people.push(id);
      }
      return 'without people';
    }
  } else if ((operation.kind === 'ask' || operation.kind === 'escalate') && !operation.isUnassigned) {
    if (await isDone({ ...operation, isUnassigned: true })) {
      refusals.asked.push(operation.person.id);
      return 'without people';
    }
  }
  refusals.operations.push(keyOf(operation));
  return 'left out';
}

/** What people are to know of it. */
export function refusalFindings(
  { operations, people, asked }: Refusals,
  known: readonly Person[],
  wanted: readonly Operation[],
  speech: Speech,
): Finding[] {
  const finding = (message: string, mend: string, names: string[], leftOut: number): Finding => ({
    rule: REFUSED,
    enforcement: 'inform',
    state: 'fails',
    message,
    evidence: { refused: names, leftOut },
    mend,
    menders: [],
    waiver: null,
  });
  const ids = [...new Set([...people, ...asked])];
  const persons = ids.map(id => known.find(person => person.id === id) ?? { id, name: `user ${id}` });
  const left = wanted.flatMap(one => (operations.includes(keyOf(one)) ? [one.summary] : []));
  const names = persons.map(({ name }) => name);
  return [
    ...(persons.length === 0
      ? []
      : [
          finding(
            speech.say('refused.people', { people: speech.list(names) }),
            speech.say('refused.invite'),
            names,
            0,
          ),
        ]),
    ...(left.length === 0
      ? []
      : [
          finding(
            speech.say('refused.left-out', { what: left.join('; ') }),
            speech.say('refused.mend'),
            left,
            left.length,
          ),
        ]),
  ];
}

/** What a plan had to leave out because ClickUp refuses it, in words; null where nothing was. */
export function leftOutOf({ findings }: { findings: readonly Finding[] }): string | null {
  const refused = findings.filter(
    ({ rule, evidence }) => rule === REFUSED && Number(evidence['leftOut']) > 0,
  );
  return refused.length === 0 ? null : refused.map(({ message }) => message).join(' ');
}
