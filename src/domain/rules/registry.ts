// Every rule, one line each. The playbook's schema, the documentation and the case folders follow this list. The rules
// that tell whether a team is complete come before the one that looks at that.
import { crossFunctional } from './cross-functional.ts';
import { evaluationPlanned } from './evaluation-planned.ts';
import { feedbackCollected } from './feedback-collected.ts';
import { memberLoad } from './member-load.ts';
import { metricsRecorded } from './metrics-recorded.ts';
import { outcomeRecorded } from './outcome-recorded.ts';
import { planPresented } from './plan-presented.ts';
import { priorityOrder } from './priority-order.ts';
import type { CommonParams, Rule } from './rule.ts';
import { selfAssigned } from './self-assigned.ts';
import { stale } from './stale.ts';
import { startsWhenComplete } from './starts-when-complete.ts';
import { supporterEligible } from './supporter-eligible.ts';
import { supporterLoad } from './supporter-load.ts';
import { supporterPresent } from './supporter-present.ts';
import { teamSize } from './team-size.ts';
import { timebox } from './timebox.ts';

export const RULES = {
  'team-size': teamSize,
  'self-assigned': selfAssigned,
  'supporter-present': supporterPresent,
  'supporter-eligible': supporterEligible,
  'supporter-load': supporterLoad,
  'member-load': memberLoad,
  'cross-functional': crossFunctional,
  'starts-when-complete': startsWhenComplete,
  timebox,
  'priority-order': priorityOrder,
  'plan-presented': planPresented,
  'evaluation-planned': evaluationPlanned,
  'metrics-recorded': metricsRecorded,
  'feedback-collected': feedbackCollected,
  'outcome-recorded': outcomeRecorded,
  stale,
} as const;

/** The rules in the order in which people read them, with their parameters' type forgotten. */
export const RULE_LIST = Object.values(RULES) as unknown as readonly Rule<CommonParams>[];
