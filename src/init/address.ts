// What somebody pastes of ClickUp: the address of a place, of something in one, or only a name or an id. Pure.

/** A space, folder or list of ClickUp. */
export type HierarchyLevel = 'space' | 'folder' | 'list';

/** What was pasted; `workspaceId` is null where the text does not say. Where a view or task is only ClickUp knows. */
export type Pasted =
  | { kind: HierarchyLevel | 'view' | 'task'; id: string; text: string; workspaceId: string | null }
  | { kind: 'doc' | 'whiteboard' | 'dashboard' | 'other'; text: string; workspaceId: string | null }
  | { kind: 'name'; text: string };

/** ClickUp's numbers of what a view is a view of; the ids of a place's own views begin with them. */
const PARENTS: Readonly<Record<number, HierarchyLevel>> = { 4: 'space', 5: 'folder', 6: 'list' };

const VIEW_OF_PLACE = /^([456])-(\d+)-\d+$/;
const VIEW_ID = /^[\da-z]+-\d+(-\d+)?$/i;

/** What a view of that type of parent is a view of; null for one of the whole workspace, and for what nobody knows yet. */
export function placeKindOf(parentType: number): HierarchyLevel | null {
  return PARENTS[parentType] ?? null;
}

/** Understands addresses as the address line and “Copy link” give them; anything else is a name or an id. */
export function readPasted(given: string): Pasted {
  const text = given.trim();
  const url = urlOf(text);
  if (url === null) return { kind: 'name', text };
  const parts = url.pathname.split('/').filter(part => part !== '');
  const isOfTask = parts[0] === 't';
  // The address of a task with an id of the workspace's own making names the workspace before it.
  const [first = '', second = ''] = isOfTask ? parts.slice(1) : parts;
  const workspaceId = /^\d+$/.test(first) && (!isOfTask || second !== '') ? first : null;
  const of = { text, workspaceId };
  if (isOfTask) return { kind: 'task', id: workspaceId === null ? first : second, ...of };
  const place = placeIn(parts);
  if (place) return { ...place, ...of };
  const [kind, id] = somethingIn(parts, url.hostname);
  return kind === 'view' ? { kind, id, ...of } : { kind, ...of };
}

function urlOf(text: string): URL | null {
  const address = /^([\w-]+\.)*clickup\.com\//i.test(text) ? `https://${text}` : text;
  if (!/^https?:\/\//i.test(address) || !URL.canParse(address)) return null;
  return new URL(address);
}

/** `v/li/ID` is a list, `v/f/ID` a folder, `v/s/ID` a space; `v/l/6-ID-1` is the first view of a list, `v/b/5-ID-2` a board of a folder. */
function placeIn(parts: readonly string[]): { kind: HierarchyLevel; id: string } | null {
  const kinds = { li: 'list', f: 'folder', s: 'space' } as const;
  for (const [index, part] of parts.entries()) {
    const next = parts[index + 1] ?? '';
    const kind = Object.hasOwn(kinds, part) ? kinds[part as keyof typeof kinds] : undefined;
    if (kind && /^\d+$/.test(next)) return { kind, id: next };
    const [, number, id] = VIEW_OF_PLACE.exec(part) ?? [];
    const parent = placeKindOf(Number(number));
    if (parent && id) return { kind: parent, id };
  }
  return null;
}

/** `v/b/8cdfg-1234` is a view with an id of its own, whatever its letters say of its type; docs and whiteboards are none. */
function somethingIn(
  parts: readonly string[],
  host: string,
): [kind: 'view' | 'doc' | 'whiteboard' | 'dashboard' | 'other', id: string] {
  const [type, id = ''] = parts.slice(parts.indexOf('v') + 1);
  if (host.toLowerCase() === 'doc.clickup.com') return ['doc', ''];
  if (parts.includes('dashboards')) return ['dashboard', ''];
  if (!parts.includes('v')) return ['other', ''];
  if (type === 'dc') return ['doc', ''];
  if (type === 'wb') return ['whiteboard', ''];
  return VIEW_ID.test(id) ? ['view', id] : ['other', ''];
}
