// Nothing is done before customers were heard: enough pieces of feedback are recorded when the card enters done.
import { z } from 'zod';
import { CommonParams, isLeftOut, isOrWas, type Rule, teamThenOthers } from './rule.ts';
import { undoMove } from './undo-proposals.ts';

export const FeedbackCollectedParams = z.strictObject({ ...CommonParams, min: z.number().int().min(1) });
type FeedbackCollectedParams = z.infer<typeof FeedbackCollectedParams>;

export const feedbackCollected: Rule<FeedbackCollectedParams> = {
  key: 'feedback-collected',
  params: FeedbackCollectedParams,
  // Only a playbook that counts by the field may name one.
  needsFields: ['feedback'],

  check({ min }, { feedback }, refuse) {
    if (!feedback) {
      refuse([], 'the rule needs the section feedback, which says where it is collected', null);
    } else if (min > feedback.min) {
      const message = `must not be above feedback.min (${feedback.min}), or reminders would stop too early`;
      refuse(['min'], message, min);
    }
  },

  missingAtTheEnd: texts => texts.render('feedback-collected.at-the-end'),

  evaluate(subject, { min }, context) {
    const { texts, feedback, team } = context;
    const { phase } = subject;
    // A card that was done before Liaison met it has no list, and nobody is asked about the past.
    const isChecked = phase === 'evaluating' || (phase === 'done' && isOrWas(team));
    if (!isChecked || !feedback) return { state: 'not-checked' };
    // A number on the card needs no list, but for whether the task was deleted at the end.
    if (team.unknown && (feedback.countBy === 'subtasks' || phase === 'done')) return { state: 'unknown' };
    const { count: have, countBy, item, template } = feedback;
    // Without the task nobody can record anything; whoever deletes it decides that it is not needed.
    if (isLeftOut(phase, team, template)) return { state: 'not-checked' };
    const evidence = { have, min };
    if (have >= min) {
      return { state: 'holds', message: texts.render('feedback-collected.holds', { count: have }), evidence };
    }
    if (phase === 'evaluating') {
      const message = texts.render('feedback-collected.open', { have, min });
      return { state: 'open', message, evidence, openSeats: [] };
    }
    return {
      state: 'fails',
      message: texts.render('feedback-collected.fails', { have, min }),
      evidence,
      mend:
        countBy === 'field'
          ? texts.render('feedback-collected.count', { item })
          : texts.render('feedback-collected.collect', { item }),
      menders: teamThenOthers(subject, context),
    };
  },

  undo(subject, _params, context, reportedChanges) {
    return undoMove(subject, context, reportedChanges, cameFrom => cameFrom === 'done');
  },
};
