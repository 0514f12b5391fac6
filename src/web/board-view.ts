// The board at a glance, as HTML. Pure: a status in, a fragment out.

import { html } from 'hono/html';
import { memoizeByObject } from '../base/memoize.ts';
import type { Phase } from '../domain/phase.ts';
import type { BoardStatus, CustomerResultStatus } from './board-status.ts';
import { type Html, link, time } from './page-pieces.ts';

const SECTIONS: { phase: Phase | null; title: string; isQuiet?: true }[] = [
  { phase: 'running', title: 'Running' },
  { phase: 'evaluating', title: 'Evaluating' },
  { phase: 'forming', title: 'Forming' },
  { phase: 'paused', title: 'Paused' },
  { phase: 'candidate', title: 'Candidates', isQuiet: true },
  { phase: 'done', title: 'Done', isQuiet: true },
  { phase: 'dropped', title: 'Dropped', isQuiet: true },
  { phase: null, title: 'In no phase of the playbook' },
];

/** Everything of the page that changes; the page puts a newer one in its place. */
export function boardView(status: BoardStatus): Html {
  const { customerResults, failed, unreadable, checks } = status;
  const troubles = Object.entries(checks).filter(([, { ok }]) => !ok);
  return html`
<header>
  <h1>Liaison <small>${status.workspace.name}</small></h1>
  <p>
    ${status.ready ? html`<b class="good">✓ ready</b>` : html`<b class="bad">✗ not ready</b>`}
    ${status.mode === 'observe' ? html`<b>watching only: writes nothing to ClickUp</b>` : html`<b>acting</b>`}
    <span>as of ${time(status.at)}</span>
  </p>
  ${troubles.map(([name, { message }]) => html`<p class="bad">✗ ${name}: ${message}</p>`)}
</header>
${figures(status)}
${
  failed.length === 0
    ? null
    : html`<section aria-labelledby="failed"><h2 id="failed">Set aside <small>${failed.length}</small></h2><ul>${failed.map(
        ({ id, reason, at }) =>
          html`<li class="bad">✗ ${nameOf(id, customerResults)}: ${reason} <small>${time(at)}</small></li>`,
      )}</ul></section>`
}
${
  unreadable.length === 0
    ? null
    : html`<section aria-labelledby="unreadable"><h2 id="unreadable">Can’t be read <small>${unreadable.length}</small></h2><ul>${unreadable.map(
        ({ kind, id, name, where, reason }) =>
          html`<li class="fair">✗ ${kind} ${name ?? ''} <small>${id ?? 'without id'}</small>: ${where} ${reason}</li>`,
      )}</ul></section>`
}
${SECTIONS.map(({ phase, title, isQuiet }) => {
  const results = customerResults.filter(result => result.phase === phase);
  if (results.length === 0) return null;
  const id = `phase-${phase ?? 'none'}`;
  const heading = html`<h2 id="${id}">${title} <small>${results.length}</small></h2>`;
  const cards = html`<div class="cards">${results.map(card)}</div>`;
  return isQuiet
    ? html`<details id="more-${id}"><summary>${heading}</summary>${cards}</details>`
    : html`<section aria-labelledby="${id}">${heading}${cards}</section>`;
})}
${customerResults.length === 0 ? html`<p>There is no card on the board yet.</p>` : null}
${machinery(status)}`;
}

function figures({ customerResults }: BoardStatus): Html {
  const failing = customerResults
    .flatMap(({ findings }) => findings)
    .filter(({ state }) => state === 'fails');
  const seats = customerResults.flatMap(({ openSeats }) => openSeats);
  const inPhase = (phase: Phase) => customerResults.filter(result => result.phase === phase).length;
  const figure = (count: number, label: string) => html`<div><dt>${label}</dt><dd>${count}</dd></div>`;
  return html`<dl class="figures">${[
    figure(inPhase('forming'), 'forming'),
    figure(inPhase('running'), 'running'),
    figure(inPhase('evaluating'), 'evaluating'),
    figure(failing.length, 'to mend'),
    figure(seats.length, 'open seats'),
  ]}</dl>`;
}

/** Thousands of cards would hold up the process each time the page is kept fresh: those that did not change are kept. */
const card = memoizeByObject((result: CustomerResultStatus): Html => {
  const { name, url, list, findings, openSeats, operations, observedOnly, next, lastReconciledAt } = result;
  return html`<article>
  <h3>${link(url, name)}</h3>
  ${list?.url ? html`<p>${link(list.url, 'team list')}</p>` : null}
  ${
    findings.length === 0
      ? null
      : html`<ul>${findings.map(({ rule, state, message, enforcement }) =>
          state === 'waived'
            ? html`<li>○ ${message} <small>${rule}, waived</small></li>`
            : html`<li class="${enforcement === 'inform' ? 'fair' : 'bad'}">✗ ${message} <small>${rule}, ${enforcement}</small></li>`,
        )}</ul>`
  }
  ${openSeats.length === 0 ? null : html`<p class="fair">Open seats: ${openSeats.join(', ')}</p>`}
  ${operations.length === 0 ? null : html`<p>${observedOnly ? 'Only observed (pilot in the playbook); otherwise' : 'To do'}: ${operations.map(({ summary }) => summary).join(' · ')}</p>`}
  ${next ? html`<p>Next: ${next.what} <small>${time(next.at)}</small></p>` : null}
  <p><small>${lastReconciledAt === null ? 'not looked at yet' : html`looked at ${time(lastReconciledAt)}`}</small></p>
</article>`;
});

function machinery({ queues, webhooks, budget }: BoardStatus): Html {
  const tone = { active: 'good', polling: 'fair', trouble: 'bad' }[webhooks.state];
  const { limit, remaining, resetAt } = budget;
  return html`<section aria-labelledby="machinery"><h2 id="machinery">Machinery</h2>
<p class="${tone}">Webhooks: ${webhooks.state}. ${webhooks.message}</p>
${
  limit === null || remaining === null
    ? html`<p>Requests: none made yet.</p>`
    : html`<p><label for="budget">Requests left:</label> <meter id="budget" min="0" max="${limit}" low="${Math.ceil(limit / 5)}" optimum="${limit}" value="${remaining}">${remaining}</meter> ${remaining} of ${limit}${resetAt === null ? null : html` until ${time(resetAt)}`}</p>`
}
<table><caption>Jobs in the queues</caption><tbody>${Object.entries(queues).map(
    ([queue, states]) =>
      html`<tr><th scope="row">${queue}</th><td>${
        Object.entries(states)
          .filter(([, count]) => count > 0)
          .map(([state, count]) => `${count} ${state}`)
          .join(', ') || 'empty'
      }</td></tr>`,
  )}</tbody></table></section>`;
}

function nameOf(id: string, results: readonly CustomerResultStatus[]): Html {
  const result = results.find(candidate => candidate.id === id);
  return result ? link(result.url, result.name) : html`${id}`;
}
