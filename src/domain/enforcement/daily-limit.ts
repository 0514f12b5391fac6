// A gentle start: which changes still fit into a day on which only so many may be made. Who counts them is not known here.

import type { Operation } from '../operation.ts';

/** How many changes were made on a day, and how many may be. */
export type ChangesOfDay = { made: number; limit: number };

/** Whether it is counted: whoever asks in a comment gets an answer on the same day, however much was changed on it. */
export function countsForTheDay({ kind }: Pick<Operation, 'kind'>): boolean {
  return kind !== 'answer' && kind !== 'tag';
}

/**
 * Whether `count` changes that belong together may begin. Who wants more than any day allows begins all the same on a day on
 * which nothing was changed.
 */
export function mayBegin({ made, limit }: ChangesOfDay, count: number): boolean {
  return made === 0 ? limit > 0 : made < limit && made + Math.min(count, limit) <= limit;
}
