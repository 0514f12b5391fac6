// Whose tokens can be used against a simulator.

/** Whose tokens can be used, as GET /__sim/tokens answers it. */
export type Tokens = {
  bot: { id: number; username: string; token: string };
  people: { id: number; username: string; email: string; groups: string[]; token: string }[];
};
