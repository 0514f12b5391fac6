// Closing a work item of a customer result that was dropped, and opening it again with the customer result.

import { type OperationContent, titleOf } from './content.ts';
import type { OperationRecord, OperationWith } from './operation-record.ts';

type CloseItem = OperationWith<'close-item', { itemId: string; listId: string }>;
type ReopenItem = OperationWith<'reopen-item', { itemId: string; listId: string }>;

export const closeItem: OperationRecord<CloseItem> = {
  kind: 'close-item',
  countsAsChange: 'always',
  makes: 'closed items',
  needs: ['list', 'about item', 'record'],
  content: ({ itemId }, seen) => stateOf(titleOf(itemId, seen), true),
  rehearse: (inMemory, { itemId }) => inMemory.changeItem(itemId, () => ({ isClosed: true })),
  why: () => 'the customer result was dropped',
};

export const reopenItem: OperationRecord<ReopenItem> = {
  kind: 'reopen-item',
  countsAsChange: 'always',
  needs: [],
  content: ({ itemId }, seen) => stateOf(titleOf(itemId, seen), false),
  rehearse: (inMemory, { itemId }) => inMemory.changeItem(itemId, () => ({ isClosed: false })),
  why: () => 'it has come to life again',
};

function stateOf(title: string, isClosed: boolean): OperationContent {
  return { before: { title, isClosed: !isClosed }, after: { title, isClosed } };
}
