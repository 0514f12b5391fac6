// Which board a playbook means, noted in what all boards share: so that the store can be asked while ClickUp can't be.

import { createHash } from 'node:crypto';
import { z } from 'zod';
import type { LoadedPlaybook } from '../domain/playbook/loaded-playbook.ts';
import { entryOf } from '../reconcile/memory/entry.ts';
import type { Memory } from '../reconcile/memory/memory.ts';
import type { StorePlace } from './keys.ts';

const PREFIX = 'place:';
/** Written with every start; a process that runs for longer keeps its history for less. */
const KEEP_MS = 400 * 86_400_000;

const Entry = z.object({ workspaceId: z.string(), boardId: z.string() });

/** What decides which board is meant: where it is looked for, who looks, and the playbook's names of places. */
export type PlaceNames = { apiUrl: string; token: string; loaded: LoadedPlaybook };

/** Notes that these names were found to mean this board. Rejects with StoreUnavailable. */
export async function notePlace(shared: Memory, names: PlaceNames, place: StorePlace): Promise<void> {
  const { workspaceId, boardId } = place;
  await shared.write(keyOf(names), JSON.stringify({ workspaceId, boardId }), KEEP_MS);
}

/** Which board these names meant when Liaison was last started with them; null if that is not noted. Rejects with StoreUnavailable. */
export async function readNotedPlace(shared: Memory, names: PlaceNames): Promise<StorePlace | null> {
  return entryOf(Entry, await shared.read(keyOf(names)));
}

function keyOf({ apiUrl, token, loaded }: PlaceNames): string {
  const meaning = JSON.stringify([apiUrl, token, loaded.playbook.places]);
  return PREFIX + createHash('sha256').update(meaning).digest('hex').slice(0, 24);
}
