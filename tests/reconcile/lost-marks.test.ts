// What tells which task is which: its id in the record, the line in its description, its tag. People edit, copy and delete;
// nothing is doubled, and where nothing tells any more, somebody is asked.
import { describe, expect, it } from 'vitest';
import { writeRecord } from '../../src/clickup/record-text.ts';
import type { TeamRecord } from '../../src/domain/mirror/record.ts';
import { inProcessMemory } from '../../src/queue/in-process-memory.ts';
import { itemMaker, StalePlan } from '../../src/reconcile/apply/create-item.ts';
import { recall } from '../../src/reconcile/memory/recall.ts';
import type { Task } from '../support/simulator-client.ts';
import { DAY_MS, READ_LAG_MS } from '../support/world.ts';
import { teamAtWork } from './team-at-work.ts';

const ASKED = 'Liaison asks: unclear-task';
const PLAYBOOK = {
  rules: {},
  feedback: undefined,
  digest: undefined,
  workItems: [
    {
      key: 'kick-off',
      title: 'Kick-off',
      description: 'Meet.',
      phase: 'running',
      due: '2 working days after start',
    },
    {
      key: 'weekly-sync',
      title: 'Weekly sync',
      description: 'And?',
      phase: 'running',
      due: 'every week while running',
    },
  ],
};

/** A card at work whose team has met for the kick-off to come and the first sync. */
async function atWork() {
  const { world, card, client } = await teamAtWork(PLAYBOOK);
  const [list] = await world.company.lists();
  const all = () => world.company.items(list?.id ?? '');
  const named = async (name: string): Promise<Task> => {
    const found = (await all()).find(item => item.name === name);
    if (!found) throw new Error(`there is no ${name}`);
    return found;
  };
  const change = async (name: string, body: object) =>
    client.ask('PUT', `/v2/task/${(await named(name)).id}`, body);
  const untag = async (name: string, tag: string) =>
    client.ask('DELETE', `/v2/task/${(await named(name)).id}/tag/${tag}`);
  const stage = {
    world,
    card,
    client,
    all,
    named,
    change,
    untag,
    /** Somebody writes something else into the description. */
    blank: (name: string) => change(name, { markdown_content: 'In the garden.' }),
    describeAs: (name: string, key: string) =>
      change(name, { markdown_content: `Managed by Liaison · ${key} · ${card}` }),
    async copy(name: string) {
      const { text_content, tags, due_date } = await named(name);
      const body = { name: `${name} (copy)`, markdown_content: text_content, due_date };
      await client.ask('POST', `/v2/list/${list?.id}/task`, {
        ...body,
        tags: (tags as { name: string }[]).map(tag => tag.name),
      });
    },
    remove: async (name: string) => client.ask('DELETE', `/v2/task/${(await named(name)).id}`),
    names: async () => (await all()).map(({ name }) => name).sort(),
    async record(): Promise<TeamRecord> {
      const { record } = (await world.clickUp.readItems(null)).find(({ isAbout }) => isAbout) ?? {};
      if (!record || record === 'unreadable') throw new Error('there is no record');
      return record;
    },
    async moveStart(days: number) {
      const start = Number((await world.company.card(card))['start_date']) + days * DAY_MS;
      await client.ask('PUT', `/v2/task/${card}`, { start_date: start });
    },
    dueDay: async (name: string) =>
      new Date(Number((await named(name))['due_date'])).toISOString().slice(0, 10),
    /** Whatever anybody deleted shows, and nothing is too young to be believed. */
    async lookAnew() {
      await world.pass(2 * READ_LAG_MS);
      await world.cache.whole(world.clock.now());
      await world.reconcileUntilDone(card);
    },
    async expectNothingLeft() {
      await world.pass(2 * READ_LAG_MS);
      expect(await world.writesOf(() => world.reconcileUntilDone(card))).toBe(0);
      world.loseStore();
      expect(await world.writesOf(() => world.reconcileUntilDone(card))).toBe(0);
    },
  };
  return stage;
}

const idOf = ({ templates }: TeamRecord, key: string) => templates[key]?.id;

describe('a managed task', () => {
  it('stands in the record by its id, and the space has one tag for its template, however often it comes', async () => {
    const { world, card, record, named, all, change } = await atWork();
    expect(idOf(await record(), 'kick-off')).toBe((await named('Kick-off')).id);
    for (let week = 0; week < 4; week++) {
      const open = (await all()).find(
        item => item.name === 'Weekly sync' && (item['status'] as { type: string }).type !== 'closed',
      );
      await world.company
        .as(world.team().members[0] as never)
        .ask('PUT', `/v2/task/${open?.id}`, { status: 'complete' });
      await world.reconcileUntilDone(card);
    }
    await change('Kick-off', { status: 'complete' });
    const syncs = (await all()).filter(({ name }) => name === 'Weekly sync').map(({ id }) => id);
    const { templates } = await record();
    const noted = Object.entries(templates).flatMap(([key, { id }]) =>
      key.startsWith('weekly-sync') ? [id] : [],
    );
    expect(new Set(noted)).toEqual(new Set(syncs));
    expect(syncs).toHaveLength(5);
    const tags = (await world.clickUp.readTags()).filter(tag => tag.startsWith('liaison-'));
    expect(tags.toSorted()).toEqual(['liaison-about', 'liaison-kick-off', 'liaison-weekly-sync']);
  });

  it('that lost line and tag is known by the record: it follows the card, and none is made beside it', async () => {
    const stage = await atWork();
    await stage.blank('Kick-off');
    await stage.untag('Kick-off', 'liaison-kick-off');
    await stage.blank('Weekly sync');
    await stage.untag('Weekly sync', 'liaison-weekly-sync');
    await stage.moveStart(1);
    await stage.lookAnew();
    expect(await stage.names()).toEqual(['About this list', 'Kick-off', 'Weekly sync']);
    expect(await stage.dueDay('Kick-off')).toBe('2027-02-04');
    await stage.change('Weekly sync', { status: 'complete' });
    await stage.world.reconcileUntilDone(stage.card);
    expect(Object.keys((await stage.record()).templates)).toContain('weekly-sync-2');
    await stage.expectNothingLeft();
  });

  it('that lost line and record is known by its tag, unless it comes again', async () => {
    const stage = await atWork();
    await stage.blank('Kick-off');
    await stage.remove('About this list');
    await stage.lookAnew();
    expect(await stage.names()).toEqual(['About this list', 'Kick-off', 'Weekly sync']);
    expect(idOf(await stage.record(), 'kick-off')).toBe((await stage.named('Kick-off')).id);
    await stage.expectNothingLeft();
  });

  it('is not the copy that somebody made of it, also where it is deleted', async () => {
    const stage = await atWork();
    await stage.copy('Kick-off');
    await stage.moveStart(1);
    await stage.lookAnew();
    expect(await stage.dueDay('Kick-off')).toBe('2027-02-04');
    expect(await stage.dueDay('Kick-off (copy)')).toBe('2027-02-03');
    await stage.remove('Kick-off');
    await stage.moveStart(1);
    await stage.lookAnew();
    expect(await stage.names()).toEqual(['About this list', 'Kick-off (copy)', 'Weekly sync']);
    expect(await stage.dueDay('Kick-off (copy)')).toBe('2027-02-03');
    await stage.expectNothingLeft();
  });
});

describe('work that comes again of which a tag alone is left', () => {
  async function unclear() {
    const stage = await atWork();
    await stage.blank('Weekly sync');
    await stage.change('Weekly sync', { status: 'complete' });
    await stage.remove('About this list');
    await stage.lookAnew();
    return stage;
  }

  it('stops what would be made, and nothing else, and somebody is asked once', async () => {
    const stage = await unclear();
    expect(await stage.names()).toEqual(['About this list', 'Kick-off', 'Weekly sync']);
    expect(await stage.world.headlines(stage.card)).toContain(ASKED);
    await stage.world.pass(8 * DAY_MS);
    await stage.moveStart(7);
    await stage.lookAnew();
    expect(await stage.dueDay('Kick-off')).toBe('2027-02-10');
    expect((await stage.world.headlines(stage.card)).filter(line => line === ASKED)).toHaveLength(1);
    expect(await stage.names()).toEqual(['About this list', 'Kick-off', 'Weekly sync']);
    await stage.expectNothingLeft();
  });

  it('goes on once its description is back', async () => {
    const stage = await unclear();
    await stage.describeAs('Weekly sync', 'weekly-sync-1');
    await stage.lookAnew();
    expect(await stage.names()).toEqual(['About this list', 'Kick-off', 'Weekly sync', 'Weekly sync']);
    expect(await stage.world.headlines(stage.card)).toContain('Mended, thank you: unclear-task');
    expect(Object.keys((await stage.record()).templates).toSorted()).toEqual([
      'kick-off',
      'weekly-sync-1',
      'weekly-sync-2',
    ]);
    await stage.expectNothingLeft();
  });

  it('goes on once its tag is off, as a task of the team’s own', async () => {
    const stage = await unclear();
    await stage.untag('Weekly sync', 'liaison-weekly-sync');
    await stage.lookAnew();
    expect(await stage.names()).toEqual(['About this list', 'Kick-off', 'Weekly sync', 'Weekly sync']);
    await stage.expectNothingLeft();
  });

  it('may be the one whose making was not answered: none is made until the plan has seen it', async () => {
    const clock = { now: () => 1_000_000 };
    const memory = inProcessMemory(clock);
    await (await recall(memory, 'card')).noteMade('item:weekly-sync-2', { at: 0, object: null });
    let looks = 0;
    const nothing = async () => {};
    const make = itemMaker(
      {
        clock,
        company: { readLagMs: READ_LAG_MS },
        firstContact: { holdUntil: async () => null },
        checkLock: nothing,
        cache: { fresh: nothing, putItem: nothing },
        clickUp: { seekList: async () => ({ state: 'there' }), readItemsOf: async () => [] },
      } as never,
      await recall(memory, 'card'),
      { team: () => ({ all: [], unclear: looks++ > 1 ? [{ id: 'x' }] : [] }) as never, listId: () => 'list' },
    );
    const values = { due: null, assignees: [] };
    const makeIt = () => Promise.reject(new Error('made a second time'));
    const making = make('item:weekly-sync-2', makeIt, () => false, values);
    await expect(making).rejects.toBeInstanceOf(StalePlan);
  });
});

describe('a list of the release before, with numbers in its tags and no ids in its record', () => {
  async function fromBefore() {
    const stage = await atWork();
    const { world, client } = stage;
    const { list: _later, ...record } = await stage.record();
    const bare = Object.entries(record.templates).map(([key, { id: _too, ...entry }]) => [key, entry]);
    const former = writeRecord({ ...record, templates: Object.fromEntries(bare) });
    await stage.change('About this list', { markdown_content: `An older text.\n\n${former}` });
    await stage.untag('Weekly sync', 'liaison-weekly-sync');
    const { id } = await stage.named('Weekly sync');
    await client.ask('POST', `/v2/task/${id}/tag/liaison-weekly-sync-1`);
    world.loseStore();
    return stage;
  }

  it('goes on without a write of its own', async () => {
    const stage = await fromBefore();
    expect(await stage.record()).not.toHaveProperty('list');
    await stage.expectNothingLeft();
    expect(idOf(await stage.record(), 'kick-off')).toBeUndefined();
  });

  it('has nothing doubled, also where a description is lost, and gets its ids with what is written anyway', async () => {
    const stage = await fromBefore();
    await stage.blank('Weekly sync');
    await stage.lookAnew();
    await stage.change('Weekly sync', { status: 'complete' });
    await stage.world.reconcileUntilDone(stage.card);
    expect(await stage.names()).toEqual(['About this list', 'Kick-off', 'Weekly sync', 'Weekly sync']);
    const { templates } = await stage.record();
    const made = (await stage.all()).filter(({ name }) => name !== 'About this list');
    expect(new Set(Object.values(templates).map(({ id }) => id))).toEqual(new Set(made.map(({ id }) => id)));
    await stage.expectNothingLeft();
  });
});
