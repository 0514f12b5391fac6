// Reading one object of an answer at a time: what can't be understood is named with its place, and harms nothing else.
import { z } from 'zod';
import type { SetAside, Unreadable } from '../../domain/unreadable.ts';
import { ClickUpFailure } from '../../reconcile/ports.ts';

/** The failure that one object can't be understood. Its message names the place, never what stands there. */
export function misread(
  thing: Unreadable,
  facts: { message?: string; isMaybeApplied?: boolean } = {},
): ClickUpFailure {
  const { kind, id, where, reason } = thing;
  const { isMaybeApplied = false } = facts;
  const what = kind === 'item' ? 'work item' : kind;
  const message = facts.message ?? `The ${what} ${id ?? 'without id'} can't be read at ${where}: ${reason}.`;
  return new ClickUpFailure('unreadable', message, { isMaybeApplied, thing });
}

/** One thing that is read by its id: an answer that can't be understood is about that thing alone. */
export async function namingThing<T>(
  thing: Pick<Unreadable, 'kind' | 'id'>,
  reading: Promise<T>,
): Promise<T> {
  try {
    return await reading;
  } catch (error) {
    if (!(error instanceof ClickUpFailure) || error.kind !== 'unreadable' || error.thing) throw error;
    const named = { ...thing, name: null, where: 'the whole', reason: error.message };
    throw misread(named, { message: error.message });
  }
}

const Told = z.object({
  id: z
    .union([z.string().min(1), z.number().transform(String)])
    .nullable()
    .catch(null),
  name: z.string().min(1).nullable().catch(null),
});

/** Id and name of an object that can't be read, as far as they can be told. */
export function toldOf(raw: unknown): Pick<Unreadable, 'id' | 'name'> {
  return Told.safeParse(raw).data ?? { id: null, name: null };
}

/** Understands one object, or fails with it as the thing that can't be read. */
export function understand<T>(
  schema: z.ZodType<T>,
  raw: unknown,
  kind: Unreadable['kind'],
  facts: { isMaybeApplied?: boolean } = {},
): T {
  const result = schema.safeParse(raw);
  if (result.success) return result.data;
  throw misread({ kind, ...toldOf(raw), ...placeOf(result.error) }, facts);
}

/** Where an answer differs from what was expected, and how, in words that repeat nothing of it. */
export function placeOf({ issues: [issue] }: z.ZodError): Pick<Unreadable, 'where' | 'reason'> {
  return {
    where: issue?.path.map(String).join('.') || 'the whole',
    reason: issue?.message ?? 'Invalid input',
  };
}

/** Understands each of these by itself; without `setAside` one that can't be read fails them all. */
export function eachOf<R, T>(raws: readonly R[], read: (raw: R) => T, setAside?: SetAside): T[] {
  return raws.flatMap(raw => {
    try {
      return [read(raw)];
    } catch (error) {
      if (!(error instanceof ClickUpFailure) || error.thing === null || !setAside) throw error;
      setAside(error.thing);
      return [];
    }
  });
}
