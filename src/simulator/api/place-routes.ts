// Spaces, their tags, folders, and the custom fields that can be used in each place.
import { z } from 'zod';
import { canSee } from '../access.ts';
import { announceFolder, announceList, announceSpaceUpdated } from '../history.ts';
import { shown } from '../overrides.ts';
import { type Field, type Folder, fieldsOf, type World } from '../world.ts';
import { ApiError } from './api-error.ts';
import { type Call, checkTeam, folderOf, isOn, listOf, ok, type Route, readBody, spaceOf } from './call.ts';
import { listsIn, showField, showFolder, showSpace, taskCounts } from './show-places.ts';
import { addTagToSpace, tagNameOf } from './tags.ts';

function getSpaces(call: Call) {
  checkTeam(call);
  const spaces = isOn(call.query, 'archived') ? [] : [...call.world.spaces.values()];
  const seen = spaces.filter(space => canSee(call.world, call.user.id, space.id));
  return ok({ spaces: seen.map(space => showSpace(call.world, space)) });
}

function getTags(call: Call) {
  const tags = [...spaceOf(call).tags.values()];
  return ok({
    tags: tags.map(tag => ({
      name: tag.name,
      tag_fg: tag.foreground,
      tag_bg: tag.background,
      creator: tag.creatorId,
    })),
  });
}

const NewTag = z.object({
  tag: z.object({ name: z.string().min(1), tag_fg: z.string().optional(), tag_bg: z.string().optional() }),
});

function createTag(call: Call) {
  const { tag } = readBody(NewTag, call.body);
  const made = addTagToSpace(spaceOf(call), tag.name, call.user.id);
  made.foreground = tag.tag_fg ?? made.foreground;
  made.background = tag.tag_bg ?? made.background;
  return ok({});
}

function deleteTag(call: Call) {
  const space = spaceOf(call);
  const name = tagNameOf(call);
  space.tags.delete(name);
  for (const task of call.world.tasks.values()) {
    if (task.tagNames.includes(name)) task.tagNames = task.tagNames.filter(each => each !== name);
  }
  return ok({});
}

function foldersIn(world: World, spaceId: string): Folder[] {
  return [...world.folders.values()].filter(
    folder => folder.spaceId === spaceId && !folder.isDeleted && !folder.isHidden,
  );
}

function getFolders(call: Call) {
  const space = spaceOf(call);
  const isArchived = isOn(call.query, 'archived');
  const folders = foldersIn(call.world, space.id).filter(folder => folder.isArchived === isArchived);
  const counts = taskCounts(call.world);
  const seen = folders.filter(folder => canSee(call.world, call.user.id, folder.id));
  return ok({ folders: seen.map(folder => showFolder(call.world, folder, call.user.id, counts)) });
}

const FolderName = z.object({ name: z.string().min(1) });

function checkFolderName(world: World, spaceId: string, name: string, exceptId?: string): void {
  const isTaken = foldersIn(world, spaceId).some(folder => folder.name === name && folder.id !== exceptId);
  if (isTaken) throw new ApiError(400, 'CAT_014', 'Folder name taken');
}

function createFolder(call: Call) {
  const { world } = call;
  const space = spaceOf(call);
  const { name } = readBody(FolderName, call.body);
  checkFolderName(world, space.id, name);
  const folder: Folder = {
    id: world.ids.place(),
    name,
    spaceId: space.id,
    orderindex: foldersIn(world, space.id).length,
    isHidden: false,
    isArchived: false,
    isDeleted: false,
    statuses: null,
  };
  world.folders.set(folder.id, folder);
  announceFolder(world, folder, 'folderCreated');
  announceSpaceUpdated(world, space);
  return ok(showFolder(world, folder, call.user.id));
}

function updateFolder(call: Call) {
  const { world } = call;
  const folder = folderOf(call);
  const { name } = readBody(FolderName, call.body);
  checkFolderName(world, folder.spaceId, name, folder.id);
  if (name !== folder.name) {
    folder.name = name;
    announceFolder(world, folder, 'folderUpdated');
  }
  return ok(showFolder(world, folder, call.user.id));
}

function deleteFolder(call: Call) {
  const { world } = call;
  const folder = folderOf(call);
  const lists = listsIn(world, folder.id);
  folder.isDeleted = true;
  announceFolder(world, folder, 'folderDeleted');
  announceSpaceUpdated(world, { id: folder.spaceId });
  for (const list of lists) {
    list.isDeleted = true;
    announceList(world, list, 'listDeleted');
  }
  return ok({});
}

const showFields = (world: World, fields: readonly Field[]) =>
  ok({ fields: fields.map(field => shown(world, field.id, showField(field))) });

const fieldsAt = (world: World, placeId: string | null) =>
  showFields(
    world,
    [...world.fields.values()].filter(field => field.placeId === placeId),
  );

function getTeamFields(call: Call) {
  checkTeam(call);
  return fieldsAt(call.world, null);
}

/** Routes about spaces, tags, folders and field definitions. */
export const placeRoutes: Route[] = [
  { method: 'GET', path: '/v2/team/{team_id}/space', handle: getSpaces },
  { method: 'GET', path: '/v2/space/{space_id}', handle: call => ok(showSpace(call.world, spaceOf(call))) },
  { method: 'GET', path: '/v2/space/{space_id}/tag', handle: getTags },
  { method: 'POST', path: '/v2/space/{space_id}/tag', handle: createTag },
  { method: 'DELETE', path: '/v2/space/{space_id}/tag/{tag_name}', handle: deleteTag },
  { method: 'GET', path: '/v2/space/{space_id}/folder', handle: getFolders },
  { method: 'POST', path: '/v2/space/{space_id}/folder', handle: createFolder },
  {
    method: 'GET',
    path: '/v2/folder/{folder_id}',
    handle: call => ok(showFolder(call.world, folderOf(call), call.user.id)),
  },
  { method: 'PUT', path: '/v2/folder/{folder_id}', handle: updateFolder },
  { method: 'DELETE', path: '/v2/folder/{folder_id}', handle: deleteFolder },
  { method: 'GET', path: '/v2/team/{team_id}/field', handle: getTeamFields },
  {
    method: 'GET',
    path: '/v2/space/{space_id}/field',
    handle: call => fieldsAt(call.world, spaceOf(call).id),
  },
  {
    method: 'GET',
    path: '/v2/folder/{folder_id}/field',
    handle: call => fieldsAt(call.world, folderOf(call).id),
  },
  {
    method: 'GET',
    path: '/v2/list/{list_id}/field',
    handle: call => showFields(call.world, fieldsOf(call.world, listOf(call))),
  },
];
