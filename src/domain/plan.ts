// Decide: from one observation to the whole plan for one customer result. Pure, synchronous, clockless.

import type { CompanyView } from './board-view.ts';
import { answerCommands } from './commands/answer.ts';
import type { CustomerResult } from './customer-result.ts';
import { breakerFinding, trippedUntil } from './enforcement/breaker.ts';
import { enforce } from './enforcement/enforce.ts';
import { settleQuestions } from './enforcement/settle-questions.ts';
import { contextOf, type Evaluation, evaluate } from './findings/evaluate.ts';
import type { Finding } from './findings/finding.ts';
import type { Member } from './language/render.ts';
import type { CompanyTexts } from './language/texts.ts';
import { diffTeamList } from './mirror/diff.ts';
import { finish } from './mirror/finish.ts';
import { upcomingHandOvers } from './mirror/hand-overs.ts';
import { looksAgain } from './mirror/list-trouble.ts';
import { metricsWords } from './mirror/metrics.ts';
import { openWork } from './mirror/open-work.ts';
import { remind } from './mirror/reminders.ts';
import { restOperations } from './mirror/resting.ts';
import { statusOperations } from './mirror/status-comment.ts';
import { tellTeam } from './moments/tell-team.ts';
import type { Observation } from './observation.ts';
import { type Operation, recordOf } from './operation.ts';
import { absenceLines, upcomingAbsences } from './people/away-lines.ts';
import { comingBack } from './people/coming-back.ts';
import { leftLines } from './people/left-lines.ts';
import { hasEnded, isAtWork, isResting, type Phase } from './phase.ts';
import { isInPilot } from './playbook/pilot.ts';
import type { Playbook } from './playbook/playbook.ts';
import { refusedFindings, withoutRefused } from './refused.ts';
import { rulesOf } from './rules/rules-of.ts';
import type { Calendar } from './schedule/calendar.ts';
import type { Upcoming } from './upcoming.ts';

/** What Liaison thinks of one customer result and wants to do about it. */
export type Plan = {
  id: string;
  name: string;
  url: string;
  /** Null where the playbook maps the card's status to no phase; then the card rests. */
  phase: Phase | null;
  /** `url` is the page of the list's about item: ClickUp's API gives lists no address of their own. */
  list: { id: string; url: string | null } | null;
  openSeats: string[];
  /** Every rule that applies, also those that hold. */
  findings: Finding[];
  /** Rules of the playbook that are not looked at in this phase. */
  notChecked: string[];
  /** Rules of which nothing can be said while what is in the team list is not known. */
  unknown: string[];
  operations: Operation[];
  /** The card is not in the playbook's pilot: nothing of it is done. */
  isObservedOnly?: true;
  /** When the plan would next differ by itself, and why. */
  next: Upcoming | null;
  /** Everything that comes by itself, as far as it is known now, the next first. */
  upcoming: Upcoming[];
};

type DecidedSoFar = Omit<Plan, 'list' | 'operations' | 'next' | 'upcoming'>;

/** The same observation and playbook always give the same plan. */
export function decide(observation: Observation, playbook: Playbook, calendar: Calendar): Plan {
  const plan = decideAbout(observation, playbook, calendar);
  return isInPilot(observation.card.id, playbook) ? plan : { ...plan, isObservedOnly: true };
}

function decideAbout(observation: Observation, playbook: Playbook, calendar: Calendar): Plan {
  const facts = contextOf(observation, playbook, calendar);
  const { subject, context } = facts;
  const answered = answerCommands(facts, playbook);
  const evaluation = evaluate(facts, playbook, answered.waivers);
  const { openSeats, notChecked, unknown } = evaluation;
  const findings = [...evaluation.evaluated.map(({ finding }) => finding), ...missingDates(facts, playbook)];
  const { id, name, url } = observation.card;
  const { phase } = subject;
  const plan = { id, name, url, phase, openSeats, findings, notChecked, unknown };
  // While a status of the playbook is missing, nobody knows what any other one means; and what came to its end may be over still.
  if (phase === null && (observation.lacksStatuses || context.team.list?.isFinished)) {
    return { ...plan, list: null, operations: [], next: null, upcoming: [] };
  }

  const leftUntil = trippedUntil(observation, playbook);
  if (leftUntil !== null) return trippedPlan(plan, evaluation, leftUntil, playbook);
  if (isResting(phase)) {
    // A command on a card of no phase waits until somebody knows what the card is.
    const answers = phase === null ? [] : answered.answers(evaluation, null);
    return pausedPlan(plan, evaluation, answers);
  }

  return planInWork(plan, { facts, answered, evaluation, phase }, playbook);
}

/** What was found out before anybody decides what to do. */
type Found = {
  facts: ReturnType<typeof contextOf>;
  answered: ReturnType<typeof answerCommands>;
  evaluation: Evaluation;
  phase: Phase;
};

/** What is to be done about a card that does not rest. */
function planInWork(plan: DecidedSoFar, found: Found, playbook: Playbook): Plan {
  const { facts, answered, evaluation, phase } = found;
  const { context } = facts;
  const { observation, texts } = context;
  const { findings, openSeats } = plan;
  const enforced = enforce(observation, evaluation, playbook);
  const team = diffTeamList(observation, facts, playbook, answered.newListFor.size > 0);
  const list = team.observed.list && { id: team.observed.list.id, url: team.observed.about?.url ?? null };
  const ending = finish(evaluation, playbook);
  const reminders = remind(observation, facts, team, answered.snoozedUntil, playbook);
  const work = openWork(team, phase, context, playbook);
  // What changes in the list may settle a question by itself: nobody is asked for help just before that.
  const isMoving = team.operations.some(({ kind }) => kind === 'update-item');
  const questions = isMoving ? enforced.asking.filter(one => !asksSomebody(one)) : enforced.asking;
  const back = comingBack(facts, questions);
  const told = tellTeam(evaluation, [...enforced.asking, ...back.welcomes], ending, playbook);
  const atTheMoment = [...told.operations, ...ending];
  const steps = [...enforced.upcoming, ...told.upcoming, ...answered.upcoming, ...reminders.upcoming];
  const handOvers = upcomingHandOvers(facts, team, playbook);
  const ofPeople = [...upcomingAbsences(facts), ...handOvers, ...back.upcoming];
  const ofList = [...looksAgain(team.observed, phase, context), ...work.upcoming];
  const all = [...steps, ...evaluation.upcoming, ...team.upcoming, ...ofList, ...ofPeople];
  const upcoming = inOrder(all, observation.at);
  const next = upcoming[0] ?? null;
  const replies = answered.answers(evaluation, next);
  const isMade = (one: Operation): boolean => one.kind === 'answer' && answered.newListFor.has(one.commandId);
  const answers = replies.filter(one => !isMade(one));
  const { refused = [] } = observation;
  const undoing = withoutRefused(enforced.undoing, refused);
  if (undoing.length > 0) {
    const operations = [...withoutRefused(answers, refused), ...undoing];
    return { ...plan, list, operations, next: null, upcoming: [] };
  }
  // What opens again comes alone as well: what else there is to do depends on it.
  const opening = ending.filter(({ kind }) => kind === 'reopen-item');
  if (opening.length > 0) return { ...plan, list, operations: [...answers, ...opening], next, upcoming };
  const waits = { waiting: enforced.waiting, reminder: reminders.waitsFor };
  const asking = [...back.asking, ...(isMoving ? [] : back.welcomes)];
  const nextStep = inOrder(steps, observation.at)[0] ?? null;
  // Nobody needs to hear of what shows again in a minute.
  const rest = [...answers, ...team.operations, ...replies.filter(isMade), ...atTheMoment, ...asking];
  const wanted = [...enforced.undoing, ...rest, ...reminders.operations];
  const withRefused = (operations: readonly Operation[]): Finding[] => [
    ...findings,
    ...refusedFindings(refused, operations, observation.board.people, texts),
  ];
  const isBrief = team.observed.unknown?.why === 'unread' || answered.newListFor.size > 0;
  const status = isBrief
    ? []
    : statusOperations(
        observation,
        {
          phase,
          findings: withRefused(wanted),
          openSeats,
          team: membersOf(facts),
          absences: [...leftLines(facts), ...absenceLines(facts, waits)],
          metrics: metricsWords(context.metrics, phase, texts),
          nextItem: work.nextItem,
          overdue: work.overdue,
          // Where a list has a record, they stand there.
          pauses: team.record === null && !hasEnded(phase) ? context.pauses : [],
          nextStep: nextStep && { what: nextStep.what, on: context.dayOf(nextStep.at) },
          hasTeamList: team.observed.list !== null || team.operations.length > 0,
          page: team.observed.unknown?.page ?? null,
        },
        texts,
      );
  const allFindings = withRefused([...wanted, ...status]);
  return {
    ...plan,
    // Told to whoever reads the plan, not in the status comment: it is over with the next reconcile.
    findings: team.isRebuilt ? [...allFindings, rebuiltFinding(texts)] : allFindings,
    list,
    operations: withoutRefused([...rest, ...status, ...reminders.operations], refused),
    next,
    upcoming,
  };
}

/** A question that is handed on is closed only together with asking somebody else. */
function asksSomebody(operation: Operation): boolean {
  const isHandedOn = operation.kind === 'settle-ask' && operation.handedOn !== undefined;
  return isHandedOn || recordOf(operation).isQuestion === true;
}

/** Who is on the team, and for which functions and flocks they speak. */
export function membersOf({
  subject,
  context: { view },
}: {
  subject: CustomerResult;
  context: { view: CompanyView };
}): Member[] {
  return subject.members.map(person => ({
    person,
    functions: view.functionsOf(person.id),
    flocks: view.flocksOf(person.id),
  }));
}

/** Of a card in a fight only the status comment is touched, once, to say so. */
function trippedPlan(plan: DecidedSoFar, { context }: Evaluation, until: number, playbook: Playbook): Plan {
  const { texts, team, observation, calendar } = context;
  const finding = breakerFinding(playbook.maxChangesPerHour, texts.time(until, calendar.zone), texts);
  const findings = [...plan.findings, finding];
  const { phase, openSeats } = plan;
  const none = { team: [], absences: [], metrics: null, nextItem: null, overdue: [], nextStep: null };
  const status = {
    phase,
    findings,
    openSeats,
    ...none,
    pauses: context.pauses.filter(pause => isResting(phase) && pause.until === null),
    hasTeamList: team.list !== null,
    page: team.unknown?.page ?? null,
  };
  const next = { at: until, what: texts.render('step.rested') };
  return {
    ...plan,
    findings,
    list: team.list && { id: team.list.id, url: team.about?.url ?? null },
    operations: statusOperations(observation, status, texts),
    next,
    upcoming: [next],
  };
}

/** Of a paused card nothing comes by itself: it goes on when people say so. */
function pausedPlan(plan: DecidedSoFar, evaluation: Evaluation, answers: readonly Operation[]): Plan {
  const { observation, team, texts } = evaluation.context;
  const { refused = [], board } = observation;
  const facts = { findings: plan.findings, team: membersOf(evaluation) };
  const settling = settleQuestions(observation, evaluation, evaluation.context);
  const operations = [...answers, ...settling, ...restOperations(evaluation, facts)];
  return {
    ...plan,
    findings: [...plan.findings, ...refusedFindings(refused, operations, board.people, texts)],
    list: team.list && { id: team.list.id, url: team.about?.url ?? null },
    operations: withoutRefused(operations, refused),
    next: null,
    upcoming: [],
  };
}

/** What is still to come, the next first. */
function inOrder(upcoming: readonly Upcoming[], at: number): Upcoming[] {
  const later = upcoming.filter(candidate => candidate.at > at);
  return later.sort((one, other) => one.at - other.at || (one.what < other.what ? -1 : 1));
}

function rebuiltFinding(texts: CompanyTexts): Finding {
  return {
    rule: 'record',
    enforcement: 'inform',
    state: 'fails',
    message: texts.render('rebuilt.message', { about: texts.render('about.name') }),
    evidence: {},
    mend: texts.render('rebuilt.mend'),
    menders: [],
    waiver: null,
  };
}

/** Where no rule looks at the dates, somebody has to say why the milestones have none. */
function missingDates(
  { subject, context: { texts } }: ReturnType<typeof contextOf>,
  playbook: Playbook,
): Finding[] {
  const { card, phase } = subject;
  if (!isAtWork(phase) || rulesOf(playbook).some(({ rule }) => rule.needsDates)) return [];
  const missing = (['start', 'due'] as const).filter(
    which => (which === 'start' ? card.startOn : card.dueOn) === null && isCountedFrom(which, playbook),
  );
  if (missing.length === 0) return [];
  const dates = texts.list(missing.map(which => texts.render(`dates.${which}`)));
  return [
    {
      rule: 'dates',
      enforcement: 'inform',
      state: 'fails',
      message: texts.render('dates.missing', { dates }),
      evidence: { missing },
      mend: texts.render('dates.set'),
      menders: [],
      waiver: null,
    },
  ];
}

/** Work that comes again has its days from the phase, also where the card has none. */
function isCountedFrom(which: 'start' | 'due', { workItems }: Playbook): boolean {
  return workItems.some(({ due }) => due && !('during' in due) && due.anchor === which);
}
