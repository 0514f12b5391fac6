// What changed between two forms of a row of things, where little did: most of what is worked out of it can be gone on with.

/** Beyond so many changes everything is sooner worked out anew. */
const MOST_CHANGES = 20;

/** What is new or has another form, where everything else is in its place; null where much differs or some are gone. */
export function changedPlaces<T extends { id: string }>(
  former: readonly T[],
  present: readonly T[],
): { before: T | undefined; after: T }[] | null {
  if (present.length < former.length) return null;
  const changed: { before: T | undefined; after: T }[] = [];
  for (let place = 0; place < present.length; place++) {
    const [before, after] = [former[place], present[place]];
    if (after === before || after === undefined) continue;
    if (before !== undefined && before.id !== after.id) return null;
    if (changed.push({ before, after }) > MOST_CHANGES) return null;
  }
  return changed;
}
