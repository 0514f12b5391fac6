// What was set aside, why, and a button that has it done anew, as HTML. Pure.
import { html } from 'hono/html';
import type { FailedItem, FailedReport } from '../reconcile/activity-report.ts';
import { type Html, link, time } from './page-pieces.ts';
import type { PageWords } from './words/words.ts';

/** The newest first. */
export function failedView({ failed }: FailedReport, words: PageWords): Html {
  const { say } = words;
  if (failed.length === 0)
    return html`<h1>${say('failed.title')}</h1><p class="good">✓ ${say('failed.none')}</p>`;
  return html`<h1>${say('failed.title')} <small>${failed.length}</small></h1>
<p>${say('failed.next')}</p>
<ul class="activity">${failed.map(one => item(one, words))}</ul>
${failed.length === 1 ? null : html`<form method="post" action="/failed/all/retry"><button>${say('failed.retry-all')}</button></form>`}`;
}

function item(failed: FailedItem, words: PageWords): Html {
  const { id, at, reason, card, event } = failed;
  const { say } = words;
  const delivery = event === null ? null : say('failed.delivery', { event });
  const what = [card?.name, delivery].filter(Boolean).join(', ');
  return html`<li><p class="bad">✗ ${card ? link(card.url, card.name) : null}${card && delivery ? ', ' : ''}${delivery}: ${reason} <small>${time(at, words)}</small></p>
<form method="post" action="/failed/${id}/retry"><button aria-label="${say('failed.retry-of', { what })}">${say('failed.retry')}</button></form></li>`;
}
