// Where the files lie that come with the program but are no code that it imports. This module's folder lies one below the
// code's root wherever it runs: `src/base` from the sources, `dist/cli` or `dist/shared` once the build has joined them.
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

/** The path of a file in the package, such as `config/playbook.yaml`. */
export function packageFile(path: string): string {
  return fileURLToPath(new URL(`../../${path}`, import.meta.url));
}

/** The address of a file of the code, such as `queue/database-thread.js`. */
export function codeFile(path: string): URL {
  return new URL(`../${path}`, import.meta.url);
}

/** The version of the program, as its package says it. */
export function programVersion(): string {
  const { version } = JSON.parse(readFileSync(packageFile('package.json'), 'utf8')) as { version: string };
  return version;
}
