// Operations on the team list itself: it is made, or a free one of its name is used; its name says when it is finished.

import type { Playbook } from '../playbook/playbook.ts';
import type { Content, SeenForContent } from './content.ts';
import type { OperationRecord, OperationWith } from './operation-record.ts';

type CreateList = OperationWith<'create-list', { name: string; description: string }>;
type AdoptList = OperationWith<'adopt-list', { listId: string; name: string; description: string }>;
type MarkList = OperationWith<
  'mark-list',
  /** `stillOpen` names the rules that keep the end from being definitive. */
  { listId: string; name: string; isFinished: boolean; note: string; stillOpen?: string }
>;

/** Why a card has a list, and the page in it. */
export const whyThereIsAList = ({ teamList }: Playbook): string =>
  `every customer result has its own list from ${teamList.from} on`;

export const createList: OperationRecord<CreateList> = {
  kind: 'create-list',
  countsAsChange: 'never',
  makes: 'list',
  needs: [],
  content: ({ name, description }) => ({ before: null, after: { name, description } }),
  isOnAgenda: true,
  rehearse(inMemory, { name }) {
    inMemory.addList(name);
    inMemory.note({ knownListId: null, outOfSight: null });
  },
  why: (_operation, { playbook }) => whyThereIsAList(playbook),
};

export const adoptList: OperationRecord<AdoptList> = {
  kind: 'adopt-list',
  countsAsChange: 'never',
  makes: 'list',
  needs: [],
  content: ({ listId, name, description }, seen) => ({
    before: formerName(listId, seen),
    after: { name, description },
  }),
  isOnAgenda: true,
  rehearse: (inMemory, { listId, name }) => inMemory.changeList(listId, { name, cardId: inMemory.card().id }),
  why: (_operation, { playbook }) => whyThereIsAList(playbook),
};

export const markList: OperationRecord<MarkList> = {
  kind: 'mark-list',
  countsAsChange: 'never',
  // Once the list says that it is over, nothing in it is closed any more.
  needs: ['closed items'],
  content: ({ listId, name, note }, seen) => ({ before: formerName(listId, seen), after: { name, note } }),
  rehearse: (inMemory, { listId, name, isFinished, stillOpen }) =>
    inMemory.markList(listId, { name, isFinished, ...(stillOpen === undefined ? {} : { stillOpen }) }),
  why: ({ isFinished, stillOpen }) =>
    isFinished
      ? 'the customer result has come to its end'
      : stillOpen === undefined
        ? 'it has come to life again'
        : 'an end is definitive only where its rules hold or are waived',
};

function formerName(listId: string, { observation }: SeenForContent): Content | null {
  const list = observation.board.lists.find(({ id }) => id === listId);
  return list ? { name: list.name } : null;
}
