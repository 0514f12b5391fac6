// Says in a team list's name and description that its customer result has ended, or what is still open before that, or takes it away again.

import type { TeamList } from '../../../domain/observation.ts';
import { dayOf } from '../../../domain/schedule/calendar.ts';
import { type ClickUp, ClickUpFailure } from '../../ports.ts';
import type { Effect } from '../effect.ts';
import { isListThere } from '../invalidate.ts';

/** More lists of one name than this would be somebody's joke. */
const NAMES = 20;

export const markList: Effect<'mark-list'> = {
  namesList: true,

  async apply(
    { deps, observation: { at }, known },
    { listId: id, name, isFinished, note, stillOpen: rules },
  ) {
    const finished = isFinished ? { note, on: dayOf(at, deps.company.playbook.calendar.zone) } : null;
    const stillOpen = rules === undefined ? null : { note, rules };
    const list = await underFreeName(deps.clickUp, { id, name, finished, stillOpen });
    deps.cache.putList(list);
    const made = known.made.get('list');
    if (!made) return;
    await known.noteMade('list', { at: made.at, object: { list } });
  },

  async invalidate(context, { listId }) {
    await isListThere(context, listId);
  },
};

/** Another list may have the name and show in no read: too young, or archived. */
async function underFreeName(clickUp: ClickUp, list: Parameters<ClickUp['markList']>[0]): Promise<TeamList> {
  for (let number = 1; ; number++) {
    const name = number === 1 ? list.name : `${list.name} (${number})`;
    try {
      return await clickUp.markList({ ...list, name });
    } catch (error) {
      const isTaken = error instanceof ClickUpFailure && error.kind === 'name-taken';
      if (!isTaken || number === NAMES) throw error;
    }
  }
}
