// What people can do where ClickUp could not be asked.
import type { ClickUpFailure } from '../reconcile/ports.ts';

/** `apiUrl` is where ClickUp was looked for, null where whoever tells does not know. */
export function hintFor({ kind }: Pick<ClickUpFailure, 'kind'>, apiUrl: string | null): string {
  if (kind === 'refused') return 'Make a personal token in ClickUp (Settings → Apps) and set CLICKUP_TOKEN.';
  if (kind === 'limited') return 'The minute’s requests are used up; try again after the time named.';
  return `Can this machine reach ${apiUrl ?? 'ClickUp'}? CLICKUP_API_URL says where ClickUp is.`;
}
