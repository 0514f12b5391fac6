// Finds the places, fields and groups that the playbook names in ClickUp. It gathers every problem it can see, so
// that people mend them in one go; it writes nothing.
import type { FieldKey, Group, Person } from '../../domain/observation.ts';
import type { Playbook } from '../../domain/playbook/playbook.ts';
import type { Unreadable } from '../../domain/unreadable.ts';
import type { Transport } from '../http/transport.ts';
import { memberOf } from '../people.ts';
import type { Candidate, ChosenName } from './choose.ts';
import { type Chooser, createChooser } from './chooser.ts';
import { type FieldRef, findFields } from './fields.ts';
import { missingGroups } from './groups.ts';
import { ownerProblem } from './owner.ts';
import type { PlaceProblem } from './place-problem.ts';
import {
  readFields,
  readFolders,
  readGroups,
  readLooseLists,
  readMe,
  readPlan,
  readSpaces,
  readStatuses,
  readWorkspaces,
} from './place-reads.ts';
import { missingStatuses } from './statuses.ts';

/** The ids behind the playbook's names. `me.zone` is the token owner's time zone, null if ClickUp names none. */
export type Places = {
  workspaceId: string;
  spaceId: string;
  boardId: string;
  folderId: string;
  /** In lower case. */
  boardStatuses: string[];
  fields: Record<FieldKey, FieldRef | null>;
  /** Fields that the playbook names and the board did not have. */
  lostFields: FieldKey[];
  /** The list for the agendas of the all-hands, if the playbook names one. */
  digestListId: string | null;
  /** The list of absences, if the playbook names one. */
  absenceListId: string | null;
  me: Person & { zone: string | null };
};

/** What was seen on the way, for people who look for their mistake. */
export type SeenPlaces = {
  me: Person & { zone: string | null };
  workspaces: Candidate[];
  plan: string | null;
  spaces: Candidate[];
  folders: Candidate[];
  lists: (Candidate & { folder: string | null })[];
  statuses: string[];
  fields: FieldRef[];
  groups: Group[];
  people: Person[];
};

/**
 * Looks up everything that the playbook names, with at most eight requests (one more for the plan). `places` is null
 * only where an id is missing without which nothing can be read; it may stand beside problems. Fails with
 * `ClickUpFailure` if ClickUp can't be asked.
 */
export async function findPlaces(
  transport: Transport,
  playbook: Playbook,
  options: { withPlan?: boolean } = {},
): Promise<{ places: Places | null; problems: PlaceProblem[]; seen: SeenPlaces }> {
  const problems: PlaceProblem[] = [];
  const { take, find, findOfKind } = createChooser(problems);
  const unreadable: Unreadable[] = [];
  const [me, workspaces] = await Promise.all([
    readMe(transport),
    readWorkspaces(transport, one => void unreadable.push(one)),
  ]);
  const seen = seenSoFar(me, workspaces);
  const wanted = playbook.places;
  const workspace =
    wanted.workspace === undefined
      ? take('places.workspace', '', workspaces, onlyOne(workspaces))
      : find('places.workspace', wanted.workspace, workspaces, 'workspace');
  if (!workspace) return { places: null, problems, seen };

  const people = workspace.members;
  const [spaces, groups, plan] = await Promise.all([
    readSpaces(transport, workspace.id),
    readGroups(transport, workspace.id),
    options.withPlan ? readPlan(transport, workspace.id) : null,
  ]);
  Object.assign(seen, { spaces, groups, plan, people: people.map(({ id, name }) => ({ id, name })) });
  problems.push(...missingGroups(playbook, groups));
  const noOwner = ownerProblem(playbook.people.owner, people.map(memberOf), unreadable);
  if (noOwner) problems.push(noOwner);

  const space = find('places.space', wanted.space, spaces, 'space');
  if (!space) return { places: null, problems, seen };
  const [folders, loose] = await Promise.all([
    readFolders(transport, space.id),
    readLooseLists(transport, space.id),
  ]);
  seen.folders = folders.map(({ id, name }) => ({ id, name }));
  seen.lists = [
    ...loose.map(({ id, name }) => ({ id, name, folder: null })),
    ...folders.flatMap(folder => folder.lists.map(({ id, name }) => ({ id, name, folder: folder.name }))),
  ];
  const folder = findOfKind('places.folder', wanted.folder, {
    from: folders,
    kind: 'folder',
    others: seen.lists,
  });
  const board = findOfKind('places.board', wanted.board, { from: seen.lists, kind: 'list', others: folders });
  if (!board) return { places: null, problems, seen };

  const [statuses, fields] = await Promise.all([
    readStatuses(transport, board.id),
    readFields(transport, board.id),
  ]);
  Object.assign(seen, { statuses, fields });
  problems.push(...missingStatuses(playbook, statuses));
  const { found, lost, problems: fieldProblems } = findFields(playbook, fields);
  problems.push(...fieldProblems);
  const digestList = playbook.digest && find('digest.list', playbook.digest.list, seen.lists, 'list');
  const absenceList = findAbsences(playbook, seen, find);
  if (digestList && digestList.id === board.id) problems.push(digestOnBoard(playbook, board, seen.lists));
  if (!folder) return { places: null, problems, seen };
  return {
    places: {
      workspaceId: workspace.id,
      spaceId: space.id,
      boardId: board.id,
      folderId: folder.id,
      boardStatuses: statuses,
      fields: found,
      lostFields: lost,
      digestListId: digestList?.id ?? null,
      absenceListId: absenceList?.id ?? null,
      me,
    },
    problems,
    seen,
  };
}

/** Where the playbook names the list of absences. */
export const ABSENCE_LIST = 'people.absences';

/** People keep absences where they like, also where this board's space does not reach: an id is taken at its word. */
function findAbsences(
  { people: { absences } }: Playbook,
  { lists }: SeenPlaces,
  find: Chooser['find'],
): { id: string } | null {
  if (absences === undefined) return null;
  return /^\d+$/.test(absences) ? { id: absences } : find(ABSENCE_LIST, absences, lists, 'list');
}

function seenSoFar(me: SeenPlaces['me'], workspaces: readonly Candidate[]): SeenPlaces {
  return {
    me,
    workspaces: workspaces.map(({ id, name }) => ({ id, name })),
    plan: null,
    spaces: [],
    folders: [],
    lists: [],
    statuses: [],
    fields: [],
    groups: [],
    people: [],
  };
}

function digestOnBoard({ digest }: Playbook, board: Candidate, lists: readonly Candidate[]): PlaceProblem {
  return {
    place: 'digest.list',
    given: digest?.list ?? '',
    found: lists.map(({ name }) => name),
    message: `The list "${board.name}" is the board; every agenda would become a card.`,
    hint: 'Name a list of its own for the agendas.',
  };
}

function onlyOne<T extends Candidate>(workspaces: readonly T[]): ChosenName<T> {
  const [one, another] = workspaces;
  if (one && !another) return { chosen: one };
  const names = workspaces.map(({ name }) => name).join(', ');
  return one
    ? { message: 'This token sees several workspaces.', hint: `Name one under places.workspace: ${names}.` }
    : { message: 'This token sees no workspace.', hint: "Invite the token's owner to your workspace." };
}
