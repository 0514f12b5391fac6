// Why a customer result stands as it does, in the company's language: for `/explain` and `/recheck`, and for whoever
// asks on the command line.
import type { Evaluation } from '../findings/evaluate.ts';
import type { Finding, Waiver } from '../findings/finding.ts';
import type { Speech } from '../language/texts.ts';
import type { Upcoming } from '../operation.ts';

/** A line per rule (of those that need somebody, unless `isWhole`), the open seats, and what comes next. */
export function explanationLines(
  { evaluated, notChecked, unknown, openSeats, context }: Evaluation,
  { isWhole, next }: { isWhole: boolean; next: Upcoming | null },
): string[] {
  const { speech } = context;
  const shown = evaluated.filter(({ finding }) => isWhole || finding.state !== 'holds');
  const lines = shown.map(({ finding }) =>
    isWhole ? `${ruleLine(finding, speech)} ${enforcementLine(finding, speech)}` : ruleLine(finding, speech),
  );
  if (isWhole) for (const rule of unknown) lines.push(speech.say('answer.rule-unknown', { rule }));
  if (isWhole) for (const rule of notChecked) lines.push(speech.say('answer.rule-not-checked', { rule }));
  if (lines.length === 0) lines.push(speech.say('answer.all-hold'));
  if (openSeats.length > 0) lines.push(`${speech.say('status.seats')}${openSeats.join(', ')}`);
  if (next)
    lines.push(speech.say('answer.next', { step: next.what, day: speech.day(context.dayOf(next.at)) }));
  return lines;
}

/** `Waived until Fri, 15 Jan 2027 by Sam, because …`. */
export function waivedWords({ until, by, because }: Waiver, speech: Speech): string {
  const waived =
    until === null
      ? speech.say('status.waived', { by })
      : speech.say('status.waived-until', { by, day: speech.day(until) });
  return because === '' ? `${waived}.` : speech.say('status.because', { waived, reason: because });
}

function ruleLine({ rule, state, message, mend, waiver }: Finding, speech: Speech): string {
  const line = speech.say(`answer.rule-${state}`, { rule, message });
  if (state === 'fails' && mend) return `${line} ${mend}`;
  return waiver ? `${line} ${waivedWords(waiver, speech)}` : line;
}

function enforcementLine({ enforcement }: Finding, speech: Speech): string {
  return speech.say(`answer.enforce-${enforcement}`);
}
