// The reads behind finding the places: one request each, one sentence each about what was asked.
import type { Group, Person } from '../domain/observation.ts';
import { type Field, Fields, Folders, Groups, List, Lists, Me, Plan, Spaces, Workspaces } from './schemas.ts';
import type { Transport } from './transport.ts';

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

/** The workspaces that the token sees, with their people. */
export async function readWorkspaces(transport: Transport) {
  const doing = 'reading the workspaces of this token';
  return (await transport.request({ method: 'GET', path: '/team', answer: Workspaces, doing })).teams;
}

/** The user groups of a workspace. */
export async function readGroups(transport: Transport, workspaceId: string): Promise<Group[]> {
  const { groups } = await transport.request({
    method: 'GET',
    path: '/group',
    query: { team_id: workspaceId },
    answer: Groups,
    doing: `reading the user groups of workspace ${workspaceId}`,
  });
  return groups.map(({ id, name, members }) => ({ id, name, members: members.map(member => member.id) }));
}

/** The name of the workspace's plan. */
export async function readPlan(transport: Transport, workspaceId: string): Promise<string> {
  const doing = `reading the plan of workspace ${workspaceId}`;
  const path = `/team/${workspaceId}/plan`;
  return (await transport.request({ method: 'GET', path, answer: Plan, doing })).plan_name;
}

/** The spaces of a workspace, without archived ones. */
export async function readSpaces(transport: Transport, workspaceId: string) {
  const doing = `reading the spaces of workspace ${workspaceId}`;
  const path = `/team/${workspaceId}/space`;
  const query = { archived: false };
  return (await transport.request({ method: 'GET', path, query, answer: Spaces, doing })).spaces;
}

/** The folders of a space with their lists; the hidden ones that hold loose lists are left out. */
export async function readFolders(transport: Transport, spaceId: string) {
  const doing = `reading the folders of space ${spaceId}`;
  const path = `/space/${spaceId}/folder`;
  const query = { archived: false };
  const { folders } = await transport.request({ method: 'GET', path, query, answer: Folders, doing });
  return folders.filter(folder => !folder.hidden);
}

/** The lists of a space that are in no folder. */
export async function readLooseLists(transport: Transport, spaceId: string) {
  const doing = `reading the lists of space ${spaceId}`;
  const path = `/space/${spaceId}/list`;
  const query = { archived: false };
  return (await transport.request({ method: 'GET', path, query, answer: Lists, doing })).lists;
}

/** The statuses that tasks of a list may have, in lower case. */
export async function readStatuses(transport: Transport, listId: string): Promise<string[]> {
  const doing = `reading the statuses of list ${listId}`;
  const list = await transport.request({ method: 'GET', path: `/list/${listId}`, answer: List, doing });
  return (list.statuses ?? []).map(({ status }) => status.toLowerCase());
}

/** The custom fields that tasks of a list may have. */
export async function readFields(transport: Transport, listId: string): Promise<Field[]> {
  const doing = `reading the custom fields of list ${listId}`;
  const path = `/list/${listId}/field`;
  return (await transport.request({ method: 'GET', path, answer: Fields, doing })).fields;
}
