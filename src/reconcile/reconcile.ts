// The use case: observe one card, decide, and make ClickUp as it should be. Webhook, timer, sweep and command line all end here.

import type { Instant } from '../domain/day.ts';
import type { Plan } from '../domain/plan.ts';
import { requeueAffectedByDeleted, requeueAffectedCards } from './affected-cards.ts';
import type { JobLock } from './apply/guarded-clickup.ts';
import { recallRefusals } from './apply/refusals.ts';
import { keepBudgetReserve } from './budget-reserve.ts';
import { DailyLimitReached } from './daily-limit.ts';
import { nothingSoFar, resultReporter, type SoFar } from './end-reconcile.ts';
import type { CardMemory } from './memory/card-memory.ts';
import { causeOf } from './memory/last-change.ts';
import { isMoreReported, recall } from './memory/recall.ts';
import { noteFindings } from './note-findings.ts';
import { observe, observeAsSwept } from './observe.ts';
import { ClickUpFailure } from './ports.ts';
import type { ReconcileDeps } from './reconcile-deps.ts';
import { type RunDeps, runDepsOf } from './reconcile-run.ts';
import { type ReconcileResult, resultOf } from './result.ts';
import { nextRetryAt } from './retry-unreadable.ts';
import { ROUNDS, settle } from './settle.ts';
import type { Trigger } from './trigger.ts';

/** What the queue gives a run: when and why it was asked for, and whether its job is still ours. */
export type ReconcileRequest = JobLock & {
  requestedAt: Instant;
  reason?: Trigger | null;
  /** Resolves when the debounce is over; says whether the run began before that. Absent where nothing was debounced. */
  waitOutDebounce?(): Promise<boolean>;
};

/**
 * Observes one card and does what its plan says. Never rejects for ClickUp's sake; rejects when the store fails, and
 * before a write of a job that is not ours any more.
 */
export async function reconcile(
  given: ReconcileDeps,
  cardId: string,
  request: ReconcileRequest,
): Promise<ReconcileResult> {
  const deps = runDepsOf(given, request);
  const soFar = nothingSoFar(causeOf([], request.reason ?? null, []));
  const { end, reportBreak } = resultReporter(deps, cardId, soFar);
  try {
    return await end(await reconcileCard(deps, cardId, request, soFar));
  } catch (error) {
    if (error instanceof DailyLimitReached)
      deps.log.info({ card: cardId }, 'waits: the limit of the day is reached');
    const result = resultOfFailure(error, deps.clock.now(), soFar);
    if (result !== null) return await end(result);
    reportBreak(error);
    throw error;
  }
}

async function reconcileCard(
  deps: RunDeps,
  cardId: string,
  request: ReconcileRequest,
  soFar: SoFar,
): Promise<ReconcileResult> {
  const { reason = null } = request;
  let looked = await look(deps, cardId, request);
  const beganBefore = (await request.waitOutDebounce?.()) ?? false;
  if (beganBefore && (await isMoreReported(deps.memory, looked.known)))
    looked = await look(deps, cardId, request);
  const { known, refusals, observed, startedAt, checkBudget } = looked;
  if (!observed) return leave(deps, known);
  const { unreadable = [], board } = observed.observation;
  if (unreadable.length > 0) soFar.unreadable = unreadable;
  soFar.cause = causeOf(known.reportedChanges, reason, board.people);

  const lastActedAt = known.actedAt;
  const run = {
    deps,
    known,
    refusals,
    reason,
    startedAt,
    lastActedAt,
    soFar,
    takenListNames: [],
    checkBudget,
  };
  const settled = await settle(run, observed);
  if (settled === null) return leave(deps, known);
  const { observation, plan, isSettled } = settled;
  if (!isSettled) return { kind: 'retry', why: doesNotSettle(plan) };
  await requeueAffectedCards(deps, observation, known);
  await noteFindings(deps.log, observation, known, plan);
  if (known.reportedChanges.length > 0) {
    const reportedAt = Math.min(...known.reportedChanges.map(({ receivedAt }) => receivedAt));
    deps.reports.countAnswered?.((deps.clock.now() - reportedAt) / 1000);
  }
  return { kind: 'done', next: earlier(plan.next?.at ?? null, refusals.next()) };
}

/** What is known of the card, what is seen of it, and what a run that begins with that may cost. */
async function look(deps: RunDeps, cardId: string, { requestedAt, reason = null }: ReconcileRequest) {
  const startedAt = deps.clock.now();
  const known = await recall(deps.memory, cardId);
  const checkBudget = (): void => {
    // Live is whose change waits, whatever job runs it: only the reported changes tell.
    if (known.reportedChanges.length === 0) keepBudgetReserve(deps.connection.budget());
  };
  checkBudget();
  if (reason === 'sweep' || reason === 'sync') await observeAsSwept(deps, requestedAt);
  const observed = await observe(deps, cardId, { requestedAt, reason }, known);
  const refusals = await recallRefusals(deps, cardId);
  return { known, refusals, observed, startedAt, checkBudget };
}

/** The card is not on the board any more. */
async function leave(deps: ReconcileDeps, known: CardMemory): Promise<ReconcileResult> {
  await requeueAffectedByDeleted(deps, known);
  return { kind: 'done', next: null };
}

/** What a failure of ClickUp, or the limit of a day, comes to; null for any other. */
function resultOfFailure(error: unknown, now: Instant, soFar: SoFar): ReconcileResult | null {
  if (error instanceof ClickUpFailure && error.thing && !error.isMaybeApplied) {
    // Named, and left alone until it is tried again: everything else goes on.
    soFar.unreadable = [{ since: now, ...error.thing }];
    return { kind: 'done', next: nextRetryAt(now, null), why: error.message };
  }
  if (error instanceof DailyLimitReached) return { kind: 'done', next: error.until, why: error.message };
  return resultOf(error, now);
}

function earlier(one: Instant | null, other: Instant | null): Instant | null {
  return one === null || other === null ? (one ?? other) : Math.min(one, other);
}

function doesNotSettle(plan: Plan): string {
  const kinds = [...new Set(plan.operations.map(operation => operation.kind))].join(', ');
  return `the card does not settle: after ${ROUNDS} rounds it still wants ${kinds}`;
}
