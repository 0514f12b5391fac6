// The name of a new team list: no two lists of a folder have the same one.

import type { Observation, TeamList } from '../observation.ts';
import { listOwners } from './list-owners.ts';

/**
 * The first of `name`, `name (2)`, … that no other list has; or the list of that name that no card has, where `mayUse` lets
 * it be used.
 */
export function freeListName(
  wanted: string,
  board: Observation['board'],
  taken: readonly string[],
  mayUse: (list: TeamList) => boolean,
): { name: string; free: TeamList | null } {
  const { cardOf } = listOwners(board);
  for (let number = 1; ; number++) {
    const name = number === 1 ? wanted : `${wanted} (${number})`;
    const same = board.lists.find(list => list.name.toLowerCase() === name.toLowerCase());
    if (same && cardOf(same.id) === null && mayUse(same)) return { name, free: same };
    if (!same && !taken.some(other => other.toLowerCase() === name.toLowerCase()))
      return { name, free: null };
  }
}
