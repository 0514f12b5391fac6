// The small shapes that ClickUp's answers are made of, lenient about the vendor's types.
import { z } from 'zod';

/** Ids are texts for us, whatever the vendor sends. */
export const Id = z.union([z.string().min(1), z.number()]).transform(String);

/** An id that need not be there; the vendor also says so with an empty text. */
export const MaybeId = z
  .union([Id, z.literal('').transform(() => null)])
  .nullish()
  .transform(id => id ?? null);

/** A whole number that may come as text. */
export const Whole = z.union([
  z.number().int(),
  z
    .string()
    .regex(/^-?\d+$/)
    .transform(Number),
]);

/** Any number that may come as text; null where there is none. */
export const MaybeNumber = z
  .union([z.number(), z.string().trim().min(1).transform(Number)])
  .nullish()
  .catch(null)
  .transform(number => (typeof number === 'number' && Number.isFinite(number) ? number : null));

/** People also call things by numbers. */
export const Text = z.preprocess(text => (typeof text === 'number' ? String(text) : text), z.string());

export const Words = Text.nullish().transform(text => text ?? '');

/** Text that nothing depends on. */
export const Hint = z.string().nullish().catch(null);

/** Milliseconds, as text or number; null where there are none or nonsense. */
export const Millis = z
  .unknown()
  .optional()
  .transform(value => {
    const millis = typeof value === 'string' && value.trim() !== '' ? Number(value) : value;
    return typeof millis === 'number' && Number.isFinite(millis) ? Math.trunc(millis) : null;
  });

/** Several of something; the vendor also says with null that there are none, or that one of them is nobody. */
export const many = <T extends z.ZodType>(item: T) =>
  z
    .array(item.nullable())
    .nullish()
    .transform(items => (items ?? []).flatMap(one => (one === null ? [] : [one as z.output<T>])));

/** Several objects that are understood one by one, so that one odd one does not spoil the others. */
export const Raws = z.array(z.unknown());
export const MaybeRaws = Raws.nullish()
  .catch(null)
  .transform(raws => raws ?? []);
