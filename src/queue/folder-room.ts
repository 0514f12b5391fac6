// Whether the folder of an embedded store is there and can take what is written: the database inside says little of it.
import { randomUUID } from 'node:crypto';
import { readFile, rm, stat, writeFile } from 'node:fs/promises';
import { uptime } from 'node:os';
import { join } from 'node:path';

/** What a database needs to begin the next part of its log. */
export const ROOM_TO_OPEN = 20 * 1024 * 1024;
/** Enough to see that a disk is full. */
export const ROOM_TO_WRITE = 64 * 1024;

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
