// Decide and apply, again and again, until nothing is left to do for the card.
import type { Instant } from '../domain/day.ts';
import type { Observation, Refused } from '../domain/observation.ts';
import type { Plan } from '../domain/plan.ts';
import { toBeDone } from '../domain/to-be-done.ts';
import { applyPlan } from './apply/apply-plan.ts';
import { decideFreshly } from './decide-freshly.ts';
import { type Observed, observeAgain, remindersOf } from './observe.ts';
import type { ReconcileRun } from './reconcile-run.ts';

/** Undo, then mirror, then nothing: a card that still wants something after this many rounds does not settle. */
export const ROUNDS = 4;

/** The last observation and what was decided from it; settled if nothing of it is left to do. */
type Settled = { observation: Observation; plan: Plan; isSettled: boolean };

/** Decides about the observed card and applies each plan. Null if the card turns out to be gone. */
export async function settle(run: ReconcileRun, observed: NonNullable<Observed>): Promise<Settled | null> {
  const { deps, startedAt, soFar, takenListNames } = run;
  let observation: Observation = { ...observed.observation, refused: heeded(run, observed.observation) };
  let begunAt = startedAt;
  for (let round = 0; ; ) {
    const decided = await decideFreshly(deps, observed, observation, { startedAt, begunAt, round });
    if (decided === null) return null;
    const { plan } = decided;
    soFar.plan = plan;
    soFar.observation = decided.observation;
    const isSettled = deps.company.playbook.mode === 'observe' || toBeDone(plan).length === 0;
    if (isSettled || round === ROUNDS) return { ...decided, isSettled };
    const isAllAllowed = await applyPlan(run, decided.observation, plan);
    // What is refused is not tried again in this reconcile: it does not keep the card from coming to rest.
    if (isAllAllowed) round += 1;
    begunAt = deps.clock.now();
    const refused = heeded(run, decided.observation);
    observation = { ...observeAgain(deps, observed), takenListNames, refused };
    // A card that was just moved back into evaluation had none to look at before.
    observation.reminders = await remindersOf(deps, observation, observed.known);
  }
}

/** What was refused and is not to be tried at present. */
function heeded({ refusals, reason, startedAt }: ReconcileRun, observation: Observation): Refused[] {
  // What was refused before somebody asked, here or on the card, is tried again.
  const isAsked = reason === 'sync' || reason === 'retry';
  return refusals.heeded(isAsked ? startedAt : lastCommandAt(observation));
}

/** By our clock; 0 if there is no command. */
function lastCommandAt({ commands, clockSkewMs = 0 }: Observation): Instant {
  return Math.max(0, ...commands.map(({ at }) => at - clockSkewMs));
}
