// What Liaison would change and why, for `plan`. Reads ClickUp, writes nothing.
import type { Clock } from '../base/clock.ts';
import type { Connection } from '../clickup/connect.ts';
import type { Instant } from '../domain/day.ts';
import type { Observation } from '../domain/observation.ts';
import { decide, type Plan } from '../domain/plan.ts';
import type { LoadedPlaybook } from '../domain/playbook/loaded-playbook.ts';
import type { Unreadable } from '../domain/unreadable.ts';
import type { Memory } from '../reconcile/memory/memory.ts';
import { type BoardReport, boardReport, reportOf } from '../reconcile/report.ts';
import { findCard } from './find-card.ts';
import { readBoard, unlessUnreadable } from './read-board.ts';

/** What is wanted of one customer result, and what that was decided from. */
export type Planned = { plan: Plan; observation: Observation };

/** What was decided at one instant, card by card in the board's order; `unreadable` cards are not among them. */
export type PlannedBoard = {
  at: Instant;
  planned: Planned[];
  unreadable: Unreadable[];
  /** Ids in the playbook's pilot that no card of the board has. */
  strangersInPilot: string[];
};

/** `only` names ids of which those that are not on the board any more are passed over. */
type PlanOptions = { memory: Memory; clock: Clock; card: string | null; only?: readonly string[] | null };

/** What would change and why, as machines read of it. */
export async function planBoard(
  connection: Connection,
  loaded: LoadedPlaybook,
  options: PlanOptions,
): Promise<BoardReport> {
  return planReport(connection, loaded, await decideBoard(connection, loaded, options));
}

/**
 * What would change and why, for one card (id, address or name) or all of them. Reads ClickUp, writes nothing, needs no
 * store; undoing is never part of it, since only a delivery can call for that.
 */
export async function decideBoard(
  connection: Connection,
  loaded: LoadedPlaybook,
  { memory, clock, card, only = null }: PlanOptions,
): Promise<PlannedBoard> {
  const { playbook } = loaded;
  const { at, board, cards, observe } = await readBoard(connection, loaded, { memory, clock });
  const meant = card === null ? cards : [findCard(cards, board, card)];
  const wanted = only === null ? meant : meant.filter(({ id }) => only.includes(id));
  const unreadable = [...(board.unreadable ?? [])];
  const planned: Planned[] = [];
  for (const [index, { id }] of wanted.entries()) {
    connection.progress.step('Looking at the cards', index, wanted.length);
    const observation = await unlessUnreadable(observe(id), one => unreadable.push(one));
    if (!observation) continue;
    unreadable.push(...(observation.unreadable ?? []));
    planned.push({ plan: decide(observation, playbook, loaded.calendar(at)), observation });
  }
  const strangersInPilot = (playbook.pilot ?? []).filter(pilot => cards.every(({ id }) => id !== pilot));
  return { at, planned, unreadable, strangersInPilot };
}

/** What machines read of it. */
export function planReport(
  { transport }: Connection,
  { playbook: { mode, maxChangesPerDay } }: LoadedPlaybook,
  { at, planned, unreadable, strangersInPilot }: PlannedBoard,
): BoardReport {
  const results = planned.map(({ plan, observation }) => reportOf(plan, observation));
  const report = boardReport(at, mode, results, transport.requests(), unreadable);
  return {
    ...report,
    ...(maxChangesPerDay === undefined ? {} : { maxChangesPerDay }),
    ...(strangersInPilot.length === 0 ? {} : { strangersInPilot }),
  };
}
