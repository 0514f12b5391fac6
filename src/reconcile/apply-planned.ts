// Doing exactly what somebody looked at before, and nothing else: one card, one plan, no further round.

import { itemsOfList } from '../domain/board-index.ts';
import type { Observation } from '../domain/observation.ts';
import { type Operation, recordOf } from '../domain/operation.ts';
import type { Plan } from '../domain/plan.ts';
import { applyPlan } from './apply/apply-plan.ts';
import type { JobLock } from './apply/guarded-clickup.ts';
import { recallRefusals } from './apply/refusals.ts';
import { DailyLimitReached } from './daily-limit.ts';
import { decideFreshly } from './decide-freshly.ts';
import { nothingSoFar, resultReporter, type SoFar } from './end-reconcile.ts';
import { causeOf } from './memory/last-change.ts';
import type { Applied } from './memory/last-results.ts';
import { recall } from './memory/recall.ts';
import { observe, observeAgain } from './observe.ts';
import type { ReconcileDeps } from './reconcile-deps.ts';
import { type ReconcileRun, type RunDeps, runDepsOf } from './reconcile-run.ts';
import { type ReconcileResult, resultOf } from './result.ts';

/**
 * How it went: `refused` before anything was done, with what speaks against it; `failed` after `applied`, what is left is
 * not done.
 */
export type PlannedResult =
  | { kind: 'applied'; applied: Applied[] }
  | { kind: 'refused'; changes: string[] }
  | { kind: 'failed'; applied: Applied[]; why: string };

/**
 * Does the operations of a plan that was decided a moment ago from what a plan may see, so without the memory. What the
 * memory knows beyond that may forbid it. Rejects where the store fails.
 */
export async function applyPlanned(
  given: ReconcileDeps,
  planned: { plan: Plan; observation: Observation },
  lock: JobLock,
): Promise<PlannedResult> {
  const { plan } = planned;
  const deps = runDepsOf(given, lock);
  const soFar = nothingSoFar(causeOf([], 'sync', []));
  const { end, reportBreak } = resultReporter(deps, plan.id, soFar);
  try {
    const changes = await applyOnce(deps, planned, soFar);
    if (changes.length > 0) return { kind: 'refused', changes };
    const isAll = soFar.applied.length === plan.operations.length;
    // What is left out is decided anew by whoever reconciles the card next.
    soFar.plan = { ...plan, operations: isAll ? [] : plan.operations.slice(soFar.applied.length) };
    await end({ kind: 'done', next: plan.next?.at ?? null });
    if (isAll) return { kind: 'applied', applied: soFar.applied };
    return { kind: 'failed', applied: soFar.applied, why: 'ClickUp did not take the next one as it is' };
  } catch (error) {
    const isLimited = error instanceof DailyLimitReached;
    const result: ReconcileResult | null = isLimited
      ? { kind: 'requeueAfter', at: error.until, holds: 'card', why: error.message }
      : resultOf(error, deps.clock.now());
    if (result === null || result.kind === 'done') {
      reportBreak(error);
      throw error;
    }
    if (soFar.applied.length > 0) await end(result);
    return { kind: 'failed', applied: soFar.applied, why: result.why };
  }
}

/** Answers with what speaks against it; then nothing was done. */
async function applyOnce(
  deps: RunDeps,
  { plan, observation: then }: { plan: Plan; observation: Observation },
  soFar: SoFar,
): Promise<string[]> {
  const startedAt = deps.clock.now();
  const known = await recall(deps.memory, plan.id);
  const observed = await observe(deps, plan.id, { requestedAt: startedAt, reason: 'sync' }, known);
  if (!observed) return ['it is not on the board any more'];
  // What the cache holds may be some seconds old, and somebody may have changed the card since the plan was compared.
  await deps.cache.freshCards(startedAt);
  const { reportedChanges } = observed.observation;
  const before = { ...observeAgain(deps, observed), reportedChanges, refused: [] };
  const decided = await decideFreshly(deps, observed, before, { startedAt, begunAt: startedAt, round: 0 });
  if (!decided) return ['it is not on the board any more'];
  if (hasMoved(then, decided.observation, plan)) return ['it changed while the plan was being applied'];
  const against = plan.operations.filter(one => !isWanted(one, decided.plan.operations));
  if (against.length > 0) {
    return against.map(({ summary }) => `Liaison remembers what no plan can see, and would not: ${summary}`);
  }
  const run: ReconcileRun = {
    deps,
    known,
    refusals: await recallRefusals(deps, plan.id),
    reason: 'sync',
    startedAt,
    lastActedAt: known.actedAt,
    soFar,
    takenListNames: [],
    // Whoever waits for this command waits for the budget too, where it ends.
    checkBudget: () => undefined,
  };
  soFar.observation = decided.observation;
  await applyPlan(run, decided.observation, plan);
  return [];
}

/** Whether somebody changed the card or something in its list since it was compared with the plan. */
function hasMoved(then: Observation, now: Observation, { list }: Plan): boolean {
  const timesIn = ({ card, board }: Observation): string =>
    JSON.stringify([
      card.updatedAt,
      ...(list ? itemsOfList(board.items, list.id) : []).map(({ id, updatedAt }) => [id, updatedAt]),
    ]);
  return timesIn(then) !== timesIn(now);
}

/** Whether the same is wanted by one who remembers: of that kind, about the same thing. */
function isWanted(operation: Operation, wanted: readonly Operation[]): boolean {
  const name = nameOf(operation);
  return wanted.some(other => nameOf(other) === name);
}

function nameOf(operation: Operation): string {
  return `${operation.kind} ${recordOf(operation).about?.(operation) ?? operation.target}`;
}
