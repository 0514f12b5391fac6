// The about item: made once with its list, its record kept true afterwards.

import { withIds } from '../../../domain/mirror/managed-items.ts';
import type { Effect } from '../effect.ts';
import { invalidateItem, invalidateListOfNewItem } from '../invalidate.ts';

export const createAbout: Effect<'create-about'> = {
  async apply({ deps, known, team, listId, makeItem }, { name, text, record }) {
    const make = () =>
      deps.clickUp.createAbout(listId(), { name, text, record: withIds(record, team().items, listId()) });
    await makeItem('about', make, item => item.isAbout);
    // Should the list be gone at the next reconcile, the status comment has to tell that there was one.
    const page = team().about?.url;
    if (known.link && page && known.link.page !== page) await known.noteLink({ ...known.link, page });
  },

  invalidate: invalidateListOfNewItem,
};

export const updateAbout: Effect<'update-about'> = {
  async apply({ deps, card, team, listId, putChanged }, { itemId, text, record }) {
    const { about: page, items } = team();
    const about = itemId ?? page?.id;
    if (about === undefined) throw new Error(`the about item of card ${card.id} vanished`);
    await putChanged(
      await deps.clickUp.updateAbout(about, { text, record: withIds(record, items, listId()) }),
    );
  },

  invalidate: (context, { itemId }, failure) =>
    invalidateItem(context, { itemId: itemId ?? context.team().about?.id }, failure),
};
