// What became of a delivery, as the log of deliveries keeps it.
import { z } from 'zod';

/**
 * - `reconcile`: a reconcile of `cardId` was asked for.
 * - `own-write`: it only reported what Liaison had written itself.
 * - `elsewhere`: it leads to no card of this board.
 * - `ignored`: nothing has to be reconciled, for the reason `why`.
 */
export const DeliveryOutcome = z.object({
  kind: z.enum(['reconcile', 'own-write', 'elsewhere', 'ignored']),
  cardId: z.string().nullable(),
  why: z.string().nullable(),
});
export type DeliveryOutcome = z.infer<typeof DeliveryOutcome>;

/** The outcome of that kind; what is not named is null. */
export function outcomeOf(
  kind: DeliveryOutcome['kind'],
  { cardId = null, why = null }: { cardId?: string | null; why?: string | null } = {},
): DeliveryOutcome {
  return { kind, cardId, why };
}
