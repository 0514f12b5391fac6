// What Liaison would change and why, for `plan`. Reads ClickUp, writes nothing.
import type { Clock } from '../base/clock.ts';
import type { Connection } from '../clickup/connect.ts';
import { decide, type Plan } from '../domain/plan.ts';
import type { LoadedPlaybook } from '../domain/playbook/loaded-playbook.ts';
import type { Memory } from '../reconcile/memory/memory.ts';
import { type BoardReport, boardReport, reportOf } from '../reconcile/report.ts';
import { findCard } from './find-card.ts';
import { readBoard, unlessUnreadable } from './read-board.ts';

/**
 * What would change and why, for one card (id or address) or all of them. Reads ClickUp, writes nothing, needs no
 * store; undoing is never part of it, since only a delivery can call for that.
 */
export async function planBoard(
  connection: Connection,
  loaded: LoadedPlaybook,
  { memory, clock, card }: { memory: Memory; clock: Clock; card: string | null },
): Promise<BoardReport> {
  const { playbook } = loaded;
  const { at, board, cards, observe } = await readBoard(connection, loaded, { memory, clock });
  const wanted = card === null ? cards : [findCard(cards, board, card)];
  const unreadable = [...(board.unreadable ?? [])];
  const plans: Plan[] = [];
  for (const { id } of wanted) {
    const observation = await unlessUnreadable(observe(id), one => unreadable.push(one));
    if (!observation) continue;
    unreadable.push(...(observation.unreadable ?? []));
    plans.push(decide(observation, playbook, loaded.calendar(at)));
  }
  const requests = connection.transport.requests();
  return boardReport(at, playbook.mode, plans.map(reportOf), requests, unreadable);
}
