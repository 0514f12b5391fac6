// Which webhooks an event concerns: the most specific place of a webhook decides, the others it names
// are ignored.
import type { Webhook, World, WorldEvent } from '../world.ts';

type Place = WorldEvent['place'];

/** True where the event happened at or below the webhook's place. */
export function isConcerned(world: World, webhook: Webhook, place: Place): boolean {
  if (webhook.taskId !== null) return place.taskId === webhook.taskId;
  const { listId, folderId, spaceId } = surroundings(world, place);
  if (webhook.listId !== null) return listId === webhook.listId;
  if (webhook.folderId !== null) return folderId === webhook.folderId;
  return webhook.spaceId === null || spaceId === webhook.spaceId;
}

function surroundings(world: World, place: Place): Place {
  const task = place.taskId === undefined ? undefined : world.tasks.get(place.taskId);
  const list = world.lists.get(task?.listId ?? place.listId ?? '');
  const folder = world.folders.get(list?.folderId ?? place.folderId ?? '');
  const listId = list?.id ?? place.listId;
  const folderId = folder?.id ?? place.folderId;
  const spaceId = folder?.spaceId ?? place.spaceId;
  return {
    ...(listId === undefined ? {} : { listId }),
    ...(folderId === undefined ? {} : { folderId }),
    ...(spaceId === undefined ? {} : { spaceId }),
  };
}
