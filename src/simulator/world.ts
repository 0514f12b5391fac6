// The state of one simulated workspace as plain values. It knows nothing of HTTP or of how ClickUp
// spells its answers; api/ reads and writes it, company/ fills it.

import type { Behaviour } from './behaviour.ts';
import type { VirtualClock } from './clock.ts';
import type { AnswerOverrides } from './overrides.ts';
import { createIds, createRandom, type Ids } from './random.ts';

/** Somebody with a seat in the workspace. `role`: 1 owner, 2 admin, 3 member, 4 guest. `joinedAt` in milliseconds. */
export type User = {
  id: number;
  username: string;
  email: string;
  color: string;
  initials: string;
  role: number;
  zone: string;
  token: string;
  isBot: boolean;
  joinedAt: number;
};

/** A user group, which ClickUp's screens call a Team. */
export type UserGroup = {
  id: string;
  name: string;
  handle: string;
  ownerId: number;
  memberIds: number[];
  createdAt: number;
};

/** One status of a space, folder or list. `status` is lower case. */
export type Status = {
  id: string;
  status: string;
  type: 'open' | 'unstarted' | 'custom' | 'done' | 'closed';
  orderindex: number;
  color: string;
};

/** A tag of the space. */
export type Tag = { name: string; foreground: string; background: string; creatorId: number };

/** A space with its statuses and tags (by name). */
export type Space = { id: string; name: string; statuses: Status[]; tags: Map<string, Tag> };

/** A folder; `isHidden` marks the one that ClickUp puts around a list without a folder. */
export type Folder = {
  id: string;
  name: string;
  spaceId: string;
  orderindex: number;
  isHidden: boolean;
  isArchived: boolean;
  isDeleted: boolean;
  statuses: Status[] | null;
};

/** A list; `statuses` is null where it uses the ones above it. */
export type List = {
  id: string;
  name: string;
  folderId: string;
  spaceId: string;
  orderindex: number;
  content: string;
  color: string | null;
  priority: number | null;
  assigneeId: number | null;
  dueDate: number | null;
  isDueTimed: boolean;
  statuses: Status[] | null;
  isArchived: boolean;
  isDeleted: boolean;
  visibleFrom: number;
};

/** A view; `parent.type` is the vendor's number, `shows` its settings as they were given. */
export type View = {
  id: string;
  name: string;
  type: string;
  parent: { id: string; type: number };
  shows: Record<string, unknown>;
};

/** A custom field and the one place where it is defined (null: the whole workspace). */
export type Field = {
  id: string;
  name: string;
  type: string;
  config: Record<string, unknown>;
  placeId: string | null;
  createdAt: number;
  creatorId: number;
  /** Whether nobody who uses the API may see it. */
  isHidden?: boolean;
};

/** A task. Dates are milliseconds; `fields` holds the raw stored values by field id. */
export type Task = {
  id: string;
  sequence: number;
  listId: string;
  parentId: string | null;
  name: string;
  text: string;
  markdown: string;
  status: string;
  statusLog: { status: string; since: number }[];
  orderindex: string;
  createdAt: number;
  updatedAt: number;
  closedAt: number | null;
  doneAt: number | null;
  isArchived: boolean;
  isDeleted: boolean;
  visibleFrom: number;
  creatorId: number;
  assigneeIds: number[];
  groupIds: string[];
  watcherIds: number[];
  tagNames: string[];
  priority: number | null;
  dueDate: number | null;
  isDueTimed: boolean;
  startDate: number | null;
  isStartTimed: boolean;
  points: number | null;
  timeEstimate: number | null;
  customItemId: number;
  fields: Map<string, unknown>;
};

/** One piece of a comment's rich text. */
export type Block = Record<string, unknown> & { text: string };

/** A comment on a task or list, or a reply to one (`parentId`). */
export type Comment = {
  id: string;
  historyId: string;
  on: 'task' | 'list';
  placeId: string;
  parentId: string | null;
  blocks: Block[];
  userId: number;
  assigneeId: number | null;
  assignedById: number | null;
  groupId: string | null;
  isResolved: boolean;
  isDeleted: boolean;
  createdAt: number;
};

/** A webhook registration with its health. */
export type Webhook = {
  id: string;
  userId: number;
  endpoint: string;
  events: string[];
  taskId: string | null;
  listId: string | null;
  folderId: string | null;
  spaceId: string | null;
  status: 'active' | 'failing' | 'suspended';
  failCount: number;
  secret: string;
};

/** Something that happened, before it is matched with webhooks. */
export type WorldEvent = {
  event: string;
  place: { taskId?: string; listId?: string; folderId?: string; spaceId?: string };
  body: Record<string, unknown>;
};

/** One workspace. `baseUrl` is where it is served; `emit` tells the deliveries what happened. */
export type World = {
  id: string;
  /** The seed's name or, where there was none, the company's. */
  seed: string;
  /** What the workspace is called. */
  name: string;
  baseUrl: string;
  clock: VirtualClock;
  ids: Ids;
  behaviour: Behaviour;
  people: Map<number, User>;
  groups: Map<string, UserGroup>;
  spaces: Map<string, Space>;
  folders: Map<string, Folder>;
  lists: Map<string, List>;
  fields: Map<string, Field>;
  views: Map<string, View>;
  tasks: Map<string, Task>;
  comments: Map<string, Comment>;
  /** Links between tasks, each as it was made. */
  links: { from: string; to: string; userId: number; at: number }[];
  webhooks: Map<string, Webhook>;
  /** Those whose seat is not active any more. */
  seats: Map<number, 'disabled' | 'removed' | 'invited'>;
  /** Spaces, folders and lists that only these users may see. */
  privatePlaces: Map<string, ReadonlySet<number>>;
  /** What is shown otherwise than it is. */
  overrides: AnswerOverrides;
  sequence: number;
  /** Goes up with every request that may change something. */
  revision: number;
  emit(event: WorldEvent): void;
};

/** Makes an empty workspace whose ids all follow from its own id. */
export function createWorld(given: {
  id: string;
  seed: string;
  name: string;
  baseUrl: string;
  clock: VirtualClock;
  behaviour: Behaviour;
}): World {
  return {
    ...given,
    ids: createIds(given.id),
    people: new Map(),
    groups: new Map(),
    spaces: new Map(),
    folders: new Map(),
    lists: new Map(),
    fields: new Map(),
    views: new Map(),
    tasks: new Map(),
    comments: new Map(),
    links: [],
    webhooks: new Map(),
    seats: new Map(),
    privatePlaces: new Map(),
    overrides: new Map(),
    sequence: 0,
    revision: 0,
    emit: () => {},
  };
}

/** A workspace id that looks like ClickUp's: eleven digits. */
export function workspaceId(seed: string): string {
  return `9015${String(Math.floor(createRandom(seed)() * 9_000_000) + 1_000_000)}`;
}

/** The statuses that hold in a list: its own, else its folder's, else its space's. */
export function statusesOf(world: World, list: List): Status[] {
  const inherited = world.folders.get(list.folderId)?.statuses ?? world.spaces.get(list.spaceId)?.statuses;
  return list.statuses ?? inherited ?? [];
}

/** True for an archived list and for one in an archived folder. */
export function isPutAway(world: World, list: List): boolean {
  return list.isArchived || world.folders.get(list.folderId)?.isArchived === true;
}

/** The custom fields that can be used in a list, in order of their creation. */
export function fieldsOf(world: World, list: List): Field[] {
  const places = new Set<string | null>([null, list.id, list.folderId, list.spaceId]);
  return [...world.fields.values()].filter(field => places.has(field.placeId) && field.isHidden !== true);
}
