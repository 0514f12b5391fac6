// An end is definitive once the outcome is recorded and shared: the field is set and the milestone is done.
import { z } from 'zod';
import {
  CommonParams,
  checkItem,
  ItemParam,
  isLeftOut,
  isOrWas,
  milestoneOf,
  type Rule,
  teamThenOthers,
} from './rule.ts';
import { undoMove } from './undo-proposals.ts';

export const OutcomeRecordedParams = z.strictObject({ ...CommonParams, item: ItemParam });
type OutcomeRecordedParams = z.infer<typeof OutcomeRecordedParams>;

export const outcomeRecorded: Rule<OutcomeRecordedParams> = {
  key: 'outcome-recorded',
  params: OutcomeRecordedParams,
  needsFields: ['outcome'],

  check(params, sections, refuse) {
    checkItem(params, sections, refuse);
    if (sections.fields.outcome !== undefined) return;
    refuse([], 'the rule needs fields.outcome, the field of the board that holds it', null);
  },

  missingAtTheEnd: texts => texts.render('outcome-recorded.at-the-end'),

  evaluate(subject, { item: template }, context) {
    const { texts, team } = context;
    const { phase, card } = subject;
    // A card that was done before Liaison met it has no list, and nobody is asked about the past.
    const isChecked = phase === 'evaluating' || (phase === 'done' && isOrWas(team));
    if (!isChecked) return { state: 'not-checked' };
    if (team.unknown) return { state: 'unknown' };
    const milestone = milestoneOf(team, template);
    const item = typeof milestone === 'string' ? context.titleOf(template) : milestone.name;
    // Whoever deletes the task decides that it is not needed.
    const isGone = isLeftOut(phase, team, template);
    const isShared = isGone || (typeof milestone !== 'string' && milestone.isClosed);
    const { outcome } = card;
    const evidence = { outcome, item, isShared: isGone ? 'not needed' : String(isShared) };
    if (outcome !== null && isShared) {
      return { state: 'holds', message: texts.render('outcome-recorded.holds', { outcome }), evidence };
    }
    if (phase === 'evaluating') {
      const message =
        outcome !== null
          ? texts.render('outcome-recorded.open-share', { outcome })
          : texts.render(isShared ? 'outcome-recorded.open-outcome' : 'outcome-recorded.open-both');
      return { state: 'open', message, evidence, openSeats: [] };
    }
    const missing = outcome !== null ? 'share' : isShared ? 'outcome' : 'both';
    return {
      state: 'fails',
      message: texts.render(`outcome-recorded.fails-${missing}`),
      evidence,
      mend: [
        ...(outcome === null ? [texts.render('outcome-recorded.record')] : []),
        ...(isShared ? [] : [texts.render('outcome-recorded.share', { item })]),
      ].join(' '),
      menders: teamThenOthers(subject, context),
    };
  },

  undo(subject, _params, context, reportedChanges) {
    return undoMove(subject, context, reportedChanges, cameFrom => cameFrom === 'done');
  },
};
