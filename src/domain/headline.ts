// The first line of everything that Liaison says. People read it as a headline; Liaison finds its own comments by it.
import type { CommentKind } from './observation.ts';

/** What a headline tells. `number` counts reminders, from 1. */
export type Headline = { kind: CommentKind; rules: string[]; isMended: boolean; number: number | null };

const FORMS: readonly [RegExp, (match: RegExpExecArray) => Headline][] = [
  [/^How this customer result stands$/, () => headlineOf('status')],
  [/^Liaison asks: ([a-z, -]+)$/, match => headlineOf('ask', match[1])],
  [/^Mended, thank you: ([a-z, -]+)$/, match => ({ ...headlineOf('ask', match[1]), isMended: true })],
  [/^Liaison took a change back: ([a-z, -]+)$/, match => headlineOf('undo', match[1])],
  [/^Feedback reminder (\d+)$/, match => ({ ...headlineOf('reminder'), number: Number(match[1]) })],
];

/** The headline as text. `readHeadline` reads it back. */
export function writeHeadline(headline: Headline): string {
  const rules = headline.rules.join(', ');
  switch (headline.kind) {
    case 'status':
      return 'How this customer result stands';
    case 'ask':
      return headline.isMended ? `Mended, thank you: ${rules}` : `Liaison asks: ${rules}`;
    case 'undo':
      return `Liaison took a change back: ${rules}`;
    case 'reminder':
      return `Feedback reminder ${headline.number ?? 1}`;
  }
}

/** What the first line of a comment's plain text says, null if Liaison wrote no such line. */
export function readHeadline(text: string): Headline | null {
  const first = text.trimStart().split('\n', 1)[0]?.trim() ?? '';
  for (const [form, read] of FORMS) {
    const match = form.exec(first);
    if (match) return read(match);
  }
  return null;
}

function headlineOf(kind: CommentKind, rules = ''): Headline {
  return {
    kind,
    rules: rules.split(',').flatMap(rule => rule.trim() || []),
    isMended: false,
    number: null,
  };
}
