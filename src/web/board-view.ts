// The front page: what needs somebody, the timeline of all customer results, and the machinery below. Pure.
import { html } from 'hono/html';
import type { ActivityEntry } from '../reconcile/activity-report.ts';
import { recentActivityView } from './activity-view.ts';
import type { BoardStatus, CustomerResultStatus } from './board-status.ts';
import { filterForm } from './filter-form.ts';
import { addressOf, choicesOf, type Filters, filtered } from './filters.ts';
import { machineryView, troubleView } from './machinery-view.ts';
import { needsOf } from './needs.ts';
import { needsView } from './needs-view.ts';
import type { Page } from './page-frame.ts';
import { type Html, time } from './page-pieces.ts';
import { timelineView } from './timeline-view.ts';
import type { PageWords } from './words/words.ts';

/** The front page with these filters. `problems` say what of the address was wrong; nothing is filtered by that. */
export function boardPage(
  status: BoardStatus,
  { filters, problems }: { filters: Filters; problems: readonly string[] },
  newest: readonly ActivityEntry[],
  words: PageWords,
): Page {
  const { say } = words;
  const form = filterForm(filters, choicesOf(status), words);
  const alert = problems.map(
    problem => html`<p class="bad" role="alert">✗ ${problem} <a href="/">${say('filter.clear')}</a></p>`,
  );
  return { title: null, still: html`${form}${alert}`, live: boardView(status, filters, newest, words) };
}

/** Everything of the page that changes; the page puts a newer one in its place. */
function boardView(
  status: BoardStatus,
  filters: Filters,
  newest: readonly ActivityEntry[],
  words: PageWords,
): Html {
  const { say } = words;
  const { customerResults, today } = status;
  const isFiltered = Object.keys(filters).length > 0;
  const results = isFiltered ? filtered(customerResults, filters) : customerResults;
  const ids = new Set(results.map(({ id }) => id));
  const overloads = status.overloads.filter(
    one => !isFiltered || one.customerResults.some(({ id }) => ids.has(id)),
  );
  const needing = needsOf(results, status.overloads, overloads);
  return html`${headOf(status, words)}
${figures(results, needing.needs.length + needing.tooMuch, filters, words)}
${isFiltered ? html`<p>${say('filter.shown', { shown: results.length, count: customerResults.length })}</p>` : null}
${needsView(needing, overloads, words)}
${troubleView(status, words)}
${timelineView(results, today, words)}
${customerResults.length === 0 ? html`<p>${say('board.empty')}</p>` : null}
${isFiltered ? null : recentActivityView(newest, words)}
${machineryView(status, words)}`;
}

function headOf({ workspace, ready, mode, at, checks }: BoardStatus, words: PageWords): Html {
  const { say } = words;
  const troubles = Object.entries(checks).filter(([, { ok }]) => !ok);
  return html`<header>
  <h1>Liaison <small>${workspace.name}</small></h1>
  <p>
    ${ready ? html`<b class="good">✓ ${say('head.ready')}</b>` : html`<b class="bad">✗ ${say('head.not-ready')}</b>`}
    <b>${say(mode === 'observe' ? 'head.observes' : 'head.acts')}</b>
    <span>${say('head.as-of')} ${time(at, words)}</span>
  </p>
  ${troubles.map(([name, { message }]) => html`<p class="bad" lang="en">✗ ${name}: ${message}</p>`)}
</header>`;
}

/** Each figure leads to what it counts; `needs` is the one of the section below. */
function figures(
  results: readonly CustomerResultStatus[],
  needs: number,
  filters: Filters,
  { say }: PageWords,
): Html {
  const inPhase = (phase: string) => results.filter(result => result.phase === phase).length;
  const seats = results.reduce((count, { openSeats }) => count + openSeats.length, 0);
  const figure = (count: number, label: Html) => html`<div><dt>${label}</dt><dd>${count}</dd></div>`;
  const leading = (more: Filters, text: string) =>
    html`<a href="${addressOf({ ...filters, ...more })}">${text}</a>`;
  return html`<dl class="figures">${[
    ...(['forming', 'running', 'evaluating'] as const).map(phase =>
      figure(inPhase(phase), leading({ phase }, say(`figure.${phase}`))),
    ),
    figure(needs, leading({ needs: '1' }, say('figure.needs'))),
    figure(seats, leading({ phase: 'forming' }, say('figure.seats'))),
  ]}</dl>`;
}
