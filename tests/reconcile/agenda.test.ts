// The all-hands' agenda as a task: exactly one, the working day before, from how the whole board stood.
import { describe, expect, it } from 'vitest';
import type { ClickUp } from '../../src/reconcile/ports.ts';
import { READ_LAG_MS, type World } from '../support/world.ts';
import {
  ALL_HANDS,
  agendas,
  EVE,
  lookedAt,
  namesOf,
  PLAYBOOK,
  schedule,
  TITLE,
  until,
} from './agenda-schedule.ts';

/** ClickUp takes the agenda, and nobody lives to hear of it. */
function killedAfterPosting({ clickUp }: World): ClickUp {
  return {
    ...clickUp,
    async createAgenda(agenda) {
      await clickUp.createAgenda(agenda);
      throw new Error('killed');
    },
  };
}

describe('the agenda', () => {
  it('appears on the working day before the all-hands, once, due on its day, and can be read back', async () => {
    const { world } = await lookedAt();
    for (const hours of [6, 30]) {
      await until(world, '2027-02-01', hours);
      expect(await schedule(world)).toBeNull();
    }
    expect(await agendas(world)).toEqual([]);
    await until(world, EVE);
    expect(await schedule(world)).toBe(ALL_HANDS);
    for (const hours of [1, 13, 24, 30]) {
      await until(world, EVE, hours);
      expect(await world.writesOf(() => schedule(world))).toBe(0);
    }
    const [agenda] = await agendas(world);
    expect(agenda?.name).toBe(TITLE);
    expect(new Date(Number(agenda?.['due_date'])).toISOString()).toContain(ALL_HANDS);
    expect(await world.clickUp.readAgendas()).toEqual([{ id: agenda?.id, on: ALL_HANDS }]);
    await until(world, '2027-02-10');
    expect(await schedule(world)).toBe('2027-02-11');
    expect(await namesOf(world)).toEqual(['All-hands on Thu, 11 Feb 2027', TITLE]);
  });

  it('is made up for on the day itself, and never afterwards', async () => {
    const { world } = await lookedAt();
    await until(world, ALL_HANDS, 4);
    expect(await schedule(world)).toBe(ALL_HANDS);
    await until(world, '2027-02-12');
    expect(await schedule(world)).toBeNull();
    expect(await namesOf(world)).toEqual([TITLE]);
  });

  it('is not made for a meeting that is likely over: from noon of its day on', async () => {
    const { world } = await lookedAt();
    for (const hours of [5, 13]) {
      await until(world, ALL_HANDS, hours);
      expect(await schedule(world)).toBeNull();
    }
    expect(await agendas(world)).toEqual([]);
  });

  it('appears on the last working day where the day before is a holiday', async () => {
    const { calendar } = (await lookedAt()).world.playbook;
    const { world } = await lookedAt({ ...PLAYBOOK, calendar: { ...calendar, holidays: [EVE] } });
    await until(world, '2027-02-02');
    expect(await schedule(world)).toBe(ALL_HANDS);
  });

  it('does not exist in mode observe, nor without the section digest', async () => {
    for (const playbook of [
      { ...PLAYBOOK, mode: 'observe' },
      { ...PLAYBOOK, digest: undefined },
    ]) {
      const { world } = await lookedAt(playbook);
      await until(world, EVE);
      expect(await world.writesOf(() => schedule(world))).toBe(0);
    }
  });

  it('that somebody deletes or renames stays as they left it', async () => {
    const { world } = await lookedAt();
    await until(world, EVE);
    await schedule(world);
    const [agenda] = await agendas(world);
    const [person] = world.team().members;
    if (!person || !agenda) throw new Error('nobody, or nothing');
    await world.company.as(person).ask('PUT', `/v2/task/${agenda.id}`, { name: 'Ours' });
    world.loseStore();
    await world.cache.whole(world.clock.now());
    await until(world, ALL_HANDS, 3);
    expect(await world.writesOf(() => schedule(world))).toBe(0);
    await world.company.as(person).ask('DELETE', `/v2/task/${agenda.id}`);
    await until(world, ALL_HANDS, 4);
    expect(await world.writesOf(() => schedule(world))).toBe(0);
  });
});

describe('there is one agenda', () => {
  it('where two processes want to make it at the same moment', async () => {
    const { world } = await lookedAt();
    await until(world, EVE);
    const made = await Promise.all([schedule(world), schedule(world), schedule(world)]);
    expect(made.filter(on => on !== null)).toEqual([ALL_HANDS]);
    expect(await namesOf(world)).toEqual([TITLE]);
  });

  it('where the process died right after ClickUp took it', async () => {
    const { world } = await lookedAt();
    await until(world, EVE);
    await expect(schedule(world, { clickUp: killedAfterPosting(world) })).rejects.toThrow('killed');
    world.restart();
    await until(world, EVE, 1);
    expect(await schedule(world)).toBeNull();
    expect(await namesOf(world)).toEqual([TITLE]);
  });

  it('where the answer was lost, and it does not show yet when the schedule comes again', async () => {
    const { world } = await lookedAt();
    await until(world, EVE);
    await world.faults(
      { kind: 'cutAfterApply', method: 'POST', route: '/list/{list_id}/task', times: 1 },
      { kind: 'readLag', lagMs: READ_LAG_MS - 10_000 },
    );
    await expect(schedule(world)).rejects.toMatchObject({ kind: 'unavailable' });
    await expect(schedule(world)).rejects.toMatchObject({ name: 'RequeueAfter' });
    await until(world, EVE, 1);
    expect(await schedule(world)).toBeNull();
    expect(await namesOf(world)).toEqual([TITLE]);
  });

  it('where it was noted as made and does not show yet, when the process died before it could say so', async () => {
    const { world } = await lookedAt();
    await until(world, EVE);
    await world.faults({ kind: 'readLag', lagMs: READ_LAG_MS - 10_000 });
    const { memory } = world;
    world.memory = {
      ...memory,
      write(key, value, forMs) {
        if (key === `agenda:${ALL_HANDS}`) throw new Error('killed');
        return memory.write(key, value, forMs);
      },
    };
    await expect(schedule(world)).rejects.toThrow('killed');
    world.memory = memory;
    expect(await schedule(world)).toBeNull();
    await world.pass(READ_LAG_MS);
    expect(await namesOf(world)).toEqual([TITLE]);
  });

  it('where the store is lost', async () => {
    const { world, card } = await lookedAt();
    await until(world, EVE);
    await schedule(world);
    world.loseStore();
    world.holdUntil = world.clock.now() + READ_LAG_MS;
    await schedule(world).catch(() => null);
    await world.pass(READ_LAG_MS);
    await world.reconcileUntilDone(card);
    expect(await world.writesOf(() => schedule(world))).toBe(0);
    expect(await namesOf(world)).toEqual([TITLE]);
  });
});
