// The reads behind finding the places: one request each, one sentence each about what was asked.
import type { Group, Person } from '../../domain/observation.ts';
import type { SetAside } from '../../domain/unreadable.ts';
import { ClickUpFailure, type FailureKind } from '../../reconcile/ports.ts';
import { eachOf, misread, placeOf, toldOf, understand } from '../http/misread.ts';
import type { Transport } from '../http/transport.ts';
import {
  BoardAnswer,
  FieldAnswer,
  Fields,
  Folder,
  Folders,
  GroupAnswer,
  Groups,
  Lists,
  Me,
  Member,
  Named,
  Plan,
  Role,
  Spaces,
  UserAnswer,
  Workspaces,
} from '../schemas.ts';

/** Whose token it is; `zone` is null where ClickUp names none that we know. */
export async function readMe(transport: Transport): Promise<Person & { zone: string | null }> {
  const doing = 'asking whose token this is';
  const { user } = await transport.request({ method: 'GET', path: '/user', answer: Me, doing });
  return { id: user.id, name: user.name, zone: zoneOf(user.timezone) };
}

function zoneOf(zone: string | null | undefined): string | null {
  try {
    return zone ? new Intl.DateTimeFormat('en', { timeZone: zone }).resolvedOptions().timeZone : null;
  } catch {
    return null;
  }
}

/** What can't be read can't be what the playbook names, and is passed over where nobody wants to hear of it. */
const pass: SetAside = () => undefined;

/** The workspaces that the token sees, with their people. */
export async function readWorkspaces(transport: Transport, setAside: SetAside = pass) {
  const doing = 'reading the workspaces of this token';
  const { teams } = await transport.request({ method: 'GET', path: '/team', answer: Workspaces, doing });
  return teams.map(({ id, name, members }) => ({
    id,
    name,
    members: eachOf(members, raw => personIn(raw), setAside),
  }));
}

function personIn(raw: unknown): UserAnswer & { role: number | null } {
  const inside = typeof raw === 'object' && raw !== null && 'user' in raw ? raw.user : raw;
  const result = Member.safeParse(raw);
  if (result.success) return { ...result.data, role: Role.safeParse(inside).data?.role ?? null };
  const { where, reason } = placeOf(result.error);
  throw misread({ kind: 'person', ...toldOf(inside), where, reason });
}

/** The user groups of a workspace. Of one with a member who can't be read, the others are read. */
export async function readGroups(
  transport: Transport,
  workspaceId: string,
  setAside: SetAside = pass,
): Promise<Group[]> {
  const { groups } = await transport.request({
    method: 'GET',
    path: '/group',
    query: { team_id: workspaceId },
    answer: Groups,
    doing: `reading the user groups of workspace ${workspaceId}`,
  });
  return eachOf(groups, raw => understand(GroupAnswer, raw, 'group'), setAside).map(
    ({ id, name, members }) => {
      if (!members) {
        // It may have some all the same.
        setAside({ kind: 'group', id, name: name || null, where: 'members', reason: 'is no list of people' });
      }
      const people = (members ?? []).flatMap((raw, index): number[] => {
        if (raw === null) return [];
        const { data, error } = UserAnswer.safeParse(raw);
        if (data) return [data.id];
        const { where, reason } = placeOf(error);
        setAside({ kind: 'group', id, name: name || null, where: `members.${index}.${where}`, reason });
        return [];
      });
      return { id, name, members: people };
    },
  );
}

/** What says nothing of what was asked for. */
const PASSING: ReadonlySet<FailureKind> = new Set(['limited', 'unavailable']);

/** The name of the workspace's plan; null where ClickUp does not tell it: nothing but advice depends on it. */
export async function readPlan(transport: Transport, workspaceId: string): Promise<string | null> {
  const doing = `reading the plan of workspace ${workspaceId}`;
  const path = `/team/${workspaceId}/plan`;
  try {
    return (await transport.request({ method: 'GET', path, answer: Plan, doing })).plan_name || null;
  } catch (error) {
    if (error instanceof ClickUpFailure && !error.isOfToken && !PASSING.has(error.kind)) return null;
    throw error;
  }
}

/** The spaces of a workspace, without archived ones. */
export async function readSpaces(transport: Transport, workspaceId: string) {
  const doing = `reading the spaces of workspace ${workspaceId}`;
  const path = `/team/${workspaceId}/space`;
  const query = { archived: false };
  const { spaces } = await transport.request({ method: 'GET', path, query, answer: Spaces, doing });
  return spaces.flatMap(raw => Named.safeParse(raw).data ?? []);
}

/** The folders of a space with their lists; the hidden ones that hold loose lists are left out. */
export async function readFolders(transport: Transport, spaceId: string) {
  const doing = `reading the folders of space ${spaceId}`;
  const path = `/space/${spaceId}/folder`;
  const query = { archived: false };
  const { folders } = await transport.request({ method: 'GET', path, query, answer: Folders, doing });
  return folders
    .flatMap(raw => Folder.safeParse(raw).data ?? [])
    .filter(folder => !folder.hidden)
    .map(({ permission_level: mayDo = null, ...folder }) => ({
      ...folder,
      mayDo,
      lists: folder.lists.flatMap(raw => Named.safeParse(raw).data ?? []),
    }));
}

/** The lists of a space that are in no folder. */
export async function readLooseLists(transport: Transport, spaceId: string) {
  const doing = `reading the lists of space ${spaceId}`;
  const path = `/space/${spaceId}/list`;
  const query = { archived: false };
  const { lists } = await transport.request({ method: 'GET', path, query, answer: Lists, doing });
  return lists.flatMap(raw => Named.safeParse(raw).data ?? []);
}

/** The archived lists of a folder. */
export async function readArchivedLists(transport: Transport, folderId: string) {
  const doing = `reading the archived lists of folder ${folderId}`;
  const path = `/folder/${folderId}/list`;
  const query = { archived: true };
  const { lists } = await transport.request({ method: 'GET', path, query, answer: Lists, doing });
  return lists.flatMap(raw => Named.safeParse(raw).data ?? []);
}

/** The statuses that tasks of a list may have, in lower case. */
export async function readStatuses(transport: Transport, listId: string): Promise<string[]> {
  return (await readBoard(transport, listId)).statuses.map(({ name }) => name.toLowerCase());
}

/**
 * The statuses of a list in their order and as they are written, `type` the vendor's or empty; and what the token may do
 * there in ClickUp's word, null where it says nothing of that.
 */
export async function readBoard(
  transport: Transport,
  listId: string,
): Promise<{ statuses: { name: string; type: string }[]; mayDo: string | null }> {
  const doing = `reading the statuses of list ${listId}`;
  const list = await transport.request({
    method: 'GET',
    path: `/list/${listId}`,
    answer: BoardAnswer,
    doing,
  });
  const statuses = (list.statuses ?? []).map(({ status, type }) => ({ name: status, type: type ?? '' }));
  return { statuses, mayDo: list.permission_level ?? null };
}

/** The custom fields that tasks of a list may have. */
export async function readFields(transport: Transport, listId: string): Promise<FieldAnswer[]> {
  const doing = `reading the custom fields of list ${listId}`;
  const path = `/list/${listId}/field`;
  const { fields } = await transport.request({ method: 'GET', path, answer: Fields, doing });
  return fields.flatMap(raw => FieldAnswer.safeParse(raw).data ?? []);
}
