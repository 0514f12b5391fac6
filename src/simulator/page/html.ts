// Safe HTML from templates: every value is escaped unless it is HTML already.

/** Text that is HTML and needs no escaping. */
export type PageHtml = { readonly html: string };

type Part = PageHtml | PageHtml[] | string | number | null;

const escapes: Record<string, string> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

function rendered(part: Part): string {
  if (part === null) return '';
  if (Array.isArray(part)) return part.map(each => each.html).join('');
  if (typeof part === 'object') return part.html;
  return String(part).replaceAll(/[&<>"']/gu, character => escapes[character] ?? character);
}

/** A template whose values are escaped. */
export function html(strings: TemplateStringsArray, ...parts: Part[]): PageHtml {
  const text = strings.map(
    (string, index) => string + (index < parts.length ? rendered(parts[index] ?? null) : ''),
  );
  return { html: text.join('') };
}
