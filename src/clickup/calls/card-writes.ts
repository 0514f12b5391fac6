// Changing cards: who is on them, their status, tag, supporter and links, and new ones that follow up.
import { type ClickUp, ClickUpFailure } from '../../reconcile/ports.ts';
import { withFollowed } from '../marks.ts';
import type { FieldRef } from '../places/fields.ts';
import type { Places } from '../places/places.ts';
import { Answer, Nothing } from '../schemas.ts';
import { type TaskWriter, WRITTEN } from './task-writes.ts';

type CardWrites = Pick<
  ClickUp,
  'createFollowUp' | 'linkCard' | 'takeOff' | 'tagCard' | 'moveCard' | 'changeSupporters'
>;

/** `readCard` is asked where a write is answered with nothing. */
export function cardWrites(
  { transport, answers }: TaskWriter,
  places: Places,
  readCard: ClickUp['readCard'],
): CardWrites {
  const updateCard = async (cardId: string, body: object, doing: string) => {
    const spec = { method: 'PUT', path: `/task/${cardId}`, body, answer: Answer, doing } as const;
    return answers.card(await transport.request(spec), cardId, WRITTEN);
  };
  const readCardAfter = async (cardId: string, why: string) => {
    const card = await readCard(cardId);
    if (card) return card;
    throw new ClickUpFailure('gone', `Card ${cardId} left the board while ${why}.`);
  };

  return {
    async createFollowUp({ itemId, name, description, status }) {
      const answer = await transport.request({
        method: 'POST',
        path: `/list/${places.boardId}/task`,
        body: { name, status, markdown_content: withFollowed(description, itemId) },
        answer: Answer,
        doing: `making a card that follows up on work item ${itemId}`,
      });
      return answers.card(answer, null, WRITTEN);
    },

    async linkCard(cardId, itemId) {
      await transport.request({
        method: 'POST',
        path: `/task/${cardId}/link/${itemId}`,
        answer: Nothing,
        doing: `linking card ${cardId} with work item ${itemId}`,
      });
      return readCardAfter(cardId, 'it was linked');
    },

    takeOff: (cardId, people) =>
      updateCard(cardId, { assignees: { add: [], rem: people } }, `taking people off card ${cardId}`),

    async tagCard(cardId, tag, isOn) {
      await transport.request({
        method: isOn ? 'POST' : 'DELETE',
        path: `/task/${cardId}/tag/${encodeURIComponent(tag)}`,
        answer: Nothing,
        doing: `${isOn ? 'putting the tag' : 'taking the tag'} "${tag}" ${isOn ? 'on' : 'off'} card ${cardId}`,
      });
      return readCardAfter(cardId, 'it was tagged');
    },

    moveCard: (cardId, status) => updateCard(cardId, { status }, `moving card ${cardId} to "${status}"`),

    async changeSupporters(cardId, { add, remove }) {
      await transport.request({
        method: 'POST',
        path: `/task/${cardId}/field/${supporterField(places).id}`,
        body: { value: { add, rem: remove } },
        answer: Nothing,
        doing: `changing the supporter of card ${cardId}`,
      });
      return readCardAfter(cardId, 'its supporter was changed');
    },
  };
}

function supporterField({ fields }: Places): FieldRef {
  if (fields.supporter) return fields.supporter;
  throw new ClickUpFailure('invalid', 'The board had no field for the supporter when Liaison was started.');
}
