// What could not be written because it was not there: the list is asked for first, and what is in it inherits the answer.
// Only what is deleted is let go of; what is out of sight stays the card's.

import type { Clock } from '../../base/clock.ts';
import { type ObservedTeamList, observeTeamList } from '../../domain/mirror/team-list.ts';
import type { Observation } from '../../domain/observation.ts';
import type { Operation } from '../../domain/operation.ts';
import type { CardMemory } from '../memory/card-memory.ts';
import type { ClickUp, ClickUpFailure } from '../ports.ts';
import { afterActing } from '../team-list/find-list.ts';
import type { BoardCache } from './board-cache.ts';

type InvalidateDeps = { clickUp: ClickUp; cache: BoardCache; clock: Clock };

/** Without this a look would show what somebody deleted until the daily read, and every repetition would fail. */
export async function invalidate(
  deps: InvalidateDeps,
  observation: Observation,
  known: CardMemory,
  operation: Operation,
  failure: ClickUpFailure,
): Promise<void> {
  const { cache } = deps;
  const { card } = observation;
  switch (operation.kind) {
    case 'update-about':
    case 'update-item':
    case 'remind':
    case 'close-item':
    case 'reopen-item': {
      const { list, about } = teamOf(deps, observation, known);
      const id = operation.itemId ?? about?.id;
      const listId = 'listId' in operation ? operation.listId : list?.id;
      if (id === undefined || listId === undefined || !(await isListThere(deps, known, listId))) return;
      // That this very write was refused so says it; anything else may only be hidden from this token.
      const isGone = failure.isDeleted || (await deps.clickUp.seekTask(id)) === 'deleted';
      if (!isGone) return;
      await cache.noteDeleted(id, deps.clock.now());
      await known.forgetMadeObject(id);
      return;
    }
    case 'create-about':
    case 'create-item': {
      const { list } = teamOf(deps, observation, known);
      if (list && (await isListThere(deps, known, list.id))) await cache.refreshLists();
      return;
    }
    case 'adopt-list':
      await known.forgetMade(['list']);
      await cache.refreshLists();
      return;
    case 'take-off':
    case 'move-back':
    case 'put-back-supporter':
    case 'ask':
    case 'escalate':
    case 'tag':
    case 'post-status':
    case 'explain-undo':
      cache.evict(card.id);
      return;
    case 'mark-list':
      await isListThere(deps, known, operation.listId);
      return;
    case 'link-follow-up':
      // Either of the two is gone; whichever it is, the next whole read tells.
      await cache.whole(deps.clock.now());
      return;
    case 'create-follow-up':
    case 'create-list':
    case 'edit-status':
    case 'settle-ask':
      return;
    case 'answer':
      // The command itself is deleted: what was said is read again.
      await known.forgetComments();
      return;
  }
}

function teamOf({ cache }: InvalidateDeps, observation: Observation, known: CardMemory): ObservedTeamList {
  const { board } = cache.present() ?? observation;
  return observeTeamList({ ...observation, ...afterActing(known, observation, board), board });
}

/** Whether the list is where team lists are. If not, it is remembered what has become of it, and no look shows it. */
async function isListThere(
  { clickUp, cache, clock }: InvalidateDeps,
  known: CardMemory,
  listId: string,
): Promise<boolean> {
  const sight = await clickUp.seekList(listId);
  if (sight.state === 'there') return true;
  const former = known.link?.id === listId ? known.link : { name: null, page: null };
  const name = 'list' in sight ? sight.list.name : former.name;
  const { page } = former;
  await known.noteLink({ id: listId, name, page, away: sight.state, at: clock.now() });
  await known.forgetMadeObject(listId);
  cache.evict(listId);
  return false;
}
