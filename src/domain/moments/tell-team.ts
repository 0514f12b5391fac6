// What a team hears by itself between phases, at most one thing at a time.

import type { Evaluation } from '../findings/evaluate.ts';
import type { Operation } from '../operation.ts';
import type { Playbook } from '../playbook/playbook.ts';
import { type Said, tellComplete } from './complete.ts';
import { offerNext } from './offer.ts';

/** What is told now, and when something would be. `asking` and `ending` are what the same plan asks, and does at the end. */
export function tellTeam(
  evaluation: Evaluation,
  asking: readonly Operation[],
  ending: readonly Operation[],
  playbook: Playbook,
): Said {
  const complete = tellComplete(evaluation, asking, playbook);
  const next = offerNext(evaluation, { asking, ending }, playbook);
  return {
    operations: [...complete.operations, ...next.operations],
    upcoming: [...complete.upcoming, ...next.upcoming],
  };
}
