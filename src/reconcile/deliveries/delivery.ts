// One verified webhook POST on its way from the endpoint to the card it belongs to.
import { z } from 'zod';

/**
 * A delivery as it is queued: what arrived, already verified against the secret of its webhook.
 * `body` is the parsed envelope as the vendor documents it, unread beyond that; `receivedAt` is an instant (ms).
 */
export const Delivery = z.object({
  webhookId: z.string(),
  event: z.string(),
  receivedAt: z.number(),
  body: z.record(z.string(), z.unknown()),
  /** Somebody had it handled again: it proves nothing of the webhook. */
  isReplay: z.literal(true).optional(),
});
export type Delivery = z.infer<typeof Delivery>;
