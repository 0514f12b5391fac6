// What is still to come of a customer result by itself.

/** An instant at which the plan would differ, and why; `rule` names the rule it is about, if it is about one. */
export type Upcoming = { at: number; what: string; rule?: string };
