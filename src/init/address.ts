// What somebody pastes of ClickUp: the address of a space, folder, list or view, or only a name or an id. Pure.

/** A place as it was pasted; `workspaceId` is null where the text does not say. */
export type Pasted =
  | { kind: 'space' | 'folder' | 'list'; id: string; workspaceId: string | null }
  /** A view with an id of its own: which place it shows can't be told from its address. */
  | { kind: 'view' | 'task' | 'other'; text: string; workspaceId: string | null }
  | { kind: 'name'; text: string };

/** The numbers with which the ids of a place's own views begin, by what ClickUp calls the type of a view's parent. */
const PARENTS = { 4: 'space', 5: 'folder', 6: 'list' } as const;

const VIEW_OF_PLACE = /^([456])-(\d+)-\d+$/;

/** Understands addresses as the address line and “Copy link” give them; anything else is a name or an id. */
export function readPasted(given: string): Pasted {
  const text = given.trim();
  const url = urlOf(text);
  if (url === null) return { kind: 'name', text };
  const parts = url.pathname.split('/').filter(part => part !== '');
  const workspaceId = /^\d+$/.test(parts[0] ?? '') ? (parts[0] ?? null) : null;
  if (parts[0] === 't') return { kind: 'task', text, workspaceId };
  const place = placeIn(parts);
  if (place) return { ...place, workspaceId };
  return { kind: parts.includes('v') ? 'view' : 'other', text, workspaceId };
}

function urlOf(text: string): URL | null {
  const address = /^([\w-]+\.)*clickup\.com\//i.test(text) ? `https://${text}` : text;
  if (!/^https?:\/\//i.test(address) || !URL.canParse(address)) return null;
  return new URL(address);
}

/** `v/li/ID` is a list, `v/f/ID` a folder, `v/s/ID` a space; `v/l/6-ID-1` is the first view of a list, `v/b/5-ID-2` a board of a folder. */
function placeIn(parts: readonly string[]): { kind: 'space' | 'folder' | 'list'; id: string } | null {
  const kinds = { li: 'list', f: 'folder', s: 'space' } as const;
  for (const [index, part] of parts.entries()) {
    const next = parts[index + 1] ?? '';
    const kind = Object.hasOwn(kinds, part) ? kinds[part as keyof typeof kinds] : undefined;
    if (kind && /^\d+$/.test(next)) return { kind, id: next };
    const [, number, id] = VIEW_OF_PLACE.exec(part) ?? [];
    if (number && id) return { kind: PARENTS[Number(number) as keyof typeof PARENTS], id };
  }
  return null;
}
