// What the addresses on the command line mean: spaces, folders and lists, also where a view or a task was pasted.
import type { Transport } from '../clickup/http/transport.ts';
import { readViewParent, readWhereTask } from '../clickup/places/pasted-reads.ts';
import { type HierarchyLevel, type Pasted, placeKindOf, readPasted } from './address.ts';
import { type Asker, InitRefused } from './asker.ts';
import type { Given } from './flags.ts';

/** Names or ids by what was asked for; `inWorkspaces` has for each workspace that an address names who names it. */
export type WantedPlaces = {
  space?: string;
  board?: string;
  folder?: string;
  inWorkspaces: Map<string, string>;
};

type Key = 'board' | 'folder' | null;
type Address = { flag: string; key: Key; text: string; pasted: Exclude<Pasted, { kind: 'name' }> };

const HOW_TO_COPY =
  'In ClickUp, right-click it in the sidebar and choose “Copy link”, or give its name or id.';

/** What is no place, and shows none that could be meant. */
const NO_PLACE = {
  doc: 'is a doc, and a doc is in no list',
  whiteboard: 'is a whiteboard, which shows no list of its own',
  dashboard: 'is a dashboard, which may show several lists',
  other: 'is no space, folder or list of ClickUp',
} as const;

/** Asks ClickUp only about views and tasks. Rejects with InitRefused for what names no place. */
export async function wantedPlaces(transport: Transport, asker: Asker, given: Given): Promise<WantedPlaces> {
  const wanted: WantedPlaces = { inWorkspaces: new Map() };
  for (const address of addressesIn(given, wanted)) {
    const { flag, key, text, pasted } = address;
    if (pasted.workspaceId !== null) wanted.inWorkspaces.set(pasted.workspaceId, `${flag} "${text}"`);
    const { kind, id } = await placeOf(transport, asker, address, wanted);
    const means = kind === 'list' ? 'board' : kind;
    if (key !== null && means !== key) throw refused(address, wrongKind(pasted.kind, kind, key));
    wanted[means] ??= id;
  }
  return wanted;
}

/** Names go into `wanted` as they are. All that can be refused unasked is refused first. */
function addressesIn({ place, board, folder }: Given, wanted: WantedPlaces): Address[] {
  const addresses: Address[] = [];
  for (const [flag, text, key] of [
    ['the address', place, null],
    ['--board', board, 'board'],
    ['--folder', folder, 'folder'],
  ] as const) {
    if (text === undefined) continue;
    const pasted = readPasted(text);
    if (pasted.kind !== 'name') addresses.push({ flag, key, text, pasted });
    else if (key !== null) wanted[key] = pasted.text;
    else {
      const why = 'is no address; give an address of ClickUp, or a name behind --board or --folder';
      throw refused({ flag, text }, why);
    }
  }
  for (const address of addresses) {
    if (!('id' in address.pasted)) throw refused(address, NO_PLACE[address.pasted.kind]);
  }
  return addresses;
}

async function placeOf(
  transport: Transport,
  asker: Asker,
  address: Address,
  { inWorkspaces }: WantedPlaces,
): Promise<{ kind: HierarchyLevel; id: string }> {
  const { pasted, flag, text } = address;
  if (!('id' in pasted)) throw refused(address, NO_PLACE[pasted.kind]);
  if (pasted.kind === 'view') return placeOfView(transport, address, pasted.id);
  if (pasted.kind !== 'task') return { kind: pasted.kind, id: pasted.id };
  const task = await readWhereTask(transport, pasted.id, pasted.workspaceId);
  if (task === null) throw unseen(address, 'task');
  const { name, list, team_id: workspaceId } = task;
  if (workspaceId !== null) inWorkspaces.set(workspaceId, `${flag} "${text}"`);
  asker.say(`${flag}: the task “${name}” is in the list “${list.name || list.id}”; that list is meant.`);
  return { kind: 'list', id: list.id };
}

async function placeOfView(transport: Transport, address: Address, viewId: string) {
  const parent = await readViewParent(transport, viewId);
  if (parent === null) throw unseen(address, 'view');
  const kind = placeKindOf(parent.type);
  if (kind) return { kind, id: parent.id };
  throw refused(address, 'is a view of the whole workspace, so that it says nothing of one list');
}

function wrongKind(pasted: Pasted['kind'], kind: HierarchyLevel, key: 'board' | 'folder'): string {
  const what =
    pasted === 'view' ? `a view of a ${kind}` : pasted === 'task' ? 'a task in a list' : `a ${kind}`;
  return `is ${what}, and the ${key} is a ${key === 'board' ? 'list' : key}`;
}

function unseen(address: Address, what: 'view' | 'task'): InitRefused {
  const why = `is a ${what} that ClickUp does not show to this token: it is deleted, in another workspace, or not shared with the token’s owner`;
  return refused(address, why);
}

function refused({ flag, text }: Pick<Address, 'flag' | 'text'>, why: string): InitRefused {
  return new InitRefused(`${flag} — given "${text}", which ${why}. ${HOW_TO_COPY}`);
}
