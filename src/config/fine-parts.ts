// What of a block is fine in itself, so that names in it are looked up although something else in it is wrong.
import type { z } from 'zod';

/**
 * A block as if what `schema` refuses of it were not there. What is refused has to be told elsewhere. `loose` is the same
 * schema, but for what it demands: it takes an empty block.
 */
export function fineParts<T>(words: unknown, schema: z.ZodType, loose: z.ZodType<T>): T {
  const issues = schema.safeParse(words).error?.issues ?? [];
  const wrong = issues.flatMap(issue =>
    issue.code === 'unrecognized_keys' ? issue.keys.map(key => [...issue.path, key]) : [issue.path],
  );
  const { data } = loose.safeParse(without(words, wrong));
  return data ?? loose.parse({});
}

type Path = readonly PropertyKey[];

/** A value without what stands at these paths. */
function without(value: unknown, paths: readonly Path[]): unknown {
  if (paths.length === 0 || typeof value !== 'object' || value === null) return value;
  const rest = Object.entries(value).flatMap(([key, part]): [string, unknown][] => {
    const below = paths.filter(([first]) => String(first) === key).map(path => path.slice(1));
    return below.some(path => path.length === 0) ? [] : [[key, without(part, below)]];
  });
  return Array.isArray(value) ? rest.map(([, part]) => part) : Object.fromEntries(rest);
}
