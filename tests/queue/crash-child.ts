// A process that takes work in hand and never ends it, to be killed. Run by crash-suite.ts; speaks in lines.
import { openQueues } from '../../src/queue/queues.ts';
import { openStore } from '../../src/queue/store.ts';
import { startWorkers } from '../../src/queue/workers.ts';
import { delivery, movableClock, quiet } from '../support/queue-rig-parts.ts';

const [url = '', workspaceId = '', lockMs = '15000'] = process.argv.slice(2);
const say = (line: string): void => {
  process.stdout.write(`${line}\n`);
};
const clock = movableClock();
const store = await openStore({ url, workspaceId, boardId: 'board', clock, log: quiet });
await store.announce?.({ adminUrl: 'http://127.0.0.1:3001' });
const queues = await openQueues(store, { clock, log: quiet, debounceMs: 0 });
const forever = (): Promise<never> => new Promise(() => {});
await startWorkers(
  store,
  queues,
  {
    delivery(given) {
      say(`hand ${String(given.body['number'])}`);
      return forever();
    },
    reconcile(key) {
      say(`hand ${key}`);
      return forever();
    },
    schedule: forever,
  },
  { clock, log: quiet, concurrency: 4, lockMs: Number(lockMs) },
);
await queues.setWakeUp('sleeper', clock.now() + 86_400_000);
await store.memory.write('hint:card', '1', 86_400_000);
await queues.requestReconcile('card', 'live');
for (let number = 1; number <= 20; number++) {
  await queues.addDelivery(delivery(number));
  say(`ack ${number}`);
}
// The event loop must not run dry while everything waits.
setInterval(() => {}, 60_000);
