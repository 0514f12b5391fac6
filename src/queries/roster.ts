// Reads the board and tells who is on which team. Reads only, needs no store.

import type { Clock } from '../base/clock.ts';
import type { Connection } from '../clickup/connect.ts';
import type { LoadedPlaybook } from '../domain/playbook/loaded-playbook.ts';
import { isoOf } from '../reconcile/report.ts';
import { findCard } from './find-card.ts';
import { forgetfulMemory } from './forgetful-memory.ts';
import { readBoard } from './read-board.ts';
import { hasTeam, type Roster, teamOf } from './roster-report.ts';

/** The team of one card (id, address or name), or of all at work and forming in the board's order. Rejects with UnknownCard. */
export async function readRoster(
  connection: Connection,
  loaded: LoadedPlaybook,
  { clock, card }: { clock: Clock; card: string | null },
): Promise<Roster> {
  const { playbook } = loaded;
  const { at, board, cards } = await readBoard(connection, loaded, { memory: forgetfulMemory(clock), clock });
  const wanted =
    card === null ? cards.filter(one => hasTeam(one, board, playbook)) : [findCard(cards, board, card)];
  return {
    at: isoOf(at),
    customerResults: wanted.map(one => teamOf(one, board, playbook)),
    requests: connection.transport.requests(),
  };
}
