// A status that the playbook maps and somebody renames in ClickUp: said once and wherever an operator looks, and everything
// else goes on.
import { expect, it, vi } from 'vitest';
import { PATIENCE, startLiving } from '../support/living.ts';
import { command } from '../support/process.ts';

const RENAMED = 'the board lacks statuses that the playbook names';

it('a status renamed while Liaison runs is named in one line and one check, and nothing else stops', async () => {
  const { control, start, company, cardAtWork, untilMirrored, simulator } = await startLiving();
  const liaison = await start({ webhookCheckMs: 500 });
  const sweeps = () => liaison.log.text().split('a look at every card was asked for').length - 1;
  const check = async () => (await liaison.readiness()).checks['statuses'];
  expect(await check()).toEqual({ ok: true, message: 'the board has every status of the playbook' });
  await cardAtWork('Before');
  await untilMirrored('Before');

  const { board } = company.places;
  const before = sweeps();
  await control('statuses', { list: board, rename: { evaluation: 'being evaluated' } });
  await vi.waitFor(
    async () =>
      expect(await check()).toEqual({
        ok: false,
        message: expect.stringMatching(
          /^phases\.evaluating: There is no status on the board "evaluation"\..*Rename it back in ClickUp/,
        ),
      }),
    PATIENCE,
  );
  expect((await liaison.readiness()).ready).toBe(true);
  // No card's time tells of it: everything is read anew.
  await vi.waitFor(() => expect(sweeps()).toBe(before + 1), PATIENCE);
  const card = await cardAtWork('Meanwhile');
  await untilMirrored('Meanwhile');

  // Whoever only looks is told as well, and gets an answer.
  const none = 'redis://127.0.0.1:9';
  for (const args of [['plan'], ['explain', card]]) {
    const { code, stdout, stderr } = await command(args, { simulator, storeUrl: none });
    expect([0, 2], `${args.join(' ')}: ${stderr}`).toContain(code);
    expect(stderr).toContain(RENAMED);
    expect(stdout).not.toBe('');
  }

  await control('statuses', { list: board, rename: { 'being evaluated': 'evaluation' } });
  await vi.waitFor(async () => expect(await check()).toMatchObject({ ok: true }), PATIENCE);
  await vi.waitFor(() => expect(sweeps()).toBe(before + 2), PATIENCE);
  expect(liaison.log.text().split(RENAMED)).toHaveLength(2);
});

it('a field that goes out of sight is missed when a card shows it no more, and found again', async () => {
  const { control, start, company, cardAtWork, untilMirrored } = await startLiving();
  const liaison = await start({ webhookCheckMs: 500 });
  const check = async () => (await liaison.readiness()).checks['fields'];
  const card = await cardAtWork('Before');
  await untilMirrored('Before');
  const [supporter] = company.group('Supporters');
  await company.setSupporter(card, supporter ? [supporter] : []);
  await control('fields', { field: company.supporterField, hidden: true });
  await liaison.engine.boardWatch.checkIfDue();
  expect(await check()).toMatchObject({ ok: true });
  if (!supporter) throw new Error('the seed has no supporters');
  await company.move(card, 'evaluation', supporter);
  await vi.waitFor(async () => expect(await check()).toMatchObject({ ok: false }), PATIENCE);
  await control('fields', { field: company.supporterField, hidden: false });
  await vi.waitFor(async () => expect(await check()).toMatchObject({ ok: true }), PATIENCE);
});
