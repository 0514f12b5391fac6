// Whoever comes back from an absence finds one comment with what waits for them, on their first day there, on the one of their
// cards at work that started first: each card's reconcile can tell by itself which one that is.
import { cardIn, holdingsOf, itemsOfList } from '../board-index.ts';
import type { CustomerResult } from '../customer-result.ts';
import type { Day } from '../day.ts';
import { headline } from '../language/comment-parts.ts';
import type { RichText, TextLine } from '../language/rich-text.ts';
import { listOwners } from '../mirror/list-owners.ts';
import type { Card, OwnComment, Person, WorkItem } from '../observation.ts';
import type { Operation } from '../operation.ts';
import { isAtWork } from '../phase.ts';
import { type RuleContext, startsBefore } from '../rules/rule.ts';
import { addDays, morningOf, nearestWorkingDay } from '../schedule/calendar.ts';
import type { Upcoming } from '../upcoming.ts';

/** Work that is due within so many days waits already. */
const SOON_DAYS = 7;
/** Nobody reads more tasks than these. */
const MOST_ITEMS = 8;

type Facts = { subject: CustomerResult; context: RuleContext };

/**
 * What is said to those who are back, and when. What concerns a person at one moment is one comment: where they are asked
 * something in this very plan, what waits for them stands below the question. `asking` are the questions, handed back so.
 */
export function comingBack(
  { subject, context }: Facts,
  asking: readonly Operation[],
): { asking: Operation[]; welcomes: Operation[]; upcoming: Upcoming[] } {
  const { observation, presence, today, texts } = context;
  const asked = [...asking];
  const welcomes: Operation[] = [];
  const upcoming: Upcoming[] = [];
  const isAnybodyAway = (observation.board.absences ?? []).length > 0;
  if (!isAnybodyAway || !isAtWork(subject.phase)) return { asking: asked, welcomes, upcoming };
  for (const person of [...subject.members, ...subject.card.supporters]) {
    if (presence.awayOn(person.id, today) !== null) continue;
    const days = presence.calendarOf(person.id);
    const first = nearestWorkingDay(days, today, 1);
    const absence = presence.backFrom(person.id, first);
    if (!absence || !isToldHere(person, { subject, context })) continue;
    if (first === today && isTold(person, absence.until, context)) continue;
    const lines = waitingLines(person, first, context);
    if (lines.length === 0) continue;
    const at = morningOf(first, days.zone);
    const question = first === today ? asked.findIndex(one => asksThem(one, person)) : -1;
    const found = asked[question];
    if (found?.kind === 'ask' || found?.kind === 'escalate') {
      const also = { spans: [texts.render('welcome.also')] };
      asked[question] = { ...found, text: [...found.text, also, ...lines] };
    } else if (at > observation.at) {
      upcoming.push({ at, what: texts.render('step.welcome', { person: person.name }) });
    } else {
      welcomes.push(welcomeOf(person, absence.until, lines, context));
    }
  }
  return { asking: asked, welcomes, upcoming };
}

/** Whether a comment says to that person what waits for them; the comma tells them from others whose names begin alike. */
export function isWelcomeOf({ kind, text }: Pick<OwnComment, 'kind' | 'text'>, { name }: Person): boolean {
  return kind === 'welcome' && text.split('\n').some(line => line.trimStart().startsWith(`@${name},`));
}

/** A person's open managed work that is overdue or due soon, wherever it is, and what they are asked on this card. */
export function waitingLines(person: Person, on: Day, context: RuleContext): TextLine[] {
  const { texts, observation } = context;
  const work = waitingWork(person, addDays(on, SOON_DAYS), context);
  const lines = work.slice(0, MOST_ITEMS).map(({ item, card, dueOn }): TextLine => {
    const words = texts.render('welcome.item', { card: card.name, day: texts.day(dueOn) });
    return { bullet: true, spans: [{ link: item.name, url: item.url }, ` ${words}`] };
  });
  if (work.length > MOST_ITEMS)
    lines.push({ bullet: true, spans: [texts.render('more', { count: work.length - MOST_ITEMS })] });
  const open = observation.comments.filter(
    ({ kind, isMended, isResolved, assignee }) =>
      (kind === 'ask' || kind === 'escalation') && !isMended && !isResolved && assignee === person.id,
  );
  const rules = [...new Set(open.flatMap(comment => comment.rules))];
  if (rules.length > 0)
    lines.push({ bullet: true, spans: [texts.render('welcome.questions', { rules: texts.list(rules) })] });
  return lines;
}

type Waiting = { item: WorkItem; card: Card; dueOn: Day };

function waitingWork({ id }: Person, until: Day, { observation, phaseOf }: RuleContext): Waiting[] {
  const { board } = observation;
  const owners = listOwners(board);
  const lists = [...(holdingsOf(board.items).get(id) ?? [])];
  return lists
    .flatMap(([listId, { open }]): Waiting[] => {
      const card = open > 0 ? cardIn(board.cards, owners.cardOf(listId) ?? '') : null;
      if (!card || !isAtWork(phaseOf(card.status))) return [];
      return itemsOfList(board.items, listId).flatMap((item): Waiting[] => {
        const { template, isClosed, assignees, dueOn } = item;
        const isWaiting = template !== null && !isClosed && assignees.includes(id);
        return isWaiting && dueOn !== null && dueOn <= until ? [{ item, card, dueOn }] : [];
      });
    })
    .sort((one, other) => {
      const [mine, theirs] = [`${one.dueOn} ${one.item.id}`, `${other.dueOn} ${other.item.id}`];
      return mine < theirs ? -1 : 1;
    });
}

/** Whether it is told on this card: of those at work that they are on, the one that started first. */
function isToldHere({ id }: Person, { subject: { card }, context: { view } }: Facts): boolean {
  const others = [...view.onTeamBeside(id, card.id), ...view.supportingBeside(id, card.id)];
  return others.every(other => startsBefore(card, other.card));
}

/** By the comment itself, or by a question of today, below which it stood. */
function isTold(person: Person, until: Day, { observation, dayOf, today }: RuleContext): boolean {
  return observation.comments.some(comment => {
    if (isWelcomeOf(comment, person)) return comment.until === until || dayOf(comment.at) === today;
    const isQuestion = comment.kind === 'ask' || comment.kind === 'escalation';
    return isQuestion && comment.assignee === person.id && dayOf(comment.at) === today;
  });
}

function asksThem(operation: Operation, { id }: Person): boolean {
  return (operation.kind === 'ask' || operation.kind === 'escalate') && operation.person.id === id;
}

function welcomeOf(
  person: Person,
  until: Day,
  lines: readonly TextLine[],
  { texts, observation }: RuleContext,
): Operation {
  const text: RichText = [
    headline({ kind: 'welcome', until }, texts),
    { spans: [{ mention: person }, `, ${texts.render('welcome.waits')}`] },
    ...lines,
  ];
  const summary = `Tell ${person.name}, who is back, what waits for them`;
  return { kind: 'welcome', person, until, text, target: observation.card.id, summary };
}
