// Deciding from what is new enough: what the cache holds may have been read for an earlier run.

import type { Instant } from '../domain/day.ts';
import type { Observation } from '../domain/observation.ts';
import type { Operation } from '../domain/operation.ts';
import { takesBack } from '../domain/operations/undo.ts';
import { decide, type Plan } from '../domain/plan.ts';
import { isTakingBack } from '../domain/to-be-done.ts';
import { readCommentsAnew } from './comments/read-comments.ts';
import { askForOthers } from './confirm-other-cards.ts';
import { type Observed, observeAgain } from './observe.ts';
import type { ObserveDeps } from './observe-deps.ts';

/**
 * While deliveries tell of every change, cards that change together share a read so young: between a read and a write
 * others may do something anyway, and ClickUp itself may show it later than that. An undo comes alone, and shares none.
 */
const SHARED_READ_MS = 10_000;

/**
 * What to do, from reads that are new enough for it: what a person changed meanwhile stays theirs, also where no delivery
 * told of it, and what was explained by whomever is not taken back once more. Null if the card is not there any more.
 */
export async function decideFreshly(
  deps: ObserveDeps,
  observed: NonNullable<Observed>,
  before: Observation,
  { startedAt, begunAt, round }: { startedAt: Instant; begunAt: Instant; round: number },
): Promise<{ observation: Observation; plan: Plan } | null> {
  const { cache } = deps;
  const { playbook, calendar } = deps.company;
  const { known } = observed;
  let observation = before;
  const decideNow = (): Plan => decide(observation, playbook, calendar(observation.at));
  let plan = decideNow();
  const needs = (isIt: (operation: Operation) => boolean): boolean => plan.operations.some(isIt);
  const isItemChanged = needs(({ kind }) => kind === 'update-item');
  if (round === 0 && (isItemChanged || needs(takesBack))) {
    // What was read for an earlier run may not show what has made a taking back needless since.
    if (needs(takesBack)) await cache.freshCards(startedAt);
    else await cache.fresh(startedAt - (isHeard(deps) ? SHARED_READ_MS : 0));
    const { reportedChanges, refused = [] } = observation;
    observation = { ...observeAgain(deps, observed), reportedChanges, refused };
    plan = decideNow();
    if (await askForOthers(deps, observation, plan.operations)) {
      observation = { ...observeAgain(deps, observed), reportedChanges, refused };
      plan = decideNow();
    }
  }
  const wereCommentsRead = known.comments !== null && known.comments.readAt >= begunAt;
  if (!wereCommentsRead && isTakingBack(plan, playbook)) {
    const comments = await readCommentsAnew(deps, observation, known);
    if (comments === null) return null;
    observation = { ...observation, ...comments };
    plan = decideNow();
  }
  return { observation, plan };
}

function isHeard({ connection }: ObserveDeps): boolean {
  const { board, folder } = connection.hears();
  return board && folder;
}
