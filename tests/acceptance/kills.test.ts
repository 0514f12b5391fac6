// Killed at random moments of a first mirror: nothing is lost, nothing is doubled.
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it, vi } from 'vitest';
import { startSimulator } from '../../src/simulator/simulator.ts';
import { type Company, companyOf } from '../support/company-at-work.ts';
import { FIRST_ITEMS } from '../support/first-items.ts';
import { command, freePorts, type Start, startRun } from '../support/process.ts';
import { isLong, times } from '../support/scale.ts';
import { triedStores } from '../support/stores.ts';

const CARDS = times({ sample: 3, long: 20 });
const KILLS = times({ sample: 1, long: 50 });
/** Per card a list, its page, five tasks, a note of them, a status comment. */
const WRITES = CARDS * 9;
const DAY_MS = 86_400_000;
const LIMIT_MS = 300_000 + KILLS * 15_000;

/** The shipped playbook with a short read lag: what is being tried is not patience. */
function hastyPlaybook(folder: string): string {
  const file = join(folder, 'playbook.yaml');
  const text = readFileSync('config/playbook.yaml', 'utf8').replace(
    'readLag: 60 seconds',
    'readLag: 2 seconds',
  );
  writeFileSync(file, text);
  return file;
}

async function cardsInProgress(company: Company): Promise<string[]> {
  const team = company.notIn('Supporters').slice(0, 3);
  const [supporter] = company.group('Supporters');
  const ids: string[] = [];
  for (let number = 1; number <= CARDS; number++) {
    const id = await company.createCard(`Result ${number}`, {
      status: 'in progress',
      assignees: team.map(person => person.id),
      start_date: Date.now(),
      due_date: Date.now() + 56 * DAY_MS,
    });
    if (supporter) await company.setSupporter(id, [supporter]);
    ids.push(id);
  }
  return ids;
}

/** PostgreSQL keeps its queue in the same tables as the embedded store: long runs have it as well. */
const STORES = (await triedStores()).filter(({ name }) => isLong || name !== 'PostgreSQL');

for (const store of STORES) {
  describe.skipIf(store.missing !== null)(`killed on the ${store.name} ${store.missing ?? ''}`, () => {
    it(
      `ends with one list, one task per template and one status comment per card after ${KILLS} kills`,
      async () => {
        const place = store.open();
        const folder = mkdtempSync(join(tmpdir(), 'liaison-kills-'));
        const simulator = await startSimulator({ seed: 'empty', rateLimit: 100_000 });
        try {
          const company = await companyOf(simulator);
          const ids = await cardsInProgress(company);
          const slow = { latencyMs: 60 };
          await fetch(`${simulator.url}/__sim/faults`, {
            method: 'POST',
            headers: { 'content-type': 'application/json' },
            body: JSON.stringify(slow),
          });
          const start: Start = {
            simulator,
            storeUrl: place.url,
            playbook: hastyPlaybook(folder),
            ports: await freePorts(),
          };
          const killedAt: number[] = [];
          for (let kill = 1; kill <= KILLS; kill++) {
            const running = await startRun(start, { isReady: false });
            // Somewhere else in the mirror each time, and never at the same point of a request.
            const target = Math.floor(((kill - Math.random()) * WRITES) / KILLS);
            const reached = async () => expect((await company.spent()).writes).toBeGreaterThanOrEqual(target);
            await vi.waitFor(reached, { timeout: 90_000, interval: 20 }).catch(async (error: unknown) => {
              const { stderr } = await running.stop();
              throw new Error(`Kill ${kill}: ${String(error)}\n${stderr}`);
            });
            const { code } = await running.kill();
            expect(code, 'it was killed, not ended by itself').toBeNull();
            killedAt.push((await company.spent()).writes);
          }
          const story = `writes made when it was killed: ${killedAt.join(', ')}`;

          const last = await startRun(start);
          await vi.waitFor(
            async () => {
              expect(await company.lists()).toHaveLength(CARDS);
              const { code, stdout } = await command(['plan'], start);
              expect(stdout).toContain('Nothing to do.');
              expect(code).toBe(0);
            },
            { timeout: 90_000, interval: 1_500 },
          );
          await last.stop();
          const lists = await company.lists();
          expect(lists.map(list => list.name).sort(), story).toEqual(
            Array.from({ length: CARDS }, (_, index) => `Result ${index + 1}`).sort(),
          );
          for (const list of lists) {
            const names = (await company.items(list.id)).map(item => item.name).sort();
            expect(names, `${list.name}; ${story}`).toEqual(FIRST_ITEMS);
          }
          for (const id of ids) {
            const texts = (await company.comments(id)).map(comment => comment.comment_text);
            expect(texts, story).toHaveLength(1);
          }
        } finally {
          await simulator.close();
          place.remove();
          rmSync(folder, { recursive: true, force: true });
        }
      },
      LIMIT_MS,
    );
  });
}
