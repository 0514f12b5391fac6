// A card that follows up on a work item: made once, then linked with it.

import type { Card } from '../../../domain/observation.ts';
import type { Effect } from '../effect.ts';
import { invalidateNothing } from '../invalidate.ts';

export const createFollowUp: Effect<'create-follow-up'> = {
  async apply({ deps, once }, { itemId, name, description, status }) {
    const { clickUp, cache, clock } = deps;
    await once<Card>({
      what: `follow-up:${itemId}`,
      make: () => clickUp.createFollowUp({ itemId, name, description, status }),
      asObject: following => ({ card: following }),
      see: following => cache.putCard(following, 'write'),
      lookUp: async () => {
        const { board } = await cache.fresh(clock.now());
        return board.cards.find(({ follows }) => follows === itemId) ?? null;
      },
    });
  },

  invalidate: invalidateNothing,
};

export const linkFollowUp: Effect<'link-follow-up'> = {
  async apply({ deps, board }, { itemId, cardId }) {
    const following = cardId ?? board().cards.find(({ follows }) => follows === itemId)?.id;
    if (following === undefined) throw new Error(`the card that follows up on ${itemId} vanished`);
    deps.cache.putCard(await deps.clickUp.linkCard(following, itemId), 'write');
  },

  async invalidate({ deps }) {
    // Either of the two is gone; whichever it is, the next whole read tells.
    await deps.cache.whole(deps.clock.now());
  },
};
