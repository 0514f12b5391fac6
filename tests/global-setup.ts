// Compiles once before the tests, since some start the program as its users do.
import { execFileSync } from 'node:child_process';

/** Fails with the compiler's words if the program does not compile. What was there before is overwritten, not removed. */
export function setup(): void {
  execFileSync(process.execPath, ['node_modules/typescript/bin/tsc', '-p', 'tsconfig.build.json'], {
    stdio: 'inherit',
  });
}
