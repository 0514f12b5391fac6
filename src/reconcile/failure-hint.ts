// What people can do where ClickUp could not be asked.
import type { ClickUpFailure } from './ports.ts';

/** `apiUrl` is where ClickUp was looked for, null where whoever tells does not know. Null where nothing general helps. */
export function hintFor(
  { kind, isOfToken }: Pick<ClickUpFailure, 'kind' | 'isOfToken'>,
  apiUrl: string | null,
): string | null {
  switch (kind) {
    case 'refused':
      return isOfToken
        ? 'Make a personal token in ClickUp (Settings → Apps) and set CLICKUP_TOKEN.'
        : 'Give the token’s owner the right to it in ClickUp.';
    case 'limited':
      return 'The minute’s requests are used up; try again after the time named.';
    case 'unavailable':
    case 'unreadable':
      return `Can this machine reach ${apiUrl ?? 'ClickUp'}? CLICKUP_API_URL says where ClickUp is.`;
    case 'gone':
    case 'invalid':
    case 'name-taken':
      return null;
  }
}
