// JSON from outside, in which every text can be stored and sent on.

/** Escapes that end half a sign or are none: NUL, which PostgreSQL refuses, and halves of pairs (programs cut emoji so). */
const SUSPECT = /\\u(?:0000|[dD][89a-fA-F])/;
/** Every escape in order, so that an escaped backslash is not taken for the beginning of one; whole pairs come first. */
const ESCAPES =
  /\\(?:u[dD][89abAB][\da-fA-F]{2}\\u[dD][c-fC-F][\da-fA-F]{2}|(u0000|u[dD][89a-fA-F][\da-fA-F]{2})|[^])/g;

/** Like JSON.parse, with U+FFFD for what no store and no other program takes. Throws SyntaxError. */
export function parseJson(text: string): unknown {
  if (!SUSPECT.test(text)) return JSON.parse(text);
  return JSON.parse(
    text.replace(ESCAPES, (escape, broken: string | undefined) =>
      broken === undefined ? escape : '\\ufffd',
    ),
  );
}
