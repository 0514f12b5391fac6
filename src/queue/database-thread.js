// The embedded database in a thread of its own: whatever it does blocks its thread until it is done, so that in the
// thread that serves everything else would wait. The other end is threaded-database.ts.
// JavaScript, since a thread is started from a file that Node can read as it stands.
import { copyFileSync, existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parentPort } from 'node:worker_threads';
import { PGlite } from '@electric-sql/pglite';

// By itself the database takes 128 MB for pages that the operating system keeps anyway.
const SETTINGS = ['shared_buffers=8MB'];
// A new database begins with a log of 1 MB instead of 16 MB.
const NEW = ['--wal-segsize=1'];

const port = /** @type {import('node:worker_threads').MessagePort} */ (parentPort);
// Begun at once: the thread may be there before anybody knows which folder to open.
const { WebAssembly } = /** @type {any} */ (globalThis);
const compiled = WebAssembly.compile(
  readFileSync(fileURLToPath(new URL('pglite.wasm', import.meta.resolve('@electric-sql/pglite')))),
);

/** @param {string} folder */
const openIn = async folder =>
  PGlite.create({
    dataDir: folder,
    pgliteWasmModule: await compiled,
    initDbStartParams: NEW,
    startParams: [...PGlite.defaultStartParams, ...SETTINGS.flatMap(setting => ['-c', setting])],
  });

/**
 * @param {string} from
 * @param {string} to
 */
function copyFolder(from, to) {
  mkdirSync(to);
  for (const entry of readdirSync(from, { withFileTypes: true })) {
    const [source, target] = [join(from, entry.name), join(to, entry.name)];
    if (entry.isDirectory()) copyFolder(source, target);
    else copyFileSync(source, target);
  }
}

/**
 * A copy of what the build prepared, also where a package has lost its empty folders.
 * @param {string} prepared
 * @param {string} to
 */
function copyPrepared(prepared, to) {
  copyFolder(prepared, to);
  const folders = readFileSync(join(dirname(prepared), 'folders'), 'utf8');
  for (const folder of folders.split('\n')) mkdirSync(join(to, folder), { recursive: true });
}

/**
 * A database appears whole or not at all: it is made beside its place, and whoever is killed meanwhile leaves none.
 * @param {string} dataFolder
 * @param {string | null} prepared
 */
async function create(dataFolder, prepared) {
  const beside = `${dataFolder}.new`;
  rmSync(beside, { recursive: true, force: true });
  try {
    if (prepared === null) await (await openIn(beside)).close();
    else copyPrepared(prepared, beside);
    renameSync(beside, dataFolder);
  } catch (error) {
    rmSync(beside, { recursive: true, force: true });
    throw error;
  }
}

/**
 * What was thrown, as far as it can be told to another thread: the file system inside the database throws objects that
 * are no errors.
 * @param {unknown} thrown
 */
function told(thrown) {
  const isError = thrown instanceof Error;
  const { name, message } = isError ? thrown : { name: undefined, message: String(thrown) };
  const plain = Object.entries(thrown ?? {}).filter(([, value]) => /^(string|number)$/.test(typeof value));
  return { isError, message, fields: { ...(isError ? { name } : {}), ...Object.fromEntries(plain) } };
}

/**
 * Migrations hold many statements in one text, which only the simple protocol takes.
 * @param {PGlite} database
 * @param {string} text
 * @param {unknown[] | undefined} values
 */
async function ask(database, text, values) {
  const isSimple = values === undefined || values.length === 0;
  const result = isSimple ? (await database.exec(text)).at(-1) : await database.query(text, values);
  return { rows: result?.rows ?? [], rowCount: result?.affectedRows ?? null };
}

/** @param {{ dataFolder: string, prepared: string | null }} place */
async function open({ dataFolder, prepared }) {
  if (!existsSync(dataFolder)) await create(dataFolder, prepared);
  const database = await openIn(dataFolder);
  database.onNotification((channel, payload) => port.postMessage({ notification: { channel, payload } }));
  return database;
}

/** @type {PGlite | undefined} */
let database;

/**
 * The first question opens, one without a text closes.
 * @param {{ id: number, place: { dataFolder: string, prepared: string | null }, text?: string, values?: unknown[] }} question
 */
async function answer({ id, place, text, values }) {
  try {
    let answer = null;
    if (database === undefined) database = await open(place);
    else if (text === undefined) await database.close();
    else answer = await ask(database, text, values);
    port.postMessage({ id, answer });
  } catch (error) {
    port.postMessage({ id, failure: told(error) });
  }
}

port.on('message', question => void answer(question));
