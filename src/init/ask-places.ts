// Where the customer results are: workspace, board and the folder of team lists, by address, name or choice.
import type { Transport } from '../clickup/http/transport.ts';
import type { Playbook } from '../domain/playbook/playbook.ts';
import { type Asker, InitRefused } from './asker.ts';
import type { Given } from './flags.ts';
import { formerOf } from './former.ts';
import { onlyLikely } from './names.ts';
import { BOARD_WORDS, FOLDER_WORDS } from './proposals.ts';
import { settleOne } from './settle.ts';
import {
  type Survey,
  type SurveyedFolder,
  type SurveyedList,
  surveyToken,
  surveyWorkspace,
} from './survey.ts';
import { type WantedPlaces, wantedPlaces } from './wanted-places.ts';

export type AskedPlaces = { survey: Survey; board: SurveyedList; folder: SurveyedFolder };

/** Finds board and folder. Rejects with InitRefused, or with a ClickUpFailure where ClickUp can't be asked. */
export async function askPlaces(
  transport: Transport,
  asker: Asker,
  given: Given,
  former: Playbook | null,
): Promise<AskedPlaces> {
  const wanted = await wantedPlaces(transport, asker, given);
  const token = await surveyToken(transport);
  const workspace = await settleOne(asker, {
    flag: '--workspace',
    message: 'In which workspace are the customer results?',
    label: 'Workspace',
    kind: 'workspace',
    given: workspaceMeant(wanted, given.workspace, token.workspaces),
    all: token.workspaces,
    likely: token.workspaces.length === 1 ? (token.workspaces[0] ?? null) : null,
    former: former?.places.workspace ? { key: 'places.workspace', text: former.places.workspace } : undefined,
  });
  const survey = await surveyWorkspace(transport, token, workspace);
  const before = former && formerSpace(asker, survey, former, wanted);
  const board = await askBoard(asker, survey, wanted, before);
  return { survey, board, folder: await askFolder(asker, survey, board, wanted, before) };
}

/** The space of the playbook that is there, with what it names in it. */
type FormerSpace = { id: string; board: string; folder: string };

/** Null where it is gone, which is said unless nobody asks for it any more. */
function formerSpace(
  asker: Asker,
  { spaces }: Survey,
  { places }: Playbook,
  wanted: WantedPlaces,
): FormerSpace | null {
  const isAsked = wanted.space === undefined && wanted.board === undefined;
  const former = { key: 'places.space', text: places.space };
  const space = formerOf(isAsked ? asker : { say: () => undefined }, { former, all: spaces, kind: 'space' });
  return space ? { id: space.id, board: places.board, folder: places.folder } : null;
}

/** An address may say which workspace; one that this token does not see is another company's, or another token's. */
function workspaceMeant(
  { inWorkspaces }: WantedPlaces,
  flag: string | undefined,
  seen: readonly { id: string; name: string }[],
): string | undefined {
  for (const [id, where] of inWorkspaces) {
    if (seen.some(one => one.id === id)) continue;
    const names = seen.map(({ id: own, name }) => `${name} (${own})`).join(', ');
    throw new InitRefused(
      `${where} — is in workspace ${id}, which this token does not see; it sees: ${names}. Give an address from there, or a token of somebody who is in ${id}.`,
    );
  }
  return flag ?? [...inWorkspaces.keys()][0];
}

async function askBoard(
  asker: Asker,
  { lists, folders, workspace, spaces }: Survey,
  wanted: WantedPlaces,
  former: FormerSpace | null,
): Promise<SurveyedList> {
  const space = wanted.space === undefined ? null : (spaces.find(({ id }) => id === wanted.space) ?? null);
  if (wanted.space !== undefined && space === null) {
    throw new InitRefused(
      `the address — names space ${wanted.space}, which this token does not see in ${workspace.name}; it sees: ${spaces.map(({ name }) => name).join(', ')}. Share it with the token’s owner, or give another address.`,
    );
  }
  const all = lists.filter(list => space === null || list.space.id === space.id);
  const isThere = former !== null && (space === null || space.id === former.id);
  return settleOne(asker, {
    flag: '--board',
    message: 'Which list is the board, with one card for each customer result?',
    label: 'Board',
    kind: 'list',
    given: wanted.board,
    all,
    others: [
      ...folders.map(one => ({ ...one, what: 'a folder, and the board is a list' })),
      ...spaces.map(one => ({ ...one, what: 'a space, and the board is a list' })),
      ...lists.map(one => ({
        ...one,
        what: `a list in the space ${one.space.name}, which the address does not mean`,
      })),
    ],
    likely: onlyLikely(all, BOARD_WORDS),
    former: isThere
      ? { key: 'places.board', text: former.board, among: all.filter(one => one.space.id === former.id) }
      : undefined,
    hint: ({ space: { name }, folder }) => [name, folder?.name].filter(Boolean).join(' › '),
    isAlwaysAsked: true,
  });
}

async function askFolder(
  asker: Asker,
  { folders, lists, spaces }: Survey,
  board: SurveyedList,
  wanted: WantedPlaces,
  former: FormerSpace | null,
): Promise<SurveyedFolder> {
  // A playbook names one space: the board's.
  const all = folders.filter(({ space }) => space.id === board.space.id);
  return settleOne(asker, {
    flag: '--folder',
    message: 'In which folder does every customer result have its own list?',
    label: 'Folder of team lists',
    kind: `folder in the space ${board.space.name}`,
    given: wanted.folder,
    all,
    others: [
      ...folders.map(one => ({
        ...one,
        what: `a folder in the space ${one.space.name}, and the board is in ${board.space.name}`,
      })),
      ...lists.map(one => ({ ...one, what: 'a list, and the lists of teams are in a folder' })),
      ...spaces.map(one => ({ ...one, what: 'a space, and the lists of teams are in a folder' })),
    ],
    likely: onlyLikely(all, FOLDER_WORDS),
    former: former?.id === board.space.id ? { key: 'places.folder', text: former.folder } : undefined,
    isAlwaysAsked: true,
  });
}
