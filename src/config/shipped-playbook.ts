// The playbook that comes with the program: an example, the demo's, and nobody's work until somebody changes it.
import { createHash } from 'node:crypto';
import { existsSync, readFileSync, realpathSync } from 'node:fs';
import { packageFile } from '../base/package-files.ts';

const SHIPPED = 'config/playbook.yaml';
const KEPT = 'config/playbook.example.yaml';

/** Where the example lies: kept beside its place where a playbook of somebody's own stands there by now. */
export function shippedPlaybook(): string {
  const kept = packageFile(KEPT);
  return existsSync(kept) ? kept : packageFile(SHIPPED);
}

/** Whether that is the example to the letter. In a checkout it lies where one's own playbook will; so its hash lies beside it. */
export function isShippedExample(text: string): boolean {
  return hashOf(text) === readFileSync(packageFile('config/playbook.sha256'), 'utf8').trim();
}

/** Where the example is kept if `file` is its own place, so that it is not lost with what is written there; else null. */
export function placeToKeepExample(file: string): string | null {
  return existsSync(file) && realpathSync(file) === realpathSync(packageFile(SHIPPED))
    ? packageFile(KEPT)
    : null;
}

/** Of a text however its lines end. */
export function hashOf(text: string): string {
  return createHash('sha256').update(text.replaceAll('\r\n', '\n')).digest('hex');
}
