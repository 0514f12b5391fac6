// Whether the folder of an embedded store is there and can take what is written: the database inside says little of it.
import { randomUUID } from 'node:crypto';
import { mkdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { uptime } from 'node:os';
import { dirname, join } from 'node:path';

/** What a database needs to begin the next part of its log. */
export const ROOM_TO_OPEN = 20 * 1024 * 1024;
/** Enough to see that a disk is full. */
export const ROOM_TO_WRITE = 64 * 1024;

/**
 * Makes the folder and those above it; one that is there stays as it is. Rejects with what the file system says. Node's own
 * way (`recursive`) tries for ever where a file system says of a new folder that its place does not exist, as /proc does.
 */
export async function makeFolder(folder: string, mode?: number): Promise<void> {
  const make = async (): Promise<string | null> => {
    try {
      await mkdir(folder, mode);
      return null;
    } catch (error) {
      const { code } = error as { code?: string };
      if (await isFolder(folder)) return null;
      if (code !== 'ENOENT') throw error;
      if (!(await isFolder(dirname(folder)))) return code;
      throw new Error(`no folder can be made in ${dirname(folder)}`, { cause: error });
    }
  };
  if ((await make()) === null) return;
  await makeFolder(dirname(folder), mode);
  if ((await make()) !== null) throw new Error(`${dirname(folder)} is not there`);
}

async function isFolder(path: string): Promise<boolean> {
  return stat(path).then(
    found => found.isDirectory(),
    () => false,
  );
}

/** Writes so many bytes into the folder and removes them again. Rejects with what the file system says. */
export async function tryRoom(folder: string, bytes: number): Promise<void> {
  const file = join(folder, `room-${randomUUID()}`);
  try {
    await writeFile(file, Buffer.alloc(bytes));
  } finally {
    await rm(file, { force: true }).catch(() => undefined);
  }
}

/**
 * Names this very data folder on this run of the machine: another one may lack what was written last, since nothing is
 * ever synced to the disk. Null where the folder is not there.
 */
export async function nameOfFolder(dataFolder: string): Promise<string | null> {
  try {
    const [{ ino }] = await Promise.all([stat(dataFolder), stat(join(dataFolder, 'PG_VERSION'))]);
    return `${await runOfMachine()}/${ino}`;
  } catch {
    return null;
  }
}

async function runOfMachine(): Promise<string> {
  try {
    return (await readFile('/proc/sys/kernel/random/boot_id', 'utf8')).trim();
  } catch {
    // Elsewhere by when the machine started, to ten minutes: clocks are set.
    return String(Math.round((Date.now() / 1_000 - uptime()) / 600));
  }
}
