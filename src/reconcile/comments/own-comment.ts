// A comment of Liaison's as reading it would show, from the text that was written.
import { readHeadline } from '../../domain/language/headline.ts';
import { plainText, type RichText } from '../../domain/language/rich-text.ts';
import type { OwnComment } from '../../domain/observation.ts';

/** The comment that was just written. Throws for a text without one of Liaison's headlines. */
export function ownComment(id: string, at: number, text: RichText): OwnComment {
  const plain = plainText(text);
  const headline = readHeadline(plain);
  if (!headline) throw new Error(`a comment of ours has no headline: ${plain.slice(0, 60)}`);
  const { kind, rules, isMended, until } = headline;
  return { id, at, kind, rules, isMended, until, isResolved: false, text: plain };
}

/** These comments with that one in front, in place of an earlier state of it. */
export function withComment(comments: readonly OwnComment[], comment: OwnComment): OwnComment[] {
  return [comment, ...comments.filter(other => other.id !== comment.id)];
}

/** The address that the last link of a status comment leads to; nothing for other comments. */
export function pageOf(text: RichText, listUrl: string): { page?: string | null } {
  if (readHeadline(plainText(text))?.kind !== 'status') return {};
  const links = withTeamList(text, listUrl).flatMap(({ spans }) => spans);
  const last = links.findLast(span => typeof span === 'object' && 'link' in span);
  if (typeof last !== 'object' || !('link' in last) || typeof last.url !== 'string') return { page: null };
  return { page: last.url };
}

/** The text with this address wherever it links to `{ page: 'team-list' }`. */
export function withTeamList(text: RichText, url: string): RichText {
  return text.map(line => ({
    ...line,
    spans: line.spans.map(span =>
      typeof span === 'object' && 'link' in span && typeof span.url === 'object'
        ? { link: span.link, url }
        : span,
    ),
  }));
}
