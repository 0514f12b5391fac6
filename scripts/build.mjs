// Builds what ships: compiles into an empty dist/, makes the command executable, and puts it where npx looks first, so
// that `npx liaison` in a checkout runs at once instead of packing and building the package again.
import { execFileSync } from 'node:child_process';
import { chmodSync, mkdirSync, rmSync, symlinkSync } from 'node:fs';

const COMMAND = 'dist/cli/main.js';
const LINK = 'node_modules/.bin/liaison';

rmSync('dist', { recursive: true, force: true });
execFileSync(process.execPath, ['node_modules/typescript/bin/tsc', '-p', 'tsconfig.build.json'], {
  stdio: 'inherit',
});
chmodSync(COMMAND, 0o755);
mkdirSync('node_modules/.bin', { recursive: true });
rmSync(LINK, { force: true });
try {
  symlinkSync(`../../${COMMAND}`, LINK);
} catch (error) {
  // Windows lets not everybody make links; there npx builds first, as it would without one.
  process.stderr.write(`The command was not linked (${error.code}): npx liaison will take longer.\n`);
}
