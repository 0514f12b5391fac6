// Says in a team list's name and description that its customer result has ended, or takes that away again.

import type { Observation, TeamList } from '../../domain/observation.ts';
import type { Operation } from '../../domain/operation.ts';
import { dayOf } from '../../domain/schedule/calendar.ts';
import type { BoardCache } from '../cache/board-cache.ts';
import type { CardMemory } from '../memory/card-memory.ts';
import { type ClickUp, ClickUpFailure } from '../ports.ts';

/** More lists of one name than this would be somebody's joke. */
const NAMES = 20;

/** Marks the list; the look and what is known to have been made lately learn how it is called now. */
export async function markList(
  deps: { clickUp: ClickUp; cache: BoardCache; zone: string },
  { at }: Observation,
  known: CardMemory,
  { listId: id, name, isFinished, note }: Extract<Operation, { kind: 'mark-list' }>,
): Promise<void> {
  const finished = isFinished ? { note, on: dayOf(at, deps.zone) } : null;
  const list = await underFreeName(deps.clickUp, { id, name, finished });
  deps.cache.putList(list);
  const made = known.made.get('list');
  if (!made) return;
  await known.noteMade('list', { at: made.at, object: { list } });
}

/** Another list may have the name and be in no look: too young, or archived. */
async function underFreeName(clickUp: ClickUp, list: Parameters<ClickUp['markList']>[0]): Promise<TeamList> {
  for (let number = 1; ; number++) {
    const name = number === 1 ? list.name : `${list.name} (${number})`;
    try {
      return await clickUp.markList({ ...list, name });
    } catch (error) {
      const isTaken = error instanceof ClickUpFailure && error.kind === 'name-taken';
      if (!isTaken || number === NAMES) throw error;
    }
  }
}
