// Whether deliveries reach a running Liaison, and what it does while they don't: a real run, and people who change cards.
import { expect, it, vi } from 'vitest';
import { loadPlaybook } from '../../src/config/playbook-file.ts';
import { examine } from '../../src/queries/doctor/doctor.ts';
import { clock } from '../support/clickup-setting.ts';
import { PATIENCE, startLiving } from '../support/living.ts';
import { freePorts } from '../support/process.ts';
import { quiet } from '../support/queue-rig-parts.ts';
import { startProxy } from '../support/tcp-proxy.ts';

/** So that a test need not wait for minutes. */
const OFTEN = { webhookCheckMs: 500, pollMs: 500 };
const UNDONE = 'Liaison took a change back: team-size';

it('takes off the first joiner too many where the folder is empty and nothing was ever delivered', async () => {
  const { company, start, fullTeam, untilOff, said } = await startLiving();
  const { card, tooMany } = await fullTeam('Full');
  const { readiness } = await start();
  expect((await readiness()).checks['webhooks']).toEqual({
    ok: true,
    message: expect.stringContaining('No delivery from the board and the folder of team lists has come yet'),
  });
  await company.join(card, tooMany);
  await untilOff(card, tooMany);
  expect(await said(card)).toContain(UNDONE);
});

it('polls where nobody listens at PUBLIC_URL, undoes nothing, and says so wherever an operator looks', async () => {
  const living = await startLiving();
  const { company, control, start, simulator, fullTeam, cardAtWork, untilMirrored, said, webhooks } = living;
  await control('faults', { retrySpacingMs: 10 });
  const { port } = await freePorts();
  const nowhere = { publicUrl: `http://127.0.0.1:${port}`, ...OFTEN };
  const { storeUrl } = living;
  const first = await start(nowhere);
  await cardAtWork('Seen by polling');
  await untilMirrored('Seen by polling');
  const { card, tooMany } = await fullTeam('Full');
  await company.join(card, tooMany);
  await vi.waitFor(async () => expect(await said(card)).toContain('Liaison asks: team-size'), PATIENCE);
  expect((await company.card(card)).assignees.map(({ id }) => id)).toContain(tooMany.id);

  const deaf = expect.stringMatching(
    /^ClickUp failed to deliver \d+ events? from .*, and none has come since\. Does http/,
  );
  const saysSo = async ({ readiness, board, metrics, adminUrl }: typeof first) => {
    await vi.waitFor(async () => {
      expect((await readiness()).checks['webhooks']).toEqual({ ok: false, message: deaf });
    }, PATIENCE);
    await vi.waitFor(async () => expect((await readiness()).ready).toBe(true), PATIENCE);
    expect(await board()).toMatchObject({ webhooks: { state: 'trouble', message: deaf } });
    expect(await metrics()).toContain('liaison_check_ok{name="webhooks"} 0');
    expect(await (await fetch(adminUrl)).text()).toContain('✗ webhooks: ClickUp failed to deliver');
    const { ok, checks } = await examine({
      apiUrl: simulator.apiUrl,
      token: simulator.tokens.bot.token,
      loaded: await loadPlaybook('config/playbook.yaml'),
      clock,
      log: quiet,
      storeUrl,
      publicUrl: nowhere.publicUrl,
      adminSecret: null,
    });
    expect(ok).toBe(false);
    const told = checks.filter(({ group, state }) => group === 'webhooks' && state === 'fail');
    expect(told).not.toEqual([]);
  };
  await saysSo(first);
  expect(first.log.text().match(/webhooks do not reach us/g)).toHaveLength(1);

  // A start revives what failed; that must not hide it.
  await first.stop();
  const second = await start(nowhere);
  expect((await webhooks()).map(({ health }) => health.fail_count)).toEqual([0, 0]);
  await saysSo(second);
});

it('polls from when the way to it breaks until it is mended, and hears then what it did not', async () => {
  const living = await startLiving();
  const { control, start, cardAtWork, untilMirrored } = living;
  await control('faults', { retrySpacingMs: 10 });
  const { port } = await freePorts();
  const way = await startProxy('127.0.0.1', port);
  const liaison = await start({ port, publicUrl: `http://127.0.0.1:${way.port}`, ...OFTEN });
  const states = async () =>
    ((await liaison.board()) as { webhooks: { places: { state: string }[] } }).webhooks.places.map(
      ({ state }) => state,
    );
  const until = (wanted: string[]) =>
    vi.waitFor(async () => expect(await states()).toEqual(wanted), PATIENCE);
  await cardAtWork('Heard');
  await untilMirrored('Heard');
  await until(['heard', 'heard']);

  way.cut();
  await cardAtWork('Unheard');
  await untilMirrored('Unheard');
  await until(['deaf', 'deaf']);
  expect((await liaison.readiness()).checks['webhooks']).toMatchObject({ ok: false });

  way.mend();
  await cardAtWork('Heard again');
  await untilMirrored('Heard again');
  await until(['heard', 'heard']);
  expect((await liaison.readiness()).checks['webhooks']).toMatchObject({ ok: true });
  await vi.waitFor(
    () => expect(liaison.log.text().match(/webhooks reach us again/g)).toHaveLength(1),
    PATIENCE,
  );
});

it('registers nothing, polls and undoes nothing where it only observes', async () => {
  const { company, start, fullTeam, webhooks, said } = await startLiving();
  const { card, tooMany } = await fullTeam('Full');
  const loaded = await loadPlaybook('config/playbook.yaml');
  const observing = { ...loaded, playbook: { ...loaded.playbook, mode: 'observe' as const } };
  const liaison = await start({ loaded: observing, ...OFTEN });
  await company.join(card, tooMany);
  type Results = { customerResults: { id: string; findings: { rule: string; state: string }[] }[] };
  await vi.waitFor(async () => {
    const { customerResults } = (await liaison.board()) as Results;
    const found = customerResults.find(({ id }) => id === card);
    expect(found?.findings).toContainEqual(expect.objectContaining({ rule: 'team-size', state: 'fails' }));
  }, PATIENCE);
  expect(await webhooks()).toEqual([]);
  expect((await company.card(card)).assignees.map(({ id }) => id)).toContain(tooMany.id);
  expect(await said(card)).toEqual([]);
  expect((await company.spent()).writes).toBe(0);
  expect((await liaison.readiness()).checks['webhooks']).toMatchObject({ ok: true });
});

it('is ready on a quiet board, and takes off the first joiner too many after long silence', async () => {
  const { company, start, fullTeam, untilOff, said } = await startLiving();
  const { card, tooMany } = await fullTeam('Full');
  const liaison = await start(OFTEN);
  const { engine } = liaison;
  await vi.waitFor(async () => expect(await engine.poll(engine.webhooks.hears())).toEqual([]), PATIENCE);
  await vi.waitFor(async () => {
    const { ready, checks } = await liaison.readiness();
    expect({ ready, ok: checks['webhooks']?.ok }).toEqual({ ready: true, ok: true });
  }, PATIENCE);
  await company.join(card, tooMany);
  await untilOff(card, tooMany);
  expect(await said(card)).toContain(UNDONE);
});
