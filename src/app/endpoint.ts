// The public address of a running Liaison: deliveries verified with the secrets of its webhooks, put into its queue.
import type { Delivery } from '../reconcile/deliveries/delivery.ts';
import { type Receiver, type ReceiverDeps, receiver } from '../webhooks/receive.ts';
import type { Engine } from './engine.ts';

/** What answers at that address. `queued` hears of every delivery that waits in the queue by now. */
export function endpointFor(
  { webhooks, queues }: Pick<Engine, 'webhooks' | 'queues'>,
  more: Pick<ReceiverDeps, 'ready' | 'clock' | 'log' | 'count'> & { queued?(delivery: Delivery): void },
): Receiver {
  const { ready, clock, log, count, queued } = more;
  return receiver({
    secretOf: id => webhooks.registration()?.secrets.get(id) ?? null,
    refreshSecrets: () => webhooks.refreshSecrets(),
    arrived: id => webhooks.arrived(id, clock.now()),
    enqueue: async delivery => {
      await queues.addDelivery(delivery);
      queued?.(delivery);
    },
    ready,
    clock,
    log,
    count,
  });
}
