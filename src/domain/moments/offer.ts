// Whoever evaluates, or is done, is told in one comment who looks for people like them, function by function. Nothing is said
// where nobody does. Whether it was said, ClickUp tells.

import { type CustomerResult, isInvolved } from '../customer-result.ts';
import type { Day } from '../day.ts';
import type { Evaluation } from '../findings/evaluate.ts';
import { type NextDuring, writeHeadline } from '../language/headline.ts';
import type { RichText, Span, TextLine } from '../language/rich-text.ts';
import type { Person } from '../observation.ts';
import type { Operation } from '../operation.ts';
import type { Playbook } from '../playbook/playbook.ts';
import { addWorkingDays } from '../schedule/calendar.ts';
import type { Said } from './complete.ts';
import { audienceOf } from './quiet.ts';
import { candidatesFor, openSeats } from './seats.ts';
import { wasToldNext } from './told.ts';

/** What was worth saying at the moment itself is not brought up long after it. */
const WITHIN_WORKING_DAYS = 2;
/** Of one function nobody looks at more. */
const MOST_CARDS = 3;

/** What is offered to the team, and when it would be, should nobody be there to hear it. `ending` is what is done at the end. */
export function offerNext(
  evaluation: Evaluation,
  { asking, ending }: { asking: readonly Operation[]; ending: readonly Operation[] },
  playbook: Playbook,
): Said {
  const nothing: Said = { operations: [], upcoming: [] };
  const { subject, context } = evaluation;
  const { phase, members, card } = subject;
  if (!playbook.moments.includes('next') || (phase !== 'evaluating' && phase !== 'done')) return nothing;
  const { today, calendar, texts, view } = context;
  const enteredOn = enteredFromWork(phase, evaluation);
  // As long as something is missing nobody is done.
  if (enteredOn === null || (phase === 'done' && evaluation.evaluated.some(isFailing))) return nothing;
  const isEnding = ending.some(one => one.kind === 'mark-list' && one.isFinished);
  const isLate = today > addWorkingDays(calendar, enteredOn, WITHIN_WORKING_DAYS);
  if ((isLate && !isEnding) || wasToldNext(phase, enteredOn, context)) return nothing;
  const offers = offersFor(
    members.filter(({ id }) => view.people.has(id)),
    evaluation,
    playbook,
  );
  if (offers.length === 0) return nothing;
  const audience = audienceOf(members, asking, context);
  if ('later' in audience) {
    const what = texts.render('step.next');
    return { operations: [], upcoming: audience.later === null ? [] : [{ at: audience.later, what }] };
  }
  const text = offerText(phase, audience.now, offers, evaluation, playbook);
  const summary = 'Tell the team who looks for people like them';
  return {
    operations: [{ kind: 'tell-team', moment: 'next', text, target: card.id, summary }],
    upcoming: [],
  };
}

function isFailing({ finding }: Evaluation['evaluated'][number]): boolean {
  return finding.state === 'fails';
}

/**
 * The day on which the team came to this phase from an earlier one, as the record in its list says; null where it was there
 * already when Liaison met it, and where nobody can tell.
 */
function enteredFromWork(phase: NextDuring, { context: { team, today } }: Evaluation): Day | null {
  const record = team.about?.record;
  if (!team.list || team.unknown || !record || record === 'unreadable') return null;
  // The record notes the phase only in this reconcile.
  if (record.phase !== undefined && record.phase !== phase) return today;
  const { forming, running, evaluating } = record.entered;
  const hasComeFrom = phase === 'done' ? (forming ?? running ?? evaluating) : (forming ?? running);
  return hasComeFrom === undefined ? null : (record.entered[phase] ?? null);
}

type Offer = { of: string; cards: readonly CustomerResult[] };

/** Function by function what forms and looks for it, then what looks for anybody; where nothing forms, what asks for them next. */
function offersFor(members: readonly Person[], { context }: Evaluation, playbook: Playbook): Offer[] {
  const { view, texts } = context;
  const isTaken = (people: readonly Person[]) => (result: CustomerResult) =>
    people.every(({ id }) => isInvolved(id, result));
  const byFunction = view.functionNames
    .map(name => ({ name, people: members.filter(({ id }) => view.functionsOf(id).includes(name)) }))
    .filter(({ people }) => people.length > 0);
  const offers = byFunction.map(({ name, people }): Offer => {
    const seats = openSeats([name], isTaken(people), context, playbook);
    return {
      of: name,
      cards: seats.flatMap(({ result, seat }) => (seat.kind === 'anybody' ? [] : [result])),
    };
  });
  const named = new Set(offers.flatMap(({ cards }) => cards));
  const anybody = openSeats([], isTaken(members), context, playbook).flatMap(({ result }) =>
    named.has(result) ? [] : [result],
  );
  const forming = [...offers, { of: texts.render('next.anybody'), cards: anybody }].filter(hasCards);
  if (forming.length > 0 || members.length === 0) return members.length === 0 ? [] : forming;
  return byFunction
    .map(({ name, people }): Offer => {
      const asking = candidatesFor([name], isTaken(people), context);
      return {
        of: name,
        cards: asking.flatMap(({ result, seat }) => (seat.kind === 'function' ? [result] : [])),
      };
    })
    .filter(hasCards);
}

function hasCards({ cards }: Offer): boolean {
  return cards.length > 0;
}

function offerText(
  during: NextDuring,
  mentioned: readonly Person[],
  offers: readonly Offer[],
  { context: { texts } }: Evaluation,
  { commands }: Playbook,
): RichText {
  const says = texts.render(during === 'done' ? 'next.offer-done' : 'next.offer-evaluating');
  return [
    { spans: [{ bold: writeHeadline({ kind: 'next', during }, texts.locale) }] },
    { spans: [...mentioned.flatMap((mention): Span[] => [{ mention }, ' ']), says] },
    ...offers.map(offerLine),
    ...(commands.includes('next') ? [{ spans: [texts.render('next.more')] }] : []),
  ];
}

function offerLine({ of, cards }: Offer): TextLine {
  const links = cards
    .slice(0, MOST_CARDS)
    .flatMap(({ card: { name, url } }, index): Span[] => [...(index > 0 ? [', '] : []), { link: name, url }]);
  return { bullet: true, spans: [{ bold: of }, ': ', ...links] };
}
