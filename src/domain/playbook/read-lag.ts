// How long ClickUp may take to show what was written, as the playbook says it.
import type { Playbook } from './playbook.ts';

/** The read lag of a playbook in milliseconds; one given in working days counts as whole days. */
export function readLagOf({ readLag }: Playbook): number {
  return readLag.unit === 'ms' ? readLag.ms : readLag.count * 86_400_000;
}
