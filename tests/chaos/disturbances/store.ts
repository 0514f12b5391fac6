// The store loses everything or its last seconds, is made anew or stands still: while everything runs and while it starts.
import type { Choice, Disturbance, Scene } from './disturbance.ts';

const SECOND_MS = 1_000;

/** Every other time somebody starts Liaison again just then. */
async function whileStarting({ restart, pause }: Scene, { who, more }: Choice): Promise<string> {
  if (who % 2 === 0) return '';
  restart(who % 4 === 1 ? 'kill' : 'stop');
  await pause(more * 5);
  return ' while it starts';
}

export const STORE = {
  storeEmptied: {
    chance: 0.12,
    by: 'faults',
    async begin(scene, choice) {
      const when = await whileStarting(scene, choice);
      await scene.store.empty();
      return { what: `the store was emptied${when}` };
    },
  },
  storeRolledBack: {
    chance: 0.12,
    by: 'faults',
    async begin(scene, choice) {
      const when = await whileStarting(scene, choice);
      const ms = SECOND_MS + (choice.value % 20) * SECOND_MS;
      await scene.store.rollBack(ms);
      return { what: `the store was set back by ${ms} ms${when}` };
    },
  },
  storeRecreated: {
    chance: 0.12,
    by: 'faults',
    async begin(scene, choice) {
      const when = await whileStarting(scene, choice);
      await scene.store.recreate();
      return { what: `the store was made anew${when}` };
    },
  },
  storeStandsStill: {
    chance: 0.12,
    by: 'faults',
    async begin(scene, choice) {
      const ms = SECOND_MS + (choice.value % 120) * SECOND_MS;
      await scene.store.standStill(ms);
      const when = await whileStarting(scene, choice);
      return { what: `the store stands still for ${ms} ms${when}` };
    },
  },
} satisfies Record<string, Disturbance>;
