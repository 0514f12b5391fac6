// The tables of the page of trends: a row for each month, with how long they took as inline SVG, and one for each customer result.
import { html } from 'hono/html';
import type { Ended } from '../domain/trends/ended.ts';
import type { Spread, Tally, TrendsWanted } from '../domain/trends/figures.ts';
import type { Month } from '../domain/trends/trends.ts';
import { folded, type Html, link } from './page-pieces.ts';
import type { PageWord } from './words/en.ts';
import type { PageWords } from './words/words.ts';

/** So many of those that ended stand open; the others are folded. */
const SHOWN = 30;
const NOTHING = '–';

/** `9.1 (median; 6 to 13.4)`, or the one value that there is. */
export function spreadWords({ median, least, most }: Spread, { say, number }: PageWords): string {
  const text = (value: number | null): string => (value === null ? NOTHING : number(value));
  if (least === most) return text(median);
  return say('trends.spread', { median: text(median), least: text(least), most: text(most) });
}

/** A row for each month; what was asked from a later day on says so. */
export function monthTable(months: readonly Month[], wanted: TrendsWanted, words: PageWords): Html {
  const { say } = words;
  const longest = Math.max(1, wanted.weeks?.max ?? 0, ...months.map(({ weeks }) => weeks.most ?? 0));
  const head: PageWord[] = [
    'trends.month',
    'trends.done',
    'trends.dropped',
    'trends.week-column',
    'trends.evaluated',
    'trends.feedback',
    'trends.due-column',
    'trends.plan-column',
    'trends.under-way',
  ];
  const row = (month: Month, index: number): Html => {
    const { feedback, onTime } = month;
    const part = month.from.endsWith('-01')
      ? ''
      : ` (${say('trends.from', { day: words.shortDay(month.from) })})`;
    const [year, short] = [month.month.slice(0, 4), words.month(month.from)];
    // Of a year and a month the first name comes twice.
    const name = index === 0 && !short.includes(year) ? `${short} ${year}` : short;
    const enough = feedback && { yes: feedback.enough, no: feedback.some + feedback.none };
    return html`<tr><th scope="row">${name}${part}</th><td>${month.done}</td><td>${month.dropped}</td><td>${weeksBar(month.weeks, { wanted, longest }, words)}</td><td>${share(month.evaluated, words)}</td><td>${enough === null ? NOTHING : share(enough, words)}</td><td>${share(onTime.byDue, words)}</td><td>${share(onTime.byPlan, words)}</td><td>${month.underWay}</td></tr>`;
  };
  return table('months', head, months.map(row), words);
}

/** Those that ended, the newest first. */
export function eachTable(ended: readonly Ended[], words: PageWords): Html {
  const head: PageWord[] = [
    'trends.name',
    'trends.ended-on',
    'trends.week-column',
    'trends.evaluated',
    'trends.feedback',
    'trends.after-due',
    'trends.target',
    'trends.outcome',
  ];
  return folded(ended, SHOWN, {
    id: 'more-each',
    list: some =>
      table(
        'each',
        head,
        some.map(one => eachRow(one, words)),
        words,
      ),
    words,
  });
}

function eachRow(one: Ended, words: PageWords): Html {
  const { say, number } = words;
  const { name, url, phase, endedOn, weeks, isEvaluated, feedback, daysAfterDue, target, outcome } = one;
  const { weeksWithPauses: most } = one;
  const dropped = phase === 'dropped' ? ` (${say('phase.dropped')})` : '';
  const cells = [
    endedOn === null ? NOTHING : words.day(endedOn),
    weeks !== null ? number(weeks) : most === null ? NOTHING : say('trends.at-most', { weeks: number(most) }),
    isEvaluated === null ? NOTHING : say(isEvaluated ? 'trends.yes' : 'trends.no'),
    feedback === null ? NOTHING : `${feedback.have}/${feedback.min}`,
    daysAfterDue === null ? NOTHING : number(daysAfterDue),
    target === null ? NOTHING : say(`trends.state-${target}`),
    outcome ?? NOTHING,
  ];
  return html`<tr><th scope="row">${link(url, name)}${dropped}</th>${cells.map(cell => html`<td>${cell}</td>`)}</tr>`;
}

function table(
  labelledBy: string,
  head: readonly PageWord[],
  rows: readonly Html[],
  { say }: PageWords,
): Html {
  return html`<div class="wide trend" role="group" tabindex="0" aria-labelledby="${labelledBy}"><table><thead><tr>${head.map(
    word => html`<th scope="col">${say(word)}</th>`,
  )}</tr></thead><tbody>${rows}</tbody></table></div>`;
}

function share({ yes, no }: Pick<Tally, 'yes' | 'no'>, { say }: PageWords): string {
  return yes + no === 0 ? NOTHING : say('trends.of', { count: yes, of: yes + no });
}

/** From the shortest to the longest with the median, above what the playbook wants; said in words in its label. */
function weeksBar(
  { of, median, least, most }: Spread,
  { wanted: { weeks: wanted }, longest }: { wanted: TrendsWanted; longest: number },
  { say, number }: PageWords,
): Html {
  if (median === null || least === null || most === null) return html`${NOTHING}`;
  const at = (weeks: number): number => Math.round((1000 * weeks) / longest) / 10;
  const values = { least: number(least), most: number(most), median: number(median), of };
  const said = [say('trends.bar', values), ...(wanted ? [say('trends.bar-wanted', wanted)] : [])].join('; ');
  const band = wanted
    ? html`<rect class="plan" x="${at(wanted.min)}%" y="2" width="${at(wanted.max) - at(wanted.min)}%" height="12"/>`
    : null;
  return html`<svg class="spread" role="img" aria-label="${said}">${band}<rect class="gone" x="${at(least)}%" y="6" width="${at(most) - at(least)}%" height="4"/><circle class="ms" cx="${at(median)}%" cy="8" r="4"/></svg> ${number(median)} <small>(${of})</small>`;
}
