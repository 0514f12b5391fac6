// Does the operations of a plan, one after the other, and notes what was done around each of them.
import { itemsOfList } from '../../domain/board-index.ts';
import { answersPeople, countsAsChange, isTripped, type Occasion } from '../../domain/enforcement/breaker.ts';
import { countsForTheDay } from '../../domain/enforcement/daily-limit.ts';
import type { Observation } from '../../domain/observation.ts';
import { type Operation, recordOf } from '../../domain/operation.ts';
import { namedIn } from '../../domain/operations/named-in.ts';
import { takesBack } from '../../domain/operations/undo.ts';
import type { Plan } from '../../domain/plan.ts';
import { checkDailyLimit, countChange } from '../daily-limit.ts';
import type { CardMemory } from '../memory/card-memory.ts';
import type { DoneOperation } from '../memory/history.ts';
import type { ReconcileRun } from '../reconcile-run.ts';
import { tryOperation } from './try-operation.ts';

/** Does a plan as far as it fits what it meets. Answers whether ClickUp let everything be done that was tried. */
export async function applyPlan(run: ReconcileRun, observation: Observation, plan: Plan): Promise<boolean> {
  let isRecordTrue = true;
  let isLimitChecked = false;
  for (const [done, operation] of plan.operations.entries()) {
    // Decided before somebody was refused, they do not say so; the next round has them as they are.
    if (!isRecordTrue && recordOf(operation).tellsOfOthers) continue;
    if (countsForTheDay(operation)) {
      if (!isLimitChecked) await checkDailyLimit(run.deps, plan.operations.length - done);
      isLimitChecked = true;
      await countChange(run.deps);
    }
    await noteBegin(run, operation);
    const came = await tryOperation(run, observation, operation);
    if (came === 'left out') return false;
    if (came === 'name taken' && 'name' in operation) run.takenListNames.push(operation.name);
    if (came !== 'done' && came !== 'without people') return true;
    if (came === 'without people') isRecordTrue = false;
    await noteDone(run, observation, plan, operation);
  }
  return true;
}

async function noteBegin({ deps, known, checkBudget }: ReconcileRun, operation: Operation): Promise<void> {
  checkBudget();
  const at = deps.clock.now();
  deps.cache.noteActing(known.cardId, at);
  await known.noteActing(at, operation.kind === 'explain-undo' ? operation.changes : []);
}

async function noteDone(
  run: ReconcileRun,
  observation: Observation,
  plan: Plan,
  operation: Operation,
): Promise<void> {
  const { deps, known, soFar } = run;
  await known.undoLog.noteDone(operation);
  if (
    isFirstChange(run, operation) &&
    !isTripped(plan.findings) &&
    !answersPeople(occasionOf(run, observation))
  )
    await known.noteChange(deps.clock.now());
  const { kind, target, summary } = operation;
  soFar.applied.push({ kind, target, summary });
  soFar.done.push({ kind, target, summary, ...whatCalledFor(run, observation, plan, operation) });
  deps.reports.countOperation(kind);
  deps.log.info({ card: known.cardId, operation: kind }, 'done');
  deps.log.debug({ card: known.cardId, operation: kind, target, summary }, 'what was done');
}

function whatCalledFor(
  { deps }: ReconcileRun,
  { comments, board }: Observation,
  { findings, operations }: Plan,
  operation: Operation,
): Pick<DoneOperation, 'about' | 'why' | 'rules'> {
  const { playbook } = deps.company;
  const undoneFor = operations.flatMap(one => (one.kind === 'explain-undo' ? one.rules : []));
  const why = recordOf(operation).why(operation, { findings, undoneFor, playbook, comments });
  const about = namedIn(operation, board.items);
  return {
    ...(about === null ? {} : { about }),
    why,
    rules: [...(takesBack(operation) ? undoneFor : rulesOf(operation))],
  };
}

function rulesOf(operation: Operation): readonly string[] {
  if ('rules' in operation && operation.rules) return operation.rules;
  return 'rule' in operation ? [operation.rule] : [];
}

/** Whether this is the first operation of the run that counts as a change of the card. */
function isFirstChange(run: ReconcileRun, { kind }: Operation): boolean {
  const isOfNeighbour = run.reason === 'neighbour' && unusedChanges(run).length === 0;
  const counts = (one: string): boolean => countsAsChange(one, isOfNeighbour);
  return counts(kind) && !run.soFar.applied.some(done => counts(done.kind));
}

/** What the breaker is to know of why this reconcile takes place. */
function occasionOf(run: ReconcileRun, { board, card, knownListId, clockSkewMs = 0 }: Observation): Occasion {
  const inList = knownListId === null ? [] : itemsOfList(board.items, knownListId);
  const updatedAt = Math.max(card.updatedAt, ...inList.map(item => item.updatedAt));
  return {
    reportedChanges: unusedChanges(run),
    wasPolled: run.reason === 'poll',
    changedAt: updatedAt - clockSkewMs,
    lastActedAt: run.lastActedAt,
    people: board.people,
  };
}

function unusedChanges({ known }: ReconcileRun): CardMemory['reportedChanges'] {
  return known.reportedChanges.filter(({ isUsed }) => !isUsed);
}
