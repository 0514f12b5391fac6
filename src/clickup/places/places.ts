// Finds the places, fields and groups that the playbook names in ClickUp. It gathers every problem it can see, so
// that people mend them in one go; it writes nothing.
import type { FieldKey, Group, Person } from '../../domain/observation.ts';
import type { Playbook } from '../../domain/playbook/playbook.ts';
import type { Unreadable } from '../../domain/unreadable.ts';
import type { Transport } from '../http/transport.ts';
import { memberOf } from '../people.ts';
import { type Candidate, type ChosenName, choose, nearestOf } from './choose.ts';
import { type Chooser, createChooser } from './chooser.ts';
import { type FieldRef, findFields } from './fields.ts';
import { missingGroups } from './groups.ts';
import { ownerProblem } from './owner.ts';
import type { PlaceProblem } from './place-problem.ts';
import {
  readBoard,
  readFields,
  readFolders,
  readGroups,
  readLooseLists,
  readMe,
  readPlan,
  readSpaces,
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

/**
 * What was seen on the way, for people who look for their mistake. Where a place is not found and another one was looked
 * at in its stead, what was seen is of that one. Null is what nobody could look at.
 */
export type SeenPlaces = {
  me: Person & { zone: string | null };
  workspaces: Candidate[];
  workspace: Candidate | null;
  plan: string | null;
  spaces: Candidate[];
  space: Candidate | null;
  folders: (Candidate & { mayDo: string | null })[];
  folder: (Candidate & { mayDo: string | null }) | null;
  lists: (Candidate & { folder: string | null })[];
  /** `mayDo` is what ClickUp says that the token may do there: `read`, `comment`, `edit` or `create`. */
  board: (Candidate & { mayDo: string | null }) | null;
  statuses: string[];
  fields: FieldRef[];
  found: Places['fields'] | null;
  groups: Group[];
  people: Seated[];
};

/** `role` is ClickUp's number: 1 owner, 2 admin, 3 member, 4 guest; null where it says none. */
export type Seated = Person & { role: number | null };

/**
 * Looks up everything that the playbook names, with at most eight requests (one more for the plan). `places` is null
 * only where an id is missing without which nothing can be read; it may stand beside problems. Fails with
 * `ClickUpFailure` if ClickUp can't be asked.
 *
 * `isThorough` asks for the plan as well, and goes on where a place is not found with the one that is most likely meant,
 * so that what else is wrong is known in one round.
 */
export async function findPlaces(
  transport: Transport,
  playbook: Playbook,
  { isThorough = false }: { isThorough?: boolean } = {},
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
  const instead = isThorough ? likely : nothing;
  const workspace =
    wanted.workspace === undefined
      ? take('places.workspace', '', workspaces, onlyOne(workspaces))
      : find('places.workspace', wanted.workspace, workspaces, 'workspace');
  const inWorkspace = workspace ?? instead(workspaces, wanted.workspace);
  if (!inWorkspace) return { places: null, problems, seen };

  const people = inWorkspace.members;
  const [spaces, groups, plan] = await Promise.all([
    readSpaces(transport, inWorkspace.id),
    readGroups(transport, inWorkspace.id),
    isThorough ? readPlan(transport, inWorkspace.id) : null,
  ]);
  const { id: workspaceId, name: workspaceName } = inWorkspace;
  Object.assign(seen, { spaces, groups, plan, workspace: { id: workspaceId, name: workspaceName } });
  seen.people = people.map(person => ({ ...memberOf(person), role: person.role }));
  problems.push(...missingGroups(playbook, groups));
  const noOwner = ownerProblem(playbook.people.owner, people.map(memberOf), unreadable);
  if (noOwner) problems.push(noOwner);

  const space = find('places.space', wanted.space, spaces, 'space');
  seen.space = space ?? instead(spaces, wanted.space);
  if (!seen.space) return { places: null, problems, seen };
  await lookAround(transport, seen, seen.space.id);
  const { folders, lists } = seen;
  const folder = findOfKind('places.folder', wanted.folder, { from: folders, kind: 'folder', others: lists });
  const board = findOfKind('places.board', wanted.board, { from: lists, kind: 'list', others: folders });
  seen.folder = folder;
  const digestList = playbook.digest && find('digest.list', playbook.digest.list, lists, 'list');
  const absenceList = findAbsences(playbook, seen, find);
  const read = board ?? (isThorough ? boardInstead(playbook, seen) : null);
  if (!read) return { places: null, problems, seen };

  const [{ statuses: written, mayDo }, fields] = await Promise.all([
    readBoard(transport, read.id),
    readFields(transport, read.id),
  ]);
  const statuses = written.map(({ name }) => name.toLowerCase());
  const { found, lost, problems: fieldProblems } = findFields(playbook, fields);
  Object.assign(seen, { statuses, fields, found, board: { id: read.id, name: read.name, mayDo } });
  problems.push(...missingStatuses(playbook, statuses), ...fieldProblems);
  if (digestList && digestList.id === board?.id) problems.push(digestOnBoard(playbook, board, lists));
  if (!workspace || !space || !folder || !board) return { places: null, problems, seen };
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

/** Reads what is in the space. */
async function lookAround(transport: Transport, seen: SeenPlaces, spaceId: string): Promise<void> {
  const [folders, loose] = await Promise.all([
    readFolders(transport, spaceId),
    readLooseLists(transport, spaceId),
  ]);
  seen.folders = folders.map(({ id, name, mayDo }) => ({ id, name, mayDo }));
  seen.lists = [
    ...loose.map(({ id, name }) => ({ id, name, folder: null })),
    ...folders.flatMap(folder => folder.lists.map(({ id, name }) => ({ id, name, folder: folder.name }))),
  ];
}

const nothing = (): null => null;

/** What is most likely meant by a name or id that nothing has: the name that is near, or the only one there is. */
function likely<T extends Candidate>(candidates: readonly T[], given = ''): T | null {
  const near = nearestOf(candidates, given);
  const [one, another] = near === null ? candidates : candidates.filter(({ name }) => name === near);
  return one && !another ? one : null;
}

/** The list that is most likely meant as the board; where board and folder are swapped, the one that stands for the folder. */
function boardInstead({ places }: Playbook, { lists }: SeenPlaces): SeenPlaces['lists'][number] | null {
  const swapped = choose(lists, places.folder, 'list');
  if ('chosen' in swapped) return swapped.chosen;
  return nearestOf(lists, places.board) === null ? null : likely(lists, places.board);
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
    workspace: null,
    plan: null,
    spaces: [],
    space: null,
    folders: [],
    folder: null,
    lists: [],
    board: null,
    statuses: [],
    fields: [],
    found: null,
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
