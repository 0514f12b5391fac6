// Overrides of answers: single objects in the odd shapes that real workspaces have.

/** How an object is shown otherwise: keys replaced, keys left out, entries added to arrays. */
export type AnswerOverride = {
  set?: Record<string, unknown> | undefined;
  remove?: string[] | undefined;
  append?: Record<string, unknown> | undefined;
};

/** AnswerOverrides by the id of the object; those of a task's custom fields by `TASK FIELD`. */
export type AnswerOverrides = Map<string, AnswerOverride>;

/** The key under which the override of one custom field of a task is kept. */
export const fieldKey = (taskId: string, fieldId: string) => `${taskId} ${fieldId}`;

/** An object as it is to be shown: as it is, unless there is an override. The type tells how it would be. */
export function shown<T extends object>(
  world: { overrides: AnswerOverrides },
  id: string | number,
  object: T,
): T {
  const override = world.overrides.size === 0 ? undefined : world.overrides.get(String(id));
  return override === undefined ? object : (changed(object, override) as T);
}

/** A member of the workspace: `user` and `invited_by` are its own keys, every other is one of the user. */
export function shownMember<T extends { user: object }>(
  world: { overrides: AnswerOverrides },
  id: number,
  member: T,
): T {
  const override = world.overrides.get(String(id));
  if (override === undefined) return member;
  const isOwn = (key: string) => key === 'user' || key === 'invited_by';
  const part = (isWanted: (key: string) => boolean): AnswerOverride => ({
    set: only(override.set, isWanted),
    remove: override.remove?.filter(isWanted),
    append: only(override.append, isWanted),
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

function changed(object: object, { set, remove, append }: AnswerOverride): object {
  const next: Record<string, unknown> = { ...object, ...set };
  for (const key of remove ?? []) delete next[key];
  for (const [key, entry] of Object.entries(append ?? {})) {
    const before = next[key];
    next[key] = [...(Array.isArray(before) ? (before as unknown[]) : []), entry];
  }
  return next;
}
