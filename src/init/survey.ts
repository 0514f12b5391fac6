// What a workspace has, as far as a playbook speaks of it. Reads ClickUp and writes nothing.

import type { Transport } from '../clickup/http/transport.ts';
import type { FieldRef } from '../clickup/places/fields.ts';
import {
  readBoard,
  readFields,
  readFolders,
  readGroups,
  readLooseLists,
  readMe,
  readSpaces,
  readWorkspaces,
} from '../clickup/places/place-reads.ts';
import type { Group } from '../domain/observation.ts';

export type SurveyedPerson = { id: number; name: string; email: string | null; isGuest: boolean };
export type Place = { id: string; name: string };
export type SurveyedFolder = Place & { space: Place };
/** `folder` is null for a list that stands in its space itself. */
export type SurveyedList = Place & { space: Place; folder: Place | null };
export type SurveyedStatus = { name: string; type: string };

export type Survey = {
  me: { id: number; name: string; zone: string | null };
  workspace: Place;
  /** Whether the token sees others, so that the playbook must name this one. */
  isOneOfSeveral: boolean;
  people: SurveyedPerson[];
  groups: Group[];
  spaces: Place[];
  folders: SurveyedFolder[];
  lists: SurveyedList[];
};

/** Whose token it is, and the workspaces that it sees. */
export async function surveyToken(transport: Transport) {
  const [me, workspaces] = await Promise.all([readMe(transport), readWorkspaces(transport)]);
  return { me, workspaces };
}

type Token = Awaited<ReturnType<typeof surveyToken>>;

/** Everything of one workspace that has a name: two requests for each space, and two more. */
export async function surveyWorkspace(
  transport: Transport,
  { me, workspaces }: Token,
  workspace: Token['workspaces'][number],
): Promise<Survey> {
  const [spaces, groups] = await Promise.all([
    readSpaces(transport, workspace.id),
    readGroups(transport, workspace.id),
  ]);
  const folders: SurveyedFolder[] = [];
  const lists: SurveyedList[] = [];
  for (const space of spaces) {
    const [inSpace, loose] = await Promise.all([
      readFolders(transport, space.id),
      readLooseLists(transport, space.id),
    ]);
    for (const { id, name } of loose) lists.push({ id, name, space, folder: null });
    for (const { id, name, lists: inside } of inSpace) {
      const folder = { id, name };
      folders.push({ ...folder, space });
      for (const list of inside) lists.push({ ...list, space, folder });
    }
  }
  return {
    me,
    workspace: { id: workspace.id, name: workspace.name },
    isOneOfSeveral: workspaces.length > 1,
    people: workspace.members.map(({ id, name, email, role }) => ({
      id,
      name,
      email,
      isGuest: role === GUEST,
    })),
    groups,
    spaces,
    folders,
    lists,
  };
}

/** The vendor’s role of a guest. */
const GUEST = 4;

/** The statuses and custom fields of a board. */
export async function surveyBoard(
  transport: Transport,
  boardId: string,
): Promise<{ statuses: SurveyedStatus[]; fields: FieldRef[] }> {
  const [{ statuses }, fields] = await Promise.all([
    readBoard(transport, boardId),
    readFields(transport, boardId),
  ]);
  return { statuses, fields };
}
