// What closing the tasks of a list costs, and that a list whose statuses were renamed meanwhile is no obstacle.
import { expect, it, onTestFinished } from 'vitest';
import { createClickUp } from '../../src/clickup/clickup.ts';
import { startSetting } from '../support/clickup-setting.ts';
import { clientOf } from '../support/simulator-client.ts';

async function listWithItems(count: number) {
  const setting = await startSetting('demo');
  onTestFinished(() => setting.close());
  const { transport, places, playbook } = setting;
  let now = Date.now();
  const clickUp = createClickUp({ transport, places, playbook, clock: { now: () => now } });
  const card = (await clickUp.readCards(null)).find(({ status }) => status === 'in progress');
  if (!card) throw new Error('the seed lacks a card');
  const named = { cardId: card.id, cardUrl: card.url };
  const list = await clickUp.createList({ name: 'To be dropped', description: '', ...named });
  const ids: string[] = [];
  for (let number = 0; number < count; number++) {
    const texts = {
      template: `t-${number}`,
      tag: `t-${number}`,
      name: `Item ${number}`,
      description: '',
      tags: [],
    };
    const item = { listId: list.id, cardId: card.id, ...texts, assignees: [], dueOn: null };
    ids.push((await clickUp.createItem(item)).id);
  }
  const before = transport.requests();
  const spent = () => {
    const { reads, writes } = transport.requests();
    return { reads: reads - before.reads, writes: writes - before.writes };
  };
  const close = async (id: string | undefined) =>
    (await clickUp.closeItem(id ?? '', list.id)).isClosed ? 'closed' : 'open';
  const { control } = clientOf(setting.simulator);
  return { ids, close, spent, control, pass: (ms: number) => void (now += ms) };
}

it('reads a list once for all of its tasks', async () => {
  const { ids, close, spent } = await listWithItems(15);
  for (const id of ids) expect(await close(id)).toBe('closed');
  expect(spent()).toEqual({ reads: 1, writes: 15 });
});

it('reads it anew where ClickUp does not take the status any more, and after a while', async () => {
  const { ids, close, spent, control, pass } = await listWithItems(3);
  expect(await close(ids[0])).toBe('closed');
  const refusal = { kind: 'status', status: 400, method: 'PUT', route: '/v2/task', times: 1 };
  await control('faults', { rules: [refusal] });
  expect(await close(ids[1])).toBe('closed');
  expect(spent()).toEqual({ reads: 2, writes: 3 });
  pass(10 * 60_000);
  expect(await close(ids[2])).toBe('closed');
  expect(spent()).toEqual({ reads: 3, writes: 4 });
});
