// The comment by which the board's owner hears that something of Liaison's own does not work, and how it is closed.
import type { Instant } from '../day.ts';
import type { Person } from '../observation.ts';
import { headline } from './comment-parts.ts';
import { EN_TROUBLE } from './en-trouble.ts';
import type { RichText } from './rich-text.ts';
import type { CompanyTexts } from './texts.ts';

type TroubleKey = Extract<keyof typeof EN_TROUBLE, `trouble.${string}`>;
/** The checks that the owner hears of. Of ClickUp away and of no owner nobody can be told; a limit a day is the company's wish. */
export type ToldCheck =
  Exclude<TroubleKey, `trouble.${'intro' | 'more' | 'over'}`> extends `trouble.${infer Name}` ? Name : never;

const FRAME = new Set(['intro', 'more', 'over']);
export const TOLD_CHECKS = Object.keys(EN_TROUBLE)
  .map(key => key.slice('trouble.'.length))
  .filter(name => !FRAME.has(name)) as ToldCheck[];

export type TroubleFacts = {
  owner: Person;
  checks: readonly ToldCheck[];
  /** Since when the first of them was not ok. */
  since: Instant;
  /** Since when all of them are ok again; null while one is not. */
  overSince: Instant | null;
  zone: string;
};

/** What stands in the comment. */
export function troubleText(
  { owner, checks, since, overSince, zone }: TroubleFacts,
  texts: CompanyTexts,
): RichText {
  const rules = [...checks];
  const isOver = overSince !== null;
  const over = isOver
    ? [{ spans: [texts.render('trouble.over', { time: texts.time(overSince, zone) })] }]
    : [];
  const intro = texts.render('trouble.intro', { person: owner.name, time: texts.time(since, zone) });
  return [
    headline({ kind: 'trouble', rules, isMended: isOver }, texts),
    ...over,
    { spans: [intro] },
    ...checks.map(check => ({ bullet: true, spans: [texts.render(`trouble.${check}`)] })),
    ...(isOver ? [] : [{ spans: [texts.render('trouble.more')] }]),
  ];
}
