// The status page of a running Liaison in German: who was asked about what since when, on the page and for machines.
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { expect, onTestFinished, test, vi } from 'vitest';
import { startSimulator } from '../../src/simulator/simulator.ts';
import type { BoardStatus } from '../../src/web/board-status.ts';
import { companyOf } from '../support/company-at-work.ts';
import { startRun } from '../support/process.ts';
import { anyStoreIn } from '../support/stores.ts';
import { cardAtWork } from './lost-world.ts';
import { hasRedis, ownRedis } from './own-stores.ts';

const NAME = 'Niemand wartet am Telefon';
const DAY_MS = 86_400_000;

test('shows who was asked about what since when, team, weeks and milestones, in the playbook’s language', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'liaison-status-page-'));
  const playbook = join(folder, 'playbook.yaml');
  const shipped = readFileSync('config/playbook.yaml', 'utf8');
  writeFileSync(
    playbook,
    shipped
      .replace('locale: en', 'locale: de')
      .replace(/cross-functional: \{.*\}/, 'cross-functional: { minFunctions: 2, enforce: warn }'),
  );
  const simulator = await startSimulator({ seed: 'demo', rateLimit: 1_000 });
  onTestFinished(async () => {
    await simulator.close();
    rmSync(folder, { recursive: true, force: true });
  });
  const company = await companyOf(simulator);
  const [first, second] = company.group('Engineering').filter(({ groups }) => !groups.includes('Supporters'));
  const [mentor] = company.group('Supporters');
  if (!first || !second || !mentor) throw new Error('the seed lacks people');
  const [start, due] = [Date.now() - 15 * DAY_MS, Date.now() + 40 * DAY_MS];
  const card = await company.createCard(NAME, { start_date: start, due_date: due });
  for (const person of [first, second]) await company.join(card, person);
  await company.setSupporter(card, [mentor]);
  await company.move(card, 'in progress', first);
  const running = await startRun({ simulator, storeUrl: await anyStoreIn(join(folder, 'store')), playbook });
  onTestFinished(async () => void (await running.stop()));

  const board = async () => (await (await fetch(`${running.adminUrl}/api/board`)).json()) as BoardStatus;
  const result = async () => (await board()).customerResults.find(({ id }) => id === card);
  await vi.waitFor(
    async () => expect((await result())?.findings.find(({ asked }) => asked !== null)).toBeDefined(),
    { timeout: 60_000, interval: 200 },
  );
  const spent = (await company.spent()).reads;
  const { findings, team, supporters, week, milestones, evaluation, feedback } = (await result()) ?? {};
  const asked = findings?.find(({ rule }) => rule === 'cross-functional')?.asked;
  expect([first.id, second.id, mentor.id]).toContain(asked?.who?.id);
  expect(Date.parse(asked?.since ?? '')).not.toBeNaN();
  expect(team?.map(({ functions }) => functions)).toEqual([['Engineering'], ['Engineering']]);
  expect(supporters?.map(({ id }) => id)).toEqual([mentor.id]);
  expect(week).toEqual({ now: 3, of: 8 });
  expect(milestones?.length).toBeGreaterThan(0);
  expect([evaluation !== null, feedback]).toEqual([true, { have: 0, min: 3 }]);

  const isValid = new Ajv2020({ strict: true }).compile(
    JSON.parse(readFileSync('docs/board.schema.json', 'utf8')) as object,
  );
  expect(isValid(await board()), JSON.stringify(isValid.errors)).toBe(true);

  const { id, username: name } = simulator.tokens.bot;
  expect((await board()).makers).toEqual([{ id, name }]);

  const pageAt = async (path: string) =>
    (await (await fetch(running.adminUrl + path)).text()).replace(/<[^>]+>/g, ' ').replace(/\s+/g, ' ');
  const who = asked?.who?.name ?? '';
  expect(await pageAt('/')).toMatch(new RegExp(`Was jemanden braucht .*${NAME} : .* gefragt: ${who} am \\d`));
  expect(await pageAt(`/supporter/${encodeURIComponent(mentor.username)}`)).toContain('Woche 3 von 8');
  expect(await pageAt('/flock/Heron')).toContain('Flock Heron');
  expect(await pageAt(`/team/${card}`)).toContain('Plan');
  expect(await pageAt('/all-hands')).toMatch(new RegExp(`All-Hands am .*In Arbeit .*${NAME} , Woche`));
  expect(await pageAt('/trends')).toMatch(
    /Entwicklung .* 1 fertig, 0 verworfen\. .* mit allen Pausen: 10 Wochen, bei 1, deren Pausen niemand kennt .* Customers know who is there for them/,
  );
  // Looking at pages costs no request.
  expect((await company.spent()).reads).toBe(spent);
});

test.skipIf(!hasRedis)(
  'a process that only takes deliveries shows the board that the others have read',
  async () => {
    const simulator = await startSimulator({ seed: 'empty', rateLimit: 1_000 });
    onTestFinished(() => simulator.close());
    const company = await companyOf(simulator);
    await cardAtWork(company, 'Orders arrive whole');
    for (let number = 1; number <= 5; number++) await company.createCard(`Idea ${number}`);
    const { url: storeUrl } = await ownRedis();
    const worker = await startRun({ simulator, storeUrl, role: 'worker' });
    const web = await startRun({ simulator, storeUrl, role: 'web' });
    onTestFinished(async () => void (await Promise.all([web.stop(), worker.stop()])));
    const shownBy = async ({ adminUrl }: { adminUrl: string }) => {
      const { customerResults } = (await (await fetch(`${adminUrl}/api/board`)).json()) as BoardStatus;
      return customerResults.map(({ name, team, lastReconciledAt }) => [
        name,
        team,
        lastReconciledAt !== null,
      ]);
    };
    const patience = { timeout: 60_000, interval: 200 };
    // Prometheus asks whether or not somebody has opened a page.
    await vi.waitFor(async () => {
      const metrics = await (await fetch(`${web.adminUrl}/metrics`)).text();
      expect(metrics).toMatch(/^liaison_customer_results\{phase="running"\} [1-9]/m);
    }, patience);
    await vi.waitFor(async () => {
      const shown = await shownBy(web);
      expect(shown.length).toBeGreaterThan(5);
      expect(shown.every(([, , isLookedAt]) => isLookedAt)).toBe(true);
    }, patience);
    // What comes later as well.
    await company.createCard(NAME);
    await vi.waitFor(async () => {
      const shown = await shownBy(web);
      expect(shown.find(([name]) => name === NAME)).toEqual([NAME, [], true]);
      expect(shown).toEqual(await shownBy(worker));
    }, patience);
  },
);
