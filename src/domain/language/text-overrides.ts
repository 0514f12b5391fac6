// Texts that a company says differently: every shipped text by its key, with the placeholders that it may use.
import { z } from 'zod';
import { placeholdersOf, shippedText, TEXT_KEYS, type Text as TextForm, type TextKey } from './texts.ts';

/**
 * A text that has forms may be given as one form for every number, or as both. Made once it is needed: there are hundreds,
 * and most companies say none of them differently.
 */
export const TextOverrides = z.lazy(() => z.strictObject(ownTexts()));

function ownTexts(): Record<TextKey, z.ZodOptional<z.ZodType<TextForm>>> {
  const form = z.string().trim().min(1);
  const both = z.union([form, z.strictObject({ one: form, other: form })]);
  const own = TEXT_KEYS.map(key => {
    const allowed = placeholdersOf(shippedText(key));
    const unknown = (text: TextForm) => bracesIn(text).filter(name => !allowed.has(name));
    const type = (typeof shippedText(key) === 'string' ? form : both) as z.ZodType<TextForm>;
    const checked = type.refine(text => unknown(text).length === 0, {
      error: issue => {
        const wrong = unknown(issue.input as TextForm).map(name => `{${name}}`);
        const names = [...allowed].map(name => `{${name}}`);
        return `knows no ${wrong.join(', ')}; allowed: ${names.length > 0 ? `a text with the placeholders ${names.join(', ')}` : 'a text without placeholders'}`;
      },
    });
    return [key, checked.describe(`in the place of: ${formIn(shippedText(key))}`).optional()] as const;
  });
  return Object.fromEntries(own) as Record<TextKey, z.ZodOptional<z.ZodType<TextForm>>>;
}

/** Whatever stands in braces, also what can be no placeholder: `{Rule}` would be said as it is written. */
function bracesIn(text: TextForm): string[] {
  const forms = typeof text === 'string' ? [text] : [text.one, text.other];
  return [
    ...new Set(forms.flatMap(form => [...form.matchAll(/\{([^{}]*)\}/g)].map(([, name]) => name ?? ''))),
  ];
}

function formIn(text: TextForm): string {
  return typeof text === 'string' ? text : text.other;
}
