// What was set aside as people read it in a terminal: what, since when, why, and what to do.
import { companyTextsOf } from '../../domain/language/texts.ts';
import type { FailedItem, FailedReport, RetryReport } from '../../reconcile/activity-report.ts';
import { wrapped } from './wrapped.ts';

const texts = companyTextsOf('en');

/** All of it, the newest first. */
export function failedText({ failed, zone }: FailedReport): string {
  if (failed.length === 0) return '✓ Nothing is set aside.';
  return [
    ...failed.flatMap(one => [...itemLines(one, zone), '']),
    'Mend the reason. The next sweep looks at every card again by itself; to have all of it done now:',
    '  liaison failed --retry all',
  ].join('\n');
}

/** What is done anew. */
export function retriedText({ retried }: RetryReport): string {
  if (retried.length === 0) return 'Nothing is set aside, so there is nothing to try again.';
  return [
    `Tried again, by the running Liaison or the next that starts:`,
    ...retried.map(one => `  ${nameOf(one)}`),
  ].join('\n');
}

function itemLines(item: FailedItem, zone: string): string[] {
  const { id, at, reason, card } = item;
  return [
    `✗ ${nameOf(item)}`,
    ...wrapped(reason, '  ', '  '),
    `  set aside at ${texts.time(Date.parse(at), zone)}`,
    ...(card?.url ? [`  ${card.url}`] : []),
    `  liaison failed --retry ${id}`,
  ];
}

function nameOf({ card, event, id }: FailedItem): string {
  const delivery = event === null ? '' : `delivery ${event}`;
  return [card?.name, delivery].filter(Boolean).join(', ') || id;
}
