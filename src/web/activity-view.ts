// What Liaison did, as HTML: the page of it, and the few newest lines for the front page. Pure.

import { html } from 'hono/html';
import type { ActivityEntry, HistoryReport } from '../reconcile/activity-report.ts';
import { causeOf } from './cause-words.ts';
import { type Html, link, time } from './page-pieces.ts';
import type { PageWords } from './words/words.ts';

/** The newest of it, for the front page. */
export function recentActivityView(entries: readonly ActivityEntry[], words: PageWords): Html {
  const { say } = words;
  return html`<section aria-labelledby="activity"><h2 id="activity">${say('activity.title')}</h2>
${entries.length === 0 ? html`<p>${say('activity.none')}</p>` : list(entries, words)}
<p><a href="/history">${say('activity.all')}</a></p></section>`;
}

/** The page of it: how far it goes back, then the newest first, then the waivers that count. */
export function historyView(report: HistoryReport, words: PageWords): Html {
  const { entries, knownSince, card, isCut, waivers } = report;
  const { say } = words;
  return html`<h1>${say('activity.title')} ${card ? html`<small>${link(card.url, card.name)}</small>` : null}</h1>
<p>${knownSince === null ? say('activity.known-since-unknown') : say('activity.known-since', { time: words.time(knownSince) })}</p>
${entries.length === 0 ? html`<p>${say('activity.none')}</p>` : list(entries, words)}
${isCut ? html`<p>${say('activity.cut')}</p>` : null}
${
  waivers.length === 0
    ? null
    : html`<section aria-labelledby="waivers"><h2 id="waivers">${say('activity.waivers')}</h2><ul>${waivers.map(
        one => html`<li>○ ${link(one.card.url, one.card.name)}: ${waiverWords(one, words)}</li>`,
      )}</ul></section>`
}`;
}

/** The form that asks for one card or since a day. */
export function historyForm({ card, since }: { card: string; since: string }, { say }: PageWords): Html {
  return html`<form method="get" action="/history" role="search">
<label>${say('activity.card')} <input name="card" value="${card}" placeholder="${say('activity.card-hint')}"></label>
<label>${say('activity.since')} <input name="since" type="date" value="${since}"></label>
<button>${say('activity.show')}</button>
</form>`;
}

function list(entries: readonly ActivityEntry[], words: PageWords): Html {
  return html`<ol class="activity">${entries.map(entry => item(entry, words))}</ol>`;
}

function item(entry: ActivityEntry, words: PageWords): Html {
  const { at, card, operations, result } = entry;
  const { say } = words;
  const isDone = result.kind === 'done' && result.why === null;
  const ended = result.kind === 'done' ? 'retry' : result.kind;
  return html`<li><p>${time(at, words)} ${card ? html`<b>${link(card.url, card.name)}</b>` : html`<b>${say('activity.all-hands')}</b>`} <small>${causeOf(entry, words)}</small></p>
<ul>${operations.map(
    operation =>
      html`<li>→ ${doneInWords(operation, words)} <small>${reasonOf(operation, words)}</small></li>`,
  )}</ul>
${isDone ? null : html`<p class="fair">${say(`activity.result.${ended}`, { why: result.why ?? '' })}</p>`}</li>`;
}

/** In English an operation says it itself; elsewhere by its kind, and whom or what it is about. */
function doneInWords(
  { kind, summary, about }: ActivityEntry['operations'][number],
  { did }: PageWords,
): string {
  const said = did(kind);
  if (said === null) return summary;
  return about === undefined ? said : `${said}: ${about}`;
}

/** What rules say is in the company's language; what Liaison says of itself is in English. */
function reasonOf({ why, rules }: ActivityEntry['operations'][number], { say, locale }: PageWords): string {
  const shown = why !== null && (rules.length > 0 || locale === 'en') ? [say('activity.why', { why })] : [];
  const named = rules.length === 0 ? [] : [say('activity.rules', { rules: rules.join(', ') })];
  return [...named, ...shown].join(' · ');
}

function waiverWords(
  { rule, until, by, because }: HistoryReport['waivers'][number],
  { say, day }: PageWords,
): string {
  const said =
    until === null
      ? say('activity.waived', { rule, by })
      : say('activity.waived-until', { rule, by, until: day(until) });
  return because === '' ? said : `${said}: “${because}”`;
}
