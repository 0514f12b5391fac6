// Answers that are other than they should be: odd shapes of single objects, as real workspaces have them.

/** How an object is shown otherwise: keys replaced, keys left out, entries added to arrays. */
export type Oddity = {
  set?: Record<string, unknown> | undefined;
  remove?: string[] | undefined;
  append?: Record<string, unknown> | undefined;
};

/** Oddities by the id of the object; those of a task's custom fields by `TASK FIELD`. */
export type Oddities = Map<string, Oddity>;

/** The key under which the oddity of one custom field of a task is kept. */
export const fieldKey = (taskId: string, fieldId: string) => `${taskId} ${fieldId}`;

/** An object as it is to be shown: as it is, unless somebody made it odd. The type tells how it would be. */
export function shown<T extends object>(world: { odd: Oddities }, id: string | number, object: T): T {
  const oddity = world.odd.size === 0 ? undefined : world.odd.get(String(id));
  return oddity === undefined ? object : (changed(object, oddity) as T);
}

/** A member of the workspace: `user` and `invited_by` are its own keys, every other is one of the user. */
export function shownMember<T extends { user: object }>(world: { odd: Oddities }, id: number, member: T): T {
  const oddity = world.odd.get(String(id));
  if (oddity === undefined) return member;
  const isOwn = (key: string) => key === 'user' || key === 'invited_by';
  const part = (isWanted: (key: string) => boolean): Oddity => ({
    set: only(oddity.set, isWanted),
    remove: oddity.remove?.filter(isWanted),
    append: only(oddity.append, isWanted),
  });
  const user = changed(
    member.user,
    part(key => !isOwn(key)),
  );
  return changed({ ...member, user }, part(isOwn)) as T;
}

function only(values: Record<string, unknown> | undefined, isWanted: (key: string) => boolean) {
  return Object.fromEntries(Object.entries(values ?? {}).filter(([key]) => isWanted(key)));
}

function changed(object: object, { set, remove, append }: Oddity): object {
  const next: Record<string, unknown> = { ...object, ...set };
  for (const key of remove ?? []) delete next[key];
  for (const [key, entry] of Object.entries(append ?? {})) {
    const before = next[key];
    next[key] = [...(Array.isArray(before) ? (before as unknown[]) : []), entry];
  }
  return next;
}
