// What Liaison writes when it asks somebody something, brings a question to others, or closes it.
import type { Day } from '../day.ts';
import type { Finding } from '../findings/finding.ts';
import type { Person } from '../observation.ts';
import { headline, mentionsOf } from './comment-parts.ts';
import type { RichText, TextLine } from './rich-text.ts';
import type { CompanyTexts } from './texts.ts';

/** A comment that asks those who can mend something; it is assigned to the first. */
export function askText(finding: Finding, people: readonly Person[], texts: CompanyTexts): RichText {
  return [
    headline({ kind: 'ask', rules: [finding.rule] }, texts),
    { spans: [...mentionsOf(people), ` ${finding.message} ${finding.mend}`.trimEnd()] },
  ];
}

/** The same question, brought to somebody else because it stayed open. */
export function escalationText(
  finding: Finding,
  { to, asked, since }: { to: Person; asked: string; since: Day },
  texts: CompanyTexts,
): RichText {
  const values = { rule: finding.rule, person: asked, day: texts.day(since) };
  return [
    headline({ kind: 'escalation', rules: [finding.rule] }, texts),
    {
      spans: [
        { mention: to },
        ` ${texts.render('escalation.asks', values)} ${finding.message} ${finding.mend}`.trimEnd(),
      ],
    },
  ];
}

/** Several questions to one person in one comment, who is greeted once. */
export function joinedText(
  { kind, rules, person }: { kind: 'ask' | 'escalation'; rules: readonly string[]; person: Person },
  said: readonly RichText[],
  texts: CompanyTexts,
): RichText {
  const [first = [], ...others] = said.map(text => text.slice(1));
  const ungreeted = ({ spans, ...line }: TextLine): TextLine => {
    const begins = spans.findIndex(
      span => typeof span === 'string' || !('mention' in span) || span.mention.id !== person.id,
    );
    const [head = '', ...rest] = spans.slice(begins);
    return { ...line, spans: [typeof head === 'string' ? head.trimStart() : head, ...rest] };
  };
  return [headline({ kind, rules: [...rules] }, texts), ...first, ...others.flat().map(ungreeted)];
}

/** A question that needs no answer any more; it replaces the question. */
export function settledText(
  rules: readonly string[],
  how: 'mended' | 'waived' | 'asked-elsewhere' | 'asked-anew' | 'not-looked-at' | 'resting',
  texts: CompanyTexts,
): RichText {
  const settled = how === 'mended' || how === 'resting' ? how : how === 'waived' ? 'excused' : 'moot';
  const why = settled === 'moot' || settled === 'resting' ? how : null;
  return [
    headline({ kind: 'ask', rules: [...rules], settled }, texts),
    {
      spans: [texts.render(why === null ? 'settled.nothing-left' : `settled.${why as 'not-looked-at'}`)],
    },
  ];
}

/** A question that somebody else is asked instead, since whoever was asked is away; it replaces the question. */
export function handedOnText(
  {
    rules,
    from,
    to,
    hasLeft,
  }: { rules: readonly string[]; from: string; to: readonly Person[]; hasLeft: boolean },
  texts: CompanyTexts,
): RichText {
  const why = hasLeft ? 'settled.handed-on-left' : 'settled.handed-on';
  return [
    headline({ kind: 'ask', rules: [...rules], settled: 'handed-on' }, texts),
    { spans: [texts.render(why, { person: from, to: texts.names(to) })] },
  ];
}
