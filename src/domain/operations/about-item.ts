// Operations on the about item of a team list: Liaison's page, with the record of what it made at its end.

import { itemIn } from '../board-index.ts';
import type { InMemoryClickUp } from '../in-memory/in-memory-clickup.ts';
import { managedItems, withIds } from '../mirror/managed-items.ts';
import { TeamRecord } from '../mirror/record.ts';
import type { OperationRecord, OperationWith } from './operation-record.ts';
import { whyThereIsAList } from './team-list.ts';

type CreateAbout = OperationWith<'create-about', { name: string; record: TeamRecord; text: string }>;
/** `itemId` is null where the item does not exist yet. */
type UpdateAbout = OperationWith<'update-about', { itemId: string | null; record: TeamRecord; text: string }>;

export const createAbout: OperationRecord<CreateAbout> = {
  kind: 'create-about',
  countsAsChange: 'never',
  makes: 'about item',
  needs: ['list'],
  content: ({ name, text, record }) => ({ before: null, after: { title: name, text, record } }),
  rehearse: (inMemory, { name, record }) =>
    inMemory.addItem({ name, isAbout: true, record: withTheirIds(record, inMemory) }),
  why: (_operation, { playbook }) => whyThereIsAList(playbook),
};

export const updateAbout: OperationRecord<UpdateAbout> = {
  kind: 'update-about',
  countsAsChange: 'never',
  // The record would say that it was made.
  makes: 'record',
  needs: ['list', 'about item', 'work items', 'follow-up card'],
  tellsOfOthers: true,
  content({ itemId, text, record }, { observation }) {
    const former = itemId === null ? null : itemIn(observation.board.items, itemId)?.record;
    const isReadable = former && former !== 'unreadable';
    return { before: isReadable ? { record: former } : null, after: { text, record } };
  },
  rehearse(inMemory, operation) {
    const record = withTheirIds(operation.record, inMemory);
    const about = operation.itemId ?? inMemory.items().find(item => item.isAbout)?.id;
    if (about !== undefined) inMemory.changeItem(about, () => ({ record }));
  },
  why: () => 'what people change by hand stays theirs',
};

/** In memory no task ever loses the line that says what it is. */
function withTheirIds(record: TeamRecord, inMemory: Pick<InMemoryClickUp, 'items' | 'list'>): TeamRecord {
  const { items } = managedItems(inMemory.items(), record, { workItems: [] });
  return withIds(TeamRecord.parse(record), items, inMemory.list()?.id ?? '');
}
