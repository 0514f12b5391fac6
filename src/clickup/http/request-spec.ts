// What is asked of ClickUp: one request, whoever sends it.
import type { z } from 'zod';

type QueryValue = string | number | boolean | readonly string[];

/** One request. `path` starts behind `/v2`; `doing` completes "While …" in messages and names the ids. */
export type RequestSpec<T> = {
  method: 'GET' | 'POST' | 'PUT' | 'DELETE';
  path: string;
  query?: Readonly<Record<string, QueryValue>>;
  body?: object;
  answer: z.ZodType<T>;
  doing: string;
  /** Ends a read, which is not repeated then; a write comes to its end. */
  signal?: AbortSignal | undefined;
};
