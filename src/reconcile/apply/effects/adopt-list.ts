// Using a list that belongs to no card as a card's team list.

import { RequeueAfter } from '../../requeue-after.ts';
import { linkTo } from '../../team-list/list-link.ts';
import type { Effect } from '../effect.ts';

/** How long a card has the first claim to a free list, and when another one tries again. */
const ADOPTING_MS = 5 * 60_000;
const ADOPTING_AGAIN_MS = 5_000;

export const adoptList: Effect<'adopt-list'> = {
  async apply({ deps, card, known }, { listId, name, description }) {
    const { clickUp, cache, memory, clock } = deps;
    // Two cards of one name may want the same free list at once, here or in two processes.
    const key = `adopting:${listId}`;
    const isOurs = await memory.writeIfAbsent(key, card.id, ADOPTING_MS);
    if (!isOurs && (await memory.read(key)) !== card.id) {
      await cache.refreshLists();
      throw new RequeueAfter(clock.now() + ADOPTING_AGAIN_MS, `the list “${name}” goes to another card`);
    }
    const list = await clickUp.adoptList({
      id: listId,
      name,
      description,
      cardId: card.id,
      cardUrl: card.url,
    });
    cache.putList(list);
    // Other processes know the list, but not yet whose it is.
    const made = { at: clock.now(), object: { list } };
    await known.noteMade('list', made);
    await known.noteLink(linkTo(list, made.at));
  },

  async invalidate({ deps, known }) {
    await known.forgetMade(['list']);
    await deps.cache.refreshLists();
  },
};
