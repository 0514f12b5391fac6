// The agenda of the next all-hands as a page for the room: large, and from a screen that nobody has to touch. Pure.
import { html } from 'hono/html';
import type { RichText, Span } from '../domain/language/rich-text.ts';
import type { Page } from './page-frame.ts';
import { type Html, link } from './page-pieces.ts';
import type { PageWords } from './words/words.ts';

/** An agenda in words: a bold line is a heading, and what follows it are its points. */
export type AllHands = { title: string; text: RichText };

/** The page; `agenda` is null where the company has no all-hands within a year. */
export function allHandsPage(agenda: AllHands | null, { say }: PageWords): Page {
  if (agenda === null) {
    const title = say('nav.all-hands');
    return { title, live: html`<header><h1>${title}</h1></header><p>${say('all-hands.none')}</p>` };
  }
  const { title, text } = agenda;
  return {
    title,
    live: html`<div class="room"><header><h1>${title}</h1></header>${sectionsOf(text).map(
      ({ heading, points }, index) =>
        heading === null
          ? points.map(point => html`<p>${point}</p>`)
          : html`<section aria-labelledby="part-${index}"><h2 id="part-${index}">${heading}</h2><ul class="points">${points.map(point => html`<li>${point}</li>`)}</ul></section>`,
    )}</div>`,
  };
}

type Section = { heading: string | null; points: Html[] };

function sectionsOf(text: RichText): Section[] {
  const sections: Section[] = [];
  for (const { spans, bullet } of text) {
    const [first] = spans;
    if (!bullet && typeof first === 'object' && 'bold' in first) {
      sections.push({ heading: first.bold, points: [] });
      continue;
    }
    const last = sections.at(-1) ?? { heading: null, points: [] };
    if (sections.length === 0) sections.push(last);
    last.points.push(html`${spans.map(shown)}`);
  }
  return sections;
}

function shown(span: Span): Html {
  if (typeof span === 'string') return html`${span}`;
  if ('bold' in span) return html`<b>${span.bold}</b>`;
  if ('link' in span) return typeof span.url === 'string' ? link(span.url, span.link) : html`${span.link}`;
  return html`${span.mention.name}`;
}
