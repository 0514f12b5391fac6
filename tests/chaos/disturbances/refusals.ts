// ClickUp refuses single writes and reads for good, until somebody mends what it objects to.
import type { Begun, Disturbance, Scene } from './disturbance.ts';

/** What was refused again and again is tried again after so long, and comments are read again. */
const TRIED_AGAIN_MS = 25 * 3_600_000;

type Rule = Parameters<Scene['activeFaults']['add']>[0][number];

async function refuse({ activeFaults }: Scene, what: string, rules: Rule[]): Promise<Begun> {
  const end = await activeFaults.add(rules.map(rule => ({ ...rule, kind: 'status', probability: 1 })));
  return {
    what,
    lingersMs: TRIED_AGAIN_MS,
    end: async () => {
      await end();
      return `no longer: ${what}`;
    },
  };
}

const invalid = (user: number, code: string) => ({ kind: 'status', probability: 1, status: 400, code, user });

export const REFUSALS = {
  personUnassignable: {
    chance: 0.15,
    by: 'faults',
    begin(scene, { who }) {
      const { people, note } = scene;
      const id = people.all[who % people.all.length]?.id ?? 0;
      note(`person ${id} refused`);
      const rule = { ...invalid(people.botId, 'ITEM_119'), bodyHas: String(id) };
      return refuse(scene, `nothing can be assigned to ${id}`, [
        { ...rule, method: 'POST', route: '/task' },
        { ...rule, method: 'PUT', route: '/task' },
      ]);
    },
  },
  questionRefused: {
    chance: 0.12,
    by: 'faults',
    begin(scene, { who }) {
      const { people, note } = scene;
      const id = people.all[who % people.all.length]?.id ?? 0;
      note(`person ${id} refused`);
      return refuse(scene, `no comment can be assigned to ${id}`, [
        {
          ...invalid(people.botId, 'INPUT_003'),
          method: 'POST',
          route: '/comment',
          bodyHas: `"assignee":${id}`,
        },
      ]);
    },
  },
  statusEditRefused: {
    chance: 0.1,
    by: 'faults',
    begin: scene =>
      refuse(scene, 'no comment can be edited', [
        { ...invalid(scene.people.botId, 'COMMENT_001'), method: 'PUT', route: '/comment' },
      ]),
  },
  commentsUnreadable: {
    chance: 0.1,
    by: 'faults',
    async begin(scene, { card }) {
      const { people, cardIds } = scene;
      const id = cardIds[card % Math.max(1, cardIds.length)];
      if (id === undefined) return null;
      return refuse(scene, `the comments of ${id} can't be read`, [
        {
          ...invalid(people.botId, 'OAUTH_027'),
          status: 401,
          method: 'GET',
          route: '/comment',
          path: `/task/${id}/comment`,
        },
      ]);
    },
  },
  itemWriteRefused: {
    chance: 0.1,
    by: 'faults',
    begin: scene =>
      refuse(scene, 'no task can be changed', [
        { ...invalid(scene.people.botId, 'ITEM_114'), method: 'PUT', route: '/v2/task' },
      ]),
  },
  supporterFieldRefused: {
    chance: 0.08,
    by: 'faults',
    begin: scene =>
      refuse(scene, 'no field can be set', [
        { ...invalid(scene.people.botId, 'FIELD_375'), method: 'POST', route: '/field' },
      ]),
  },
} satisfies Record<string, Disturbance>;
