// The use case: look at one card and make ClickUp as it should be. Webhook, timer, sweep and command line all end here.

import type { Log } from '../base/log.ts';
import type { Instant } from '../domain/day.ts';
import { answersPeople, BREAKER, countsAsChange, type Occasion } from '../domain/enforcement/breaker.ts';
import { textsFor } from '../domain/language/texts.ts';
import { failingKey, NAMES_TWO, TEAM_LIST } from '../domain/mirror/list-trouble.ts';
import type { Observation, ReportedChange } from '../domain/observation.ts';
import { type Operation, recordOf } from '../domain/operation.ts';

import type { Plan } from '../domain/plan.ts';
import { requeueAffectedByDeleted, requeueAffectedCards } from './affected-cards.ts';
import { act } from './apply/apply.ts';
import { StalePlan } from './apply/create-item.ts';
import { effectOf } from './apply/effects.ts';
import { guarded, type JobLock, stillOurs } from './apply/guarded-clickup.ts';
import { actAsFarAsAllowed, isRefusedForGood, type Refusals, recallRefusals } from './apply/refusals.ts';
import { keepBudgetReserve } from './budget-reserve.ts';
import { decideFreshly } from './decide-freshly.ts';
import { resultReporter, type SoFar } from './end-reconcile.ts';
import type { CardMemory } from './memory/card-memory.ts';
import { causeOf } from './memory/last-change.ts';
import { recall } from './memory/recall.ts';
import { observe, observeAgain, observeAsSwept } from './observe.ts';
import { ClickUpFailure } from './ports.ts';
import type { ReconcileDeps } from './reconcile-deps.ts';
import { type ReconcileResult, resultOf } from './result.ts';
import { nextRetryAt } from './retry-unreadable.ts';
import type { Trigger } from './trigger.ts';

/** Undo, then mirror, then nothing: a card that still wants something after this many rounds does not settle. */
const ROUNDS = 4;

/** What the queue gives a run: when and why it was asked for, and whether its job is still ours. */
export type ReconcileRequest = JobLock & { requestedAt: Instant; reason?: Trigger | null };

/**
 * Looks at one card and does what its plan says. Never rejects for ClickUp's sake; rejects when the store fails, and
 * before a write of a job that is not ours any more.
 */
export async function reconcile(
  given: ReconcileDeps,
  cardId: string,
  run: ReconcileRequest,
): Promise<ReconcileResult> {
  const checkLock = stillOurs(run);
  const deps = { ...given, clickUp: guarded(given.clickUp, checkLock) };
  const startedAt = deps.clock.now();
  const { playbook } = deps.company;
  const { log } = deps.reports;
  const texts = textsFor(playbook);
  const soFar: SoFar = { plan: null, applied: [], cause: causeOf([], run.reason ?? null, []) };
  const { applied } = soFar;
  const { end, tellOfBreak } = resultReporter(deps, cardId, soFar);
  try {
    // Live is whose change waits, whatever job runs it: only the reported changes tell.
    const known = await recall(deps.memory, cardId);
    const isLive = known.reportedChanges.length > 0;
    const spend = (): void => {
      if (!isLive) keepBudgetReserve(deps.connection.budget());
    };
    spend();
    if (run.reason === 'sweep' || run.reason === 'sync') await observeAsSwept(deps, run.requestedAt);
    const observed = await observe(deps, cardId, run, known);
    const leave = async (): Promise<ReconcileResult> => {
      await requeueAffectedByDeleted(deps, known);
      return end({ kind: 'done', next: null });
    };
    if (!observed) return await leave();
    let { observation } = observed;
    const { unreadable = [] } = observation;
    if (unreadable.length > 0) soFar.unreadable = unreadable;
    soFar.cause = causeOf(known.reportedChanges, run.reason ?? null, observation.board.people);
    const unused = known.reportedChanges.filter(({ isUsed }) => !isUsed);
    const { actedAt } = known;
    const trigger = (): Occasion => triggerOf(observation, unused, actedAt, run.reason ?? null);
    const isOfNeighbour = run.reason === 'neighbour' && unused.length === 0;
    const counts = (kind: string): boolean => countsAsChange(kind, isOfNeighbour);
    const taken: string[] = [];
    const refusals = await recallRefusals(deps, cardId);
    const heeding = (): Pick<Observation, 'refused'> => ({
      refused: refusals.heeded(triedAgainSince(observation, run.reason ?? null, startedAt)),
    });
    observation = { ...observation, ...heeding() };
    let begunAt = startedAt;
    let plan: Plan;
    for (let round = 0; ; ) {
      const decided = await decideFreshly(deps, observed, observation, { startedAt, begunAt, round });
      if (decided === null) return await leave();
      ({ observation, plan } = decided);
      soFar.plan = plan;
      if (playbook.mode === 'observe') break;
      if (plan.operations.length === 0) break;
      if (round === ROUNDS) return await end({ kind: 'retry', why: doesNotSettle(plan) });
      let isRecordTrue = true;
      let isAllAllowed = true;
      for (const operation of plan.operations) {
        // Decided before somebody was refused, they do not say so; the next round has them as they are.
        if (!isRecordTrue && recordOf(operation).tellsOfOthers) continue;
        spend();
        const actingAt = deps.clock.now();
        deps.cache.noteActing(cardId, actingAt);
        await known.noteActing(actingAt);
        if (operation.kind === 'explain-undo') {
          await known.undoLog.begin(actingAt, operation.changes);
        }
        const came = await tryToAct(
          { ...deps, log, texts, checkLock },
          observation,
          known,
          operation,
          refusals,
        );
        if (came === 'left out') {
          isAllAllowed = false;
          break;
        }
        if (came === 'without people') isRecordTrue = false;
        if (came === 'name taken' && 'name' in operation) taken.push(operation.name);
        if (came !== 'done' && came !== 'without people') break;
        await known.undoLog.noteDone(operation);
        const { kind, target, summary } = operation;
        const isFirst = !applied.some(({ kind: done }) => counts(done));
        if (isFirst && counts(kind) && !isAtRest(plan) && !answersPeople(trigger())) {
          await known.noteChange(deps.clock.now());
        }
        applied.push({ kind, target, summary });
        deps.reports.countOperation(kind);
        log.info({ card: cardId, operation: kind }, 'done');
        log.debug({ card: cardId, operation: kind, target, summary }, 'what was done');
      }
      // What is refused is not tried again in this look: it does not keep the card from coming to rest.
      if (isAllAllowed) round += 1;
      begunAt = deps.clock.now();
      observation = { ...observeAgain(deps, observed), takenListNames: taken, ...heeding() };
    }
    await requeueAffectedCards(deps, observation, known);
    await remember(deps, observation, known, plan);
    return await end({ kind: 'done', next: earlier(plan.next?.at ?? null, refusals.next()) });
  } catch (error) {
    const now = deps.clock.now();
    if (error instanceof ClickUpFailure && error.thing && !error.isMaybeApplied) {
      // Named, and left alone until it is tried again: everything else goes on.
      soFar.unreadable = [{ since: now, ...error.thing }];
      return await end({ kind: 'done', next: nextRetryAt(now, null), why: error.message });
    }
    const result = resultOf(error, now);
    if (result !== null) return await end(result);
    tellOfBreak(error);
    throw error;
  }
}

/** Anything but `done` means that the plan no longer fits, and another one is decided. */
async function tryToAct(
  ...[deps, observation, known, operation, refusals]: [...Parameters<typeof act>, Refusals]
): Promise<'done' | 'without people' | 'left out' | 'name taken' | 'found otherwise'> {
  try {
    const doing = async (one: Operation): Promise<void> => {
      await act(deps, observation, known, one).catch((error: unknown) => {
        if (isRefusedForGood(error) && error instanceof Error) {
          const fields = { card: observation.card.id, operation: one.kind, reason: error.message };
          deps.log.warn(fields, 'ClickUp refuses this; the rest goes on');
        }
        throw error;
      });
    };
    const came = await actAsFarAsAllowed(operation, doing, refusals);
    await refusals.keep();
    return came === 'whole' ? 'done' : came;
  } catch (error) {
    if (error instanceof StalePlan) return 'found otherwise';
    if (!effectOf(operation).namesList) throw error;
    if (!(error instanceof ClickUpFailure) || error.kind !== 'name-taken') throw error;
    return 'name taken';
  }
}

/** What the breaker is to know of why this look takes place. */
function triggerOf(
  { board, card, knownListId, clockSkewMs = 0 }: Observation,
  reportedChanges: readonly ReportedChange[],
  lastActedAt: Instant | null,
  reason: Trigger | null,
): Occasion {
  const inList = board.items.filter(({ listId }) => listId === knownListId);
  const updatedAt = Math.max(card.updatedAt, ...inList.map(item => item.updatedAt));
  return {
    reportedChanges,
    wasPolled: reason === 'poll',
    changedAt: updatedAt - clockSkewMs,
    lastActedAt,
    people: board.people,
  };
}

/** What was refused before this is tried again: somebody asked for it, here or on the card. */
function triedAgainSince(
  { commands, clockSkewMs = 0 }: Observation,
  reason: Trigger | null,
  startedAt: Instant,
): Instant {
  if (reason === 'sync' || reason === 'retry') return startedAt;
  return Math.max(0, ...commands.map(({ at }) => at - clockSkewMs));
}

function earlier(one: Instant | null, other: Instant | null): Instant | null {
  return one === null || other === null ? (one ?? other) : Math.min(one, other);
}

/** The word that Liaison rests must not prolong the rest. */
function isAtRest({ findings }: Plan): boolean {
  return findings.some(({ rule }) => rule === BREAKER);
}

async function remember(
  deps: ReconcileDeps,
  observation: Observation,
  known: CardMemory,
  plan: Plan,
): Promise<void> {
  const cardId = observation.card.id;
  const failing: Record<string, Instant> = {};
  for (const finding of plan.findings) {
    if (finding.state !== 'fails') continue;
    const key = failingKey(finding);
    failing[key] = known.failingSince[key] ?? observation.at;
  }
  // Whether they still fail shows once the list is back; the time of grace does not begin anew.
  for (const rule of plan.unknown) {
    const since = known.failingSince[rule];
    if (since !== undefined) failing[rule] = since;
  }
  tellOfList(
    deps.reports.log,
    cardId,
    plan,
    [TEAM_LIST, NAMES_TWO].some(key => known.failingSince[key] !== undefined),
  );
  if (JSON.stringify(failing) !== JSON.stringify(known.failingSince)) await known.noteFailing(failing);
  await known.undoLog.useUp(known.reportedChanges);
}

/** Says once that something is the matter with a team list, and once that it is not any more. */
function tellOfList(log: Log, card: string, { findings }: Plan, wasSaid: boolean): void {
  const trouble = findings.find(({ rule, state }) => rule === TEAM_LIST && state === 'fails');
  if (!trouble && wasSaid) log.info({ card }, 'nothing is the matter with the team list any more');
  if (!trouble || wasSaid) return;
  const { evidence, message: reason } = trouble;
  const is = 'why' in evidence ? 'the team list is out of sight' : 'a team list names two cards';
  log.warn({ card, ...evidence, reason }, is);
}

function doesNotSettle(plan: Plan): string {
  const kinds = [...new Set(plan.operations.map(operation => operation.kind))].join(', ');
  return `the card does not settle: after ${ROUNDS} rounds it still wants ${kinds}`;
}
