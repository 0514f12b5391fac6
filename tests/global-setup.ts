// Builds once before the tests, since some start the program as its users do.
import { execFileSync } from 'node:child_process';

/** Rejects with the compiler's words if the build fails. */
export function setup(): void {
  execFileSync('npm', ['run', '--silent', 'build'], { stdio: 'inherit' });
}
