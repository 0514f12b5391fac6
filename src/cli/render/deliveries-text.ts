// Deliveries as people read them in a terminal: two lines each, the newest first.
import { companyTextsOf } from '../../domain/language/texts.ts';
import type { DeliveriesReport, DeliveryReport, ReplayReport } from '../../reconcile/activity-report.ts';
import { wrapped } from './wrapped.ts';

const texts = companyTextsOf('en');
const ENDS: Record<DeliveryReport['outcome'], string> = {
  reconcile: '✓ its card was looked at',
  'own-write': '· Liaison’s own change came back',
  elsewhere: '· it leads to no card of this board',
  ignored: '· nothing to do about it',
  handled: '✓ handled',
  waiting: '○ still to be handled',
  failed: '✗ set aside',
};

/** All of them, and what to do about those that failed. */
export function deliveriesText({ deliveries, zone, isCut }: DeliveriesReport): string {
  if (deliveries.length === 0) return 'Nothing was delivered that is still kept.';
  const lines = deliveries.flatMap(one => [...deliveryLines(one, zone), '']);
  if (isCut) lines.push('There are older ones: --limit shows more, --since fewer.');
  const failed = deliveries.filter(({ outcome }) => outcome === 'failed').length;
  if (failed > 0) lines.push(`${failed} set aside: \`liaison failed\` says what to do.`);
  return lines.join('\n').trimEnd();
}

/** What becomes of a replay. */
export function replayedText({ replayed }: ReplayReport): string {
  return `Delivery ${replayed} is handled again: its card is looked at anew.`;
}

function deliveryLines(delivery: DeliveryReport, zone: string): string[] {
  const { id, receivedAt, event, card, taskId, by, outcome, why, isReplay } = delivery;
  const what = card?.name ?? (taskId === null ? '' : `task ${taskId}`);
  const who = by === null ? '' : ` by ${by.name}`;
  const head = [texts.time(Date.parse(receivedAt), zone), `${event}${who}`, what, `id ${id}`];
  const again = isReplay ? ' (handled again)' : '';
  return [
    ...wrapped(head.filter(Boolean).join('  '), '', '  '),
    ...wrapped(`${ENDS[outcome]}${again}${why === null ? '' : `: ${why}`}`, '  ', '  '),
  ];
}
