// What concerns one person at one moment on one card is one comment: questions to the same person are joined.
import { handedOnText, joinedText } from '../language/question-text.ts';
import type { CompanyTexts } from '../language/texts.ts';
import type { Operation } from '../operation.ts';

type Kind = 'ask' | 'escalate' | 'resume-ask';
type Question = Extract<Operation, { kind: Kind }>;
type Settled = Extract<Operation, { kind: 'settle-ask' }>;

/** The same with the questions of one person in one comment; `isAlone` says which rules keep a comment of their own. */
export function joinQuestions(
  asking: readonly Operation[],
  isAlone: (rule: string) => boolean,
  texts: CompanyTexts,
): Operation[] {
  const groups = new Map<string, Question[]>();
  const closed = new Map<string, Settled>();
  const others: Operation[] = [];
  for (const operation of inOwnPlaces(asking)) {
    if (isQuestion(operation)) {
      const place = operation.kind === 'resume-ask' ? operation.commentId : operation.person.id;
      const own = isAlone(operation.rule) ? ` ${operation.rule}` : '';
      const key = `${operation.kind} ${place}${own}`;
      groups.set(key, [...(groups.get(key) ?? []), operation]);
    } else if (operation.kind === 'settle-ask') {
      const former = closed.get(operation.commentId);
      closed.set(operation.commentId, former ? handedOnToBoth(former, operation, texts) : operation);
    } else {
      others.push(operation);
    }
  }
  // What is closed comes first: a run that ends in between asks anew, and does not find what it is about to close.
  return [...others, ...closed.values(), ...[...groups.values()].map(same => joined(same, texts))];
}

/** One question about several rules that goes on to somebody else for each of them is closed once, and names them all. */
function handedOnToBoth(one: Settled, other: Settled, texts: CompanyTexts): Settled {
  if (!one.handedOn || !other.handedOn) return one;
  const known = one.handedOn.to;
  const more = other.handedOn.to.filter(({ id }) => known.every(person => person.id !== id));
  if (more.length === 0) return one;
  const handedOn = { ...one.handedOn, to: [...known, ...more] };
  const summary = `${one.summary}; ${other.summary}`;
  return { ...one, handedOn, text: handedOnText(handedOn, texts), summary };
}

/** What rested in one comment and is now to be asked of several people: one of them in its place, the others anew. */
function inOwnPlaces(asking: readonly Operation[]): Operation[] {
  const people = new Map<string, number>();
  return asking.map(operation => {
    if (operation.kind !== 'resume-ask') return operation;
    const { commentId, ...question } = operation;
    const person = people.get(commentId) ?? question.person.id;
    people.set(commentId, person);
    return person === question.person.id ? operation : { ...question, kind: 'ask' as const };
  });
}

function joined(same: readonly Question[], texts: CompanyTexts): Question {
  const [first, ...more] = same as [Question, ...Question[]];
  if (more.length === 0) return first;
  const rules = same.map(({ rule }) => rule);
  const kind = first.kind === 'escalate' ? 'escalation' : 'ask';
  const text = joinedText(
    { kind, rules, person: first.person },
    same.map(one => one.text),
    texts,
  );
  const summary = `${first.summary} ${more.map(one => one.summary).join(' ')}`;
  return { ...first, rules, text, summary };
}

function isQuestion(operation: Operation): operation is Question {
  return operation.kind === 'ask' || operation.kind === 'escalate' || operation.kind === 'resume-ask';
}
