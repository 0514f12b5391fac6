// A person asks for a new list in the place of one that is out of sight.
import { describe, expect, it } from 'vitest';
import { FIRST_ITEMS } from '../support/first-items.ts';
import { DAY_MS } from '../support/world.ts';
import { type Away, CARD, SAYS, startStage } from './list-stage.ts';

const ANSWER = 'Liaison answers “/newlist”';

describe.each(Object.keys(SAYS) as Away[])('/newlist where the list is %s', how => {
  it('makes one, once, also where the memory is lost afterwards', async () => {
    const stage = await startStage();
    const { world, card, client } = stage;
    await stage.putAway(how);
    await stage.reconcileAll();
    const before = await stage.allLists();
    await stage.say('/newlist', world.company.as(world.team().supporter));
    await stage.reconcileAll();
    const after = await stage.allLists();
    expect(after).toHaveLength(before.filter(name => name !== '').length + 1);
    expect(await stage.status()).not.toContain(SAYS[how]);
    const made = how === 'archived' || how === 'private' ? `${CARD} (2)` : CARD;
    expect(await world.itemNames(made)).toEqual(FIRST_ITEMS);
    const comments = await world.company.comments(card);
    const asked = comments.find(({ comment_text: text }) => text === '/newlist');
    const { body } = await client.ask<{ comments: { comment_text: string }[] }>(
      'GET',
      `/v2/comment/${asked?.id}/reply`,
    );
    expect(body.comments.map(({ comment_text: text }) => text.split('\n', 1)[0]?.trim())).toEqual([ANSWER]);
    world.loseStore();
    world.past = { forgottenAt: world.clock.now(), workedSince: world.clock.now() - 9 * DAY_MS };
    await stage.reconcileAll();
    expect(await stage.allLists()).toEqual(after);
  });
});
