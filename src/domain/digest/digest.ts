// The agenda of an all-hands, from how the whole board stands: what is to present, to celebrate, to learn from, and
// what needs the company's eyes. Pure; who asks decides what becomes of it.
import { compareCards } from '../board-order.ts';
import type { Day, Instant } from '../day.ts';
import { openQuestion } from '../enforcement/open-question.ts';
import type { Finding } from '../findings/finding.ts';
import { isOutOfSight } from '../former-fields.ts';
import type { RichText, Span, TextLine } from '../language/rich-text.ts';
import { type CompanyTexts, textsFor } from '../language/texts.ts';
import { metricsIn, metricsWords } from '../mirror/metrics.ts';
import { observeTeamList, type ToObserve } from '../mirror/team-list.ts';
import type { Card, Observation } from '../observation.ts';
import { isResting, type Phase } from '../phase.ts';
import type { Plan } from '../plan.ts';
import type { Playbook } from '../playbook/playbook.ts';
import {
  addDays,
  allHandsOnOrAfter,
  type Calendar,
  dayOf,
  daysBetween,
  nearestWorkingDay,
} from '../schedule/calendar.ts';

/** Findings that stand longer than this are read out. */
const LONG_DAYS = 14;
/** Evaluations that are due within this many days after the meeting are named. */
const SOON_DAYS = 7;

/** The phases that the agenda names in any case; it names what is paused only where there is any. */
const WORKING = ['forming', 'running', 'evaluating'] as const;

/** What of a plan is looked at. */
type DigestPlan = Pick<Plan, 'phase' | 'openSeats'> & {
  findings: readonly Pick<Finding, 'rule' | 'state' | 'message'>[];
};

/** What is looked at for one customer result. */
export type DigestInput = { plan: DigestPlan } & ToObserve & Pick<Observation, 'comments' | 'failingSince'>;

type Named = { name: string; url: string };
/** An outcome with its target, actual value and feedback in words, where there are any. */
type Shared = Named & { metrics?: string };
type Running = Named & { week: number | null; of: number | null };

/** The agenda of the all-hands on a day. */
export type Digest = {
  on: Day;
  /** Plans to present: the work item is open and due by then. */
  plans: Named[];
  /** Outcomes to share, by what the playbook calls worth celebrating. */
  celebrate: (Shared & { outcome: string })[];
  learn: (Shared & { outcome: string })[];
  /**
   * Outcomes to share that are not recorded yet: nobody knows what they are to the company. Or Liaison does not know,
   * where the field is out of its sight.
   */
  share: (Shared & { isOutOfSight?: true })[];
  phases: { phase: Phase; customerResults: Running[] }[];
  /** What teams that are forming still look for, and who looks for it. */
  openSeats: { seat: string; customerResults: Named[] }[];
  evaluations: (Named & { item: string; due: Day })[];
  longFindings: (Named & { rule: string; message: string; since: Day })[];
};

/** The working day before an all-hands, when its agenda appears. */
export function digestDay(allHands: Day, calendar: Calendar): Day {
  return nearestWorkingDay(calendar, addDays(allHands, -1), -1);
}

/** The all-hands whose agendas should exist on `today`: that of today itself, and that of the next working day. */
export function allHandsToPrepare(today: Day, calendar: Calendar): Day[] {
  const first = allHandsOnOrAfter(calendar, today);
  const next = first === today ? allHandsOnOrAfter(calendar, addDays(today, 1)) : first;
  const days = first === next ? [next] : [first, next];
  return days.filter(day => day !== null).filter(day => digestDay(day, calendar) <= today);
}

/** The agenda of the all-hands `on`. Where the playbook has no section `digest`, its work items are not named. */
export function digestOf(
  looked: readonly DigestInput[],
  playbook: Playbook,
  calendar: Calendar,
  on: Day,
): Digest {
  const wanted = playbook.digest ?? { plans: [], outcomes: [], evaluations: [], celebrate: [] };
  const texts = textsFor(playbook);
  const all = inOrder(looked).map(one => {
    const team = observeTeamList(one, playbook);
    return { ...one, items: team.items, metrics: metricsIn(one.card, team, playbook) };
  });
  const withMetrics = ({ card, metrics, plan }: (typeof all)[number]): Shared => {
    const words = metricsWords(metrics, plan.phase, texts);
    return words === null ? named(card) : { ...named(card), metrics: words };
  };
  // What rests has nothing to present and nothing due.
  const active = all.filter(({ plan }) => !isResting(plan.phase));
  const resting = all.filter(({ plan }) => plan.phase === 'paused');
  const openItems = (keys: readonly string[], by: Day) =>
    active.flatMap(one =>
      keys.flatMap(key => {
        const item = one.items.get(key);
        const isDue = item && !item.isClosed && item.dueOn !== null && item.dueOn <= by;
        return isDue && item.dueOn !== null ? [{ ...one, item, due: item.dueOn }] : [];
      }),
    );
  const shared = openItems(wanted.outcomes, on);
  const isCelebrated = (outcome: string | null): outcome is string =>
    outcome !== null && wanted.celebrate.some(name => name.toLowerCase() === outcome.toLowerCase());
  return {
    on,
    plans: openItems(wanted.plans, on)
      .filter(({ plan }) => plan.phase === 'running')
      .map(({ card }) => named(card)),
    celebrate: shared.flatMap(one => {
      const { outcome } = one.card;
      return isCelebrated(outcome) ? [{ ...withMetrics(one), outcome }] : [];
    }),
    learn: shared.flatMap(one => {
      const { outcome } = one.card;
      return outcome === null || isCelebrated(outcome) ? [] : [{ ...withMetrics(one), outcome }];
    }),
    share: shared.flatMap(one =>
      one.card.outcome === null ? [{ ...withMetrics(one), ...outOfSightOf(one.card) }] : [],
    ),
    phases: [...WORKING, ...(resting.length > 0 ? (['paused'] as const) : [])].map(phase => ({
      phase,
      customerResults: all
        .filter(({ plan }) => plan.phase === phase)
        .map(({ card }) => ({ ...named(card), ...weeksOf(card, phase, on) })),
    })),
    openSeats: seatsOf(all),
    evaluations: openItems(wanted.evaluations, addDays(on, SOON_DAYS)).map(({ card, item, due }) => ({
      ...named(card),
      item: item.name,
      due,
    })),
    longFindings: all.flatMap(one => longFindings(one, calendar, on)),
  };
}

/** The agenda in words. */
export function digestText(digest: Digest, playbook: Playbook): RichText {
  const texts = textsFor(playbook);
  const { render } = texts;
  const section = (title: string, lines: readonly Span[][]): TextLine[] =>
    lines.length === 0
      ? []
      : [{ spans: [{ bold: title }] }, ...lines.map(spans => ({ spans, bullet: true }))];
  const lines = [
    ...section(
      render('digest.plans'),
      digest.plans.map(one => [linkTo(one)]),
    ),
    ...section(
      render('digest.celebrate'),
      digest.celebrate.map(one => [linkTo(one), ` (${one.outcome})`, ...metricsOf(one)]),
    ),
    ...section(
      render('digest.learn'),
      digest.learn.map(one => [linkTo(one), ` (${one.outcome})`, ...metricsOf(one)]),
    ),
    ...section(
      render('digest.share'),
      digest.share.map(one => [
        linkTo(one),
        ` (${render(one.isOutOfSight ? 'digest.unseen-outcome' : 'digest.no-outcome')})`,
        ...metricsOf(one),
      ]),
    ),
    ...digest.phases.flatMap(({ phase, customerResults }) =>
      section(
        render(`digest.${phase as 'forming' | 'running' | 'evaluating' | 'paused'}`),
        customerResults.map(one => [linkTo(one), weekWords(one, texts)]),
      ),
    ),
    ...section(
      render('digest.seats'),
      digest.openSeats.map(({ seat, customerResults }) => [`${seat}: `, ...linksTo(customerResults)]),
    ),
    ...section(
      render('digest.evaluations'),
      digest.evaluations.map(one => [linkTo(one), `: ${one.item}, ${texts.day(one.due)}`]),
    ),
    ...section(
      render('digest.long'),
      digest.longFindings.map(one => [
        linkTo(one),
        `: ${one.message} (${render('digest.since', { day: texts.day(one.since) })})`,
      ]),
    ),
  ];
  return lines.length > 0 ? lines : [{ spans: [render('digest.nothing')] }];
}

/** `All-hands on Thu, 14 Jan 2027`. */
export function digestTitle(on: Day, playbook: Playbook): string {
  const texts = textsFor(playbook);
  return texts.render('digest.title', { day: texts.day(on) });
}

function inOrder(looked: readonly DigestInput[]): DigestInput[] {
  return looked.toSorted((one, other) => compareCards(one.card, other.card));
}

function named({ name, url }: Card): Named {
  return { name, url };
}

function outOfSightOf(card: Card): { isOutOfSight?: true } {
  return isOutOfSight(card, ['outcome']) ? { isOutOfSight: true } : {};
}

function metricsOf({ metrics }: Shared): Span[] {
  return metrics === undefined ? [] : [`: ${metrics}`];
}

/**
 * Week 1 begins with the start day; the last one ends with the due day and may be a short one. Evaluating goes on after
 * the due day, and then the weeks that were planned are no measure.
 */
export function weeksOf(
  { startOn, dueOn }: Pick<Card, 'startOn' | 'dueOn'>,
  phase: Phase,
  on: Day,
): { week: number | null; of: number | null } {
  if (phase === 'forming' || phase === 'paused' || startOn === null || on < startOn)
    return { week: null, of: null };
  const week = Math.floor(daysBetween(startOn, on) / 7) + 1;
  if (dueOn === null || dueOn < startOn || (phase === 'evaluating' && on > dueOn)) return { week, of: null };
  const of = Math.max(1, Math.ceil(daysBetween(startOn, dueOn) / 7));
  return { week: on <= dueOn ? Math.min(week, of) : week, of };
}

function seatsOf(all: readonly { plan: DigestPlan; card: Card }[]): Digest['openSeats'] {
  const seats = new Map<string, Named[]>();
  for (const { plan, card } of all) {
    if (plan.phase !== 'forming') continue;
    for (const seat of plan.openSeats) seats.set(seat, [...(seats.get(seat) ?? []), named(card)]);
  }
  return [...seats].map(([seat, customerResults]) => ({ seat, customerResults }));
}

function longFindings(
  { plan, card, ...said }: DigestInput,
  calendar: Calendar,
  on: Day,
): Digest['longFindings'] {
  return plan.findings.flatMap(({ rule, state, message }) => {
    const at = state === 'fails' ? failingSince(rule, said) : null;
    const since = at === null ? null : dayOf(at, calendar.zone);
    return since !== null && daysBetween(since, on) > LONG_DAYS
      ? [{ ...named(card), rule, message, since }]
      : [];
  });
}

/** The question on the card tells it even where the memory was lost. */
function failingSince(
  rule: string,
  { comments, failingSince: known }: Pick<DigestInput, 'comments' | 'failingSince'>,
): Instant | null {
  const instants = [openQuestion(comments, rule)?.at, known[rule]].filter(at => at !== undefined);
  return instants.length > 0 ? Math.min(...instants) : null;
}

function weekWords({ week, of }: Running, { render }: CompanyTexts): string {
  if (week === null) return '';
  if (of === null) return `, ${render('digest.week', { week })}`;
  return `, ${week > of ? render('digest.week-over', { week, count: of }) : render('digest.week-of', { week, of })}`;
}

function linkTo({ name, url }: Named): Span {
  return { link: name, url };
}

function linksTo(all: readonly Named[]): Span[] {
  return all.flatMap((one, index) => (index === 0 ? [linkTo(one)] : [', ', linkTo(one)]));
}
