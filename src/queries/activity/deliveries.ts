// What ClickUp delivered, by whom, and what became of it: the queue of deliveries is their log.
import { z } from 'zod';
import type { DeliveryRecord } from '../../queue/queues-shape.ts';
import type { DeliveriesReport, DeliveryReport, HistoryQuestion } from '../../reconcile/activity-report.ts';
import type { Delivery } from '../../reconcile/deliveries/delivery.ts';
import { isoOf } from '../../reconcile/report.ts';
import { type ActivityParts, cardNames, type NamedCard } from './parts.ts';
import { readSince } from './since.ts';

/** What of an envelope is shown: whose task, and who changed it. ClickUp's own words for both. */
const Shown = z.object({
  task_id: z.string().optional().catch(undefined),
  history_items: z
    .array(
      z.object({
        user: z
          .object({ id: z.coerce.number(), username: z.string().nullish(), email: z.string().nullish() })
          .nullish()
          .catch(null),
      }),
    )
    .optional()
    .catch(undefined),
});

/** The newest first. Rejects with BadSince. */
export async function deliveriesReport(
  parts: ActivityParts,
  { since: given, limit }: Omit<HistoryQuestion, 'card'>,
): Promise<DeliveriesReport> {
  const { queues, loaded, clock } = parts;
  const { zone } = loaded.playbook.calendar;
  const since = readSince(given, zone);
  const found = (await queues.deliveries(limit + 1)).filter(({ delivery }) => delivery.receivedAt >= since);
  const nameOf = await cardNames(parts);
  return {
    at: isoOf(clock.now()),
    zone,
    deliveries: found.slice(0, limit).map(record => deliveryReport(record, nameOf)),
    isCut: found.length > limit,
  };
}

/** Whose task a delivery is about, and who changed it, as far as it says. */
export function shownOf({ body }: Delivery): Pick<DeliveryReport, 'taskId' | 'by'> {
  const { task_id: taskId = null, history_items: items = [] } = Shown.safeParse(body).data ?? {};
  const user = items.find(item => item.user)?.user;
  const by = user ? { id: user.id, name: user.username ?? user.email ?? `user ${user.id}` } : null;
  return { taskId, by };
}

function deliveryReport(record: DeliveryRecord, nameOf: (id: string) => NamedCard | null): DeliveryReport {
  const { id, delivery, state, reason, outcome } = record;
  const { taskId, by } = shownOf(delivery);
  const cardId = outcome?.cardId ?? null;
  const isOver = state === 'completed';
  return {
    id,
    receivedAt: isoOf(delivery.receivedAt),
    event: delivery.event,
    taskId,
    by,
    card:
      cardId === null ? nameOf(taskId ?? '') : (nameOf(cardId) ?? { id: cardId, name: cardId, url: null }),
    outcome: isOver ? (outcome?.kind ?? 'handled') : state === 'failed' ? 'failed' : 'waiting',
    why: isOver ? (outcome?.why ?? null) : reason,
    isReplay: delivery.isReplay ?? false,
  };
}
