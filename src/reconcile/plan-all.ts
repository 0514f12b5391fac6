// The plan of every customer result at this moment, for those who only read: nothing is done, nothing is noted.

import { yieldToEventLoop } from '../base/yield-to-event-loop.ts';
import type { Instant } from '../domain/day.ts';
import type { DigestInput } from '../domain/digest/digest.ts';
import { decide, type Plan } from '../domain/plan.ts';
import { asRemembered } from './as-remembered.ts';
import { type CommentsRead, readComments } from './comments/read-comments.ts';
import { readingOnly } from './memory/memory.ts';
import { recallAll } from './memory/recall.ts';
import { managedCards } from './observe.ts';
import type { ObserveDeps } from './observe-deps.ts';
import { ClickUpFailure } from './ports.ts';

/** What is deleted shows in whole reads only, unless a delivery reported it; this young, one will do. */
const WHOLE_KEEPS_MS = 10 * 60_000;

/** What was decided about one card, and from what. */
export type DecidedCard = DigestInput & { plan: Plan };

export type PlanAllDeps = ObserveDeps & {
  /** Reads the comments of a card, which may be a request; answers null where that is spared. */
  readComments(asking: () => Promise<CommentsRead>): Promise<CommentsRead | null>;
};

/**
 * Decides anew about every managed card, from reads that began at or after `at`. The comments of a card are taken as the
 * memory has them, and read only where a rule fails: a waiver may be among them, and since when. Says too whether all of
 * that could be read.
 */
export async function planAll(
  deps: PlanAllDeps,
  at: Instant,
): Promise<{ planned: DecidedCard[]; isComplete: boolean }> {
  const { cache, memory } = deps;
  const { playbook } = deps.company;
  const calendar = deps.company.calendar(at);
  await cache.whole(at - WHOLE_KEEPS_MS);
  await cache.fresh(at);
  await cache.absences.refresh();
  const board = cache.board();
  const recallOf = await recallAll(readingOnly(memory));
  const planned: DecidedCard[] = [];
  let isComplete = true;
  for (const card of managedCards(board, playbook, at)) {
    // A board may be large, and others wait for this process.
    await yieldToEventLoop();
    const known = recallOf(card.id);
    let observation = asRemembered(deps, { board, card, known });
    let plan = decide(observation, playbook, calendar);
    if (plan.findings.some(({ state }) => state === 'fails')) {
      const { comments, commands, lastWordAt } = observation;
      const found = await deps.readComments(() =>
        asFarAsReadable(readComments(deps, observation, known, null), { comments, commands, lastWordAt }),
      );
      if (found === null) {
        isComplete = false;
      } else {
        observation = { ...observation, ...found };
        plan = decide(observation, playbook, calendar);
      }
    }
    planned.push({ ...observation, plan });
  }
  return { planned, isComplete };
}

/** Where something can't be read, what is remembered has to do: neither waiting nor asking again would tell more. */
async function asFarAsReadable(
  reading: Promise<CommentsRead | null>,
  remembered: CommentsRead,
): Promise<CommentsRead> {
  try {
    return (await reading) ?? remembered;
  } catch (error) {
    if (error instanceof ClickUpFailure && error.thing) return remembered;
    throw error;
  }
}
