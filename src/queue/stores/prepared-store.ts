// An empty database that the build has made, so that a first start copies it: making one takes 5 s of processor time.
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { packageFile } from '../../base/package-files.ts';

/** Where the build puts it, also for the sources themselves. */
export const PREPARED_STORE = packageFile('dist/prepared-store');
const PACKAGE = packageFile('package.json');

/** The data folder of the prepared store in `place`; null where there is none, or one that other versions made. */
export async function preparedIn(place: string): Promise<string | null> {
  const note = await readFile(noteIn(place), 'utf8').catch(() => null);
  return note !== null && note === (await makers()) ? dataIn(place) : null;
}

export const dataIn = (place: string): string => join(place, 'data');
export const noteIn = (place: string): string => join(place, 'made-by');
/** Names every folder of the data, one a line: a package carries no empty ones, and the database wants them. */
export const foldersIn = (place: string): string => join(place, 'folders');

/** Another one where something else stands beside the data. */
const LAYOUT = 'layout 2\n';

/** What decides what is in an empty database: PostgreSQL's files and BullMQ's tables, by their exact versions. */
export async function makers(): Promise<string> {
  const { dependencies } = JSON.parse(await readFile(PACKAGE, 'utf8')) as {
    dependencies: Record<string, string>;
  };
  const versions = ['@electric-sql/pglite', 'bullmq'].map(name => `${name} ${dependencies[name]}\n`);
  return [...versions, LAYOUT].join('');
}
