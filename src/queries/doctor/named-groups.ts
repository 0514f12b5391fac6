// Whether a name of the playbook means what ClickUp has: in any case, or by its id.
import type { Group } from '../../domain/observation.ts';

/** Whether these are the same name. */
export function isSameName(one: string, other: string): boolean {
  return one.trim().toLowerCase() === other.trim().toLowerCase();
}

/** Whether one of the names or ids means this group. */
export function isGroupNamed({ id, name }: Pick<Group, 'id' | 'name'>, named: readonly string[]): boolean {
  return named.some(other => other === id || isSameName(other, name));
}
