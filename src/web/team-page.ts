// The page of one customer result: its team, its days, everything that was found, and what comes next. Pure.
import { html } from 'hono/html';
import type { Day } from '../domain/day.ts';
import type { BoardStatus, CustomerResultStatus, FindingStatus } from './board-status.ts';
import { askedWords } from './needs-view.ts';
import type { Page } from './page-frame.ts';
import { type Html, link, pageOf, ruleWords, time } from './page-pieces.ts';
import { joined, timelineView } from './timeline-view.ts';
import type { PageWords } from './words/words.ts';

/** The page of the card with that id, or of that name if only one has it; null where there is none. */
export function teamPage(wanted: string, status: BoardStatus, words: PageWords): Page | null {
  const { customerResults, today } = status;
  const lower = wanted.toLowerCase();
  const named = customerResults.filter(({ name }) => name.toLowerCase() === lower);
  const result =
    customerResults.find(({ id }) => id === wanted) ?? (named.length === 1 ? named[0] : undefined);
  if (!result) return null;
  const { name, url, list } = result;
  const { say } = words;
  const live = html`<header><h1>${name}</h1>
<p>${link(url, say('team.card'))} ${list?.url ? link(list.url, say('team.list')) : null}</p></header>
${timelineView([result], today, words)}
${findingsOf(result, words)}
${peopleOf(result, words)}
${milestonesOf(result, words)}
${nextOf(result, words)}`;
  return { title: name, live };
}

/** Says that no card has that id or name, and which ones there are, where several have the name. */
export function noTeamPage(wanted: string, { customerResults }: BoardStatus, { say }: PageWords): Page {
  const lower = wanted.toLowerCase();
  const near = customerResults.filter(({ name }) => name.toLowerCase().includes(lower)).slice(0, 30);
  const title = say(near.length > 1 ? 'team.several' : 'team.unknown', { name: wanted });
  return {
    title,
    live: html`<header><h1>${title}</h1></header><ul>${near.map(({ id, name }) => html`<li>${pageOf('team', id, name)} <small>${id}</small></li>`)}</ul>
<p><a href="/">${say('nav.overview')}</a></p>`,
  };
}

function findingsOf({ findings }: CustomerResultStatus, words: PageWords): Html {
  const { say } = words;
  return html`<section aria-labelledby="findings"><h2 id="findings">${say('team.findings')} <small>${findings.length}</small></h2>
${
  findings.length === 0
    ? html`<p class="good">✓ ${say('team.fine')}</p>`
    : html`<ul>${findings.map(finding => {
        const { state, enforcement, message, waiver } = finding;
        const tone = state === 'waived' ? '' : enforcement === 'inform' ? 'fair' : 'bad';
        const mark = state === 'waived' ? '○' : '✗';
        return html`<li class="need"><span class="${tone}" aria-hidden="true">${mark}</span> ${message} <small>${waiver ? waivedWords(finding.rule, waiver, words) : ruleWords(finding, words)}</small>${askedWords(finding, words)}</li>`;
      })}</ul>`
}</section>`;
}

function waivedWords(
  rule: string,
  { until, by, because }: NonNullable<FindingStatus['waiver']>,
  { say, rule: named, day }: PageWords,
): string {
  const said =
    until === null ? say('team.waived', { by }) : say('team.waived-until', { by, day: day(until) });
  return `${named(rule)} · ${said}: “${because}”`;
}

function peopleOf({ team, supporters, openSeats }: CustomerResultStatus, words: PageWords): Html {
  const { say } = words;
  return html`<section aria-labelledby="people"><h2 id="people">${say('team.people')} <small>${team.length}</small></h2>
<ul>${team.map(
    ({ name, functions, flocks }) =>
      html`<li>${pageOf('person', name)}${functions.length === 0 ? null : html` <small>${functions.join(', ')}</small>`}${
        flocks.length === 0
          ? null
          : html` <small>${say('team.liaison-to')} ${joined(flocks.map(flock => pageOf('flock', flock)))}</small>`
      }</li>`,
  )}${supporters.map(({ name }) => html`<li>${pageOf('supporter', name)} <small>${say('filter.supporter')}</small></li>`)}${openSeats.map(
    seat => html`<li class="fair">○ ${say('team.seat', { seat })}</li>`,
  )}</ul></section>`;
}

function milestonesOf(
  { milestones, start, due, evaluation, pauses }: CustomerResultStatus,
  words: PageWords,
): Html {
  const { say, day } = words;
  const dated: [Day, string | Html][] = [
    ...(start === null ? [] : [[start, say('team.start')] as [Day, string]]),
    ...milestones.map(({ name, url, due: on, isDone }): [Day, Html] => [
      on,
      html`${isDone ? html`<span class="good">✓ </span>` : null}${link(url, name)}${isDone ? html` <small>${say('legend.done')}</small>` : null}`,
    ]),
    ...(due === null ? [] : [[due, say('team.due')] as [Day, string]]),
  ];
  const rows: [string | Html, string][] = [
    ...dated
      .sort(([one], [other]) => (one < other ? -1 : one > other ? 1 : 0))
      .map(([on, what]): [string | Html, string] => [what, day(on)]),
    ...(evaluation
      ? [[say('team.evaluation'), `${day(evaluation.from)} – ${day(evaluation.until)}`] as [string, string]]
      : []),
    ...pauses.map(({ from, until }): [string, string] => [
      say('team.pause'),
      `${day(from)} – ${until === null ? '' : day(until)}`,
    ]),
  ];
  if (rows.length === 0) return html``;
  return html`<section aria-labelledby="days"><h2 id="days">${say('team.days')}</h2><table><tbody>${rows.map(
    ([what, when]) => html`<tr><th scope="row">${what}</th><td>${when}</td></tr>`,
  )}</tbody></table></section>`;
}

function nextOf(
  { operations, observedOnly, next, lastReconciledAt }: CustomerResultStatus,
  words: PageWords,
): Html {
  const { say } = words;
  return html`<section aria-labelledby="next"><h2 id="next">${say('team.next')}</h2>
${next ? html`<p>${next.what} <small>${time(next.at, words)}</small></p>` : html`<p>${say('team.nothing-next')}</p>`}
${operations.length === 0 ? null : html`<p>${say(observedOnly ? 'team.only-observed' : 'team.to-do')} <span lang="en">${operations.map(({ summary }) => summary).join(' · ')}</span></p>`}
<p><small>${lastReconciledAt === null ? say('team.not-looked-at') : html`${say('team.looked-at')} ${time(lastReconciledAt, words)}`}</small></p></section>`;
}
