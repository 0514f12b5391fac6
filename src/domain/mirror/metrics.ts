// The metric of a customer result beside its feedback: what was measured before, what is wanted, what was reached.
import { shortened } from '../language/rich-text.ts';
import type { CompanyTexts } from '../language/texts.ts';
import type { Card, FieldKey } from '../observation.ts';
import { hasReached, type Phase } from '../phase.ts';
import { feedbackIn } from './feedback.ts';
import type { ObservedTeamList } from './team-list.ts';

/** The values as people wrote them; null where nothing is recorded, absent where the playbook names no field or none is seen. */
export type CardMetrics = {
  baseline?: string | null;
  target?: string | null;
  actual?: string | null;
  feedback: { have: number; min: number } | null;
};

/** What of a playbook the metrics depend on. */
type Ways = {
  fields: { baseline?: string | undefined; target?: string | undefined; actual?: string | undefined };
  feedback?: { item: string; countBy: 'subtasks' | 'field'; min: number } | undefined;
};

/** The metrics of a card; null where the playbook names neither a target nor an actual value. */
export function metricsIn(card: Card, team: ObservedTeamList, playbook: Ways): CardMetrics | null {
  const { fields, feedback } = playbook;
  if (fields.target === undefined && fields.actual === undefined) return null;
  const isSeen = (key: FieldKey) => !card.unknownFields?.includes(key);
  const found = feedbackIn(card, team, playbook, key => key);
  const isCounted = found?.countBy === 'field' ? isSeen('feedback') : team.unknown === null;
  const metrics: CardMetrics = {
    feedback: found && feedback && isCounted ? { have: found.count, min: feedback.min } : null,
  };
  for (const key of ['baseline', 'target', 'actual'] as const) {
    if (fields[key] !== undefined && isSeen(key)) metrics[key] = card[key] ?? null;
  }
  return metrics;
}

/** Target, actual and feedback in one line; null as long as there is nothing to say of them. */
export function metricsWords(
  metrics: CardMetrics | null,
  phase: Phase | null,
  { render }: CompanyTexts,
): string | null {
  if (!metrics || phase === null) return null;
  const { baseline = null, target, actual, feedback } = metrics;
  const isEvaluated = hasReached(phase, 'evaluating');
  if (!isEvaluated && !baseline && !target && !actual) return null;
  const words: string[] = [];
  if (target !== undefined) {
    words.push(
      target === null ? render('metrics.no-target') : render('metrics.target', { value: shortened(target) }),
    );
  }
  if (baseline !== null) words.push(render('metrics.baseline', { value: shortened(baseline) }));
  if (actual) words.push(render('metrics.actual', { value: shortened(actual) }));
  else if (actual === null && isEvaluated) words.push(render('metrics.no-actual'));
  if (feedback && (isEvaluated || feedback.have > 0)) words.push(render('metrics.feedback', feedback));
  return words.length === 0 ? null : words.join('; ');
}
