// The doctor's look at the folder of an embedded store: who may read it, and whether there is room.
import { accessSync, constants, existsSync, statSync } from 'node:fs';
import { statfs } from 'node:fs/promises';
import { dirname, resolve } from 'node:path';
import { ROOM_TO_OPEN } from '../../queue/stores/folder-room.ts';
import { type Check, checksIn } from './check.ts';

const { ok, warn, fail } = checksIn('store');

const MB = 1024 * 1024;
/** The log of the database stays within some 60 MB; tables and vacuums come on top. */
const ROOMY = 200 * MB;
/** Rights of everybody but the owner. */
const OTHERS = 0o077;

/** Rejects where no folder can be there, or this user may not write there. */
export async function probeFolder(folder: string): Promise<Check[]> {
  const path = resolve(folder);
  const nearest = nearestFolder(path);
  accessSync(nearest, constants.W_OK);
  if (!statSync(nearest).isDirectory()) throw new Error(`${nearest} is a file, and no folder.`);
  return [...rightsOf(folder, nearest === path), await roomIn(folder, nearest)];
}

/** Nothing before there is a folder: it is made for its user alone. */
function rightsOf(folder: string, isThere: boolean): Check[] {
  if (!isThere) return [];
  const { mode, uid } = statSync(folder);
  const rights = (mode & 0o777).toString(8);
  if ((mode & OTHERS) === 0) return [ok('folder', `Nobody else may look into ${folder} (rights ${rights}).`)];
  const isOurs = process.getuid?.() === uid;
  const message = `Others on this machine may look into ${folder} (rights ${rights}): names and what people wrote are in there.`;
  const hint = isOurs
    ? `The next start takes these rights away; or write chmod 700 ${folder}.`
    : `It is another user’s (${uid}): let that one take the rights of others away.`;
  return [warn('folder', message, hint)];
}

async function roomIn(folder: string, nearest: string): Promise<Check> {
  const { bavail, bsize } = await statfs(nearest);
  const free = bavail * bsize;
  const message = `${Math.floor(free / MB)} MB are free for ${folder}.`;
  const hint = `Make room on that disk, or give STORE_URL another folder: the store wants ${ROOMY / MB} MB.`;
  if (free < ROOM_TO_OPEN) return fail('free space', message, hint);
  return free < ROOMY ? warn('free space', message, hint) : ok('free space', message);
}

function nearestFolder(path: string): string {
  return existsSync(path) ? path : nearestFolder(dirname(path));
}
