// What Liaison did as people read it in a terminal: a block for each time that it did something, the newest first.
import pc from 'picocolors';
import { companyTextsOf } from '../../domain/language/texts.ts';
import type { ActivityEntry, HistoryReport } from '../../reconcile/activity-report.ts';
import { causeWords } from './cause-words.ts';
import { wrapped } from './wrapped.ts';

/** The terminal speaks English around what Liaison says in the company's language. */
const texts = companyTextsOf('en');
const MORE = '    ';

type Ways = { zone: string; colours: ReturnType<typeof pc.createColors> };

/** The whole history; `colours` only where a person reads it. */
export function historyText(report: HistoryReport, { colours }: { colours: boolean }): string {
  const { zone, card, entries, isCut, knownSince, waivers } = report;
  const ways: Ways = { zone, colours: pc.createColors(colours) };
  const { bold, dim } = ways.colours;
  const lines = card === null ? [] : [bold(card.name), ...(card.url ? [dim(card.url)] : []), ''];
  lines.push(...entries.flatMap(entry => [...entryLines(entry, ways, card === null), '']));
  if (entries.length === 0) lines.push('Liaison has done nothing here that it remembers.', '');
  if (waivers.length > 0) lines.push(bold('Waivers that count'), ...waivers.flatMap(waiverLines), '');
  if (isCut) lines.push('There are older entries: --limit shows more, CARD or --since fewer.');
  lines.push(dim(sinceWords(knownSince, zone)));
  return lines.join('\n');
}

function entryLines(entry: ActivityEntry, { zone, colours }: Ways, isNamed: boolean): string[] {
  const { at, card, cause, operations, result } = entry;
  const { bold, dim, yellow } = colours;
  const name = isNamed ? `  ${bold(card?.name ?? 'the next all-hands')}` : '';
  const lines = [
    `${texts.time(Date.parse(at), zone)}${name}`,
    ...wrapped(
      causeWords(cause, instant => texts.time(Date.parse(instant), zone)),
      '  ',
      '  ',
    ).map(dim),
    ...operations.flatMap(operation => operationLines(operation, dim)),
  ];
  if (result.why !== null) {
    const ended = {
      done: 'Left alone',
      requeueAfter: 'Goes on later',
      retry: 'Tried again',
      terminal: 'Set aside',
    };
    lines.push(...wrapped(`${ended[result.kind]}: ${result.why}`, '  ', '  ').map(yellow));
  }
  return lines;
}

function operationLines(
  { summary, why, rules }: ActivityEntry['operations'][number],
  dim: (text: string) => string,
): string[] {
  const named = rules.length === 0 ? '' : `${rules.join(', ')}: `;
  return [
    ...wrapped(`→ ${summary}`, '  ', '  '),
    ...(why === null && named === '' ? [] : wrapped(`${named}${why ?? ''}`, MORE, '  ').map(dim)),
  ];
}

function waiverLines({ card, rule, until, by, because }: HistoryReport['waivers'][number]): string[] {
  const when = until === null ? 'until further notice' : `until ${texts.day(until)}`;
  const reason = because === '' ? '' : `: “${because}”`;
  return wrapped(`– ${card.name}: ${rule}, waived ${when} by ${by}${reason}`, '  ', '  ');
}

function sinceWords(knownSince: string | null, zone: string): string {
  if (knownSince === null) return 'Since when this is known, nothing tells.';
  return `Known since ${texts.time(Date.parse(knownSince), zone)}; what was before is not.`;
}
