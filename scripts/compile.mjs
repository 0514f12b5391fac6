// Makes dist/ of src/ and of the libraries that it uses: a few joined files, since most of a start would be looking for and
// reading 1,200 small ones. Types are judged elsewhere (`npm run typecheck`).
import { mkdir, readFile, rename, stat, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import { pathToFileURL } from 'node:url';
import { build } from 'esbuild';

/** What is started as a file: the command, the embedded database's thread, and what makes the prepared store. */
const ENTRIES = ['cli/main.ts', 'queue/database-thread.js', 'queue/prepare-store.ts'];
/** The simulator as others use it, in their tests and by its command. Built by itself: nothing of Liaison is loaded with it. */
const SIMULATOR_ENTRIES = ['simulator/simulator.ts', 'simulator/command/main.ts'];
/** These read files that lie beside their own code, are compiled for one machine, or may be missing. */
const NOT_JOINED = [
  '@electric-sql/pglite',
  '@bull-board/*',
  'fs-native-extensions',
  'msgpackr-extract',
  'pg-native',
];
// Libraries of the older kind call `require`, which modules have not.
const WITH_REQUIRE =
  "import { createRequire as liaisonRequire } from 'node:module';\nconst require = liaisonRequire(import.meta.url);";

/** Messages of 50 languages, which nobody here asks for and each start would read and run: ours are texts of Liaison. */
const LOCALES = /zod[\\/]v4[\\/]locales[\\/]index\.js$/;
const ENGLISH_ALONE = "export { default as en } from './en.js';";
/** Data is read several times as fast from a text as from a program; also where a library writes it as a program. */
const DATA = /node_modules[\\/](.*\.json|date-holidays[\\/]src[\\/]data\.js)$/;

/** @type {import('esbuild').Plugin} */
const leanLibraries = {
  name: 'lean-libraries',
  setup({ onLoad }) {
    onLoad({ filter: LOCALES }, () => ({ contents: ENGLISH_ALONE, loader: 'js' }));
    onLoad({ filter: DATA }, async ({ path }) => {
      const isJson = path.endsWith('.json');
      const data = isJson
        ? JSON.parse(await readFile(path, 'utf8'))
        : (await import(pathToFileURL(path).href)).data;
      const parsed = `JSON.parse(${JSON.stringify(JSON.stringify(data))})`;
      return {
        contents: isJson ? `module.exports = ${parsed};` : `export const data = ${parsed};`,
        loader: 'js',
      };
    });
  },
};

/** Puts it in the place of what was there; files of before, which a running program may still want, stay. */
export async function compile() {
  await Promise.all([join(ENTRIES, 'shared'), join(SIMULATOR_ENTRIES, 'simulator/shared')]);
}

/** @param {string[]} entries @param {string} shared */
async function join(entries, shared) {
  const { outputFiles } = await build({
    write: false,
    entryPoints: entries.map(entry => `src/${entry}`),
    outbase: 'src',
    outdir: 'dist',
    chunkNames: `${shared}/[name]-[hash]`,
    bundle: true,
    splitting: true,
    format: 'esm',
    platform: 'node',
    target: 'node20.19',
    external: NOT_JOINED,
    banner: { js: WITH_REQUIRE },
    sourcemap: 'linked',
    sourcesContent: false,
    // Names stay as they are; keeping those of renamed ones too (`keepNames`) costs each start a tenth of its time.
    minifyWhitespace: true,
    minifySyntax: true,
    plugins: [leanLibraries],
    logLevel: 'warning',
  });
  await Promise.all(outputFiles.map(({ path, contents }) => put(path, contents)));
}

/**
 * Puts a file in the place of what was there, at once: a program that is starting meanwhile reads all of one or the other.
 * @param {string} path @param {Uint8Array} contents
 */
async function put(path, contents) {
  const former = await readFile(path).catch(() => null);
  if (former?.equals(contents)) return;
  await mkdir(dirname(path), { recursive: true });
  // Commands stay executable.
  const mode = (await stat(path).catch(() => null))?.mode ?? 0o644;
  await writeFile(`${path}.new`, contents, { mode });
  await rename(`${path}.new`, path);
}
