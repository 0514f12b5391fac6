// What people wrote, made harmless for a terminal: names may hold signs that move its cursor, rename its window or turn
// the direction of reading. They stay visible, as a sign that something is there.

/** C0, DEL and C1 controls; the marks that embed, override or isolate directions. */
const DANGEROUS = /[\p{Cc}\u202a-\u202e\u2066-\u2069]/gu;
const LINE_END = /\r\n|[\n\r\t\u2028\u2029]/g;

/** One line of text without signs that a terminal would obey. */
export function harmlessText(text: string): string {
  return text.replace(LINE_END, ' ').replace(DANGEROUS, '\ufffd');
}

/** The same for text of several lines. */
export function harmlessLines(text: string): string {
  return text.split('\n').map(harmlessText).join('\n');
}

/** The same value with every text in it, keys included, made harmless. Takes plain data only. */
export function harmless<T>(value: T): T {
  return made(value) as T;
}

/** Dangerous signs as JSON escapes: what is JSON anyway stays the same value, and can be looked at. */
export function escapedJson(json: string): string {
  return json.replace(DANGEROUS, sign =>
    sign === '\n' ? sign : `\\u${sign.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
}

function made(value: unknown): unknown {
  if (typeof value === 'string') return harmlessText(value);
  if (Array.isArray(value)) return value.map(made);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, part]) => [harmlessText(key), made(part)]));
}
