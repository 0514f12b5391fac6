// The managed work items of a team list: made once, changed, closed and opened again.

import { templateOf } from '../../../domain/mirror/desired-items.ts';
import type { Effect } from '../effect.ts';
import { invalidateItem, invalidateListOfNewItem } from '../invalidate.ts';

export const createItem: Effect<'create-item'> = {
  async apply({ deps, card, listId, makeItem }, { template, name, description, tags, values }) {
    await makeItem(
      `item:${template}`,
      () =>
        deps.clickUp.createItem({
          listId: listId(),
          cardId: card.id,
          template,
          tag: templateOf(template, deps.company.playbook)?.key ?? template,
          name,
          description,
          tags,
          dueOn: values.due,
          assignees: values.assignees,
        }),
      item => item.template === template,
      values,
    );
  },

  invalidate: invalidateListOfNewItem,
};

export const updateItem: Effect<'update-item'> = {
  async apply({ deps, putChanged }, { itemId, dueOn, assignees }) {
    const change = {
      ...(dueOn === undefined ? {} : { dueOn }),
      ...(assignees === undefined ? {} : { assignees }),
    };
    await putChanged(await deps.clickUp.updateItem(itemId, change));
  },

  invalidate: (context, { itemId }, failure) => invalidateItem(context, { itemId }, failure),
};

export const closeItem: Effect<'close-item'> = {
  async apply({ deps, putChanged }, { itemId, listId }) {
    await putChanged(await deps.clickUp.closeItem(itemId, listId));
  },

  invalidate: invalidateItem,
};

export const reopenItem: Effect<'reopen-item'> = {
  async apply({ deps, putChanged }, { itemId, listId }) {
    await putChanged(await deps.clickUp.reopenItem(itemId, listId));
  },

  invalidate: invalidateItem,
};
