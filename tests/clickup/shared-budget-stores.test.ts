// The budget on real stores: however many take from it at the same time, not one request too many is handed out.
import { randomUUID } from 'node:crypto';
import { describe, expect, it, onTestFinished } from 'vitest';
import { Budget } from '../../src/clickup/http/budget.ts';
import { openStore } from '../../src/queue/store.ts';
import { clock, rememberingLog } from '../support/clickup-setting.ts';
import { newWorkspaceId } from '../support/queue-rig.ts';
import { findServer } from '../support/store-servers.ts';

const LIMIT = 100;
const BOARDS = ['one', 'two', 'three', 'four'];

const servers = {
  Redis: await findServer(process.env['REDIS_URL'] ?? 'redis://127.0.0.1:6379'),
  PostgreSQL: await findServer(process.env['POSTGRES_URL'] ?? 'postgres://postgres@127.0.0.1:5432/test'),
};

const headers = (resetAt: number) => (name: string) =>
  ({
    'x-ratelimit-limit': String(LIMIT),
    'x-ratelimit-remaining': String(LIMIT),
    'x-ratelimit-reset': String(resetAt / 1_000),
  })[name];

/** Takes until nothing is left; answers with how many it got. */
async function takeAll(budget: Budget): Promise<number> {
  for (let count = 0; ; count++) if ('until' in (await budget.take())) return count;
}

for (const [name, server] of Object.entries(servers)) {
  describe.skipIf(server.isSkipped)(`One budget on ${name} ${server.note}`, () => {
    it('hands out exactly what there is to processes of several boards', async () => {
      const workspaceId = newWorkspaceId();
      const token = randomUUID();
      const resetAt = (Math.ceil(clock.now() / 1_000) + 60) * 1_000;
      const budgets: Budget[] = [];
      for (const boardId of BOARDS) {
        const log = rememberingLog();
        const store = await openStore({ url: server.url, workspaceId, boardId, clock, log });
        onTestFinished(() => store.close());
        const budget = new Budget({ clock, log, apiUrl: 'https://clickup.invalid', token });
        budget.shareThrough(store.shared);
        budget.noteAnswer({ window: 0 }, headers(resetAt));
        budgets.push(budget);
      }
      // Each as its eight workers would.
      const hands = budgets.flatMap(budget => Array.from({ length: 8 }, () => takeAll(budget)));
      const taken = await Promise.all(hands);
      expect(taken.reduce((sum, count) => sum + count, 0)).toBe(LIMIT);
      expect(budgets.map(budget => budget.state().remaining)).toEqual(BOARDS.map(() => 0));
    });
  });
}
