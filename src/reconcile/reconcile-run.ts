// What one reconcile knows of itself while it decides and applies.
import type { Instant } from '../domain/day.ts';
import { textsFor } from '../domain/language/texts.ts';
import type { ActDeps } from './apply/act-context.ts';
import { guarded, type JobLock, stillOurs } from './apply/guarded-clickup.ts';
import type { Refusals } from './apply/refusals.ts';
import type { SoFar } from './end-reconcile.ts';
import type { CardMemory } from './memory/card-memory.ts';
import type { ReconcileDeps } from './reconcile-deps.ts';
import type { Trigger } from './trigger.ts';

/** What reconciling needs, with ClickUp guarded by the lock of this run's job. */
export type RunDeps = ReconcileDeps & ActDeps;

/** The same for one run: ClickUp is written to only while its job is still ours. */
export function runDepsOf(given: ReconcileDeps, lock: JobLock): RunDeps {
  const checkLock = stillOurs(lock);
  const texts = textsFor(given.company.playbook);
  return {
    ...given,
    clickUp: guarded(given.clickUp, checkLock),
    log: given.reports.log,
    texts,
    checkLock,
  };
}

/** One reconcile of one card, from when it was observed to when it is settled. */
export type ReconcileRun = {
  deps: RunDeps;
  known: CardMemory;
  refusals: Refusals;
  /** Why it was asked for; null where nobody knows. */
  reason: Trigger | null;
  startedAt: Instant;
  /** When some process was about to write something for the card before this run did; null if nobody was lately. */
  lastActedAt: Instant | null;
  /** Filled while it goes on, for its result. */
  soFar: SoFar;
  /** Names of lists that ClickUp refused in this run, since another list has them. */
  takenListNames: string[];
  /** Throws RequeueAfter where only the reserve of the budget is left, and nobody waits for this card. */
  checkBudget(): void;
};
