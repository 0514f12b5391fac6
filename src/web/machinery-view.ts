// What an operator looks at, at the end of the front page: what was set aside, what can't be read, webhooks, requests, queues.
import { html } from 'hono/html';
import type { BoardStatus, CustomerResultStatus } from './board-status.ts';
import { type Html, link, time } from './page-pieces.ts';
import type { PageWord } from './words/en.ts';
import type { PageWords } from './words/words.ts';

const QUEUES: Record<string, PageWord> = {
  deliveries: 'queue.deliveries',
  reconcile: 'queue.reconcile',
  wakeUps: 'queue.wake-ups',
};
const STATES: Record<string, PageWord> = {
  waiting: 'job.waiting',
  active: 'job.active',
  delayed: 'job.delayed',
  failed: 'job.failed',
};

/** Cards that were set aside, and what can't be read; nothing where there is nothing of that. */
export function troubleView({ failed, unreadable, customerResults }: BoardStatus, words: PageWords): Html {
  const { say } = words;
  return html`${
    failed.length === 0
      ? null
      : html`<section aria-labelledby="failed"><h2 id="failed">${say('failed.title')} <small>${failed.length}</small></h2><ul>${failed.map(
          ({ id, reason, at }) =>
            html`<li class="bad">✗ ${nameOf(id, customerResults)}: <span lang="en">${reason}</span> <small>${time(at, words)}</small></li>`,
        )}</ul></section>`
  }${
    unreadable.length === 0
      ? null
      : html`<section aria-labelledby="unreadable"><h2 id="unreadable">${say('unreadable.title')} <small>${unreadable.length}</small></h2><ul>${unreadable.map(
          ({ kind, id, name, where, reason }) =>
            html`<li class="fair">✗ ${say(`unreadable.${kind}`)} ${name ?? ''} <small>${id ?? say('unreadable.no-id')}</small>: <span lang="en">${where} ${reason}</span></li>`,
        )}</ul></section>`
  }`;
}

/** How Liaison itself is. */
export function machineryView({ queues, webhooks, budget, mode }: BoardStatus, words: PageWords): Html {
  const { say } = words;
  const tone = { active: 'good', polling: 'fair', trouble: 'bad' }[webhooks.state];
  const { limit, remaining, resetAt } = budget;
  return html`<section aria-labelledby="machinery"><h2 id="machinery">${say('machinery.title')}</h2>
<p>${say(mode === 'observe' ? 'machinery.observes' : 'machinery.acts')}</p>
<p class="${tone}">${say(`webhooks.${webhooks.state}`)} <span lang="en">${webhooks.message}</span></p>
${
  limit === null || remaining === null
    ? html`<p>${say('budget.none')}</p>`
    : html`<p><label for="budget">${say('budget.left')}</label> <meter id="budget" min="0" max="${limit}" low="${Math.ceil(limit / 5)}" optimum="${limit}" value="${remaining}">${remaining}</meter> ${say('budget.of', { remaining, limit })}${resetAt === null ? null : html`, ${say('budget.until')} ${time(resetAt, words)}`}</p>`
}
<table><caption>${say('queue.title')}</caption><tbody>${Object.entries(queues).map(
    ([queue, states]) =>
      html`<tr><th scope="row">${QUEUES[queue] ? say(QUEUES[queue]) : queue}</th><td>${jobsIn(states, words)}</td></tr>`,
  )}</tbody></table>
<p><a href="/queues">${say('machinery.queues')}</a> · <a href="/metrics">${say('machinery.metrics')}</a> · <a href="/api/board">${say('machinery.json')}</a></p></section>`;
}

function jobsIn(states: Record<string, number>, { say }: PageWords): string {
  const some = Object.entries(states).filter(([, count]) => count > 0);
  const words = some.map(([state, count]) => `${count} ${STATES[state] ? say(STATES[state]) : state}`);
  return words.join(', ') || say('queue.empty');
}

function nameOf(id: string, results: readonly CustomerResultStatus[]): Html {
  const result = results.find(candidate => candidate.id === id);
  return result ? link(result.url, result.name) : html`${id}`;
}
