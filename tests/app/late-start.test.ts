// A process that comes when the token's budget is used up: it waits before its first request, instead of being refused.
import { expect, it, onTestFinished } from 'vitest';
import { z } from 'zod';
import { connect } from '../../src/clickup/connect.ts';
import { loadPlaybook } from '../../src/config/playbook-file.ts';
import { inProcessMemory } from '../../src/queue/in-process-memory.ts';
import { ClickUpFailure } from '../../src/reconcile/ports.ts';
import { startSimulator } from '../../src/simulator/simulator.ts';
import { rememberingLog } from '../support/clickup-setting.ts';
import { companyOf } from '../support/company-at-work.ts';
import { createVirtualTime } from '../support/virtual-time.ts';
import { answerWithoutNetwork } from '../support/without-network.ts';

it.each([
  ['waits for the next minute where the others are known', true],
  ['can only find out by being refused where they are not', false],
])('a late process %s', async (_, isShared) => {
  const time = createVirtualTime(Date.parse('2026-05-04T07:00:00Z'));
  const simulator = await startSimulator({ seed: 'empty', rateLimit: 100, time });
  const without = answerWithoutNetwork(simulator);
  onTestFinished(async () => {
    without.stop();
    await simulator.close();
  });
  const company = await companyOf(simulator);
  const loaded = await loadPlaybook('config/playbook.yaml');
  const { token } = simulator.tokens.bot;
  const memory = inProcessMemory(time);
  const start = (sharedMemory: typeof memory | undefined) =>
    connect({
      apiUrl: simulator.apiUrl,
      token,
      loaded,
      clock: time,
      log: rememberingLog(),
      pause: ms => time.pause(ms),
      sharedMemory,
    });

  const { transport } = await time.passWhile(start(memory));
  const useUp = async (): Promise<number | null> => {
    for (;;) {
      try {
        await transport.request({ method: 'GET', path: '/user', answer: z.unknown(), doing: 'asking' });
      } catch (error) {
        return error instanceof ClickUpFailure ? error.until : null;
      }
    }
  };
  const until = await time.passWhile(useUp());
  await time.passWhile(start(isShared ? memory : undefined));
  expect(time.now()).toBeGreaterThanOrEqual(until ?? Number.POSITIVE_INFINITY);
  const { byStatus } = await company.spent();
  expect('429' in byStatus).toBe(!isShared);
});
