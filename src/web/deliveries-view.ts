// What ClickUp delivered and what became of it, as HTML. Pure.
import { html } from 'hono/html';
import type { DeliveriesReport, DeliveryReport } from '../reconcile/activity-report.ts';
import { type Html, link, time } from './page-pieces.ts';
import type { PageWords } from './words/words.ts';

/** The newest first, in a table. */
export function deliveriesView({ deliveries, isCut }: DeliveriesReport, words: PageWords): Html {
  const { say } = words;
  if (deliveries.length === 0) {
    return html`<h1>${say('deliveries.title')}</h1><p>${say('deliveries.none')}</p>`;
  }
  const heads = ['deliveries.received', 'deliveries.event', 'activity.card', 'deliveries.by'] as const;
  return html`<h1>${say('deliveries.title')}</h1>
<div class="scroll" tabindex="0" role="region" aria-label="${say('deliveries.title')}"><table><thead><tr>${heads.map(
    head => html`<th scope="col">${say(head)}</th>`,
  )}<th scope="col">${say('deliveries.outcome')}</th></tr></thead>
<tbody>${deliveries.map(one => row(one, words))}</tbody></table></div>
${isCut ? html`<p>${say('activity.cut')}</p>` : null}`;
}

function row(delivery: DeliveryReport, words: PageWords): Html {
  const { receivedAt, event, card, taskId, by, outcome, why, isReplay } = delivery;
  const { say } = words;
  const tone = outcome === 'failed' ? 'bad' : outcome === 'waiting' ? 'fair' : '';
  const mark = outcome === 'failed' ? '✗ ' : '';
  return html`<tr><td>${time(receivedAt, words)}</td><td>${event}</td><td>${card ? link(card.url, card.name) : (taskId ?? '')}</td><td>${by?.name ?? ''}</td>
<td class="${tone}">${mark}${say(`delivery.${outcome}`)}${isReplay ? ` (${say('deliveries.replay')})` : ''}${why === null ? null : html` <small>${why}</small>`}</td></tr>`;
}
