// Views: made in a workspace, space, folder or list, and read by their id. What a view is told to show stays as it was given.
import { z } from 'zod';
import { canSee } from '../access.ts';
import type { View } from '../world.ts';
import { notFound, unknownId } from './api-error.ts';
import { type Call, checkTeam, folderOf, listOf, ok, type Route, readBody, spaceOf } from './call.ts';

const Setting = z.record(z.string(), z.unknown());

const NewView = z.object({
  name: z.string().min(1),
  type: z.string().min(1),
  grouping: Setting,
  divide: Setting,
  sorting: Setting,
  filters: Setting,
  columns: Setting,
  team_sidebar: Setting,
  settings: Setting,
});

/** ClickUp's numbers of what a view is a view of. */
const PARENT = { space: 4, folder: 5, list: 6, workspace: 7 } as const;

function createView(call: Call, parent: View['parent']) {
  const { name, type, ...shows } = readBody(NewView, call.body);
  const view: View = { id: call.world.ids.view(), name, type, parent, shows };
  call.world.views.set(view.id, view);
  return ok({ view: showView(view) });
}

function getView(call: Call) {
  const view = call.world.views.get(call.params['view_id'] ?? '');
  if (view === undefined) throw unknownId();
  const { id, type } = view.parent;
  if (type !== PARENT.workspace && !canSee(call.world, call.user.id, id)) throw unknownId();
  const { folders, lists } = call.world;
  if (folders.get(id)?.isDeleted || lists.get(id)?.isDeleted) throw notFound('View');
  return ok({ view: showView(view) });
}

function showView({ shows, ...view }: View) {
  return { ...view, ...shows };
}

/** Routes about views. */
export const viewRoutes: Route[] = [
  {
    method: 'POST',
    path: '/v2/team/{team_id}/view',
    handle: call => {
      checkTeam(call);
      return createView(call, { id: call.world.id, type: PARENT.workspace });
    },
  },
  {
    method: 'POST',
    path: '/v2/space/{space_id}/view',
    handle: call => createView(call, { id: spaceOf(call).id, type: PARENT.space }),
  },
  {
    method: 'POST',
    path: '/v2/folder/{folder_id}/view',
    handle: call => createView(call, { id: folderOf(call).id, type: PARENT.folder }),
  },
  {
    method: 'POST',
    path: '/v2/list/{list_id}/view',
    handle: call => createView(call, { id: listOf(call).id, type: PARENT.list }),
  },
  { method: 'GET', path: '/v2/view/{view_id}', handle: getView },
];
