// Who may work beside whom on one board and one store.
import { expect, it } from 'vitest';
import { createCommandLog } from '../../src/app/log.ts';
import { loadPlaybook } from '../../src/config/playbook-file.ts';
import { inProcessMemory } from '../../src/queue/in-process-memory.ts';
import { Lease } from '../../src/queue/lease.ts';

const clock = { now: () => Date.now() };
const loaded = await loadPlaybook('config/playbook.yaml');
const log = createCommandLog('silent', []);

/** Processes on one store; each pause is a moment in which those that live show it. */
function onOneStore() {
  const store = { kind: 'redis' as const, shown: 'redis://there', memory: inProcessMemory(clock) };
  const living: Lease[] = [];
  return async (isAlone: boolean): Promise<Lease> => {
    const pause = async (): Promise<void> => {
      for (const lease of living) await lease.renew();
    };
    const lease = new Lease({ store, loaded, clock, log, isAlone, pause });
    await lease.take();
    living.push(lease);
    return lease;
  };
}

it('two with the same playbook share a board', async () => {
  const start = onOneStore();
  await start(false);
  await expect(start(false)).resolves.toBeInstanceOf(Lease);
});

it('who applies a plan from a file works beside nobody, and is told what to do', async () => {
  const start = onOneStore();
  await start(false);
  await expect(start(true)).rejects.toThrow(
    /Another Liaison works on this board .*also what stands in no plan\. Stop it first/,
  );
});

it('nobody begins beside one that applies a plan from a file, until it has ended', async () => {
  const start = onOneStore();
  const alone = await start(true);
  await expect(start(false)).rejects.toThrow(/A plan from a file is being applied .*Wait for its end/);
  await expect(start(true)).rejects.toThrow(/A plan from a file is being applied/);
  expect(alone.trouble()).toBeNull();
});
