// The board's owner hears once of what has not worked for an hour, and that it works again; played by the whole program
// with clocks that are moved on.
import { expect, it, vi } from 'vitest';
import { loadPlaybook } from '../../src/config/playbook-file.ts';
import type { Playbook } from '../../src/domain/playbook/playbook.ts';
import type { Comment } from '../support/company-at-work.ts';
import { PATIENCE, startLiving } from '../support/living.ts';

const MINUTE_MS = 60_000;

async function startStage() {
  const living = await startLiving();
  const { control, company, bot } = living;
  const { board } = company.places;
  const [owner] = company.group('Supporters');
  if (!owner) throw new Error('the seed has no supporters');
  let offsetMs = 0;
  const timing = { clock: { now: () => Date.now() + offsetMs }, ownerCheckMs: 20, webhookCheckMs: 50 };
  return {
    ...living,
    owner,
    /** Beside what is given, as shipped and with an owner. */
    async startWith(change: Partial<Playbook>) {
      const loaded = await loadPlaybook('config/playbook.yaml');
      const people = { ...loaded.playbook.people, owner: owner.username };
      return living.start({
        ...timing,
        loaded: { ...loaded, playbook: { ...loaded.playbook, people, ...change } },
      });
    },
    /** ClickUp's clock and ours. */
    async pass(minutes: number) {
      offsetMs += minutes * MINUTE_MS;
      await control('clock', { advanceMs: minutes * MINUTE_MS });
    },
    rename: (from: string, to: string) => control('statuses', { list: board, rename: { [from]: to } }),
    onBoard: async () =>
      (await bot.ask<{ comments: Comment[] }>('GET', `/v2/list/${board}/comment`)).body.comments,
  };
}

type Liaison = Awaited<ReturnType<Awaited<ReturnType<typeof startStage>>['startWith']>>;

const untilCheck = (liaison: Liaison, name: string, ok: boolean) =>
  vi.waitFor(async () => expect((await liaison.readiness()).checks[name]).toMatchObject({ ok }), PATIENCE);
/** Long enough for several looks of ours. */
const untilLookedAgain = () => new Promise(resolve => setTimeout(resolve, 2_000));

it('is told once, in an assigned comment in the playbook’s language, which is resolved when all is well again', async () => {
  const { startWith, pass, rename, onBoard, owner } = await startStage();
  const first = await startWith({ locale: 'de' });
  await rename('evaluation', 'being evaluated');
  await untilCheck(first, 'statuses', false);
  // Since when it does not work counts from the first look.
  await untilLookedAgain();
  await pass(50);
  await untilLookedAgain();
  expect(await onBoard()).toEqual([]);

  // Since when it does not work outlives a restart.
  await first.stop();
  const second = await startWith({ locale: 'de' });
  await untilCheck(second, 'statuses', false);
  await pass(15);
  await vi.waitFor(async () => expect(await onBoard()).toHaveLength(1), PATIENCE);
  const [told] = await onBoard();
  expect(told).toMatchObject({ resolved: false, assignee: { id: owner.id } });
  expect(told?.comment_text).toMatch(/^Bei Liaison geht etwas nicht: statuses\n/);
  expect(told?.comment_text).toContain(owner.username);
  expect(told?.comment_text).toContain('Dem Board fehlt ein Status des Playbooks');
  await pass(120);
  await untilLookedAgain();
  expect(await onBoard()).toHaveLength(1);

  await rename('being evaluated', 'evaluation');
  await untilCheck(second, 'statuses', true);
  await pass(6);
  await vi.waitFor(async () => expect(await onBoard()).toMatchObject([{ resolved: true }]), PATIENCE);
  const [closed] = await onBoard();
  expect(closed?.comment_text).toMatch(/^Bei Liaison geht es wieder: statuses\nSeit .* geht all das wieder/);
});

it('is told nothing while Liaison only observes, and on a card where the board takes no comments', async () => {
  const { startWith, pass, rename, onBoard, control, company, cardAtWork, said } = await startStage();
  const card = await cardAtWork('First on the board');
  await rename('evaluation', 'being evaluated');
  const observing = await startWith({ mode: 'observe' });
  await untilCheck(observing, 'statuses', false);
  const before = (await company.spent()).writes;
  await pass(70);
  await untilLookedAgain();
  await observing.stop();
  expect([(await company.spent()).writes, await onBoard()]).toEqual([before, []]);

  const rules = [{ kind: 'status', status: 500, method: 'POST', route: '/v2/list/{list_id}/comment' }];
  await control('faults', { rules });
  const acting = await startWith({});
  await untilCheck(acting, 'statuses', false);
  await pass(61);
  await vi.waitFor(async () => expect(await said(card)).toContain('Liaison has trouble: statuses'), PATIENCE);
  await untilLookedAgain();
  expect((await said(card)).filter(line => line?.startsWith('Liaison has trouble'))).toHaveLength(1);
});

it('is told of a list that is out of sight as well, though its card says it', async () => {
  const { startWith, pass, onBoard, control, company, simulator, cardAtWork, untilMirrored } =
    await startStage();
  await cardAtWork('Orders arrive whole');
  const liaison = await startWith({ readLag: { unit: 'ms', ms: 500 } });
  await untilMirrored('Orders arrive whole');
  const [list] = await company.lists();
  const people = simulator.tokens.people.map(({ id }) => id);
  await control('places', { place: list?.id, visibleTo: people });
  await new Promise(resolve => setTimeout(resolve, 1_000));
  await liaison.engine.sweep();
  await untilCheck(liaison, 'team-lists', false);
  await untilLookedAgain();
  await pass(65);
  await vi.waitFor(
    async () => expect((await onBoard()).map(one => one.comment_text).join()).toContain('team-lists'),
    PATIENCE,
  );
});
