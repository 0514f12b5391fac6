// Reads the board and tells who is on which team. Reads only, needs no store.
import type { LoadedPlaybook } from '../config/playbook-file.ts';
import { isoOf } from '../reconcile/account.ts';
import type { Clock } from '../reconcile/ports.ts';
import { hasTeam, type Roster, teamOf } from '../reconcile/roster.ts';
import type { Connection } from './connect.ts';
import { findCard } from './find-card.ts';
import { readBoard } from './look.ts';
import { forgetfulMemory } from './memory.ts';

/** The team of one card (id or address), or of all at work and forming in the board's order. Rejects with UnknownCard. */
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
