// The main job, end to end: the program as a process, people acting through ClickUp's API, the final ClickUp world.
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { type Simulator, startSimulator } from '../../src/simulator/simulator.ts';
import { type Company, companyOf } from '../support/company-at-work.ts';
import { FIRST_ITEMS } from '../support/first-items.ts';
import { command, type Process, type Start, startRun } from '../support/process.ts';
import { times } from '../support/scale.ts';
import { triedStores } from '../support/stores.ts';

const DAY_MS = 86_400_000;

// Each run has whole processes on the others as well: a Redis that is emptied and shared, a PostgreSQL whose database is dropped.
for (const store of (await triedStores()).slice(0, times({ sample: 1, long: 3 }))) {
  describe.skipIf(store.missing !== null)(`the main job on the ${store.name} ${store.missing ?? ''}`, () => {
    const place = store.open();
    let simulator: Simulator;
    let company: Company;
    let start: Start;
    let running: Process;
    let cardId: string;

    beforeAll(async () => {
      simulator = await startSimulator({ seed: 'empty', rateLimit: 1_000 });
      company = await companyOf(simulator);
      start = { simulator, storeUrl: place.url };
      running = await startRun(start);
    });

    afterAll(async () => {
      await running.stop();
      await simulator.close();
      place.remove();
    });

    it('gives a customer result that starts its own list with its tasks, exactly once', async () => {
      const team = company.notIn('Supporters').slice(0, 3);
      const [supporter] = company.group('Supporters');
      const [first] = team;
      if (!supporter || !first) throw new Error('the seed lacks people');
      cardId = await company.createCard('Customers feel at home', {
        start_date: Date.now(),
        due_date: Date.now() + 56 * DAY_MS,
      });
      await company.move(cardId, 'forming', first);
      for (const person of team) await company.join(cardId, person);
      await company.setSupporter(cardId, [supporter]);
      await company.move(cardId, 'in progress', first);

      await vi.waitFor(
        async () => {
          const lists = await company.lists();
          expect(lists.map(list => list.name)).toEqual(['Customers feel at home']);
          const names = (await company.items(lists[0]?.id ?? '')).map(item => item.name).sort();
          expect(names).toEqual(FIRST_ITEMS);
        },
        { timeout: 10_000, interval: 100 },
      );
      const card = await company.card(cardId);
      expect(card.status.status).toBe('in progress');
      await vi.waitFor(
        async () => {
          const comments = await company.comments(cardId);
          expect(comments.map(comment => comment.comment_text.split('\n')[0])).toEqual([
            'How this customer result stands',
          ]);
        },
        { timeout: 5_000, interval: 100 },
      );
    });

    it('takes a sixth member off again within three seconds and says why', async () => {
      const people = company.notIn('Supporters');
      const team = new Set((await company.card(cardId)).assignees.map(({ id }) => id));
      const newcomers = people.filter(({ id }) => !team.has(id)).slice(0, 3);
      const [fourth, fifth, sixth] = newcomers;
      if (!fourth || !fifth || !sixth) throw new Error('the seed lacks people');
      await company.join(cardId, fourth);
      await company.join(cardId, fifth);
      await vi.waitFor(async () => expect((await company.card(cardId)).assignees).toHaveLength(5));
      await company.join(cardId, sixth);
      await vi.waitFor(
        async () => {
          const ids = (await company.card(cardId)).assignees.map(({ id }) => id);
          expect(ids).toHaveLength(5);
          expect(ids).not.toContain(sixth.id);
        },
        { timeout: 3_000, interval: 50 },
      );
      const why = (await company.comments(cardId)).find(comment =>
        comment.comment_text.startsWith('Liaison took a change back'),
      );
      expect(why?.comment_text).toContain(`@${sixth.username}`);
      expect(why?.comment_text).toContain('at most 5');
    });

    it('has nothing left to do: plan says so, and a further sync writes nothing', async () => {
      await vi.waitFor(
        async () => {
          const { code, stdout } = await command(['plan'], start);
          expect(stdout).toContain('Nothing to do.');
          expect(code).toBe(0);
        },
        { timeout: 40_000, interval: 1_500 },
      );
      const first = await command(['sync', '--json'], start);
      expect(first.code).toBe(0);
      const before = await company.spent();
      const second = await command(['sync', '--json'], start);
      const after = await company.spent();
      expect(JSON.parse(second.stdout)).toMatchObject({ operations: 0, applied: 0, failed: [] });
      expect(after.writes - before.writes).toBe(0);
    });

    it('moves a card back that starts without a supporter, and says what is missing', async () => {
      const [first, second] = company.notIn('Supporters');
      if (!first || !second) throw new Error('the seed lacks people');
      const card = await company.createCard('Orders arrive whole', { status: 'forming' });
      await company.join(card, first);
      await company.join(card, second);
      await company.move(card, 'in progress', second);
      await vi.waitFor(
        async () => {
          expect((await company.card(card)).status.status).toBe('forming');
          const texts = (await company.comments(card)).map(comment => comment.comment_text);
          expect(texts.some(text => text.includes('There is no supporter.'))).toBe(true);
        },
        { timeout: 5_000, interval: 50 },
      );
      expect((await company.lists()).map(list => list.name)).not.toContain('Orders arrive whole');
    });

    it('asks about a supporter from outside the pool, and closes the question when it is mended', async () => {
      const [stranger] = company.notIn('Supporters').slice(-1);
      const [member] = company.notIn('Supporters');
      const [supporter] = company.group('Supporters');
      if (!stranger || !member || !supporter) throw new Error('the seed lacks people');
      const card = await company.createCard('Returns are easy', { status: 'forming' });
      await company.join(card, member);
      await company.setSupporter(card, [stranger]);
      const question = async () =>
        (await company.comments(card)).filter(comment => comment.assignee?.id === member.id);
      await vi.waitFor(
        async () => {
          expect(await question()).toMatchObject([
            { resolved: false, comment_text: expect.stringContaining('supporters’ pool') as string },
          ]);
        },
        { timeout: 5_000, interval: 50 },
      );
      await company.setSupporter(card, [supporter], [stranger]);
      await vi.waitFor(
        async () => {
          const mended = (await company.comments(card)).filter(comment =>
            comment.comment_text.startsWith('Mended, thank you: supporter-eligible'),
          );
          expect(mended).toMatchObject([{ resolved: true }]);
        },
        { timeout: 5_000, interval: 50 },
      );
    });

    it('stops cleanly when it is told to', async () => {
      const { code, stderr } = await running.stop();
      expect(code).toBe(0);
      expect(stderr).toContain('stopped');
      running = await startRun(start);
    });
  });
}
