// The pieces of HTML that several parts of the page use. Hono's `html` escapes every value that is not HTML already.
import { html } from 'hono/html';
import type { PageWords } from './words/words.ts';

/** A piece of HTML; only `html` makes it, and `raw`. */
export type Html = ReturnType<typeof html>;

/** A link, or only its text where the address is not one of the web. */
export function link(url: string | null, text: string): Html {
  if (url === null || !/^https?:\/\//i.test(url)) return html`${text}`;
  return html`<a href="${url}" rel="noreferrer">${text}</a>`;
}

/** An instant (ISO 8601) as people of the company write it, in their zone. */
export function time(at: string, words: PageWords): Html {
  return html`<time datetime="${at}">${words.time(at)}</time>`;
}
