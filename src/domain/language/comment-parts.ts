// What many comments have: their first line, and the people whom they mention.
import type { Person } from '../observation.ts';
import { writeHeadline } from './headline.ts';
import type { Span, TextLine } from './rich-text.ts';
import type { CompanyTexts } from './texts.ts';

/** The first line of a comment. */
export function headline(of: Parameters<typeof writeHeadline>[0], texts: CompanyTexts): TextLine {
  return { spans: [{ bold: writeHeadline(of, texts.locale) }] };
}

/** Mentions of these people, each once. */
export function mentionsOf(people: readonly Person[]): Span[] {
  const once = people.filter(({ id }, index) => people.findIndex(other => other.id === id) === index);
  return once.flatMap((mention, index) => (index === 0 ? [{ mention }] : [' ', { mention }]));
}
