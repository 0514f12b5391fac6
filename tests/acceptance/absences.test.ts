// Somebody goes away while Liaison runs, by their own task or by telling Liaison: the card says so, whatever hears of it.
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it, onTestFinished, vi } from 'vitest';
import { startSimulator } from '../../src/simulator/simulator.ts';
import { companyOf } from '../support/company-at-work.ts';
import { startRun } from '../support/process.ts';
import { anyStoreIn } from '../support/stores.ts';

const DAY_MS = 86_400_000;
const WAIT = { timeout: 90_000, interval: 500 };

it('a running Liaison says who is away until when, and notes whoever tells it so', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'liaison-away-'));
  const simulator = await startSimulator({ seed: 'empty', rateLimit: 100_000 });
  const company = await companyOf(simulator);
  const team = company.notIn('Supporters').slice(0, 3);
  const [ana, ben] = team;
  if (!ana || !ben) throw new Error('the seed lacks people');
  const { body: list } = await company
    .as(ana)
    .ask<{ id: string }>('POST', `/v2/space/${company.places.space}/list`, { name: 'Days off' });
  const playbook = join(folder, 'playbook.yaml');
  const shipped = readFileSync('config/playbook.yaml', 'utf8');
  writeFileSync(
    playbook,
    shipped
      .replace('readLag: 60 seconds', 'readLag: 2 seconds')
      .replace(/ {2}# absences: Absences.*/, '  absences: Days off'),
  );
  const running = await startRun({ simulator, storeUrl: await anyStoreIn(join(folder, 'store')), playbook });
  onTestFinished(async () => {
    await running.kill();
    await simulator.close();
    rmSync(folder, { recursive: true, force: true });
  });
  const assignees = team.map(({ id }) => id);
  const card = await company.createCard('Orders arrive whole', { status: 'forming', assignees });
  const status = async () =>
    (await company.comments(card)).find(({ comment_text: text }) => text.startsWith('How this'))
      ?.comment_text ?? '';
  await vi.waitFor(async () => expect(await status()).toContain('forming its team'), WAIT);

  const from = Date.now();
  const days = { start_date: from, due_date: from + 9 * DAY_MS, start_date_time: true, due_date_time: true };
  const task = { name: 'Surgery', assignees: [ana.id], ...days };
  await company.as(ana).ask('POST', `/v2/list/${list.id}/task`, task);
  // No webhook tells of it: the next poll does.
  await vi.waitFor(async () => expect(await status()).toContain(`Away: ${ana.username} until`), WAIT);
  expect(await status()).not.toContain('Surgery');

  const comment = { comment_text: '/away for 3 days', notify_all: false };
  await company.as(ben).ask('POST', `/v2/task/${card}/comment`, comment);
  await vi.waitFor(async () => expect(await status()).toContain(`${ben.username} until`), WAIT);
  await company.as(ben).ask('POST', `/v2/task/${card}/comment`, { ...comment, comment_text: '/back' });
  await vi.waitFor(async () => expect(await status()).not.toContain(`${ben.username} until`), WAIT);
  expect(await status()).toContain(`Away: ${ana.username} until`);
}, 300_000);
