// An idea that the team tagged becomes a card of its own, linked with the task that it was.

import { titleOf } from './content.ts';
import type { OperationRecord, OperationWith } from './operation-record.ts';

type CreateFollowUp = OperationWith<
  'create-follow-up',
  { itemId: string; name: string; description: string; status: string }
>;
/** `cardId` is null where the card does not exist yet. */
type LinkFollowUp = OperationWith<'link-follow-up', { itemId: string; cardId: string | null }>;

const WHY = 'ideas found on the way go back to the board';

export const createFollowUp: OperationRecord<CreateFollowUp> = {
  kind: 'create-follow-up',
  countsAsChange: 'never',
  makes: 'follow-up card',
  needs: [],
  content: ({ name, description, status }) => ({ before: null, after: { title: name, description, status } }),
  rehearse: (inMemory, { name, status, itemId }) => inMemory.addCard({ name, status, follows: itemId }),
  why: () => WHY,
};

export const linkFollowUp: OperationRecord<LinkFollowUp> = {
  kind: 'link-follow-up',
  countsAsChange: 'never',
  needs: ['follow-up card'],
  content: ({ itemId }, seen) => ({ before: null, after: { linkedWith: titleOf(itemId, seen) } }),
  rehearse: (inMemory, { itemId }) => inMemory.linkFollowing(itemId),
  why: () => WHY,
};
