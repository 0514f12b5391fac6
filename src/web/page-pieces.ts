// The pieces of HTML that several parts of the pages use. Hono's `html` escapes every value that is not HTML already.
import { html } from 'hono/html';
import type { FindingStatus } from './board-status.ts';
import type { PageWords } from './words/words.ts';

/** A piece of HTML; only `html` makes it, and `raw`. */
export type Html = ReturnType<typeof html>;

/** A link, or only its text where the address is not one of the web. */
export function link(url: string | null, text: string): Html {
  if (url === null || !/^https?:\/\//i.test(url)) return html`${text}`;
  return html`<a href="${url}" rel="noreferrer">${text}</a>`;
}

/** A link to the page of that name: a supporter, a person, a flock, or the team of a card by its id. */
export function pageOf(kind: 'supporter' | 'person' | 'flock' | 'team', name: string, text = name): Html {
  return html`<a href="/${kind}/${encodeURIComponent(name)}">${text}</a>`;
}

/** An instant (ISO 8601) as people of the company write it, in their zone, with or without its time. */
export function time(at: string, words: PageWords, what: 'day' | 'time' = 'time'): Html {
  const text = what === 'day' ? words.dayOf(at) : words.time(at);
  // To the minute: what looks the same is the same, and a page that is kept fresh need not change.
  const exact = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}/.test(at) ? `${at.slice(0, 16)}Z` : at;
  return html`<time datetime="${exact}">${text}</time>`;
}

/** The rule of a finding in the company's language, and what is done about it. */
export function ruleWords(
  { rule, enforcement, state }: FindingStatus,
  { say, rule: named }: PageWords,
): string {
  return `${named(rule)}, ${say(state === 'waived' ? 'enforce.waived' : `enforce.${enforcement}`)}`;
}

/** The first of many, and the others folded: they open by mouse, by keyboard and without script. */
export function folded<T>(
  all: readonly T[],
  shown: number,
  { id, list, words }: { id: string; list(some: readonly T[]): Html; words: PageWords },
): Html {
  const rest = all.slice(shown);
  if (rest.length === 0) return list(all);
  const summary = words.say('frame.more', { count: rest.length });
  return html`${list(all.slice(0, shown))}<details id="${id}"><summary>${summary}</summary>${list(rest)}</details>`;
}
