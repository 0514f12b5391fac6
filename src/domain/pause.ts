// A time in which a card rested, or was at its end: since when, by whom, and how its dates stood.
import { z } from 'zod';

const PauseDay = z.string().regex(/^\d{4}-\d{2}-\d{2}$/);

/**
 * One time of rest: from its first day to the day of the return, which is none of it (null while it lasts). `by` is the name of
 * who moved the card, as far as a delivery told; `start` and `due` are the card's dates when it began. `isEnd` is a time in which
 * it was done or dropped, before it went on.
 */
export const Pause = z.object({
  from: PauseDay,
  until: PauseDay.nullable(),
  by: z.string().nullable(),
  start: PauseDay.nullable(),
  due: PauseDay.nullable(),
  isEnd: z.literal(true).optional(),
});
export type Pause = z.infer<typeof Pause>;

/** Whether two records know the same pauses. */
export function isSamePauses(one: readonly Pause[] = [], other: readonly Pause[] = []): boolean {
  if (one === other) return true;
  return (
    one.length === other.length &&
    one.every(({ from, until, by, start, due, isEnd }, index) => {
      const same = other[index];
      return (
        from === same?.from &&
        until === same.until &&
        by === same.by &&
        start === same.start &&
        due === same.due &&
        isEnd === same.isEnd
      );
    })
  );
}
