// The store is lost while everything runs, in whole or in part: it is noticed, made good, and nothing is doubled.
import { describe, expect, it } from 'vitest';
import { exactlyOne, READ_LAG_MS, startLosing } from './losing.ts';

const CARD = 'Orders arrive whole';
const MINUTE_MS = 60_000;
const lossesIn = (warnings: string[]) => warnings.filter(line => line.includes('may have lost'));

describe('a store that is emptied while Liaison runs', () => {
  it('is noticed within a minute: schedules and wake-ups are back, with one warning', async () => {
    const world = await startLosing();
    const card = await world.cardInProgress(CARD);
    const { engine, warnings } = await world.startProcess();
    await world.pass(MINUTE_MS);
    expect(await world.found(card, CARD)).toEqual(exactlyOne(CARD));
    const before = await engine.queues.wakeUps();
    expect([...before.keys()]).toEqual([card]);

    const emptiedAt = world.time.now();
    world.backend.empty();
    await world.pass(MINUTE_MS);
    expect([...(await engine.queues.wakeUps()).keys()]).toEqual([card]);
    // The wake-up of the card and the nightly sweep.
    expect((await engine.queues.counts()).wakeUps).toMatchObject({ delayed: 2 });
    expect(await engine.lastSweepAt()).toBeGreaterThanOrEqual(emptiedAt);
    expect(engine.lossTrouble()).toBeNull();
    expect(lossesIn(warnings)).toHaveLength(1);
    await world.pass(3 * READ_LAG_MS);
    expect(await engine.queues.wakeUps()).toEqual(before);
    expect(await world.found(card, CARD)).toEqual(exactlyOne(CARD));
    expect(lossesIn(warnings)).toHaveLength(1);
  });

  it('says so while the loss is not made good', async () => {
    const world = await startLosing();
    const { engine } = await world.startProcess();
    await world.pass(1_000);
    await world.faults([{ kind: 'status', status: 503 }]);
    world.backend.empty();
    await world.pass(MINUTE_MS);
    expect(engine.lossTrouble()).toMatch(/emptied .* a sweep is under way/);
    await world.faults();
    await world.pass(2 * MINUTE_MS);
    expect(engine.lossTrouble()).toBeNull();
  });

  it('holds back the next create at once, and until everything must show', async () => {
    const world = await startLosing();
    const { engine } = await world.startProcess();
    await world.pass(1_000);
    await world.faults([{ kind: 'readLag', lagMs: READ_LAG_MS - 5_000 }]);
    const card = await world.cardInProgress(CARD);
    await world.pass(31_000);
    world.backend.empty();
    const lostAt = world.time.now();
    await world.time.passWhile(engine.queues.requestReconcile(card, 'live'));
    const { writes } = await world.company.spent();
    await world.pass(5_000);
    expect((await world.company.spent()).writes).toBe(writes);
    expect((await engine.queues.wakeUps()).get(card)).toBeGreaterThanOrEqual(lostAt + READ_LAG_MS);
    await world.pass(3 * READ_LAG_MS);
    await world.faults();
    await world.pass(3 * READ_LAG_MS);
    expect(await world.found(card, CARD)).toEqual(exactlyOne(CARD));
  });

  it('in the middle of a first mirror doubles nothing, with two processes and reads that lag', async () => {
    const world = await startLosing();
    const names = Array.from({ length: 8 }, (_, index) => `Result ${index + 1}`);
    const cards = await Promise.all(names.map(name => world.cardInProgress(name)));
    await world.faults([{ kind: 'readLag', lagMs: READ_LAG_MS - 5_000 }], 150);
    const processes = [await world.startProcess(), await world.startProcess()];
    for (let times = 0; times < 5; times++) {
      await world.pass(1_700);
      world.backend.empty();
    }
    await world.pass(5 * READ_LAG_MS);
    await world.faults();
    await world.pass(5 * READ_LAG_MS);
    for (const [index, card] of cards.entries()) {
      const name = names[index] ?? '';
      expect(await world.found(card, name)).toEqual(exactlyOne(name));
    }
    for (const { engine } of processes) {
      expect([...(await engine.queues.wakeUps()).keys()].sort()).toEqual([...cards].sort());
    }
  });
});

describe('a store that is set back by some seconds, as by a failover', () => {
  it('is noticed at once by whoever is connected, and treated like one that was emptied', async () => {
    const world = await startLosing();
    const card = await world.cardInProgress(CARD);
    const { engine, warnings } = await world.startProcess();
    await world.faults([{ kind: 'readLag', lagMs: READ_LAG_MS - 5_000 }]);
    for (let times = 0; times < 4; times++) {
      await world.pass(900);
      world.backend.rollBack(2_000);
    }
    await world.pass(1_000);
    expect(lossesIn(warnings).length).toBeGreaterThan(0);
    await world.pass(4 * READ_LAG_MS);
    await world.faults();
    await world.pass(4 * READ_LAG_MS);
    expect(await world.found(card, CARD)).toEqual(exactlyOne(CARD));
    expect([...(await engine.queues.wakeUps()).keys()]).toEqual([card]);
    expect(engine.lossTrouble()).toBeNull();
  });
});

describe('a store that stands still', () => {
  it('is not taken for lost, and work goes on by itself', async () => {
    const world = await startLosing();
    const { engine, warnings } = await world.startProcess();
    const card = await world.cardInProgress(CARD);
    world.backend.standStill(12_000);
    await world.pass(6 * MINUTE_MS);
    await world.time.passWhile(engine.sweep());
    await world.pass(6 * MINUTE_MS);
    expect(await world.found(card, CARD)).toEqual(exactlyOne(CARD));
    expect(lossesIn(warnings)).toEqual([]);
  });
});
