// Makes dist/ of src/ and of the libraries that it uses: a few joined files, since most of a start would be looking for and
// reading 1,200 small ones. Types are judged elsewhere (`npm run typecheck`).
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

/** Writes over what was there; files of before, which a running program may still want, stay. */
export async function compile() {
  await Promise.all([join(ENTRIES, 'shared'), join(SIMULATOR_ENTRIES, 'simulator/shared')]);
}

/** @param {string[]} entries @param {string} shared */
async function join(entries, shared) {
  await build({
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
    keepNames: true,
    minifyWhitespace: true,
    logLevel: 'warning',
  });
}
