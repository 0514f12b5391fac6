// Why a customer result stands as it does, in the company's language: for `/explain` and `/recheck`, and for whoever
// asks on the command line.
import type { Evaluation } from '../findings/evaluate.ts';
import type { Finding, Waiver } from '../findings/finding.ts';
import type { CompanyTexts } from '../language/texts.ts';
import { isResting } from '../phase.ts';
import type { Upcoming } from '../upcoming.ts';

/** A line per rule (of those that need somebody, unless `isWhole`), the open seats, and what comes next. */
export function explanationLines(
  { subject, evaluated, notChecked, unknown, openSeats, context }: Evaluation,
  { isWhole, next }: { isWhole: boolean; next: Upcoming | null },
): string[] {
  const { texts } = context;
  const shown = evaluated.filter(({ finding }) => isWhole || finding.state !== 'holds');
  const lines = shown.map(({ finding }) =>
    isWhole ? `${ruleLine(finding, texts)} ${enforcementLine(finding, texts)}` : ruleLine(finding, texts),
  );
  if (isWhole) for (const rule of unknown) lines.push(texts.render('answer.rule-unknown', { rule }));
  const rests = isResting(subject.phase);
  if (isWhole && rests) lines.push(texts.render('answer.rests'));
  else if (isWhole)
    for (const rule of notChecked) lines.push(texts.render('answer.rule-not-checked', { rule }));
  if (lines.length === 0) lines.push(texts.render('answer.all-hold'));
  if (openSeats.length > 0) lines.push(`${texts.render('status.seats')}${openSeats.join(', ')}`);
  if (next)
    lines.push(texts.render('answer.next', { step: next.what, day: texts.day(context.dayOf(next.at)) }));
  return lines;
}

/** `Waived until Fri, 15 Jan 2027 by Sam, because …`. */
export function waivedWords({ until, by, because }: Waiver, texts: CompanyTexts): string {
  const waived =
    until === null
      ? texts.render('status.waived', { by })
      : texts.render('status.waived-until', { by, day: texts.day(until) });
  return because === '' ? `${waived}.` : texts.render('status.because', { waived, reason: because });
}

function ruleLine({ rule, state, message, mend, waiver }: Finding, texts: CompanyTexts): string {
  const line = texts.render(`answer.rule-${state}`, { rule, message });
  if (state === 'fails' && mend) return `${line} ${mend}`;
  return waiver ? `${line} ${waivedWords(waiver, texts)}` : line;
}

function enforcementLine({ enforcement }: Finding, texts: CompanyTexts): string {
  return texts.render(`answer.enforce-${enforcement}`);
}
