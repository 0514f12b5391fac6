// Questions about a rule: somebody is asked, the question is brought to somebody else, or closed in place.

import { edit, say } from '../in-memory/in-memory-comments.ts';
import type { OwnComment, Person } from '../observation.ts';
import {
  type Content,
  type ContentPerson,
  editedText,
  newText,
  peopleOf,
  type SeenForContent,
} from './content.ts';
import {
  type AssignedPeople,
  failuresOf,
  type OperationRecord,
  type OperationWith,
  type WithText,
} from './operation-record.ts';
import { asking } from './refusal-names.ts';

/**
 * `rules` are all that it asks about, where there are several, `rule` the first of them. `isUnassigned`: ClickUp does not let
 * that person be assigned, who is only named.
 */
type Question = WithText & { rule: string; rules?: readonly string[]; person: Person; isUnassigned?: true };
type Ask = OperationWith<'ask', Question>;
type Escalate = OperationWith<'escalate', Question>;
/** Asked again in the place where it rested. */
type ResumeAsk = OperationWith<'resume-ask', Question & { commentId: string }>;
/** Its rules, the name of whoever was asked (away, or gone from the workspace), and who is asked instead: of several rules it may be several people. */
type HandedOn = { rules: readonly string[]; from: string; to: readonly Person[]; hasLeft: boolean };
type SettleAsk = OperationWith<'settle-ask', WithText & { commentId: string; handedOn?: HandedOn }>;

/** All rules that a question is about. */
export function rulesAsked({ rule, rules }: Pick<Question, 'rule' | 'rules'>): readonly string[] {
  return rules ?? [rule];
}

const whoIsAsked = <T extends Ask | Escalate | ResumeAsk>(): AssignedPeople<T> => ({
  of: ({ person, isUnassigned }) => (isUnassigned ? [] : [person.id]),
  refusalOf: asking,
  without: (operation, isRefused) =>
    isRefused(operation.person.id) ? { ...operation, isUnassigned: true } : operation,
});

const whoGetsIt = ({ person, isUnassigned }: Question): ContentPerson | null =>
  isUnassigned ? null : { id: person.id, name: person.name };

function formerAssignee(former: OwnComment | undefined, seen: SeenForContent): Content {
  if (former?.assignee === undefined) return {};
  const [person] = former.assignee === null ? [] : peopleOf([former.assignee], seen);
  return { assignee: person ?? null };
}

export const ask: OperationRecord<Ask> = {
  kind: 'ask',
  countsAsChange: 'unless another card changed',
  needs: [],
  content: (asked, seen) => newText(asked.text, seen, { assignee: whoGetsIt(asked) }),
  isQuestion: true,
  about: asked => rulesAsked(asked).join('+'),
  assigned: whoIsAsked(),
  rehearse: (inMemory, { text, person }) => say(inMemory, text, person.id),
  why: (asked, { findings }) => failuresOf(findings, rulesAsked(asked)),
};

export const escalate: OperationRecord<Escalate> = {
  kind: 'escalate',
  countsAsChange: 'never',
  needs: [],
  content: (asked, seen) => newText(asked.text, seen, { assignee: whoGetsIt(asked) }),
  isQuestion: true,
  about: asked => rulesAsked(asked).join('+'),
  assigned: whoIsAsked(),
  rehearse: (inMemory, { text, person }) => say(inMemory, text, person.id),
  why: (asked, { findings }) => failuresOf(findings, rulesAsked(asked)),
};

export const resumeAsk: OperationRecord<ResumeAsk> = {
  kind: 'resume-ask',
  countsAsChange: 'unless another card changed',
  needs: [],
  content: (asked, seen) =>
    editedText(asked, seen, former => ({
      before: { ...formerAssignee(former, seen), isResolved: former?.isResolved ?? true },
      after: { assignee: whoGetsIt(asked), isResolved: false },
    })),
  isQuestion: true,
  about: asked => rulesAsked(asked).join('+'),
  assigned: whoIsAsked(),
  rehearse: (inMemory, { commentId, text, person }) => edit(inMemory, commentId, text, person.id),
  why: (asked, { findings }) => failuresOf(findings, rulesAsked(asked)),
};

export const settleAsk: OperationRecord<SettleAsk> = {
  kind: 'settle-ask',
  countsAsChange: 'unless another card changed',
  needs: [],
  content: (settled, seen) =>
    editedText(settled, seen, former => ({
      before: { isResolved: former?.isResolved ?? false },
      after: { isResolved: true },
    })),
  rehearse: (inMemory, { commentId, text }) => edit(inMemory, commentId, text),
  why({ commentId, handedOn }, { comments, findings }) {
    if (handedOn) return `whoever was asked ${handedOn.hasLeft ? 'has left' : 'is away'}`;
    const asked = comments.find(({ id }) => id === commentId)?.rules ?? [];
    const isWaived = findings.some(({ rule, state }) => asked.includes(rule) && state === 'waived');
    return `${asked.join(', ')} ${isWaived ? 'is waived' : 'no longer fails'}`;
  },
};
