// A poller of a board whose reads and webhooks a test decides, and what it asks for.
import { createPoller, type Poller } from '../../src/reconcile/deliveries/poll-unheard.ts';
import type { World } from './world.ts';

type Found = { changed: string[]; affected: string[] };
type Asked = { id: string; urgency: 'live' | 'bulk' };

/** `poll` answers what a poll has found; `hears` whether webhooks tell of everything. */
export function pollerWith(
  { cache, playbook, clock }: Pick<World, 'cache' | 'playbook' | 'clock'>,
  { hears, poll }: { hears: boolean; poll(): Promise<Found> },
): { poller: Poller; asked: Asked[] } {
  const asked: Asked[] = [];
  const poller = createPoller({
    cache,
    playbook,
    clock,
    polling: { hasBegun: () => true, poll },
    queues: { requestReconcile: async (id, urgency) => void asked.push({ id, urgency }) },
    webhooks: {
      refresh: async () => {},
      hears: () => ({ board: hears, folder: hears }),
      isRecovering: () => false,
      caughtUp: async () => {},
      expectsDelivery: () => {},
    },
    sweep: async () => [],
  });
  return { poller, asked };
}
