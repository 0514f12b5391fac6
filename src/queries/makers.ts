// Who made the pages of the team lists: Liaison, by the token that it had then.
import type { Board } from '../domain/observation.ts';

export type Maker = { id: number; name: string };

/** Each once. The page in a list that people copied is of whoever copied it, and does not count. */
export function makersIn({ items, people }: Pick<Board, 'items' | 'people'>): Maker[] {
  const ids = items.flatMap(({ madeBy, record, listId }) =>
    madeBy === undefined || record === null || record === 'unreadable' || (record.list ?? listId) !== listId
      ? []
      : [madeBy],
  );
  const nameOf = (id: number) => people.find(person => person.id === id)?.name;
  return [...new Set(ids)].map(id => ({
    id,
    name: nameOf(id) ?? `user ${id}, who is not in the workspace any more`,
  }));
}
