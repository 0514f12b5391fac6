// Compiles once before the tests, since some start the program as its users do.
import { execFileSync } from 'node:child_process';

/** Only translates; `npm run typecheck` judges the types. What was there before is overwritten, not removed. */
export function setup(): void {
  const compiler = 'node_modules/typescript/bin/tsc';
  execFileSync(process.execPath, [compiler, '-p', 'tsconfig.build.json', '--noCheck'], { stdio: 'inherit' });
}
