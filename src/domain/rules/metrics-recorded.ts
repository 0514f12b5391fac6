// A customer result knows its number: the target is stated soon after the start, the actual value when it is done.
import { z } from 'zod';
import type { CustomerResult } from '../customer-result.ts';
import type { RuleResult } from '../findings/finding.ts';
import { addDays } from '../schedule/calendar.ts';
import { CommonParams, checkWeeks, isOrWas, type Rule, type RuleContext, teamThenOthers } from './rule.ts';
import { undoMove } from './undo-proposals.ts';

export const MetricsRecordedParams = z.strictObject({
  ...CommonParams,
  withinWeeks: z.number().min(1).max(52),
});
type MetricsRecordedParams = z.infer<typeof MetricsRecordedParams>;

export const metricsRecorded: Rule<MetricsRecordedParams> = {
  key: 'metrics-recorded',
  params: MetricsRecordedParams,
  needsFields: ['target', 'actual'],

  check({ withinWeeks }, sections, refuse) {
    checkWeeks('withinWeeks', withinWeeks, sections, refuse);
    for (const field of ['target', 'actual'] as const) {
      if (sections.fields[field] !== undefined) continue;
      refuse([], `the rule needs fields.${field}, the field of the board that holds it`, null);
    }
  },

  missingAtTheEnd: texts => texts.render('metrics-recorded.at-the-end'),

  evaluate(subject, { withinWeeks }, context) {
    const { phase } = subject;
    if (phase === 'running') return whileRunning(subject, withinWeeks, context);
    // A card that was done before Liaison met it has no list, and nobody is asked about the past.
    const isChecked = phase === 'evaluating' || (phase === 'done' && isOrWas(context.team));
    if (!isChecked) return { state: 'not-checked' };
    if (phase === 'done' && context.team.unknown) return { state: 'unknown' };
    return towardsTheEnd(subject, context);
  },

  undo(subject, _params, context, reportedChanges) {
    return subject.phase === 'done'
      ? undoMove(subject, context, reportedChanges, cameFrom => cameFrom === 'done')
      : null;
  },
};

function whileRunning(subject: CustomerResult, withinWeeks: number, context: RuleContext): RuleResult {
  const { texts, today } = context;
  const { startOn } = subject.card;
  const { target, actual } = recordedOn(subject);
  if (target !== null) {
    return {
      state: 'holds',
      message: texts.render('metrics-recorded.stated'),
      evidence: { target, actual },
    };
  }
  if (startOn === null) return { state: 'not-checked' };
  const by = addDays(startOn, Math.round(withinWeeks * 7));
  const day = texts.day(by);
  const evidence = { target, actual, by };
  if (today <= by) {
    const message = texts.render('metrics-recorded.open-target', { day });
    return { state: 'open', message, evidence, openSeats: [], untilDay: addDays(by, 1) };
  }
  return {
    state: 'fails',
    message: texts.render('metrics-recorded.late-target', { day }),
    evidence,
    mend: texts.render('metrics-recorded.state'),
    menders: teamThenOthers(subject, context),
  };
}

function towardsTheEnd(subject: CustomerResult, context: RuleContext): RuleResult {
  const { texts } = context;
  const { target, actual } = recordedOn(subject);
  const evidence = { target, actual };
  if (target !== null && actual !== null) {
    return { state: 'holds', message: texts.render('metrics-recorded.holds'), evidence };
  }
  const missing = target !== null ? 'actual' : actual !== null ? 'target' : 'both';
  if (subject.phase === 'evaluating') {
    return {
      state: 'open',
      message: texts.render(`metrics-recorded.missing-${missing}`),
      evidence,
      openSeats: [],
    };
  }
  return {
    state: 'fails',
    message: texts.render(`metrics-recorded.fails-${missing}`),
    evidence,
    mend: texts.render(`metrics-recorded.record-${missing}`),
    menders: teamThenOthers(subject, context),
  };
}

function recordedOn({ card }: CustomerResult): { target: string | null; actual: string | null } {
  return { target: card.target ?? null, actual: card.actual ?? null };
}
