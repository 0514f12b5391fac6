// Makes the empty database that first starts copy. Part of the build: nothing of the running program calls it.
import { chmod, mkdir, readdir, rename, rm, writeFile } from 'node:fs/promises';
import { join, relative } from 'node:path';
import { openDatabase } from './stores/embedded-database.ts';
import { dataIn, foldersIn, makers, noteIn, PREPARED_STORE, preparedIn } from './stores/prepared-store.ts';

const quiet = (): void => undefined;
const log = { debug: quiet, info: quiet, warn: quiet, error: quiet };

// Two databases that only serve to create others: two thirds of what would have to be copied.
const WITHOUT_TEMPLATES = [
  'UPDATE pg_database SET datistemplate = false WHERE datistemplate',
  'DROP DATABASE template0',
  'DROP DATABASE template1',
  'CHECKPOINT',
];

/** Makes it in `place` unless these versions have made one there. Whoever is killed meanwhile leaves none. */
export async function prepareStore(place: string = PREPARED_STORE): Promise<void> {
  if ((await preparedIn(place)) !== null) return;
  const beside = `${place}.new`;
  await rm(beside, { recursive: true, force: true });
  await mkdir(beside, { recursive: true });
  const { database } = await openDatabase(beside, { clock: Date, log }, null);
  for (const statement of WITHOUT_TEMPLATES) await database.query(statement);
  await database.close();
  await writeFile(foldersIn(beside), await foldersOf(dataIn(beside)));
  await writeFile(noteIn(beside), await makers());
  await openToAll(beside);
  await rm(place, { recursive: true, force: true });
  await rename(beside, place);
}

async function foldersOf(data: string): Promise<string> {
  const entries = await readdir(data, { recursive: true, withFileTypes: true });
  const folders = entries.filter(entry => entry.isDirectory());
  return folders.map(({ parentPath, name }) => `${relative(data, join(parentPath, name))}\n`).join('');
}

/** The database keeps its files to its user, and whoever copies them later may be another. */
async function openToAll(place: string): Promise<void> {
  const entries = await readdir(place, { recursive: true, withFileTypes: true });
  for (const entry of entries)
    await chmod(join(entry.parentPath, entry.name), entry.isDirectory() ? 0o755 : 0o644);
}
