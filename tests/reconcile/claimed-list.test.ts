// Somebody describes a team list as another card's: its page still says whose it is, and the other card is owed its own.
import { expect, it } from 'vitest';
import { CARD, startStage } from './list-stage.ts';

const OTHER = 'Bills are clear';

it('a card as whose list another’s was described gets its own once that is mended', async () => {
  const stage = await startStage();
  const { world, client, list, card } = stage;
  const { content } = (await client.ask<{ content: string }>('GET', `/v2/list/${list.id}`)).body;
  const describe = (text: string) => client.ask('PUT', `/v2/list/${list.id}`, { name: CARD, content: text });
  const other = await world.cardInProgress(OTHER);
  const move = (status: string) => client.ask('PUT', `/v2/task/${other}`, { status });
  await move('forming');
  await describe(content.replaceAll(card, other));
  await stage.reconcileAll();
  await world.reconcileUntilDone(other);
  await move('in progress');
  await describe(content);
  await stage.reconcileAll();
  await world.reconcileUntilDone(other);
  expect(await stage.allLists()).toEqual([OTHER, CARD].sort());
  expect((await world.headlines(other)).filter(line => line.includes('team-list'))).toEqual([]);
});
