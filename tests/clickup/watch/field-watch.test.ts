// The watch over the board's fields: what it asks for, and when it asks again.
import { expect, it } from 'vitest';
import { createFieldWatch } from '../../../src/clickup/watch/field-watch.ts';
import { loadPlaybook } from '../../../src/config/playbook-file.ts';
import type { Card } from '../../../src/domain/observation.ts';
import { ClickUpFailure } from '../../../src/reconcile/ports.ts';
import { rememberingLog } from '../../support/clickup-setting.ts';

const MINUTE_MS = 60_000;
const SUPPORTER = { id: 'f1', name: 'Supporter', type: 'users', options: [] };

async function watched() {
  let now = 1_000_000_000;
  let fields: (typeof SUPPORTER)[] | null = [SUPPORTER];
  let sweeps = 0;
  const cards = new Map<string, Card>();
  const watch = createFieldWatch({
    transport: {
      request: () =>
        fields ? Promise.resolve({ fields }) : Promise.reject(new ClickUpFailure('unavailable', 'not now')),
    } as never,
    places: { boardId: 'b', fields: { supporter: SUPPORTER }, lostFields: [] } as never,
    loaded: await loadPlaybook('config/playbook.yaml'),
    lost: [],
    cards: () => [...cards.values()],
    changed: async () => void sweeps++,
    clock: { now: () => now },
    log: rememberingLog(),
  });
  return {
    watch,
    sweeps: () => sweeps,
    later: (minutes: number) => {
      now += minutes * MINUTE_MS;
    },
    has: (those: typeof fields) => {
      fields = those;
    },
    /** A card is looked at, and shows the field or not. */
    async shows(id: string, isShown: boolean) {
      const card = { id, ...(isShown ? {} : { unseenFields: ['supporter'] }) } as unknown as Card;
      cards.set(id, card);
      await watch.saw(card);
    },
  };
}

it('asks again soon where ClickUp could not be asked for a field that a card does not show', async () => {
  const { watch, later, has, shows } = await watched();
  has(null);
  await shows('c', false);
  has([]);
  expect(watch.trouble()).toBeNull();
  later(1);
  expect(watch.isDue()).toBe(true);
  await watch.check();
  expect(watch.trouble()).toContain('There is no custom field "Supporter" on the board any more.');
});

it('looks at once for what is missing where somebody asks for it, and for nothing else', async () => {
  const { watch, sweeps, has } = await watched();
  has([]);
  await watch.lookForMissing();
  expect(watch.trouble()).toBeNull();
  await watch.check();
  has(null);
  await watch.lookForMissing();
  expect(watch.trouble()).not.toBeNull();
  has([SUPPORTER]);
  await watch.lookForMissing();
  expect(watch.trouble()).toBeNull();
  expect(sweeps()).toBe(2);
});

it('looks at everything when a field was out of sight for a moment, each time, and not all the time', async () => {
  const { sweeps, later, shows } = await watched();
  await shows('c', false);
  expect(sweeps()).toBe(1);
  // Another process reads it so, and the two would chase each other.
  for (const isShown of [true, false, true, false, true]) await shows('c', isShown);
  expect(sweeps()).toBe(1);
  later(20);
  await shows('c', true);
  await shows('c', false);
  expect(sweeps()).toBe(2);
});

it('finds a missed field again as soon as a card shows it, whichever process has read that card', async () => {
  const { watch, sweeps, later, has, shows } = await watched();
  has([]);
  await shows('c', false);
  expect(watch.trouble()).not.toBeNull();
  has([SUPPORTER]);
  later(1);
  await shows('c', false);
  expect(watch.trouble()).not.toBeNull();
  await shows('c', true);
  expect([watch.trouble(), sweeps()]).toEqual([null, 2]);
});

it('leaves a card alone that has no use for a field', async () => {
  const { sweeps, later, shows } = await watched();
  for (let day = 0; day < 3; day++) {
    await shows('c', false);
    later(24 * 60);
  }
  expect(sweeps()).toBe(1);
});

it('says so where another field bears the name by now', async () => {
  const { watch, has } = await watched();
  has([{ ...SUPPORTER, id: 'f2' }]);
  await watch.check();
  expect(watch.trouble()).toContain('Another field has that name now.');
});
