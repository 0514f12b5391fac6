// Changing a work item: its due date, its assignees. Absent keys stay as they are.

import { itemIn } from '../board-index.ts';
import { type Content, peopleOf } from './content.ts';
import type { OperationRecord, OperationWith } from './operation-record.ts';
import { assigning } from './refusal-names.ts';
import { templateWords } from './template-words.ts';

type UpdateItem = OperationWith<
  'update-item',
  {
    itemId: string;
    template: string;
    dueOn?: string | null;
    assignees?: { add: number[]; remove: number[] };
  }
>;

export const updateItem: OperationRecord<UpdateItem> = {
  kind: 'update-item',
  countsAsChange: 'always',
  needs: ['list', 'about item', 'record'],
  isOnAgenda: true,
  about: ({ template }) => template,
  content({ itemId, dueOn, assignees: change }, seen) {
    const item = itemIn(seen.observation.board.items, itemId);
    const title = item?.name ?? itemId;
    const before: Content = { title };
    const after: Content = { title };
    if (dueOn !== undefined) {
      before.dueOn = item?.dueOn ?? null;
      after.dueOn = dueOn;
    }
    if (change) {
      const former = item?.assignees ?? [];
      const kept = former.filter(id => !change.remove.includes(id));
      before.assignees = peopleOf(former, seen);
      after.assignees = peopleOf([...kept, ...change.add], seen);
    }
    return { before, after };
  },
  assigned: {
    of: ({ assignees }) => assignees?.add ?? [],
    refusalOf: assigning,
    without(operation, isRefused) {
      const { assignees, ...rest } = operation;
      const remove = assignees?.remove ?? [];
      const add = (assignees?.add ?? []).filter(id => !isRefused(id));
      if (add.length + remove.length > 0) return { ...rest, assignees: { add, remove } };
      return rest.dueOn === undefined ? null : rest;
    },
    onlyFor({ dueOn: _dueOn, ...rest }, id) {
      return { ...rest, assignees: { add: [id], remove: [] } };
    },
  },
  rehearse(inMemory, { itemId, dueOn, assignees: { add, remove } = { add: [], remove: [] } }) {
    const joining = add.filter(id => inMemory.isPresent(id));
    inMemory.changeItem(itemId, item => ({
      dueOn: dueOn === undefined ? item.dueOn : dueOn,
      assignees: [...item.assignees.filter(other => !remove.includes(other)), ...joining],
    }));
  },
  why: ({ template, dueOn, assignees }, { playbook }) =>
    templateWords(template, playbook, {
      isNew: false,
      hasDue: dueOn !== undefined,
      hasPeople: assignees !== undefined,
    }),
};
