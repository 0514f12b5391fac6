// What somebody gets wrong in the first hour, and what its message has to say.

/** A mistake, and the four things that its message says. */
export type Mistake = {
  what: string;
  /** Which flag, file, line, key or address it is about. */
  where: string | RegExp;
  /** What stands there, or is missing. */
  given: string | RegExp;
  /** What may stand there. */
  allowed: string | RegExp;
  /** What to do about it. */
  next: string | RegExp;
};

/** What of it a message does not say. */
export function unsaidIn(message: string, { where, given, allowed, next }: Mistake): string[] {
  const isSaid = (part: string | RegExp) =>
    typeof part === 'string' ? message.includes(part) : part.test(message);
  return Object.entries({ where, given, allowed, next }).flatMap(([name, part]) =>
    isSaid(part) ? [] : [`${name}: ${String(part)}`],
  );
}
