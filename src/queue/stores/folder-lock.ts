// The folder of an embedded store belongs to one living process. The operating system keeps the lock and frees it
// with the process, so it is never stolen: a heartbeat file would be, from a process that was only busy.

import { chmod, type FileHandle, open, readFile, rename, rm, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import fileLocks from 'fs-native-extensions';
import { z } from 'zod';
import { pause } from '../../base/time-limit.ts';
import { StoreHeld, StoreMisconfigured, StoreUnavailable, storeReason } from '../errors.ts';
import { makeFolder } from './folder-room.ts';
import { plainReason } from './plain-reason.ts';

/** Rights of a folder for its owner alone. */
const OWN = 0o700;

/** Who holds a folder: the process and, once it said so, where its admin pages are. */
export const Holder = z.object({ pid: z.number().int(), adminUrl: z.string().nullable() });
export type Holder = z.infer<typeof Holder>;

export type FolderLock = {
  /** Whether the last holder said at its end that it had closed everything. */
  wasClean: boolean;
  /** Whether the file that is locked is still the one in the folder: somebody may have deleted it. */
  isThere(): Promise<boolean>;
  announce(holder: { adminUrl: string }): Promise<void>;
  /** Lets go of a lock whose folder is gone, and writes nothing. */
  abandon(): Promise<void>;
  /** Frees the folder; `clean` notes that everything in it was closed. */
  release(end: { clean: boolean }): Promise<void>;
};

// readHolder() touches the lock for an instant; somebody who is starting must not take that for a holder.
const TRIES = 10;
const BETWEEN_TRIES_MS = 50;

/** Takes the folder, creating it if needed. Rejects with StoreHeld, StoreMisconfigured or StoreUnavailable. */
export async function lockFolder(folder: string): Promise<FolderLock> {
  const marker = join(folder, 'clean-shutdown');
  const note = join(folder, 'holder.json');
  const file = await openLockFile(folder);
  let isOurs = false;
  for (let tries = 0; !isOurs && tries < TRIES; tries++) {
    if (tries > 0) await pause(BETWEEN_TRIES_MS);
    isOurs = fileLocks.tryLock(file.fd);
  }
  if (!isOurs) {
    await file.close();
    throw new StoreHeld(folder, await readNote(note));
  }
  const write = async (holder: Holder): Promise<void> => {
    // Renamed into place, so that nobody ever reads half a note.
    await writeFile(`${note}.new`, JSON.stringify(holder));
    await rename(`${note}.new`, note);
  };
  await write({ pid: process.pid, adminUrl: null }).catch(async (error: unknown) => {
    // Kept open, it would hold the folder against the next try of this very process.
    await file.close();
    throw new StoreUnavailable(`The folder ${folder} takes no writes: ${plainReason(error)}.`, {
      cause: error,
    });
  });
  const wasClean = await rm(marker).then(
    () => true,
    () => false,
  );
  return {
    wasClean,
    async isThere() {
      const there = await stat(join(folder, 'lock')).catch(() => null);
      return there !== null && there.ino === (await file.stat()).ino;
    },
    announce: ({ adminUrl }) => write({ pid: process.pid, adminUrl }),
    abandon: () => file.close(),
    async release({ clean }) {
      // A full disk or a folder that is gone must not keep anybody from ending.
      if (clean) await writeFile(marker, '').catch(() => undefined);
      await rm(note, { force: true }).catch(() => undefined);
      await file.close();
    },
  };
}

/** The living process that holds `folder`, or null if none does. */
export async function readHolder(folder: string): Promise<Holder | null> {
  let file: FileHandle;
  try {
    file = await open(join(folder, 'lock'), 'r+');
  } catch {
    return null;
  }
  try {
    // A note can outlive its writer; only the lock tells the living from the dead.
    if (fileLocks.tryLock(file.fd, { shared: true })) return null;
    return await readNote(join(folder, 'holder.json'));
  } finally {
    await file.close();
  }
}

/** Names of people and what they wrote are in there: nobody else on this machine may look, also where it is an old folder. */
async function keepToOurselves(folder: string): Promise<void> {
  try {
    await chmod(folder, OWN);
  } catch (error) {
    // Somebody else's folder that we may write to, such as a mounted volume: its rights are theirs to choose.
    if ((error as { code?: string }).code !== 'EPERM') throw error;
  }
}

async function openLockFile(folder: string): Promise<FileHandle> {
  try {
    await makeFolder(folder, OWN);
    await keepToOurselves(folder);
    return await open(join(folder, 'lock'), 'a+');
  } catch (error) {
    throw new StoreMisconfigured(
      `The folder ${folder} of the embedded store cannot be used: ${storeReason(error)}. ` +
        'Give STORE_URL a folder that this user may write to.',
      { cause: error },
    );
  }
}

async function readNote(path: string): Promise<Holder | null> {
  try {
    return Holder.parse(JSON.parse(await readFile(path, 'utf8')));
  } catch {
    return null;
  }
}
