// `sync --plan` as a command: does exactly what a plan in a file says, card by card, and refuses what changed since.

import { pause } from '../base/time-limit.ts';
import { type Connection } from '../clickup/connect.ts';
import { ConfigProblems } from '../config/problem.ts';
import { toBeDone } from '../domain/to-be-done.ts';
import { forgetfulMemory } from '../queries/forgetful-memory.ts';
import { decideBoard, type Planned, type PlannedBoard } from '../queries/plan.ts';
import { comparePlans } from '../queries/plan-file/compare.ts';
import { type PlanFile, plannedCard, playbookDigest } from '../queries/plan-file/plan-file.ts';
import { StoreHeld } from '../queue/errors.ts';
import { applyPlanned, type PlannedResult } from '../reconcile/apply-planned.ts';
import { boardReport, type PlanSyncReport, reportOf } from '../reconcile/report.ts';
import { connectShared } from './connect-shared.ts';
import { type Engine, startEngine } from './engine.ts';
import { refuseTimeTravel, type SyncOnceOptions, SyncRefused } from './sync-once.ts';

export type SyncPlanOptions = SyncOnceOptions & { planFile: { file: string; plan: PlanFile } };

type Refused = PlanSyncReport['refused'][number];

/** What became of the plan, as far as it is known. */
type Outcome = {
  same: Planned[];
  refused: Refused[];
  done: PlanSyncReport['done'];
  isNew: PlanSyncReport['new'];
  applied: Planned[];
  operations: number;
  failed: PlanSyncReport['failed'];
};

/** Does the plan and nothing else. Rejects with errors that explain themselves, before anything is written. */
export async function syncPlan(options: SyncPlanOptions): Promise<PlanSyncReport> {
  const { env, token, loaded, clock, log, progress, planFile } = options;
  const { file, plan } = planFile;
  refuseTimeTravel(options);
  refuseOtherPlaybook(options);
  const { clickupApiUrl: apiUrl, storeUrl } = env;
  const connection = await connectShared({
    apiUrl,
    storeUrl,
    token,
    loaded,
    clock,
    log,
    progress,
    waitsForBudget: true,
  });
  refuseOtherBoard(options, connection);
  const memory = forgetfulMemory(clock);
  const board = await decideBoard(connection, loaded, { memory, clock, card: null, only: onlyIn(plan) });
  const outcome = compareAll(plan, board);
  const { mode } = loaded.playbook;
  if (mode === 'act' && outcome.same.length > 0) await applyAll(options, connection, outcome);
  const shown = mode === 'act' ? outcome.applied : outcome.same;
  const results = shown.map(({ plan, observation }) => reportOf(plan, observation));
  const { refused, done, isNew, operations: applied, failed } = outcome;
  return {
    ...boardReport(board.at, mode, results, connection.transport.requests(), board.unreadable),
    applied,
    failed,
    waiting: [],
    refused,
    done,
    new: isNew,
    plan: { file, at: plan.at },
  };
}

/** A plan for one card says nothing of others; one for the board tells those that came later. */
function onlyIn({ card, customerResults }: PlanFile): string[] | null {
  return card === null ? null : customerResults.map(({ id }) => id);
}

function compareAll(plan: PlanFile, { planned }: PlannedBoard): Outcome {
  const byId = new Map(planned.map(one => [one.plan.id, one]));
  const outcome: Outcome = {
    same: [],
    refused: [],
    done: [],
    isNew: [],
    applied: [],
    operations: 0,
    failed: [],
  };
  for (const then of plan.customerResults.filter(({ operations }) => operations.length > 0)) {
    const now = byId.get(then.id);
    const compared = comparePlans(then, now ? plannedCard(now) : null);
    const { id, name } = then;
    if (compared.kind === 'same' && now) outcome.same.push(now);
    else if (compared.kind === 'done') outcome.done.push({ id, name });
    else if (compared.kind === 'changed') outcome.refused.push({ id, name, changes: compared.changes });
  }
  const inPlan = new Set(plan.customerResults.flatMap(one => (one.operations.length > 0 ? [one.id] : [])));
  outcome.isNew = planned
    .filter(one => toBeDone(one.plan).length > 0 && !inPlan.has(one.plan.id))
    .map(one => ({ id: one.plan.id, name: one.plan.name }));
  return outcome;
}

/** Alone on the board: whoever else works there does what stands in no plan. */
async function applyAll(options: SyncPlanOptions, connection: Connection, outcome: Outcome): Promise<void> {
  const { env, loaded, clock, log } = options;
  const { storeUrl, historyDays } = env;
  const starting = startEngine({ connection, loaded, isAlone: true, storeUrl, historyDays, clock, log });
  const engine = await starting.catch((error: unknown) => {
    throw error instanceof StoreHeld ? heldByAnother(error) : error;
  });
  try {
    await engine.begin();
    await untilAllShows(engine, options);
    for (const [index, planned] of outcome.same.entries()) {
      connection.progress.step('Doing what the plan says', index, outcome.same.length);
      note(outcome, planned, await applyOne(engine, planned));
    }
  } finally {
    await engine.close();
  }
}

function applyOne(engine: Engine, planned: Planned): Promise<PlannedResult> {
  const checkLock = async (): Promise<void> => {
    const trouble = engine.strangerTrouble();
    if (trouble !== null) throw new SyncRefused(trouble);
  };
  return applyPlanned(engine.reconcileDeps, planned, { checkLock });
}

function note(outcome: Outcome, planned: Planned, result: PlannedResult): void {
  const { plan, observation } = planned;
  const { id, name, operations } = plan;
  if (result.kind === 'refused') {
    outcome.refused.push({ id, name, changes: result.changes });
    return;
  }
  outcome.applied.push({
    plan: { ...plan, operations: operations.slice(0, result.applied.length) },
    observation,
  });
  outcome.operations += result.applied.length;
  if (result.kind === 'applied') return;
  const reason = `stopped after ${result.applied.length} of ${operations.length} operations: ${result.why}`;
  outcome.failed.push({ id, reason });
}

/** A store that knows nothing of what Liaison made before has to wait until all of it shows. */
async function untilAllShows(engine: Engine, { clock, tell }: SyncPlanOptions): Promise<void> {
  const until = await engine.holdUntil();
  const waitMs = until === null ? 0 : until - clock.now();
  if (waitMs <= 0) return;
  tell(
    `The store knows nothing of what Liaison made here before; waiting ${Math.ceil(waitMs / 1_000)} s until all of it shows.`,
  );
  await pause(waitMs);
}

function heldByAnother({ pid }: StoreHeld): SyncRefused {
  const who = pid === null ? 'another process' : `process ${pid}`;
  return new SyncRefused(
    `A plan is applied by one process alone, and the store is held by ${who}, which by itself does whatever is to be done, also what stands in no plan. Stop it first, then apply the plan again.`,
  );
}

function refuseOtherPlaybook({ loaded, planFile: { file, plan } }: SyncPlanOptions): void {
  if (plan.playbook.digest === playbookDigest(loaded)) return;
  throw problem(file, 'playbook', {
    given: `a plan made with ${plan.playbook.file} as it was then`,
    allowed: `a plan made with ${loaded.file} as it is now`,
    hint: `The playbook says something else by now, or it is another one: --playbook names it. Otherwise plan again: liaison plan --out ${file}`,
  });
}

function refuseOtherBoard(
  { loaded, planFile: { file, plan } }: SyncPlanOptions,
  { places, workspace }: Connection,
): void {
  const here = { workspace, board: { id: places.boardId, name: loaded.playbook.places.board } };
  for (const place of ['workspace', 'board'] as const) {
    const [then, now] = [plan[place], here[place]];
    if (then.id === now.id) continue;
    throw problem(file, place, {
      given: `a plan for “${then.name}” (${then.id})`,
      allowed: `a plan for “${now.name}” (${now.id}), where this token and this playbook lead`,
      hint: `Give the token of that ${place}, or plan again: liaison plan --out ${file}`,
    });
  }
}

function problem(file: string, path: string, of: { given: string; allowed: string; hint: string }) {
  return new ConfigProblems([{ file, line: null, path, ...of }]);
}
