// People who take for themselves what they lack: a right to waive, a card that is left alone, a subtask that looks like a card.

import type { Person, RawTask } from '../../support/people.ts';
import { supportersOf } from '../play.ts';
import type { Choice, Disturbance, Scene } from './disturbance.ts';

async function cardOf({ people, cardIds, isDisturbed }: Scene, { card }: Choice): Promise<RawTask | null> {
  const id = cardIds[card % Math.max(1, cardIds.length)];
  if (id === undefined || isDisturbed(id)) return null;
  return people.ask<RawTask>('GET', `/task/${id}`).catch(() => null);
}

const say = ({ people }: Scene, { id }: RawTask, who: Person, text: string) =>
  people.ask('POST', `/task/${id}/comment`, { comment_text: text }, who);

function change(
  { people }: Scene,
  { id }: RawTask,
  who: Person,
  add: number[],
  rem: number[],
): Promise<unknown> {
  return people.ask('PUT', `/task/${id}`, { assignees: { add, rem } }, who);
}

export const RIGHTS = {
  supporterByOwnHand: {
    chance: 0.15,
    by: 'people',
    async begin(scene, choice) {
      const card = await cardOf(scene, choice);
      const { people } = scene;
      const strangers = people.all.filter(
        person => !people.supporters.includes(person) && person !== people.all[0],
      );
      const who = strangers[choice.who % strangers.length];
      if (!card || !who || scene.isDisturbed('fields')) return null;
      const path = `/task/${card.id}/field/${people.supporterFieldId}`;
      await people.ask('POST', path, { value: { add: [who.id], rem: supportersOf(card) } }, who);
      const rule = choice.value % 2 === 0 ? 'team-size' : 'feedback-collected';
      await say(scene, card, who, `/waive ${rule} until further notice`);
      return { what: `card ${card.id}: ${who.username} made themselves its supporter and waived ${rule}` };
    },
  },
  memberByOwnHand: {
    chance: 0.15,
    by: 'people',
    async begin(scene, choice) {
      const card = await cardOf(scene, choice);
      const { people } = scene;
      const strangers = people.all.filter(
        person => !people.supporters.includes(person) && !card?.assignees.some(({ id }) => id === person.id),
      );
      const who = strangers[choice.who % strangers.length];
      if (!card || !who) return null;
      // The team is full before they come.
      const others = strangers
        .filter(person => person !== who)
        .slice(0, Math.max(0, 3 - card.assignees.length));
      for (const other of others) await change(scene, card, other, [other.id], []);
      await change(scene, card, who, [who.id], []);
      await say(scene, card, who, '/waive supporter-present until further notice');
      return { what: `card ${card.id}: ${who.username} joined a full team and waived supporter-present` };
    },
  },
  joinsAndLeaves: {
    chance: 0.08,
    by: 'people',
    async begin(scene, choice) {
      const card = await cardOf(scene, choice);
      const { people, pause } = scene;
      const who = people.all[choice.who % people.all.length];
      if (!card || !who) return null;
      for (let times = 0; times < 22; times++) {
        await change(scene, card, who, [who.id], []);
        await pause(choice.more * 20);
        await change(scene, card, who, [], [who.id]);
        await pause(choice.value * 20);
      }
      return { what: `card ${card.id}: ${who.username} joined and left it 22 times` };
    },
  },
  subtaskOnBoard: {
    chance: 0.12,
    by: 'people',
    async begin(scene, choice) {
      const card = await cardOf(scene, choice);
      const { people } = scene;
      if (!card) return null;
      const assignees = [0, 3].flatMap(step => people.all[(choice.who + step) % people.all.length]?.id ?? []);
      const { statuses } = await people.list(people.boardId);
      // Somebody may have renamed it.
      const atWork = statuses.find(({ status }) => status.startsWith('in progress'));
      const { id } = await people.ask<RawTask>('POST', `/list/${people.boardId}/task`, {
        name: 'A step on the way',
        parent: card.id,
        status: atWork?.status,
        assignees,
      });
      return { what: `card ${card.id} got the subtask ${id}` };
    },
  },
} satisfies Record<string, Disturbance>;
