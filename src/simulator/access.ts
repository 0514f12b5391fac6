// Who still has a seat in the workspace, and who may see a place. Everybody sees everything unless the control
// endpoints say otherwise.
import type { User, World } from './world.ts';

/**
 * `disabled`: the token is refused. `removed`: the token is good, but the workspace is closed to it. `invited`: listed and
 * assignable, but without a name or a token yet.
 */
export type Seat = 'active' | 'disabled' | 'removed' | 'invited';

/** The seat of somebody who has or had one. */
export function seatOf(world: World, userId: number): Seat {
  return world.seats.get(userId) ?? 'active';
}

/** True for somebody whom the workspace lists, and who can be assigned. */
export const isMember = (world: World, userId: number): boolean =>
  world.people.has(userId) && seatOf(world, userId) !== 'removed';

/** The people whom the workspace still lists. */
export function membersOf(world: World): User[] {
  return [...world.people.values()].filter(person => isMember(world, person.id));
}

/** Whether somebody may see a space, folder or list: neither it nor what is above it is private to others. */
export function canSee(world: World, userId: number, placeId: string): boolean {
  const list = world.lists.get(placeId);
  const folder = world.folders.get(list?.folderId ?? placeId);
  const path = [placeId, folder?.id, folder?.spaceId];
  return path.every(id => id === undefined || (world.privatePlaces.get(id)?.has(userId) ?? true));
}

/** Whether a webhook of this user hears of an event there: its owner is active and sees the place. */
export function isDeliveredTo(
  world: World,
  userId: number,
  place: { taskId?: string; listId?: string; folderId?: string; spaceId?: string },
): boolean {
  if (seatOf(world, userId) !== 'active') return false;
  if (world.behaviour.privateDeliveries) return true;
  const task = place.taskId === undefined ? undefined : world.tasks.get(place.taskId);
  const placeId = task?.listId ?? place.listId ?? place.folderId ?? place.spaceId;
  return placeId === undefined || canSee(world, userId, placeId);
}
