// ClickUp shows single things in shapes that no documentation names, and later as before.
import type { People, RawTask } from '../../support/people.ts';
import type { Begun, Disturbance, Scene } from './disturbance.ts';

type Oddity = {
  set?: object;
  remove?: string[];
  append?: object;
  field?: 'supporter' | 'functions' | 'outcome';
};

/** What is odd of a task, whether card or item. */
const TASK: Oddity[] = [
  { set: { assignees: null } },
  { append: { assignees: null } },
  { append: { assignees: { username: 'No Id' } } },
  { append: { tags: null } },
  { set: { tags: null } },
  { append: { linked_tasks: { task_id: 'abc' } } },
  { set: { status: null } },
  { set: { list: null } },
  { set: { priority: {} } },
  { set: { priority: 'high' } },
  { set: { parent: '' } },
  { set: { due_date: 'soon' } },
  { set: { date_updated: null } },
  { set: { name: null } },
  { remove: ['custom_fields'] },
];
const EXTRA_FIELD = {
  id: 'zz-1',
  name: 'Year',
  type: 'drop_down',
  type_config: { options: [{ id: 'o1', name: 2024, orderindex: 0 }] },
};
const CARD: Oddity[] = [
  ...TASK,
  { append: { custom_fields: EXTRA_FIELD } },
  { append: { custom_fields: null } },
  { set: { custom_fields: null } },
  { field: 'outcome', set: { value: 99 } },
  { field: 'outcome', set: { value: 'no-such-option' } },
  { field: 'outcome', set: { value: {} } },
  { field: 'outcome', set: { type_config: { options: [null] } } },
  { field: 'outcome', set: { type_config: { options: [{ name: 'Without id' }] } } },
  { field: 'outcome', set: { type_config: [] } },
  { field: 'supporter', set: { value: '' } },
  { field: 'supporter', set: { value: [null] } },
  { field: 'functions', set: { value: '' } },
  { field: 'functions', set: { value: [7] } },
];
const COMMENT: Oddity[] = [
  { set: { user: null } },
  { set: { date: null } },
  { set: { comment_text: null, comment: null } },
  { set: { comment: [null] } },
  { set: { assignee: 'somebody' } },
  { set: { resolved: 'no' } },
  { set: { reply_count: 'many' } },
];
const LIST: Oddity[] = [
  { set: { name: null } },
  { set: { content: { text: 'rich' } } },
  { set: { statuses: null } },
  { set: { folder: null } },
];
const MEMBER: Oddity[] = [
  { set: { username: null, color: null } },
  { set: { email: 7 } },
  { remove: ['username'] },
];
const GROUP: Oddity[] = [
  { append: { members: null } },
  { append: { members: { username: 'No Id' } } },
  { set: { handle: null } },
];
const WEBHOOK: Oddity[] = [{ set: { health: null } }, { set: { events: null } }, { remove: ['client_id'] }];

/** Shows an object so, until the end. */
async function showOddly(
  { people, disturb, isDisturbed, note }: Scene,
  id: string | undefined,
  oddity: Oddity | undefined,
): Promise<Begun | null> {
  if (id === undefined || oddity === undefined || isDisturbed(id)) return null;
  const { field, ...shape } = oddity;
  if (field && isDisturbed('fields')) return null;
  await people.control('odd', { object: id, ...(field ? { field: fieldId(people, field) } : {}), ...shape });
  const settle = disturb(id);
  note(`odd ${id}`);
  return {
    what: `${id} is shown oddly: ${JSON.stringify(oddity)}`,
    end: async () => {
      // Gone meanwhile: then nothing is odd any more.
      await people.control('odd', { object: id }).catch(() => null);
      settle();
      note(`odd no more ${id}`);
      return `${id} is shown as it is`;
    },
  };
}

function fieldId(
  { supporterFieldId, functions, outcomes }: People,
  field: 'supporter' | 'functions' | 'outcome',
) {
  return { supporter: supporterFieldId, functions: functions.fieldId, outcome: outcomes.fieldId }[field];
}

const pick = <T>(all: readonly T[], number: number): T | undefined => all[number % Math.max(1, all.length)];
const idOf = (one: { id: string | number } | undefined): string | undefined => one && String(one.id);
const isThere = ({ people }: Scene, id: string): Promise<boolean> =>
  people.ask('GET', `/task/${id}`).then(
    () => true,
    () => false,
  );

export const ODD = {
  oddCard: {
    chance: 0.2,
    by: 'people',
    async begin(scene, { card, value }) {
      const id = pick(scene.cardIds, card);
      if (id === undefined || !(await isThere(scene, id))) return null;
      return showOddly(scene, id, pick(CARD, value));
    },
  },
  oddItem: {
    chance: 0.15,
    by: 'people',
    async begin(scene, { card, value }) {
      const items: RawTask[] = await scene.people.items();
      return showOddly(scene, idOf(pick(items, card)), pick(TASK, value));
    },
  },
  oddComment: {
    chance: 0.12,
    by: 'people',
    async begin(scene, { card, more, value }) {
      const cardId = pick(scene.cardIds, card);
      const comments = cardId === undefined ? [] : await scene.people.comments(cardId).catch(() => []);
      return showOddly(scene, idOf(pick(comments, more)), pick(COMMENT, value));
    },
  },
  oddList: {
    chance: 0.1,
    by: 'people',
    async begin(scene, { card, value }) {
      const lists = scene.cardIds.flatMap(id => scene.listOf(id) ?? []);
      return showOddly(scene, pick(lists, card), pick(LIST, value));
    },
  },
  oddMember: {
    chance: 0.1,
    by: 'people',
    // The board's owner as well: then nobody is the owner for a while, also where Liaison starts anew.
    begin: (scene, { who, value }) =>
      showOddly(scene, idOf(pick(scene.people.all, who)), pick(MEMBER, value)),
  },
  oddGroup: {
    chance: 0.08,
    by: 'people',
    begin: (scene, { who, value }) =>
      showOddly(scene, idOf(pick(scene.people.groups, who)), pick(GROUP, value)),
  },
  oddWebhook: {
    chance: 0.08,
    by: 'faults',
    async begin(scene, { who, value }) {
      const { people } = scene;
      const { deliveries } = await people.control<{ deliveries: { webhook: string; user: number }[] }>(
        'deliveries',
      );
      const ours = [
        ...new Set(deliveries.flatMap(({ webhook, user }) => (user === people.botId ? [webhook] : []))),
      ];
      return showOddly(scene, pick(ours, who), pick(WEBHOOK, value));
    },
  },
} satisfies Record<string, Disturbance>;
