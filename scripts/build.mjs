// Builds what ships: joins the code into an empty dist/, makes an empty store to copy there, the commands executable, and
// puts them where npx looks first, so that `npx liaison` in a checkout runs at once instead of packing and building anew.
import { chmodSync, existsSync, mkdirSync, readdirSync, rmSync, statSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { compile } from './compile.mjs';
import { declareTypes } from './declare-types.mjs';

const COMMANDS = { liaison: 'dist/cli/main.js', 'clickup-simulator': 'dist/simulator/command/main.js' };
const SOURCES = ['src', 'scripts', 'package.json'];

/** When a file, or anything in a folder, was changed last; folders themselves tell of what was removed. */
function changedAt(path) {
  const stat = statSync(path, { throwIfNoEntry: false });
  if (!stat?.isDirectory()) return stat?.mtimeMs ?? 0;
  return Math.max(stat.mtimeMs, ...readdirSync(path).map(name => changedAt(join(path, name))));
}

// The first `npx liaison` in a checkout installs it into a cache of npx's, and that prepares it once more.
if (process.argv.includes('--if-older') && changedAt(COMMANDS.liaison) > Math.max(...SOURCES.map(changedAt)))
  process.exit(0);

// The prepared store stays: it takes longer than all the rest, and knows by itself whether it is still of use.
for (const name of existsSync('dist') ? readdirSync('dist') : []) {
  if (name !== 'prepared-store') rmSync(join('dist', name), { recursive: true, force: true });
}
await compile();
declareTypes();
mkdirSync('node_modules/.bin', { recursive: true });
for (const [name, file] of Object.entries(COMMANDS)) {
  chmodSync(file, 0o755);
  rmSync(`node_modules/.bin/${name}`, { force: true });
  try {
    symlinkSync(`../../${file}`, `node_modules/.bin/${name}`);
  } catch (error) {
    // Windows lets not everybody make links; there npx builds first, as it would without one.
    process.stderr.write(`${name} was not linked (${error.code}): npx ${name} will take longer.\n`);
  }
}
try {
  const { prepareStore } = await import('../dist/queue/prepare-store.js');
  await prepareStore();
} catch (error) {
  // Whoever has a server needs none, and who has not makes one at the first start.
  process.stderr.write(`No store was prepared (${error.message}): the first start will take longer.\n`);
}
