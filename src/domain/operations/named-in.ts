// The name of whom or what an operation is about, for whoever is told of it in other words than its own.
import { itemIn } from '../board-index.ts';
import type { Board } from '../observation.ts';
import type { Operation } from '../operation.ts';

/** The names of its people, or that of its list, task or page; null where it is about the card alone. */
export function namedIn(operation: Operation, items: Board['items']): string | null {
  if ('person' in operation) return operation.person.name;
  if ('people' in operation) return operation.people.map(({ name }) => name).join(', ');
  if ('add' in operation) return operation.add.map(({ name }) => name).join(', ') || null;
  if ('name' in operation) return operation.name;
  if ('itemId' in operation && operation.itemId !== null)
    return itemIn(items, operation.itemId)?.name ?? null;
  return null;
}
