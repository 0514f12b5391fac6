// The timeline: one row for each customer result, phase by phase, in the order of the board.
import { html } from 'hono/html';
import type { Phase } from '../domain/phase.ts';
import type { CustomerResultStatus } from './board-status.ts';
import { needsSomebody } from './needs.ts';
import { folded, type Html, link, pageOf } from './page-pieces.ts';
import { timelineAxis, timelineBar, timelineLegend } from './timeline-bar.ts';
import { type Scale, scaleOf } from './timeline-scale.ts';
import type { PageWord } from './words/en.ts';
import type { PageWords } from './words/words.ts';

/** So many rows of a phase stand open; the others are folded. */
const SHOWN = 30;

const SECTIONS: { phase: Phase | null; word: PageWord; isQuiet?: true }[] = [
  { phase: 'running', word: 'phase.running' },
  { phase: 'evaluating', word: 'phase.evaluating' },
  { phase: 'forming', word: 'phase.forming' },
  { phase: 'paused', word: 'phase.paused' },
  { phase: 'candidate', word: 'phase.candidate', isQuiet: true },
  { phase: 'done', word: 'phase.done', isQuiet: true },
  { phase: 'dropped', word: 'phase.dropped', isQuiet: true },
  { phase: null, word: 'phase.none' },
];

/** The rows of these customer results under a heading for each phase. */
export function timelineView(
  results: readonly CustomerResultStatus[],
  today: string,
  words: PageWords,
): Html {
  const scale = scaleOf(results, today);
  const row = rowsOn(scale, words);
  return html`${scale === null ? null : timelineLegend(words)}${SECTIONS.map(({ phase, word, isQuiet }) => {
    const some = results.filter(result => result.phase === phase);
    if (some.length === 0) return null;
    const id = `phase-${phase ?? 'none'}`;
    const heading = html`<h2 id="${id}">${words.say(word)} <small>${some.length}</small></h2>`;
    const hasBars = scale !== null && some.some(({ start, due }) => start !== null || due !== null);
    const axis = hasBars
      ? html`<li class="row axes" aria-hidden="true"><div></div>${timelineAxis(scale, words)}</li>`
      : null;
    const list = folded(some, SHOWN, {
      id: `more-${id}`,
      list: shown => html`<ul class="rows">${shown[0] === some[0] ? axis : null}${shown.map(row)}</ul>`,
      words,
    });
    return isQuiet
      ? html`<details id="all-${id}"><summary>${heading}</summary>${list}</details>`
      : html`<section aria-labelledby="${id}">${heading}${list}</section>`;
  })}`;
}

type Made = { on: string; words: PageWords; row: Html };
const made = new WeakMap<CustomerResultStatus, Made>();

/** Thousands of rows would hold up the process each time the page is kept fresh: those that did not change are kept. */
function rowsOn(scale: Scale | null, words: PageWords): (result: CustomerResultStatus) => Html {
  const on = scale === null ? '' : `${scale.from} ${scale.today} ${scale.until}`;
  return result => {
    const known = made.get(result);
    if (known?.on === on && known.words === words) return known.row;
    const row = timelineRow(result, scale, words);
    made.set(result, { on, words, row });
    return row;
  };
}

/** One row; it depends on nothing but these. */
function timelineRow(result: CustomerResultStatus, scale: Scale | null, words: PageWords): Html {
  const { say } = words;
  const { id, name, url, findings, openSeats } = result;
  const count = findings.filter(needsSomebody).length;
  const bar = scale === null ? null : timelineBar(result, scale, words);
  return html`<li class="row"><div>
<h3>${link(url, name)}</h3>
<p>${factsOf(result, words)}</p>
${openSeats.length === 0 ? null : html`<p class="fair">${say('row.seats')} ${openSeats.join(', ')}</p>`}
<p>${count === 0 ? null : html`<b class="bad">✗ ${say(count === 1 ? 'row.need' : 'row.needs', { count })}</b> `}<a href="/team/${encodeURIComponent(id)}" aria-label="${say('row.more')}: ${name}">${say('row.more')}</a></p>
</div>${bar}</li>`;
}

/** Week, people, feedback and metrics in one line. */
function factsOf(result: CustomerResultStatus, words: PageWords): Html[] {
  const { say } = words;
  const { team, supporters, feedback, metrics } = result;
  const parts: Html[] = [];
  const week = weekWords(result, words);
  if (week !== null) parts.push(html`<b>${week}</b>`);
  if (team.length > 0)
    parts.push(html`${say('row.team')} ${joined(team.map(({ name }) => pageOf('person', name)))}`);
  if (supporters.length > 0) {
    parts.push(
      html`${say('row.supporter')} ${joined(supporters.map(({ name }) => pageOf('supporter', name)))}`,
    );
  }
  if (feedback !== null) parts.push(html`${say('row.feedback', feedback)}`);
  if (metrics.target) parts.push(html`${say('row.target', { value: short(metrics.target) })}`);
  if (metrics.actual) parts.push(html`${say('row.actual', { value: short(metrics.actual) })}`);
  return joined(parts, ' · ');
}

/** `week 6 of 10`, with by how much it is over; null where it is in no week. */
export function weekWords(
  { week, start, due }: CustomerResultStatus,
  { say, shortDay }: PageWords,
): string | null {
  if (week === null) {
    if (start === null && due === null) return null;
    return `${start === null ? '?' : shortDay(start)} – ${due === null ? '?' : shortDay(due)}`;
  }
  const { now, of } = week;
  if (of === null) return say('row.week', { now });
  return now > of ? say('row.week-over', { now, of }) : say('row.week-of', { now, of });
}

/** Pieces with something between them. */
export function joined(parts: readonly Html[], between = ', '): Html[] {
  return parts.flatMap((part, index) => (index === 0 ? [part] : [html`${between}`, part]));
}

function short(text: string): string {
  return text.length > 60 ? `${text.slice(0, 60)}…` : text;
}
