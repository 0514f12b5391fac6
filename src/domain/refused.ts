// What ClickUp refuses for good harms only itself: it is left out or done without the refused part, and a finding says so.
import type { Finding } from './findings/finding.ts';
import type { CompanyTexts } from './language/texts.ts';
import type { Person, Refused } from './observation.ts';
import type { Operation } from './operation.ts';

/** Under this name stands what ClickUp refuses for good. */
export const REFUSED = 'refused';

/** The name of assigning work to somebody. */
export const assigning = (id: number): string => `assign:${id}`;
/** The name of asking somebody by an assigned comment. */
export const asking = (id: number): string => `ask-person:${id}`;
/** Whether a name is that of a person, and not that of an operation. */
export const isPerson = (what: string): boolean => /^(assign|ask-person):/.test(what);

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
  // Once the list says that it is over, nothing in it is closed any more.
  'close-item': ['mark-list'],
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

/** The name of an operation among those of its card. */
export function operationName(operation: Operation): string {
  const { kind, target } = operation;
  if (kind === 'create-item' || kind === 'update-item') return `${kind}:${operation.template}`;
  if (kind === 'ask' || kind === 'escalate') return `${kind}:${operation.rule}`;
  return `${kind}:${target}`;
}

/** The operations without what was refused lately, and without what can't be done for want of it. */
export function withoutRefused(operations: readonly Operation[], refused: readonly Refused[]): Operation[] {
  if (refused.length === 0) return [...operations];
  const names = new Set(refused.map(({ what }) => what));
  const taken = new Set<Kind>();
  const isRefused = (operation: Operation): boolean => names.has(operationName(operation));
  return operations.flatMap((operation, index) => {
    if (taken.has(operation.kind)) return [];
    // Nobody is told of an undo that does not come.
    const deed = operations[index + 1];
    if (operation.kind === 'explain-undo' && deed && isRefused(deed)) return [];
    if (isRefused(operation)) {
      for (const kind of TAKES_ALONG[operation.kind]) taken.add(kind);
      return [];
    }
    const lesser = withoutPeople(operation, names);
    // The record must not say that somebody was assigned who was not; decided anew, it says how it is.
    if (lesser !== operation && operation.kind === 'create-item') taken.add('update-about');
    return lesser ?? [];
  });
}

function withoutPeople(operation: Operation, refused: ReadonlySet<string>): Operation | null {
  if (operation.kind === 'create-item') {
    const assignees = operation.values.assignees.filter(id => !refused.has(assigning(id)));
    if (assignees.length === operation.values.assignees.length) return operation;
    return { ...operation, values: { ...operation.values, assignees } };
  }
  if (operation.kind === 'update-item') {
    const { assignees, ...rest } = operation;
    if (!assignees?.add.some(id => refused.has(assigning(id)))) return operation;
    const add = assignees.add.filter(id => !refused.has(assigning(id)));
    if (add.length + assignees.remove.length > 0)
      return { ...rest, assignees: { add, remove: assignees.remove } };
    return rest.dueOn === undefined ? null : rest;
  }
  const isAsking = operation.kind === 'ask' || operation.kind === 'escalate';
  return isAsking && refused.has(asking(operation.person.id))
    ? { ...operation, isUnassigned: true }
    : operation;
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
