// From findings to what Liaison does about people's changes: undo, ask, bring to others, settle what was mended.

import type { Instant } from '../day.ts';
import type { Evaluated, Evaluation } from '../findings/evaluate.ts';
import { isOutOfSight } from '../former-fields.ts';
import { askText, escalationText } from '../language/question-text.ts';
import { backOn } from '../mirror/pause.ts';
import type { Observation, OwnComment, Person } from '../observation.ts';
import type { Operation } from '../operation.ts';
import type { Playbook } from '../playbook/playbook.ts';
import type { RuleContext } from '../rules/rule.ts';
import { type Calendar, startOfDay } from '../schedule/calendar.ts';
import { after } from '../schedule/duration.ts';
import type { Upcoming } from '../upcoming.ts';
import { handOn } from './hand-on.ts';
import { joinQuestions } from './join-questions.ts';
import { handedOn, isHandedOn, openQuestion, restingQuestion } from './open-question.ts';
import { settleQuestions } from './settle-questions.ts';
import { chooseUndos, undoOperations } from './undo.ts';
import { whenPeopleWork } from './when-people-work.ts';

export type Enforced = {
  /** Undoing comes alone: afterwards the card is another one and is looked at again. */
  undoing: Operation[];
  asking: Operation[];
  upcoming: Upcoming[];
  /** What would be asked by now if somebody were there who can mend it, and for whom it waits. */
  waiting: { rule: string; person: Person }[];
};

/** Of what was brought to somebody already nobody else hears. */
const NOTHING_ELSE = { operations: [], later: [], to: null };

/** Decides what to do about failing rules, from the reported changes at hand and from what was already said on the card. */
export function enforce(observation: Observation, evaluation: Evaluation, playbook: Playbook): Enforced {
  const { context } = evaluation;
  const { texts } = context;
  const failing = evaluation.evaluated.filter(({ finding }) => finding.state === 'fails');
  const undos = chooseUndos(failing, observation, evaluation, playbook);
  const undone = new Set(undos.flatMap(choice => choice.causes.map(({ finding }) => finding.rule)));
  const alone = new Set(
    failing.flatMap(({ rule, finding }) => (rule.isAnsweredByResolving ? [finding.rule] : [])),
  );
  const asking: Operation[] = [];
  const upcoming: Upcoming[] = [];
  const waiting: Enforced['waiting'] = [];
  for (const evaluated of failing) {
    const { finding } = evaluated;
    if (finding.enforcement === 'inform' || undone.has(finding.rule)) continue;
    if (!evaluated.isAskedHere) continue;
    // It may have been mended where Liaison can't look.
    if (isOutOfSight(observation.card, evaluated.rule.needsFields)) continue;
    const ask = openQuestion(observation.comments, finding.rule);
    const before = handedOn(observation.comments, finding.rule, ask);
    if (ask) {
      const first = before[0] ?? ask;
      const isBrought = wasBroughtOn(observation.comments, finding.rule, first.at);
      const { operations, later, to } = isBrought ? NOTHING_ELSE : handOn(evaluated, ask, before, context);
      const asked = { at: first.at, assignee: to === null ? ask.assignee : to.id };
      const help = escalate(evaluated, asked, [ask, ...before], observation, context);
      asking.push(...operations, ...(to === null ? help.operations : []));
      upcoming.push(...later, ...help.later);
      continue;
    }
    const resting = restingQuestion(observation.comments, finding.rule);
    if (resting) {
      asking.push(...resume(evaluated, resting, observation, context));
      upcoming.push(...escalate(evaluated, resting, [], observation, context).later);
      continue;
    }
    const first = askFirst(evaluated, before, observation, context);
    asking.push(...first.operations);
    upcoming.push(...first.later);
    if (first.waitsFor) waiting.push({ rule: finding.rule, person: first.waitsFor });
  }
  // What goes on to somebody else is closed already, also where some of it is mended.
  const handed = new Set(asking.flatMap(one => (one.kind === 'settle-ask' ? [one.commentId] : [])));
  const settling = settleQuestions(observation, evaluation, context, handed);
  return {
    undoing: undos.flatMap(choice => undoOperations(choice, observation, context, playbook)),
    asking: joinQuestions([...asking, ...settling], rule => alone.has(rule), texts),
    upcoming,
    waiting,
  };
}

/**
 * Asks the first who can mend it and is there, after its time of grace. `before` are questions that went on to somebody else;
 * what was brought to somebody by then is asked of nobody.
 */
function askFirst(
  evaluated: Evaluated,
  before: readonly OwnComment[],
  observation: Observation,
  context: RuleContext,
): { operations: Operation[]; later: Upcoming[]; waitsFor: Person | null } {
  const { finding, alsoAsked } = evaluated;
  const { presence, calendar, today, texts } = context;
  const { rule, menders, message } = finding;
  const nothing = { operations: [], later: [], waitsFor: null };
  const [asked] = before;
  if (asked && wasBroughtOn(observation.comments, rule, asked.at)) return nothing;
  const others = menders.filter(({ id }) => !before.some(({ assignee }) => assignee === id));
  const first = presence.firstOf(others.length > 0 ? others : menders, today);
  if (!first) return nothing;
  const { person, isThere } = first;
  const days = presence.calendarOf(person.id);
  // What went on to somebody else was asked already: a run may have ended before it could ask anew.
  const graceOver = before.length > 0 ? observation.at : endOfGrace(evaluated, observation, days);
  const askAt = isThere
    ? graceOver
    : Math.max(graceOver, whenPeopleWork(observation.at, observation.at, days));
  const waits = !isThere && endOfGrace(evaluated, observation, calendar) <= observation.at;
  const waitsFor = waits ? person : null;
  if (askAt > observation.at) {
    const what = texts.render('step.ask', { rule });
    return { operations: [], later: [{ at: askAt, what, rule }], waitsFor };
  }
  if (!isThere) return { operations: [], later: [], waitsFor };
  const also = alsoAsked.filter(({ id }) => presence.isThere(id, today));
  const text = askText(finding, [person, ...also], texts);
  const summary = `Ask ${person.name} about ${rule}: ${message}`;
  // Told already now, so that the status comment need not be edited again for it.
  const since = { at: asked?.at ?? observation.at, assignee: person.id };
  const { later } = escalate(evaluated, since, before, observation, context);
  return {
    operations: [{ kind: 'ask', rule, person, text, target: observation.card.id, summary }],
    later,
    waitsFor,
  };
}

/**
 * A question that rested with its card is asked again in its place, of the same person if they are there and can still mend
 * it. Where nobody is there it rests on.
 */
function resume(
  { finding, alsoAsked }: Evaluated,
  ask: OwnComment,
  { card }: Observation,
  { texts, presence, today }: RuleContext,
): Operation[] {
  const { rule, message } = finding;
  const menders = finding.menders.filter(({ id }) => presence.isThere(id, today));
  const person = menders.find(({ id }) => id === ask.assignee) ?? menders[0];
  if (!person) return [];
  const also = alsoAsked.filter(({ id }) => presence.isThere(id, today));
  const text = askText(finding, [person, ...also], texts);
  const summary = `Ask ${person.name} again about ${rule}: ${message}`;
  return [{ kind: 'resume-ask', commentId: ask.id, rule, person, text, target: card.id, summary }];
}

/**
 * A question that stays open goes once to the supporter (if it is not about them), or else to the board's owner, whoever of
 * them is there. How long it may stay open is counted in the working days of whoever was asked. `earlier` are the questions of
 * this episode so far.
 */
function escalate(
  { finding, params: { escalateAfter }, isAboutSupporter }: Evaluated,
  ask: Pick<OwnComment, 'at' | 'assignee'>,
  earlier: readonly OwnComment[],
  observation: Observation,
  { texts, view, calendar, presence, today, dayOf, pauses }: RuleContext,
): { operations: Operation[]; later: Upcoming[] } {
  const nothing = { operations: [], later: [] };
  const { card } = observation;
  const { rule } = finding;
  const asked = ask.assignee ?? null;
  const supporters = isAboutSupporter ? [] : card.supporters;
  const others = [...supporters, ...(view.owner ? [view.owner] : [])].filter(
    person =>
      person.id !== asked &&
      view.people.has(person.id) &&
      !earlier.some(({ assignee }) => assignee === person.id),
  );
  const first = presence.firstOf(others, today);
  if (!first || wasBroughtOn(observation.comments, rule, ask.at)) return nothing;
  const { person: to, isThere } = first;
  // While the card rested nobody had to answer.
  const back = backOn(pauses);
  const backAt = back === null ? 0 : startOfDay(back, calendar.zone);
  const openSince = Math.max(ask.at, backAt);
  const isOver = after(openSince, escalateAfter, presence.calendarOf(asked ?? -1));
  const at = whenPeopleWork(isOver, observation.at, presence.calendarOf(to.id));
  if (at > observation.at) {
    const what = texts.render('step.escalate', { rule, person: to.name });
    return { operations: [], later: [{ at, what, rule }] };
  }
  if (!isThere) return nothing;
  const askedName = view.people.get(asked ?? -1)?.name ?? texts.render('somebody');
  // Somebody may have been asked before them, or they before the card rested.
  const spoken = earlier.find(({ assignee }) => assignee === asked)?.at ?? ask.at;
  const since = dayOf(Math.max(spoken, backAt));
  const text = escalationText(finding, { to, asked: askedName, since }, texts);
  const summary = `Bring the question about ${rule} to ${to.name}, since it stayed open`;
  return {
    operations: [{ kind: 'escalate', rule, person: to, text, target: card.id, summary }],
    later: [],
  };
}

/**
 * Whether a question asked at `since` was brought to somebody. While it is open nothing else is asked about the rule, so
 * that a later word that is closed already can only be that: a run may have ended between closing the one and the other.
 * What was brought to somebody before is of an earlier question, also where it looks open.
 */
function wasBroughtOn(comments: readonly OwnComment[], rule: string, since: Instant): boolean {
  return comments.some(
    ({ kind, isMended, rules, at, text }) =>
      (at > since || (at === since && kind === 'escalation')) &&
      rules.includes(rule) &&
      ((kind === 'escalation' && !isMended) ||
        (kind === 'ask' && isMended && !isHandedOn({ isMended, text }))),
  );
}

function endOfGrace(
  { params: { grace }, finding }: Evaluated,
  { at, failingSince }: Observation,
  calendar: Calendar,
): number {
  return grace ? whenPeopleWork(after(failingSince[finding.rule] ?? at, grace, calendar), at, calendar) : at;
}
