// Tasks that are in no record, since ClickUp refused to write it. Found by a randomised run: somebody renamed such a task,
// and what Liaison had written into it then counted as that person's choice for good.
import { expect, it } from 'vitest';
import { DAY_MS, startWorld } from '../support/world.ts';

it('a task that could not be recorded, and that somebody renamed, still follows its card', async () => {
  const world = await startWorld();
  const card = await world.cardInProgress();
  const isRecord = { kind: 'status', status: 400, code: 'ITEM_114', method: 'PUT', route: '/task/{task_id}' };
  await world.faults({ ...isRecord, bodyHas: '"markdown_content":' });
  await world.reconcileUntilDone(card);
  const [list] = await world.company.lists();
  const kickOff = async () =>
    (await world.company.items(list?.id ?? '')).find(({ name }) => name.startsWith('Kick-off'));
  const before = await kickOff();

  // Long enough for everything that was made to show in lists.
  await world.pass(3_600_000);
  const [person] = world.team().members;
  if (!person || !before) throw new Error('the seed lacks people, or the list its tasks');
  const asPerson = (id: string, body: object) => world.company.as(person).ask('PUT', `/v2/task/${id}`, body);
  await asPerson(before.id, { name: 'Kick-off in the garden' });
  const start = Number((await world.company.card(card))['start_date']);
  await asPerson(card, { start_date: start + 7 * DAY_MS });
  await world.reconcileUntilDone(card);
  await world.faults();
  await world.pass(2 * 3_600_000);
  await world.reconcileUntilDone(card);
  expect(Number((await kickOff())?.['due_date']) - Number(before['due_date'])).toBe(7 * DAY_MS);
});
