// The spaces of a company with their folders, lists, statuses and custom fields.
import { makeHiddenFolder, makeList } from '../api/list-routes.ts';
import { dayAtFour } from '../day.ts';
import type { Field, Folder, List, Space, Status, World } from '../world.ts';
import { colorAt } from './add-people.ts';
import type { CompanyField, CompanyFolder, CompanyList, CompanySpace, CompanyStatus } from './company.ts';
import { statusesIn, statusName } from './company-names.ts';

const fieldsMadeDaysAgo = 200;

/** A list of the world and what the company says of it. */
type AddedList = { list: List; given: CompanyList };

/** Adds a space with everything in it but the tasks. */
export function addPlaces(world: World, given: CompanySpace): AddedList[] {
  const id = world.ids.place();
  const statuses = statusesFrom(world, `p${id}`, statusesIn(given));
  const space: Space = { id, name: given.name, statuses, tags: new Map() };
  world.spaces.set(id, space);
  addFields(world, id, given.fields);
  return [
    ...(given.lists ?? []).map(list => addList(world, makeHiddenFolder(world, id), list)),
    ...(given.folders ?? []).flatMap((folder, index) => addFolder(world, space, folder, index)),
  ];
}

function addFolder(world: World, space: Space, given: CompanyFolder, orderindex: number): AddedList[] {
  const folder: Folder = {
    id: world.ids.place(),
    name: given.name,
    spaceId: space.id,
    orderindex,
    isHidden: false,
    isArchived: false,
    isDeleted: false,
    statuses: null,
  };
  world.folders.set(folder.id, folder);
  addFields(world, folder.id, given.fields);
  return (given.lists ?? []).map(list => addList(world, folder, list));
}

function addList(world: World, folder: Folder, given: CompanyList): AddedList {
  const list = makeList(world, folder, given.name);
  list.content = given.content ?? '';
  if (given.statuses !== undefined) list.statuses = statusesFrom(world, `sc${list.id}`, given.statuses);
  addFields(world, list.id, given.fields);
  return { list, given };
}

function statusesFrom(world: World, prefix: string, given: readonly CompanyStatus[]): Status[] {
  return given.map((status, orderindex) => {
    const { type, color } = typeof status === 'string' ? {} : status;
    const isLast = orderindex === given.length - 1;
    return {
      id: `${prefix}_${world.ids.statusSuffix()}`,
      status: statusName(status),
      type: type ?? (orderindex === 0 ? 'open' : isLast ? 'closed' : 'custom'),
      orderindex,
      color: color ?? '#d3d3d3',
    };
  });
}

// The bot made them: it is the last of the people.
function addFields(world: World, placeId: string, fields: readonly CompanyField[] = []): void {
  const maker = [...world.people.values()].at(-1);
  const madeAt = world.clock.now() - fieldsMadeDaysAgo * 86_400_000;
  for (const { name, type, options = [] } of fields) {
    const config = configOf(world, type, options);
    const field: Field = {
      id: world.ids.uuid(),
      name,
      type,
      config,
      placeId,
      createdAt: dayAtFour(madeAt, maker?.zone ?? 'UTC'),
      creatorId: maker?.id ?? 0,
    };
    world.fields.set(field.id, field);
  }
}

function configOf(world: World, type: string, options: readonly string[]): Field['config'] {
  if (type === 'users') {
    return {
      single_user: false,
      include_groups: true,
      include_guests: false,
      include_team_members: true,
    };
  }
  if (type === 'labels') {
    return {
      options: options.map((label, index) => ({ id: world.ids.uuid(), label, color: colorAt(index) })),
    };
  }
  if (type !== 'drop_down') return {};
  return {
    sorting: 'manual',
    new_drop_down: true,
    options: options.map((name, orderindex) => ({
      id: world.ids.uuid(),
      name,
      color: colorAt(orderindex),
      orderindex,
    })),
  };
}
