// The two kinds of time that the domain knows: an instant, and a day in the playbook's zone.

/** Milliseconds since the epoch, UTC. */
export type Instant = number;

/** A calendar day `YYYY-MM-DD` in the playbook's time zone. Compares correctly as text. */
export type Day = string;
