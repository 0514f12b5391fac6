// A gentle start: the playbook names a pilot or lets only so many changes be made a day, until people trust what they see.
import type { RawTask } from '../../support/people.ts';
import type { Begun, Disturbance, Scene } from './disturbance.ts';

const DAY_MS = 86_400_000;
const LIMITS = [5, 12, 30, 60];

/** How it was begun; `until` is when it was over, by our clock, and `listed` the cards outside of the pilot that had a list then. */
export type GentleStart = {
  pilot: string[] | null;
  limit: number | null;
  until: number;
  listed: string[];
};

async function makePilot({ people, addCard, now }: Scene, who: number): Promise<string> {
  const team = [0, 3].flatMap(step => people.all[(who + step) % people.all.length]?.id ?? []);
  const card = await people.ask<RawTask>('POST', `/list/${people.boardId}/task`, {
    name: 'First of all',
    status: 'in progress',
    assignees: team,
    start_date: now(),
    due_date: now() + 42 * DAY_MS,
  });
  addCard(card);
  return card.id;
}

export const GENTLE_START = {
  gentleStart: {
    chance: 0.15,
    by: 'people',
    isFromTheStart: true,
    async begin(scene, { who, more, value }): Promise<Begun> {
      const { loaded, people, restartWith, gentle, ourNow } = scene;
      const { playbook } = loaded;
      if (value % 3 !== 0) playbook.pilot = [await makePilot(scene, who)];
      if (value % 3 !== 1) playbook.maxChangesPerDay = LIMITS[more % LIMITS.length];
      const { pilot = null, maxChangesPerDay: limit = null } = playbook;
      gentle.begun = { pilot, limit, until: Infinity, listed: [] };
      return {
        what: `only ${pilot?.join() ?? 'all cards'}, ${limit ?? 'any number of'} changes a day`,
        async end() {
          restartWith(async () => {
            delete playbook.pilot;
            delete playbook.maxChangesPerDay;
            const isOutside = (id: string): boolean => pilot !== null && !pilot.includes(id);
            const lists = await people.everyList();
            const listed = scene.cardIds.filter(
              id => isOutside(id) && lists.some(({ content }) => content.includes(`/${id}`)),
            );
            gentle.begun = { pilot, limit, until: ourNow(), listed };
          });
          return 'Liaison begins in earnest';
        },
      };
    },
  },
} satisfies Record<string, Disturbance>;
