// Many reconciles are asked for some at once, in their order: a store that takes its time for each is not waited for each time.
import { expect, it } from 'vitest';
import { requestReconciles } from '../../src/reconcile/request-reconciles.ts';

const IDS = Array.from({ length: 60 }, (_, index) => `card ${index}`);

it('are asked for in their order, some at once and never all', async () => {
  const asked: string[] = [];
  const most = { underWay: 0, now: 0 };
  const queues = {
    async requestReconcile(id: string) {
      asked.push(id);
      most.now += 1;
      most.underWay = Math.max(most.underWay, most.now);
      await new Promise(setImmediate);
      most.now -= 1;
    },
  };
  await requestReconciles(queues, IDS, 'bulk', 'sweep');
  expect(asked).toEqual(IDS);
  expect(most.underWay).toBeGreaterThan(10);
  expect(most.underWay).toBeLessThan(IDS.length);
});

it('end with the first that the store refuses', async () => {
  const asked: string[] = [];
  const queues = {
    async requestReconcile(id: string) {
      asked.push(id);
      if (id === 'card 3') throw new Error('no room');
    },
  };
  await expect(requestReconciles(queues, IDS, 'bulk', 'sweep')).rejects.toThrow('no room');
  expect(asked.length).toBeLessThan(IDS.length);
});
