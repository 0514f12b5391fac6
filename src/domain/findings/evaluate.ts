// Looks at one customer result with every rule of the playbook.
import { z } from 'zod';
import { viewOf } from '../board-view.ts';
import { type CustomerResult, customerResultOf, phaseOf } from '../customer-result.ts';
import { textsFor } from '../language/texts.ts';
import { afterPause } from '../mirror/after-pause.ts';
import { fillFor } from '../mirror/desired-items.ts';
import { feedbackIn } from '../mirror/feedback.ts';
import { listTrouble, TEAM_LIST } from '../mirror/list-trouble.ts';
import { metricsIn } from '../mirror/metrics.ts';
import { waitsForAnswer } from '../mirror/open-list.ts';
import { knownPauses, pausesNow } from '../mirror/pause.ts';
import { observeTeamList } from '../mirror/team-list.ts';
import { unclearItems } from '../mirror/unclear-items.ts';
import type { Board, Observation, Person } from '../observation.ts';
import { presenceIn } from '../people/presence.ts';
import { isResting } from '../phase.ts';
import type { Playbook } from '../playbook/playbook.ts';
import { CommonParams, type Rule, type RuleContext } from '../rules/rule.ts';
import { rulesOf } from '../rules/rules-of.ts';
import { type Calendar, dayOf, startOfDay } from '../schedule/calendar.ts';
import type { Upcoming } from '../upcoming.ts';
import { isTeamComplete } from './complete-team.ts';
import type { Finding, RuleResult, Waiver } from './finding.ts';
import { inWorkspace } from './outside-rules.ts';

/** A finding together with the rule that made it, which can tell how the reported change could be undone. */
export type Evaluated = {
  finding: Finding;
  rule: Rule<CommonParams>;
  params: CommonParams;
  /** Whether a question about it belongs on this card. */
  isAskedHere: boolean;
  /** Whom the question speaks to as well. */
  alsoAsked: Person[];
  /** Whether what is wrong is who supports: then the question is not brought to them. */
  isAboutSupporter: boolean;
};

export type Evaluation = {
  subject: CustomerResult;
  /** Rules that do not apply in this phase are left out. */
  evaluated: Evaluated[];
  /** Rules of the playbook that do not apply in this phase. */
  notChecked: string[];
  /** Rules that need what is in the team list, while that is not known. */
  unknown: string[];
  openSeats: string[];
  /** When findings may change by themselves. */
  upcoming: Upcoming[];
  context: RuleContext;
};

/** Prepares what rules look at: the card within the board, and the card's own list. */
export function contextOf(
  observation: Observation,
  playbook: Playbook,
  calendar: Calendar,
): { subject: CustomerResult; context: RuleContext } {
  const { board, card } = observation;
  const subject = customerResultOf(card, board, playbook.phases);
  const texts = textsFor(playbook);
  const seen = observeTeamList(observation, playbook);
  const team = {
    ...seen,
    unknown: seen.unknown ?? waitsForAnswer(seen, subject, board, { playbook, texts }),
  };
  const titleOf = (key: string): string =>
    fillFor(playbook.workItems.find(template => template.key === key)?.title ?? key, subject, texts);
  const today = dayOf(observation.at, calendar.zone);
  const phaseIn = (status: string) => phaseOf(status, playbook.phases);
  const dayIn = (at: number) => dayOf(at, calendar.zone);
  const record = team.about?.record;
  const readable = record && record !== 'unreadable' ? record : null;
  const pauses = pausesNow(
    knownPauses(readable?.pauses, observation.comments),
    { card, phase: subject.phase, today },
    {
      observation,
      calendar,
      phaseOf: phaseIn,
      dayOf: dayIn,
      phaseBefore: readable?.phase,
      keepsEnds: playbook.moments.includes('again'),
    },
  );
  return {
    subject,
    context: {
      today,
      calendar,
      presence: presenceIn(board, playbook, calendar),
      view: viewOf(board, playbook),
      observation,
      team,
      feedback: feedbackIn(card, team, playbook, titleOf),
      metrics: metricsIn(card, team, playbook),
      pauses,
      texts,
      phaseOf: phaseIn,
      dayOf: dayIn,
      titleOf,
    },
  };
}

/** Evaluates every rule that the playbook names; what is waived is no failure. */
export function evaluate(
  { subject, context }: ReturnType<typeof contextOf>,
  playbook: Playbook,
  waivers: readonly Waiver[],
): Evaluation {
  const evaluated: Evaluated[] = [];
  const notChecked: string[] = [];
  const unknown: string[] = [];
  const upcoming: Upcoming[] = [];
  const openSeats: string[] = [];
  // Nobody is asked about a card that rests, and nothing about it is taken back.
  if (isResting(subject.phase)) return nothingChecked(subject, context, playbook);
  for (const { rule, params } of rulesOf(playbook)) {
    const isBlind = isBlindRule(rule, context);
    const seen = rule.looksAtCompleteTeam
      ? { ...context, isTeamComplete: isTeamComplete(subject, { evaluated, unknown }, playbook) }
      : context;
    const result: RuleResult = isBlind ? { state: 'unknown' } : rule.evaluate(subject, params, seen);
    if (result.state === 'not-checked') {
      notChecked.push(rule.key);
      continue;
    }
    if (result.state === 'unknown') {
      unknown.push(rule.key);
      continue;
    }
    if ('openSeats' in result) openSeats.push(...(result.openSeats ?? []));
    const waiver = waivers.find(candidate => candidate.rule === rule.key) ?? null;
    const finding = findingOf(rule.key, params, result, waiver, context);
    const { untilDay } = 'untilDay' in result ? result : {};
    if (untilDay !== undefined) {
      const at = startOfDay(untilDay, context.calendar.zone);
      upcoming.push({ at, what: context.texts.render('step.rule', { rule: rule.key }), rule: rule.key });
    }
    evaluated.push({
      finding,
      rule,
      params,
      isAskedHere: !('isAskedElsewhere' in result && result.isAskedElsewhere),
      alsoAsked: inWorkspace(('alsoAsked' in result && result.alsoAsked) || [], context.view),
      isAboutSupporter: 'isAboutSupporter' in result && result.isAboutSupporter,
    });
  }
  return {
    subject,
    evaluated: [
      ...evaluated,
      ...listTrouble(subject, context, playbook).map(asEvaluated),
      ...unclearItems(subject, context, playbook).map(asEvaluated),
      ...afterPause(subject, context).map(asEvaluated),
    ],
    notChecked,
    unknown,
    openSeats: openSeats.length > 1 ? [...new Set(openSeats)] : openSeats,
    upcoming,
    context,
  };
}

function nothingChecked(subject: CustomerResult, context: RuleContext, playbook: Playbook): Evaluation {
  const notChecked = rulesOf(playbook).map(({ rule }) => rule.key);
  return { subject, evaluated: [], notChecked, unknown: [], openSeats: [], upcoming: [], context };
}

/** Whether what the rule looks at is out of sight, and nobody knows it from before: not seen is not empty. */
function isBlindRule(
  { needsGroups, needsFields }: Pick<Rule<unknown>, 'needsGroups' | 'needsFields'>,
  { observation: { board, card }, view }: RuleContext,
): boolean {
  const { unknownFields } = card;
  if (unknownFields && needsFields?.some(key => unknownFields.includes(key))) return true;
  return needsGroups === true && (view.lacksGroup || hasUnknownGroup(board));
}

/** Whether nobody can tell who is in one of the groups, and nobody could before. */
function hasUnknownGroup({ groups, unreadable = [] }: Board): boolean {
  return unreadable.some(
    ({ kind, id }) => kind === 'group' && groups.some(group => group.id === id && group.members.length === 0),
  );
}

/** What is the matter with the team list is said and asked like what rules find; nothing about it is undone or waived. */
function asEvaluated(finding: Finding): Evaluated {
  return {
    finding,
    rule: NO_RULE,
    params: NO_RULE_PARAMS,
    isAskedHere: true,
    alsoAsked: [],
    isAboutSupporter: false,
  };
}

const NO_RULE_PARAMS = z.strictObject(CommonParams).parse({ enforce: 'warn', waivableBy: [] });
const NO_RULE: Rule<CommonParams> = {
  key: TEAM_LIST,
  isAnsweredByResolving: true,
  params: z.strictObject(CommonParams),
  evaluate: () => ({ state: 'not-checked' }),
};

function findingOf(
  rule: string,
  params: CommonParams,
  result: Exclude<RuleResult, { state: 'not-checked' | 'unknown' }>,
  waiver: Waiver | null,
  { view }: RuleContext,
): Finding {
  const { message, evidence } = result;
  const failure = result.state === 'fails' ? result : null;
  return {
    rule,
    enforcement: params.enforce,
    state: failure && waiver ? 'waived' : result.state,
    message,
    evidence,
    mend: failure?.mend ?? '',
    menders: failure ? inWorkspace(failure.menders, view) : [],
    waiver,
  };
}
