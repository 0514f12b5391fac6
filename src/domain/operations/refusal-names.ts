// Under which names refusals of people are kept, beside those of operations.

/** The name of assigning work to somebody. */
export const assigning = (id: number): string => `assign:${id}`;
/** The name of asking somebody by an assigned comment. */
export const asking = (id: number): string => `ask-person:${id}`;
/** Whether a name is that of a person, and not that of an operation. */
export const isPerson = (what: string): boolean => /^(assign|ask-person):/.test(what);
