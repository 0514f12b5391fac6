// What an entry of the memory holds. What cannot be read counts as lost, like everything in the memory may be.
import type { z } from 'zod';

/** The value in an entry's text; null where there is none, or one of another shape (an earlier version's, or damaged). */
export function entryOf<T>(schema: z.ZodType<T>, text: string | null | undefined): T | null {
  if (text === null || text === undefined) return null;
  try {
    return schema.safeParse(JSON.parse(text)).data ?? null;
  } catch {
    return null;
  }
}
