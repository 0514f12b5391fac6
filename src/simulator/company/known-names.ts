// Names that must be there, and names that must not be there twice.

/** What can be named in a company. */
export type KnownNames = {
  people: ReadonlySet<string>;
  groups: ReadonlySet<string>;
  tasks: ReadonlySet<string>;
};

const shownAtMost = 12;

/** A problem for a name that nothing has; it shows the names that there are. */
export function unknownName(place: string, kind: string, name: string, known: ReadonlySet<string>): string[] {
  if (known.has(name)) return [];
  const names = [...known];
  const shown = names.slice(0, shownAtMost).map(each => JSON.stringify(each));
  const more = names.length > shownAtMost ? ` and ${names.length - shownAtMost} more` : '';
  const all = shown.length === 0 ? 'There is none' : `There are ${shown.join(', ')}${more}`;
  return [`${place}: no ${kind} is called ${JSON.stringify(name)}. ${all}.`];
}

/** A problem for each name that more than one of them has. */
export function duplicates(place: string, named: readonly { name: string }[]): string[] {
  const names = named.map(({ name }) => name);
  const twice = new Set(names.filter((name, index) => names.indexOf(name) !== index));
  return [...twice].map(name => `${place}: more than one is called ${JSON.stringify(name)}`);
}
