// Changes of the card itself: what somebody did is taken back, the tag of waived cards is put on or taken off.

import type { Card, Person } from '../../../domain/observation.ts';
import type { ActContext } from '../act-context.ts';
import type { Effect } from '../effect.ts';
import { invalidateCard } from '../invalidate.ts';

export const takeOff: Effect<'take-off'> = {
  apply: ({ deps, card }, { people }) => putCard({ deps }, deps.clickUp.takeOff(card.id, idsOf(people))),
  invalidate: invalidateCard,
};

export const moveBack: Effect<'move-back'> = {
  apply: ({ deps, card }, { status }) => putCard({ deps }, deps.clickUp.moveCard(card.id, status)),
  invalidate: invalidateCard,
};

export const putBackSupporter: Effect<'put-back-supporter'> = {
  apply: ({ deps, card }, { add, remove }) =>
    putCard({ deps }, deps.clickUp.changeSupporters(card.id, { add: idsOf(add), remove: idsOf(remove) })),
  invalidate: invalidateCard,
};

export const tag: Effect<'tag'> = {
  apply: ({ deps, card }, { tag: name, isOn }) =>
    putCard({ deps }, deps.clickUp.tagCard(card.id, name, isOn)),
  invalidate: invalidateCard,
};

/** Notes the card as ClickUp answered that it is after a write. */
async function putCard({ deps }: Pick<ActContext, 'deps'>, writing: Promise<Card>): Promise<void> {
  deps.cache.putCard(await writing, 'write');
}

function idsOf(people: readonly Person[]): number[] {
  return people.map(({ id }) => id);
}
