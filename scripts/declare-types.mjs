// Writes the types of `liaison/simulator` beside its code in dist/, for those who use it in their own tests.
import { execFileSync } from 'node:child_process';

/** Throws where the compiler finds a mistake; it has said what by then. */
export function declareTypes() {
  const compiler = 'node_modules/typescript/bin/tsc';
  execFileSync(process.execPath, [compiler, '-p', 'scripts/simulator-types.json'], { stdio: 'inherit' });
}
