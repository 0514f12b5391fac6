// The board of a rehearsal from ClickUp: read whole and never written, with what was said on its cards.

import type { Clock } from '../base/clock.ts';
import type { Connection } from '../clickup/connect.ts';
import type { LoadedPlaybook } from '../domain/playbook/loaded-playbook.ts';
import type { Memory } from '../reconcile/memory/memory.ts';
import type { KnownBoard, KnownComments } from '../rehearsal/rehearsed-board.ts';
import { readBoard, unlessUnreadable } from './read-board.ts';

/** Everything that deciding about the cards of the live board needs. Reads ClickUp, writes nothing. */
export async function knownBoardOf(
  connection: Connection,
  loaded: LoadedPlaybook,
  deps: { memory: Memory; clock: Clock },
): Promise<KnownBoard> {
  const { at, cards, observe, ...read } = await readBoard(connection, loaded, deps);
  let { board } = read;
  const said = new Map<string, KnownComments>();
  for (const [index, { id }] of cards.entries()) {
    connection.progress.step('Looking at the cards', index, cards.length);
    const observation = await unlessUnreadable(observe(id), () => undefined);
    if (!observation) continue;
    const { comments, commands, lastWordAt, reminders } = observation;
    said.set(id, { comments, commands, lastWordAt, reminders });
    board = observation.board;
  }
  const isLookedAfter = new Set(cards.map(({ id }) => id));
  const leftAlone = board.cards.flatMap(({ id }) => (isLookedAfter.has(id) ? [] : [id]));
  return { at, board, said, leftAlone: new Set(leftAlone) };
}
