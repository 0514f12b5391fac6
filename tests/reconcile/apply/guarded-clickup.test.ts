// Nothing is written for a job that is not ours any more: every single write looks at lock and cancellation.
import { describe, expect, it } from 'vitest';
import { createClickUp } from '../../../src/clickup/clickup.ts';
import { CALLS, Cancelled, guarded } from '../../../src/reconcile/apply/guarded-clickup.ts';
import type { ClickUp } from '../../../src/reconcile/ports.ts';
import { reconcile } from '../../../src/reconcile/reconcile.ts';
import { examplePlaybook } from '../../support/clickup-setting.ts';
import { OURS, startWorld, type World } from '../../support/world.ts';

type WriteName = {
  [Name in keyof typeof CALLS]: (typeof CALLS)[Name] extends 'reads' ? never : Name;
}[keyof typeof CALLS];

const text = [{ spans: ['Hello'] }];

const ABSENCE = { commandId: '1', from: '2027-03-01', until: '2027-03-05', name: 'Away' };

/** Each write of the port with everything that it needs; a new one does not compile without. */
function writesOf(world: World, clickUp: ClickUp): Record<WriteName, () => Promise<unknown>> {
  const plain = world.clickUp;
  const newList = async () =>
    plain.createList({ name: 'A list', description: '', cardId: 'x', cardUrl: 'u' });
  const card = () => world.cardInProgress();
  const item = async () => {
    const { id: listId } = await newList();
    return plain.createItem({ ...NEW_ITEM, listId });
  };
  const comment = async () => (await plain.createComment(await card(), { text, assignee: null })).id;
  const [person] = world.team().members.map(({ id }) => id);
  if (person === undefined) throw new Error('nobody');
  return {
    createList: () => clickUp.createList({ name: 'Another', description: '', cardId: 'x', cardUrl: 'u' }),
    async adoptList() {
      const { members } = world.team();
      const [member] = members;
      if (!member) throw new Error('nobody');
      const path = `/v2/folder/${world.places.folderId}/list`;
      const { body } = await world.company.as(member).ask<{ id: string }>('POST', path, { name: 'Free' });
      return clickUp.adoptList({ id: body.id, name: 'Free', description: '', cardId: 'x', cardUrl: 'u' });
    },
    async markList() {
      const { id } = await newList();
      return clickUp.markList({ id, name: '✓ Done', finished: { note: 'Over', on: '2027-02-01' } });
    },
    createFollowUp: () =>
      clickUp.createFollowUp({ itemId: 'i', name: 'Next', description: '', status: 'forming' }),
    linkCard: async () => clickUp.linkCard(await card(), (await item()).id),
    async closeItem() {
      const { id, listId } = await item();
      return clickUp.closeItem(id, listId);
    },
    async reopenItem() {
      const { id, listId } = await item();
      await plain.closeItem(id, listId);
      return clickUp.reopenItem(id, listId);
    },
    createAbsence: () => clickUp.createAbsence({ ...ABSENCE, person }),
    changeAbsence: async () => clickUp.changeAbsence({ ...ABSENCE, id: (await item()).id }),
    async closeAbsence() {
      const { id } = await plain.createAbsence({ ...ABSENCE, person });
      return clickUp.closeAbsence(id);
    },
    createAgenda: () => clickUp.createAgenda({ on: '2027-02-04', name: 'All-hands', text: 'Hello' }),
    createAbout: async () => clickUp.createAbout((await newList()).id, { ...PAGE, name: 'About this list' }),
    updateAbout: async () => clickUp.updateAbout((await item()).id, PAGE),
    createItem: async () => clickUp.createItem({ ...NEW_ITEM, listId: (await newList()).id }),
    updateItem: async () => clickUp.updateItem((await item()).id, { dueOn: '2027-03-01' }),
    createComment: async () => clickUp.createComment(await card(), { text, assignee: null }),
    createReply: async () => clickUp.createReply(await comment(), text),
    updateComment: async () =>
      clickUp.updateComment(await comment(), { text, assignee: person, isResolved: false }),
    strikeComment: async () => clickUp.strikeComment(await comment(), 'Out of date'),
    takeOff: async () => clickUp.takeOff(await card(), [person]),
    tagCard: async () => clickUp.tagCard(await card(), 'waived', true),
    moveCard: async () => clickUp.moveCard(await card(), 'forming'),
    changeSupporters: async () => clickUp.changeSupporters(await card(), { add: [person], remove: [] }),
  };
}

const NEW_ITEM = {
  cardId: 'x',
  template: 'kick-off',
  tag: 'kick-off',
  name: 'Kick-off',
  description: '',
  tags: [],
  dueOn: null,
  assignees: [],
};
const PAGE = {
  text: 'About',
  record: { version: 1, sequence: 1, card: 'x', metOn: '2027-02-01', entered: {}, templates: {} } as const,
};
const DIGEST = { list: 'All-hands', plans: [], outcomes: [], evaluations: [], celebrate: [] };
const names = Object.entries(CALLS).flatMap(([name, kind]) => (kind === 'reads' ? [] : [name as WriteName]));

/** The world's ClickUp for one run, and what happened in order: checks and requests. */
async function watched(check: () => Promise<void> = async () => {}) {
  const people = { ...examplePlaybook().people, absences: 'Away' };
  const world = await startWorld({ list: 'Away', playbook: { digest: DIGEST, people } });
  const events: string[] = [];
  const { transport, places, playbook, clock } = world;
  const over = createClickUp({
    places,
    playbook,
    clock,
    transport: {
      ...transport,
      request(spec) {
        events.push(spec.method);
        return transport.request(spec);
      },
    },
  });
  const clickUp = guarded(over, async () => {
    events.push('check');
    await check();
  });
  return { world, clickUp, events };
}

describe('A write for a job', () => {
  it.each(names)('%s is sent right after a check, with nothing in between', async name => {
    const { world, clickUp, events } = await watched();
    await writesOf(world, clickUp)[name]();
    const before = events.flatMap((event, index) =>
      ['check', 'GET'].includes(event) ? [] : [events[index - 1]],
    );
    expect(before.length).toBeGreaterThan(0);
    expect(new Set(before)).toEqual(new Set(['check']));
  });

  it.each(names)('%s is not sent where the lock is lost', async name => {
    const { world, clickUp, events } = await watched(() => Promise.reject(new Error('the lock is lost')));
    await expect(writesOf(world, clickUp)[name]()).rejects.toThrow('the lock is lost');
    expect(new Set(events.filter(event => event !== 'GET'))).toEqual(new Set(['check']));
  });

  it('lets a read go ahead whatever became of the lock', async () => {
    const { clickUp } = await watched(() => Promise.reject(new Error('the lock is lost')));
    expect(await clickUp.readCards(null)).toEqual([]);
  });
});

describe('A look whose job was cancelled', () => {
  it('writes nothing more, whatever it was about to do', async () => {
    const world = await startWorld();
    const card = await world.cardInProgress();
    await world.reconcileUntilDone(card);
    const [person] = world.team().members;
    if (!person) throw new Error('nobody');
    await world.company
      .as(person)
      .ask('PUT', `/v2/task/${card}`, { start_date: world.clock.now() + 14 * 86_400_000 });
    await world.pass(60_000);
    const ending = new AbortController();
    let done = 0;
    const deps = {
      ...world.deps(),
      reports: {
        ...world.deps().reports,
        countOperation: () => {
          done += 1;
          if (done === 2) ending.abort(new Error('the process ends'));
        },
      },
    };
    const run = { ...OURS, requestedAt: world.clock.now(), signal: ending.signal };
    const writes = await world.writesOf(async () => {
      await expect(reconcile(deps, card, run)).rejects.toThrow(Cancelled);
    });
    expect({ done, writes }).toEqual({ done: 2, writes: 2 });
    await world.reconcileUntilDone(card);
  });
});
