// What is remembered of the last change of a card, and what explaining makes of it: real store, real queues.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { type Engine, startEngine } from '../../src/app/engine.ts';
import { connect } from '../../src/clickup/connect.ts';
import { loadPlaybook } from '../../src/config/playbook-file.ts';
import { addDays, dayOf, morningOf, nearestWorkingDay } from '../../src/domain/schedule/calendar.ts';
import { explainCard } from '../../src/queries/explain.ts';
import { rememberedIn } from '../../src/queries/remembered-state.ts';
import { noteReportedChange } from '../../src/reconcile/memory/card-memory.ts';
import type { LastChange } from '../../src/reconcile/memory/last-change.ts';
import { startSimulator } from '../../src/simulator/simulator.ts';
import { clock, rememberingLog } from '../support/clickup-setting.ts';
import { companyOf } from '../support/company-at-work.ts';
import { createInMemoryBackend } from '../support/in-memory-queue/backend.ts';

const DAY_MS = 86_400_000;

/** `isKept`: on an embedded store instead of one in memory. */
type Start = { isKept?: boolean; card?: { due_date?: number } };

/** How long it is until nine in the morning of a working day, so many days ahead. */
async function aheadToWork(days: number): Promise<number> {
  const { playbook, calendar } = await loadPlaybook('config/playbook.yaml');
  const { zone } = playbook.calendar;
  const now = clock.now();
  const day = addDays(dayOf(now, zone), days);
  return morningOf(nearestWorkingDay(calendar(now + days * DAY_MS), day, 1), zone) - now + 60_000;
}

/** A company with one card in progress, and a working engine that nobody has asked for anything yet. */
async function start({ isKept = false, card = { due_date: Date.now() + 56 * DAY_MS } }: Start = {}) {
  const loaded = await loadPlaybook('config/playbook.yaml');
  const folder = mkdtempSync(join(tmpdir(), 'liaison-explain-'));
  const simulator = await startSimulator({ seed: 'empty', rateLimit: 100_000 });
  const company = await companyOf(simulator);
  const team = company.notIn('Supporters').slice(0, 3);
  const id = await company.createCard('Orders arrive whole', {
    status: 'in progress',
    assignees: team.map(person => person.id),
    start_date: Date.now(),
    ...card,
  });
  const [supporter] = company.group('Supporters');
  if (supporter) await company.setSupporter(id, [supporter]);
  const log = rememberingLog();
  const { token } = simulator.tokens.bot;
  const options = { loaded, clock, log, storeUrl: `embedded:${folder}/store` };
  const connection = await connect({ apiUrl: simulator.apiUrl, token, ...options });
  const inMemory = createInMemoryBackend({
    timers: { setTimeout, clearTimeout: stop => clearTimeout(stop as never) },
  });
  const engine = await startEngine({
    connection,
    ...options,
    debounceMs: 10,
    ...(isKept ? {} : { backend: inMemory }),
  });
  let isClosed = false;
  const close = async (): Promise<void> => {
    if (!isClosed) await engine.close();
    isClosed = true;
  };
  onTestFinished(async () => {
    await close();
    await simulator.close();
    rmSync(folder, { recursive: true, force: true });
  });
  await engine.work(null);
  const explain = (aheadMs = 0) =>
    explainCard({
      env: { clickupApiUrl: simulator.apiUrl, storeUrl: options.storeUrl, adminSecret: null },
      token,
      loaded,
      clock: { now: () => clock.now() + aheadMs },
      storeClock: clock,
      log,
      card: id,
    });
  return { company, team, engine, id, close, explain };
}

/** Does something and waits for the next look at the card to end. */
async function nextReconcile(engine: Engine, act: () => Promise<unknown>): Promise<void> {
  const ended = new Promise<void>(resolve => {
    const stop = engine.onResult(() => {
      stop();
      resolve();
    });
  });
  await act();
  await ended;
}

async function lastChange({ store }: Engine, id: string): Promise<LastChange | null> {
  return (await rememberedIn(store.memory, id)).lastChange;
}

describe('the last change of a card', () => {
  it('is the look that changed something, with the timer that asked for it; idle looks leave it', async () => {
    const { engine, id } = await start();
    expect(await lastChange(engine, id)).toBeNull();
    const startedAt = clock.now();
    await nextReconcile(engine, () => engine.queues.setWakeUp(id, clock.now()));
    const change = await lastChange(engine, id);
    expect(change?.cause).toEqual({ kind: 'timer', told: [] });
    expect(change?.at).toBeGreaterThanOrEqual(startedAt);
    expect(change?.operations.map(({ kind }) => kind)).toEqual(
      expect.arrayContaining(['create-list', 'create-item', 'post-status']),
    );
    await nextReconcile(engine, () => engine.sweep());
    expect(await lastChange(engine, id)).toEqual(change);
  });

  it('knows the sweep and the poll', async () => {
    const { engine, id, company, team } = await start();
    await nextReconcile(engine, () => engine.sweep());
    expect((await lastChange(engine, id))?.cause.kind).toBe('sweep');
    const [person] = team;
    if (!person) throw new Error('the seed lacks people');
    const due = { due_date: Date.now() + 63 * DAY_MS };
    await company.as(person).ask('PUT', `/v2/task/${id}`, due);
    await nextReconcile(engine, () => engine.poll());
    const change = await lastChange(engine, id);
    expect(change?.cause).toEqual({ kind: 'poll', told: [] });
    expect(change?.operations.length).toBeGreaterThan(0);
  });

  it('names what deliveries told, whatever asked for the look that used it', async () => {
    const { engine, id, team } = await start();
    const [person] = team;
    if (!person) throw new Error('the seed lacks people');
    const at = clock.now();
    const change = { kind: 'moved', from: 'forming', to: 'in progress' } as const;
    await noteReportedChange(engine.store.memory, {
      id: 'h1',
      cardId: id,
      at,
      receivedAt: at,
      by: person.id,
      event: 'taskStatusUpdated',
      change,
    });
    await nextReconcile(engine, () => engine.sweep());
    const by = { id: person.id, name: person.username };
    const told = [{ at, receivedAt: at, event: 'taskStatusUpdated', by, change }];
    expect((await lastChange(engine, id))?.cause).toEqual({ kind: 'delivery', told });
  });
});

describe('explaining', () => {
  // It opens the embedded store again and again, which takes a while on a busy machine.
  const timeout = 120_000;
  it('says so while a process holds the store that cannot be asked, then reads it itself', {
    timeout,
  }, async () => {
    const { engine, id, close, explain } = await start({ isKept: true, card: {} });
    await nextReconcile(engine, () => engine.sweep());
    const remembered = await rememberedIn(engine.store.memory, id);
    const held = await explain();
    expect(held.lastChange).toBeNull();
    expect(held.memory).toMatchObject({ state: 'unreachable' });
    expect(held.memory.message).toContain(`held by process ${process.pid}`);
    await close();

    // Looking from a far future must not let the store forget what has not expired yet.
    expect((await explain(3_650 * DAY_MS)).memory.state).toBe('read');
    const { customerResult, lastChange: last } = await explain();
    expect(last?.cause.kind).toBe('sweep');
    const timeboxOf = ({ rules }: typeof customerResult) => rules.find(({ rule }) => rule === 'timebox');
    expect(timeboxOf(customerResult)).toMatchObject({
      state: 'fails',
      failingSince: new Date(remembered.failingSince['timebox'] ?? 0).toISOString(),
      operations: [],
      upcoming: [{ what: 'somebody is asked about timebox' }],
    });

    // The grace counts from then: a week later, while people work, the question is due.
    const later = await explain(await aheadToWork(7));
    expect(timeboxOf(later.customerResult)?.operations).toEqual([expect.objectContaining({ kind: 'ask' })]);
  });
});
