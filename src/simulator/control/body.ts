// Reading the bodies of control requests: what can't be used is refused with a sentence.
import type { Context } from 'hono';
import { z } from 'zod';

/** A control request that can't be done; its message becomes the answer's `error`. */
export class ControlRefused extends Error {
  override readonly name = 'ControlRefused';
}

/** The parsed body of a request; an empty one counts as `{}`. Throws ControlRefused. */
export async function read<T extends object>(schema: z.ZodType<T>, c: Context): Promise<T> {
  const text = await c.req.text();
  let json: unknown = {};
  try {
    if (text.trim() !== '') json = JSON.parse(text);
  } catch {
    throw new ControlRefused('The body is not JSON.');
  }
  const result = schema.safeParse(json);
  if (result.success) return result.data;
  const problems = z.prettifyError(result.error).replaceAll(/\s*\n\s*/gu, ' ');
  throw new ControlRefused(`The body can't be used: ${problems}`);
}
