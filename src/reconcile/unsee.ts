// What proved to be gone while it was being written: the look and the memory let go of it.
import type { Observation } from '../domain/observation.ts';
import type { Operation } from '../domain/operation.ts';
import { observeTeamList } from '../domain/team-list.ts';
import { type CardMemory, forgetHeard, forgetMade, forgetMadeObject } from './card-memory.ts';
import type { Memory } from './memory.ts';
import type { Observatory } from './observatory.ts';
import type { Clock } from './ports.ts';

type UnseeDeps = { memory: Memory; observatory: Observatory; clock: Clock };

/** Without this a look would show what somebody deleted until the daily read, and every repetition would fail. */
export async function unsee(
  deps: UnseeDeps,
  observation: Observation,
  known: CardMemory,
  operation: Operation,
): Promise<void> {
  const { memory, observatory } = deps;
  const { card } = observation;
  switch (operation.kind) {
    case 'update-about':
    case 'update-item':
    case 'remind': {
      const id = operation.itemId ?? observeTeamList(observation).about?.id;
      if (id === undefined) return;
      await observatory.noteGone(id, deps.clock.now());
      await forgetMadeObject(memory, card.id, known, id);
      return;
    }
    case 'create-about':
    case 'create-item':
    case 'adopt-list':
      known.made.delete('list');
      await forgetMade(memory, card.id, ['list']);
      await observatory.readListsAgain();
      return;
    case 'take-off':
    case 'move-back':
    case 'put-back-supporter':
    case 'ask':
    case 'escalate':
    case 'tag':
    case 'post-status':
    case 'explain-undo':
      observatory.forget(card.id);
      return;
    case 'close-item':
    case 'reopen-item':
      await observatory.noteGone(operation.itemId, deps.clock.now());
      return;
    case 'mark-list':
      await observatory.noteGone(operation.listId, deps.clock.now());
      await forgetMadeObject(memory, card.id, known, operation.listId);
      await observatory.readListsAgain();
      return;
    case 'link-follow-up':
      // Either of the two is gone; whichever it is, the next whole read tells.
      await observatory.whole(deps.clock.now());
      return;
    case 'create-follow-up':
    case 'create-list':
    case 'edit-status':
    case 'settle-ask':
      return;
    case 'answer':
      // The command itself is deleted: what was said is read again.
      known.heard = null;
      await forgetHeard(memory, card.id);
      return;
  }
}
