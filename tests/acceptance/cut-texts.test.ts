// Programs cut texts in the middle of an emoji, and send signs that stores refuse: no delivery is lost by it.
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished, vi } from 'vitest';
import { startSimulator } from '../../src/simulator/simulator.ts';
import { companyOf } from '../support/company-at-work.ts';
import { FIRST_ITEMS } from '../support/first-items.ts';
import { startRun } from '../support/process.ts';
import { isLong } from '../support/scale.ts';
import { triedStores } from '../support/stores.ts';

const NAMES = ['Evil \u0000 name', 'half an emoji \ud83d'];

/** PostgreSQL refuses most: Redis takes whatever bytes there are, and the embedded store is one like it. */
const STORES = (await triedStores()).filter(({ name }) => isLong || name === 'PostgreSQL');

for (const store of STORES) {
  describe.skipIf(store.missing !== null)(`On the ${store.name} ${store.missing ?? ''}`, () => {
    it('cards and comments with such texts are taken at once, and mirrored', async () => {
      const place = store.open();
      const folder = mkdtempSync(join(tmpdir(), 'liaison-cut-'));
      const simulator = await startSimulator({ seed: 'empty', rateLimit: 100_000 });
      const playbook = join(folder, 'playbook.yaml');
      const shipped = readFileSync('config/playbook.yaml', 'utf8');
      writeFileSync(playbook, shipped.replace('readLag: 60 seconds', 'readLag: 2 seconds'));
      const company = await companyOf(simulator);
      const running = await startRun({ simulator, storeUrl: place.url, playbook });
      onTestFinished(async () => {
        await running.kill();
        await simulator.close();
        place.remove();
        rmSync(folder, { recursive: true, force: true });
      });
      const team = company.notIn('Supporters').slice(0, 3);
      const [person] = team;
      if (!person) throw new Error('the seed lacks people');
      for (const name of NAMES) {
        const more = { status: 'in progress', assignees: team.map(({ id }) => id) };
        const id = await company.createCard(name, more);
        const said = { comment_text: `as cut: ${name}` };
        await company.as(person).ask('POST', `/v2/task/${id}/comment`, said);
      }
      await vi.waitFor(
        async () => {
          const lists = await company.lists();
          expect(lists).toHaveLength(NAMES.length);
          for (const { id } of lists) {
            const items = (await company.items(id)).map(({ name }) => name);
            expect(items).toEqual(expect.arrayContaining(['About this list']));
            expect(items.length).toBeLessThanOrEqual(FIRST_ITEMS.length);
          }
        },
        { timeout: 60_000, interval: 200 },
      );
      const { deliveries } = (
        await company.as(person).control<{ deliveries: { failed: number; lost: number } }>('stats')
      ).body;
      expect(deliveries).toMatchObject({ failed: 0, lost: 0 });
      const { stderr } = await running.stop();
      expect(stderr).not.toMatch(/could not take a delivery|"level":"error"/);
    }, 120_000);
  });
}
