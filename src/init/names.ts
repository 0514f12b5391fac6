// Telling by names which of several things is meant. Pure; words are compared in lower case.

type Named = { name: string };

/** What of `all` bears one of these parts of words in its name. */
export function namedLike<T extends Named>(all: readonly T[], parts: readonly string[]): T[] {
  return all.filter(({ name }) => parts.some(part => name.toLowerCase().includes(part)));
}

/** The one that is meant where only one can be: the only one by its name, else the only one there is. */
export function onlyLikely<T extends Named>(all: readonly T[], parts: readonly string[]): T | null {
  const named = namedLike(all, parts);
  const [one, another] = named.length > 0 ? named : all;
  return one && !another ? one : null;
}

/** The words of a name, without signs and without words that say only what kind of thing it is. */
export function bareName(name: string): string {
  return name
    .toLowerCase()
    .replaceAll(/[^\p{L}\p{N}]+/gu, ' ')
    .replaceAll(/\b(team|gruppe|group|abteilung|department|flock|schwarm)\b/gu, ' ')
    .replaceAll(/\s+/g, ' ')
    .trim();
}
