// Names in a line, as many as help.

/** More names than this in a line help nobody. */
const SHOWN = 10;

/** The first names, and how many more there are. */
export function listed(names: readonly string[]): string {
  const more = names.length > SHOWN ? ` and ${names.length - SHOWN} more` : '';
  return `${names.slice(0, SHOWN).join(', ')}${more}`;
}

/** The same, each in quotation marks. */
export function quotedList(names: readonly string[]): string {
  return listed(names.map(name => `“${name}”`));
}
