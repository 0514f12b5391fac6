// Now, as a value.

/** Now, in milliseconds since the epoch. Handed in everywhere, so that everything can run in virtual time. */
export type Clock = { now(): number };
