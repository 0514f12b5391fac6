// Making a team list, also where the answer to an earlier attempt was lost or the name is taken.

import { listOwners } from '../../../domain/mirror/list-owners.ts';
import type { TeamList } from '../../../domain/observation.ts';
import { ClickUpFailure } from '../../ports.ts';
import { linkTo } from '../../team-list/list-link.ts';
import { handleTakenName } from '../../team-list/taken-name.ts';
import type { Effect } from '../effect.ts';
import { invalidateNothing } from '../invalidate.ts';

export const createList: Effect<'create-list'> = {
  namesList: true,

  async apply({ deps, observation, card, known, board, once }, { name, description }) {
    const { clickUp, cache, clock } = deps;
    const intent = known.made.get('list');
    // Whoever asks for a new list may still have one that is out of sight.
    const made = (): TeamList | null =>
      listOwners(board())
        .of(card.id, null)
        .find(({ id }) => id !== observation.knownListId) ?? null;
    const list = await once<TeamList>({
      what: 'list',
      uniqueName: name,
      make: () => clickUp.createList({ name, description, cardId: card.id, cardUrl: card.url }),
      asObject: one => ({ list: one }),
      see: one => cache.putList(one),
      lookUp: async () => {
        await cache.refreshLists();
        return made();
      },
    }).catch(async (error: unknown) => {
      if (!(error instanceof ClickUpFailure) || error.kind !== 'name-taken') throw error;
      await handleTakenName(deps, { card, name, intent, isFound: () => made() !== null }, known);
      throw error;
    });
    await known.noteLink(linkTo(list, clock.now()));
  },

  invalidate: invalidateNothing,
};
