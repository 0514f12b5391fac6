// The moments between phases at which Liaison says something by itself, one word each for the playbook.

/**
 * `complete`: a team that forms has everybody; `next`: a team evaluates or is done, and others look for people like them;
 * `again`: what was done goes on, and its dates are those of before.
 */
export const MOMENTS = ['complete', 'next', 'again'] as const;
export type TeamMoment = (typeof MOMENTS)[number];
