// One odd thing harms only itself: whatever shape one card, item, comment, member, group, list or webhook has, it is
// named, and every other customer result gets what it should have.
import { describe, expect, it } from 'vitest';
import { sampleOf } from '../support/scale.ts';
import { type Odd, oddCompany } from './odd-company.ts';

/** Cards of shapes that can't be understood, by the place that is to be named. */
const UNREADABLE_CARDS: { shape: string; field?: string; odd: Odd; where: string }[] = [
  { shape: 'without custom fields', odd: { remove: ['custom_fields'] }, where: 'custom_fields' },
  {
    shape: 'with custom fields that are no list',
    odd: { set: { custom_fields: {} } },
    where: 'custom_fields',
  },
  { shape: 'without assignees', odd: { remove: ['assignees'] }, where: 'assignees' },
  {
    shape: 'with an assignee without id',
    odd: { set: { assignees: [{ username: 'Ada' }] } },
    where: 'assignees.0.id',
  },
  { shape: 'without a status', odd: { set: { status: null } }, where: 'status' },
  {
    shape: 'with a status without a name',
    odd: { set: { status: { type: 'custom' } } },
    where: 'status.status',
  },
  { shape: 'with a priority of its own', odd: { set: { priority: 'soon' } }, where: 'priority' },
  { shape: 'with a name that is none', odd: { set: { name: { en: 'x' } } }, where: 'name' },
  { shape: 'with a tag without a name', odd: { set: { tags: [{ tag_fg: '#fff' }] } }, where: 'tags.0.name' },
  { shape: 'with tags that are no list', odd: { set: { tags: 'waived' } }, where: 'tags' },
  {
    shape: 'with a description that is no text',
    odd: { set: { description: { ops: [] }, text_content: null } },
    where: 'description',
  },
  {
    shape: 'with an outcome of an unknown place',
    field: 'Outcome',
    odd: { set: { value: 17 } },
    where: 'custom_fields.Outcome.value',
  },
  {
    shape: 'with an outcome of an unknown id',
    field: 'Outcome',
    odd: { set: { value: 'b1a2' } },
    where: 'custom_fields.Outcome.value',
  },
  {
    shape: 'with an object as outcome',
    field: 'Outcome',
    odd: { set: { value: { name: 'Achieved' } } },
    where: 'custom_fields.Outcome.value',
  },
  {
    shape: 'with an empty list as outcome',
    field: 'Outcome',
    odd: { set: { value: [] } },
    where: 'custom_fields.Outcome.value',
  },
  {
    shape: 'with a word as supporter',
    field: 'Supporter',
    odd: { set: { value: 'Grace' } },
    where: 'custom_fields.Supporter.value',
  },
  {
    shape: 'with a supporter without id',
    field: 'Supporter',
    odd: { set: { value: [{ username: 'Grace' }] } },
    where: 'custom_fields.Supporter.value',
  },
  {
    shape: 'with numbers as labels',
    field: 'Functions needed',
    odd: { set: { value: [7] } },
    where: 'custom_fields.Functions needed.value',
  },
];

/** Shapes of cards that are odd and can be understood. */
const READABLE_CARDS: { shape: string; field?: string; odd: Odd }[] = [
  {
    shape: 'with an extra drop-down of years',
    odd: {
      append: {
        custom_fields: {
          id: 'zz-1',
          name: 'Year',
          type: 'drop_down',
          type_config: { options: [{ id: 'o1', name: 2024, orderindex: 0 }] },
        },
      },
    },
  },
  { shape: 'with a custom field that is null', odd: { append: { custom_fields: null } } },
  { shape: 'with a custom field that is a word', odd: { append: { custom_fields: 'Year' } } },
  { shape: 'with "" as outcome', field: 'Outcome', odd: { set: { value: '' } } },
  { shape: 'with "" as labels', field: 'Functions needed', odd: { set: { value: '' } } },
  {
    shape: 'with odd options',
    field: 'Outcome',
    odd: {
      set: {
        type_config: {
          options: [null, { name: 'No id', orderindex: 0 }, { id: 'x', name: 7, orderindex: 1.5 }],
        },
      },
    },
  },
  { shape: 'with options that are no list', field: 'Outcome', odd: { set: { type_config: [] } } },
  { shape: 'with an assignee that is null', odd: { append: { assignees: null } } },
  { shape: 'with a tag that is null', odd: { append: { tags: null } } },
  { shape: 'with a tag that is a word', odd: { append: { tags: 'urgent' } } },
  { shape: 'with a link without its other end', odd: { append: { linked_tasks: { task_id: '86x' } } } },
  { shape: 'with links that are none', odd: { set: { linked_tasks: null } } },
  { shape: 'with an empty priority', odd: { set: { priority: {} } } },
  { shape: 'with a word as priority', odd: { set: { priority: 'high' } } },
  { shape: 'with "" as parent', odd: { set: { parent: '' } } },
  { shape: 'without a list', odd: { set: { list: null } } },
  { shape: 'with a number as name', odd: { set: { name: 2024 } } },
  { shape: 'with dates that are none', odd: { set: { date_created: 'then', orderindex: 1.5 } } },
];

describe('an odd card', () => {
  it('is named with the place that can’t be read, and every other card gets its list', async () => {
    const { cardInProgress, company, fieldId, odd, plan, liaison } = await oddCompany();
    const fine = [await cardInProgress('Fine from the start')];
    const named = new Map<string, string>();
    for (const { shape, field, odd: change, where } of sampleOf(UNREADABLE_CARDS, 3)) {
      const id = await cardInProgress(`A card ${shape}`);
      await odd(id, { ...change, ...(field ? { field: await fieldId(field) } : {}) });
      named.set(id, where);
    }
    for (const { shape, field, odd: change } of sampleOf(READABLE_CARDS, 3)) {
      const id = await cardInProgress(`A card ${shape}`);
      await odd(id, { ...change, ...(field ? { field: await fieldId(field) } : {}) });
      fine.push(id);
    }
    const planned = await plan();
    const seen = new Map(planned.unreadable.map(({ id, where }) => [id, where]));
    expect(seen).toEqual(named);
    expect(planned.customerResults.map(({ id }) => id).sort()).toEqual([...fine].sort());

    const { sweep, log } = await liaison();
    const report = await sweep();
    expect(report.failed).toEqual([]);
    expect(new Map(report.unreadable.map(({ id, where }) => [id, where]))).toEqual(named);
    const lists = await company.lists();
    const owners = fine.filter(id => lists.some(({ content }) => content.includes(`/t/${id}`)));
    expect(owners).toEqual(fine);
    expect(lists).toHaveLength(fine.length);
    for (const id of named.keys()) expect(await company.comments(id)).toEqual([]);
    // One line for each, however often it is looked at.
    await sweep();
    for (const id of named.keys()) {
      const told = log
        .text()
        .split('\n')
        .filter(line => line.includes(`card ${id}`) && line.includes('can not be read'));
      expect(told).toHaveLength(1);
    }
  });
});

type Beside = {
  thing: 'item' | 'comment' | 'list' | 'member' | 'group';
  shape: string;
  odd: Odd;
  names: string | null;
};

/** Shapes of what is not a card; `names` is the kind under which it is named, null where it can be understood. */
const BESIDE: Beside[] = sampleOf<Beside>(
  [
    { thing: 'item', shape: 'without a status', odd: { set: { status: null } }, names: 'item' },
    { thing: 'item', shape: 'without assignees', odd: { remove: ['assignees'] }, names: 'item' },
    { thing: 'item', shape: 'with an empty priority', odd: { set: { priority: {} } }, names: null },
    { thing: 'item', shape: 'with a name that is none', odd: { set: { name: { en: 'x' } } }, names: 'item' },
    {
      thing: 'comment',
      shape: 'of no text',
      odd: { set: { comment: 7, comment_text: null } },
      names: 'comment',
    },
    { thing: 'comment', shape: 'by nobody', odd: { set: { user: null } }, names: 'comment' },
    { thing: 'comment', shape: 'with many replies', odd: { set: { reply_count: 'many' } }, names: null },
    { thing: 'comment', shape: 'without a date', odd: { set: { date: null } }, names: 'comment' },
    {
      thing: 'list',
      shape: 'with a rich description',
      odd: { set: { content: { ops: [] } } },
      names: 'list',
    },
    { thing: 'list', shape: 'without a name', odd: { set: { name: null } }, names: null },
    { thing: 'list', shape: 'without statuses', odd: { set: { statuses: null } }, names: null },
    { thing: 'member', shape: 'with a number as address', odd: { set: { email: 7 } }, names: null },
    { thing: 'member', shape: 'without a name', odd: { set: { username: null } }, names: null },
    { thing: 'group', shape: 'without members', odd: { set: { members: null } }, names: 'group' },
    {
      thing: 'group',
      shape: 'with a member without id',
      odd: { append: { members: { username: 'x' } } },
      names: 'group',
    },
  ],
  2,
);

describe('an odd thing beside the cards', () => {
  it('is named where it can’t be read, doubles nothing, and a new card gets its list all the same', async () => {
    const { cardInProgress, company, client, team, odd, plan, liaison } = await oddCompany();
    const card = await cardInProgress('Has everything');
    const { sweep } = await liaison();
    await sweep();
    const [list] = await company.lists();
    const items = await company.items(list?.id ?? '');
    const [comment] = await company.comments(card);
    const { body } = await client.ask<{ groups: { id: string; name: string }[] }>(
      'GET',
      `/v2/group?team_id=${company.places.team}`,
    );
    const objects = {
      item: items.find(({ name }) => name === 'Kick-off')?.id,
      comment: comment?.id,
      list: list?.id,
      member: team[0]?.id,
      group: body.groups.find(({ name }) => name === 'Supporters')?.id,
    };
    const found: unknown[] = [];
    for (const [index, { thing, shape, odd: change }] of BESIDE.entries()) {
      const object = String(objects[thing]);
      await odd(object, change);
      const planned = await plan();
      const next = await cardInProgress(`Card ${index}`);
      const report = await sweep();
      const names = await company.lists().then(all => all.map(({ name }) => name));
      const of = ({ unreadable }: typeof planned) =>
        unreadable.find(({ id, where }) => id === object || where.includes(object))?.kind ?? null;
      found.push({
        thing,
        shape,
        names: of(planned),
        failed: report.failed,
        hasList: names.includes(`Card ${index}`),
        said: (await company.comments(next)).length,
      });
      await odd(object);
    }
    const expected = BESIDE.map(({ thing, shape, names }) => ({
      thing,
      shape,
      names,
      failed: [],
      hasList: true,
      said: 1,
    }));
    expect(found).toEqual(expected);
    await sweep();
    // Everything is there once, and nothing was said twice.
    expect((await company.lists()).length).toBe(BESIDE.length + 1);
    expect((await company.items(list?.id ?? '')).map(({ name }) => name).sort()).toEqual(
      items.map(({ name }) => name).sort(),
    );
    expect((await company.comments(card)).length).toBe(1);
    expect((await plan()).unreadable).toEqual([]);
  }, 240_000);
});
