// What Liaison says, as data: lines of spans. Adapters turn it into ClickUp's blocks; nothing here knows them.
import type { Person } from '../observation.ts';

/** `team-list` is the page of the customer result's own list, known only once it exists. */
export type Span =
  | string
  | { bold: string }
  | { link: string; url: string | { page: 'team-list' } }
  | { mention: Person };

export type TextLine = { spans: Span[]; bullet?: boolean };

/** The first line names what a comment is; it is how Liaison finds its own comments again. */
export type RichText = TextLine[];

/** The text without its decoration, as people read it. */
export function plainText(text: RichText): string {
  let plain = '';
  for (const [index, { spans }] of text.entries()) {
    if (index > 0) plain += '\n';
    for (const span of spans) plain += plainSpan(span);
  }
  return plain;
}

/** Whether two plain texts say the same, whatever an editor did to white space and line ends. */
export function isSameText(one: string, other: string): boolean {
  return one === other || squeezed(one) === squeezed(other);
}

function squeezed(text: string): string {
  return text.replace(/\s+/g, ' ').trim();
}

function plainSpan(span: Span): string {
  if (typeof span === 'string') return span;
  if ('bold' in span) return span.bold;
  if ('link' in span) return span.link;
  return `@${span.mention.name}`;
}

/** The text as markdown. What people wrote cannot break out of it. */
export function markdownOf(text: RichText): string {
  return text
    .map(({ spans, bullet }, index) => {
      const line = spans.map(markdownSpan).join('');
      const isHeading = !bullet && index > 0;
      return `${isHeading ? '\n' : ''}${bullet ? '- ' : ''}${line}`;
    })
    .join('\n');
}

function markdownSpan(span: Span): string {
  if (typeof span === 'object' && 'bold' in span) return `**${escaped(span.bold)}**`;
  if (typeof span === 'object' && 'link' in span && typeof span.url === 'string') {
    return markdownLink(span.link, span.url);
  }
  return escaped(plainSpan(span));
}

/** A link in markdown. What people wrote cannot break out of it. */
export function markdownLink(text: string, url: string): string {
  return `[${escaped(text)}](${url})`;
}

/** Words in markdown. What people wrote cannot break out of it. */
export function markdownWords(text: string): string {
  return escaped(text);
}

/** Nobody reads more of a field than this. */
const MOST_SHOWN = 120;

/** As much of what people wrote as fits into a line. */
export function shortened(words: string): string {
  if (words.length <= MOST_SHOWN) return words;
  // An emoji is two, and is not cut in the middle.
  return `${words.slice(0, MOST_SHOWN - 1).replace(/[\uD800-\uDBFF]$/, '')}…`;
}

function escaped(text: string): string {
  return text.replace(/[\\`*_[\]<>#|]/g, character => `\\${character}`).replace(/\s+/g, ' ');
}

/** The names of the people whom a text mentions, in its order. */
export function mentionsIn(text: RichText): string[] {
  return text.flatMap(({ spans }) =>
    spans.flatMap(span => (typeof span === 'object' && 'mention' in span ? [span.mention.name] : [])),
  );
}
