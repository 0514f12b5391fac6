import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { RichText } from '../../src/domain/language/rich-text.ts';
import type { TeamRecord } from '../../src/domain/mirror/record.ts';
import type { Card, TeamList } from '../../src/domain/observation.ts';
import { ask, startSetting } from '../support/clickup-setting.ts';

type Setting = Awaited<ReturnType<typeof startSetting>>;
const HEADLINE: RichText = [{ spans: ['Liaison asks: team-size, timebox'] }];

const recordOf = (card: string, sequence = 1): TeamRecord => ({
  version: 1,
  sequence,
  card,
  metOn: '2027-01-04',
  entered: { running: '2027-01-04' },
  templates: {},
});

describe('ClickUp through the port', () => {
  let setting: Setting;
  let cards: Card[];
  let card: Card;
  let list: TeamList;
  const asBot = (method: string, path: string, body?: object) =>
    ask(setting.simulator, setting.simulator.tokens.bot.token, method, path, body);

  beforeAll(async () => {
    setting = await startSetting('demo');
    cards = await setting.clickUp.readCards(null);
    card = cards.find(candidate => candidate.status === 'in progress') as Card;
    const { id: cardId, url: cardUrl } = card;
    list = await setting.clickUp.createList({ name: 'The team', description: 'Our work.', cardId, cardUrl });
  });
  afterAll(() => setting.close());

  const newItem = (
    changes: { template?: string; tag?: string; dueOn?: string | null; assignees?: number[] } = {},
  ) => ({
    listId: list.id,
    cardId: card.id,
    template: 'kick-off',
    tag: changes.template ?? 'kick-off',
    name: 'Kick-off',
    description: 'Meet once.',
    tags: ['milestone'],
    dueOn: '2027-03-04',
    assignees: [setting.places.me.id],
    ...changes,
  });

  it('reads every card of the board with its people, ended ones too', () => {
    expect(new Set(cards.map(each => each.status))).toContain('done');
    expect(card.supporters).toHaveLength(1);
    expect(card.assignees.length).toBeGreaterThan(1);
    expect(card.startOn).toMatch(/^\d{4}-\d\d-\d\d$/);
    expect(cards.find(each => each.status === 'done')?.outcome).toBe('Achieved');
  });

  it('reads only what was updated since an instant', async () => {
    const other = cards.find(each => each.id !== card.id);
    const before = Math.max(...(await setting.clickUp.readCards(null)).map(each => each.updatedAt));
    await asBot('PUT', `/task/${other?.id}`, { name: 'Renamed' });
    const changed = await setting.clickUp.readCards(before);
    expect(changed.map(each => [each.id, each.name])).toEqual([[other?.id, 'Renamed']]);
  });

  it('reads one card, and null where it is deleted, unknown, archived, a subtask or not on the board', async () => {
    const { clickUp, places } = setting;
    expect(await clickUp.readCard(card.id)).toEqual(card);
    const made = async (listId: string, more: object = {}) =>
      String((await asBot('POST', `/list/${listId}/task`, { name: 'x', ...more }))['id']);
    const [deleted, archived, elsewhere, subtask] = [
      await made(places.boardId),
      await made(places.boardId),
      await made(list.id),
      await made(places.boardId, { parent: card.id }),
    ];
    expect(await clickUp.readCard(deleted)).not.toBeNull();
    await asBot('DELETE', `/task/${deleted}`);
    await asBot('PUT', `/task/${archived}`, { archived: true });
    for (const id of [deleted, archived, elsewhere, subtask, '86unknown'])
      expect(await clickUp.readCard(id)).toBeNull();
  });

  it('makes a list that names its card, and finds it among the lists', async () => {
    expect(list).toEqual({
      id: expect.any(String),
      name: 'The team',
      cardId: card.id,
      isFinished: false,
    });
    expect(await setting.clickUp.readLists()).toContainEqual(list);
  });

  it('says in name and description that a list is finished, and takes it away again', async () => {
    const { clickUp } = setting;
    const finished = { note: 'It came to its end.', on: '2027-03-12' };
    const marked = await clickUp.markList({ id: list.id, name: '✓ The team', finished });
    expect(marked).toEqual({ ...list, name: '✓ The team', isFinished: true });
    expect(await clickUp.readLists()).toContainEqual(marked);
    const { content } = await asBot('GET', `/list/${list.id}`);
    expect(content).toContain('It came to its end.\nFinished on 2027-03-12 · Liaison');
    const open = await clickUp.markList({ id: list.id, name: 'The team', finished: null });
    expect(open).toEqual(list);
    expect(await clickUp.readLists()).toContainEqual(list);
    expect((await asBot('GET', `/list/${list.id}`))['content']).not.toContain('It came to its end.');
  });

  it('closes a work item, opens it again, and puts a card on the board that follows up on it, linked both ways', async () => {
    const { clickUp } = setting;
    const item = await clickUp.createItem(newItem({ template: 'an-idea' }));
    expect((await clickUp.closeItem(item.id, item.listId)).isClosed).toBe(true);
    expect((await clickUp.reopenItem(item.id, item.listId)).isClosed).toBe(false);
    expect((await clickUp.closeItem(item.id, item.listId)).isClosed).toBe(true);
    const made = await clickUp.createFollowUp({
      itemId: item.id,
      name: 'An idea',
      description: 'Found on the way.',
      status: 'backlog',
    });
    expect(made).toMatchObject({ name: 'An idea', status: 'backlog', follows: item.id, links: [] });
    const linked = await clickUp.linkCard(made.id, item.id);
    expect(linked.links).toEqual([item.id]);
    const { linked_tasks: links } = await asBot('GET', `/task/${item.id}`);
    expect(links).toMatchObject([{ task_id: made.id, link_id: item.id }]);
    expect(await clickUp.readCards(null)).toContainEqual(linked);
  });

  it('says so when the name of a list is taken', async () => {
    const again = { name: 'The team', description: '', cardId: card.id, cardUrl: card.url };
    await expect(setting.clickUp.createList(again)).rejects.toMatchObject({ kind: 'name-taken' });
  });

  it('adopts a list that names no card without losing what people wrote there, and no other', async () => {
    const { clickUp, places } = setting;
    const made = await asBot('POST', `/folder/${places.folderId}/list`, {
      name: 'By hand',
      content: 'Our room: 4.12',
    });
    const adopting = {
      id: String(made['id']),
      name: 'By hand',
      description: 'Ours',
      cardId: card.id,
      cardUrl: card.url,
    };
    const adopted = { id: adopting.id, name: 'By hand', cardId: card.id, isFinished: false };
    expect(await clickUp.adoptList(adopting)).toEqual(adopted);
    expect(await clickUp.readLists()).toContainEqual(adopted);
    expect((await asBot('GET', `/list/${adopting.id}`))['content']).toContain('Our room: 4.12');
    const other = cards.find(each => each.id !== card.id) as Card;
    await expect(clickUp.adoptList({ ...adopting, cardId: other.id, cardUrl: other.url })).rejects.toThrow(
      `names card ${card.id}`,
    );
  });

  it('makes an item with its template, day and people, and changes day and people alone', async () => {
    const { clickUp, places } = setting;
    const made = await clickUp.createItem(newItem());
    expect(made).toMatchObject({
      listId: list.id,
      template: 'kick-off',
      isAbout: false,
      record: null,
      dueOn: '2027-03-04',
      assignees: [places.me.id],
    });
    const [person] = card.assignees;
    const people = { add: [person?.id ?? 0], remove: [places.me.id] };
    expect(await clickUp.updateItem(made.id, { assignees: people })).toMatchObject({
      dueOn: '2027-03-04',
      assignees: [person?.id],
    });
    expect(await clickUp.updateItem(made.id, { dueOn: '2027-03-28' })).toMatchObject({ dueOn: '2027-03-28' });
    const cleared = await clickUp.updateItem(made.id, { dueOn: null });
    expect(cleared).toMatchObject({ dueOn: null, assignees: [person?.id] });
    expect(await clickUp.readItems(null)).toContainEqual(cleared);
  });

  it('knows an item by its description where the tag is gone, and reads subtasks and closed items', async () => {
    const { clickUp } = setting;
    const made = await clickUp.createItem(
      newItem({ template: 'collect-feedback', dueOn: null, assignees: [] }),
    );
    await asBot('DELETE', `/task/${made.id}/tag/liaison-collect-feedback`);
    const child = await asBot('POST', `/list/${list.id}/task`, { name: 'Loved it', parent: made.id });
    await asBot('PUT', `/task/${made.id}`, { status: 'complete' });
    const items = await clickUp.readItems(null);
    expect(items.find(each => each.id === made.id)).toMatchObject({
      template: 'collect-feedback',
      isClosed: true,
    });
    expect(items.find(each => each.id === child['id'])).toMatchObject({ parentId: made.id, template: null });
  });

  it('keeps the record in the about item, and leaves the name that people gave it', async () => {
    const { clickUp } = setting;
    const page = { name: 'About this list', text: 'What this list is for.' };
    const about = await clickUp.createAbout(list.id, { ...page, record: recordOf(card.id) });
    expect(about).toMatchObject({ isAbout: true, template: null, record: recordOf(card.id) });
    await asBot('PUT', `/task/${about.id}`, { name: 'Read me first' });
    const updated = await clickUp.updateAbout(about.id, { ...page, record: recordOf(card.id, 2) });
    expect(updated).toMatchObject({ name: 'Read me first', record: recordOf(card.id, 2) });
    expect((await clickUp.readItems(null)).find(each => each.isAbout)).toEqual(updated);
  });

  it('writes comments, finds its own again and nobody else’s, edits and resolves them', async () => {
    const { clickUp, simulator } = setting;
    const [person] = simulator.tokens.people;
    const ours = await clickUp.createComment(card.id, { text: HEADLINE, assignee: person?.id ?? null });
    await asBot('POST', `/task/${card.id}/comment`, { comment_text: 'Just so.', notify_all: false });
    await ask(simulator, person?.token ?? '', 'POST', `/task/${card.id}/comment`, {
      comment_text: 'Liaison asks: timebox',
      notify_all: false,
    });
    const own = {
      id: ours.id,
      kind: 'ask',
      rules: ['team-size', 'timebox'],
      isMended: false,
      until: null,
      isResolved: false,
      assignee: person?.id,
    };
    expect((await clickUp.readComments(card.id)).own).toEqual([
      { ...own, text: 'Liaison asks: team-size, timebox', at: ours.at },
    ]);
    const text: RichText = [{ spans: ['Mended, thank you: team-size, timebox'] }];
    await clickUp.updateComment(ours.id, { text, assignee: person?.id ?? null, isResolved: true });
    expect((await clickUp.readComments(card.id)).own).toMatchObject([
      { id: ours.id, isMended: true, isResolved: true },
    ]);
    const shown = (await asBot('GET', `/task/${card.id}/comment`))['comments'] as { comment_text: string }[];
    expect(shown.at(-1)?.comment_text).toBe('Mended, thank you: team-size, timebox\n');
  });

  it('reads all pages of its comments, newest first', async () => {
    const { clickUp } = setting;
    const item = await clickUp.createItem(newItem({ template: 'evaluate' }));
    const made: string[] = [];
    for (let count = 0; count < 55; count++) {
      made.unshift((await clickUp.createComment(item.id, { text: HEADLINE, assignee: null })).id);
    }
    expect((await clickUp.readComments(item.id)).own.map(comment => comment.id)).toEqual(made);
  });

  it('takes people off a card, moves it, and changes its supporter', async () => {
    const { clickUp, simulator } = setting;
    const [leaving, ...staying] = card.assignees;
    expect((await clickUp.takeOff(card.id, [leaving?.id ?? 0])).assignees).toEqual(staying);
    expect((await clickUp.moveCard(card.id, 'forming')).status).toBe('forming');
    await expect(clickUp.moveCard(card.id, 'nowhere')).rejects.toMatchObject({ kind: 'invalid' });
    const [before] = card.supporters;
    const after = simulator.tokens.people.find(person => person.id !== before?.id);
    const change = { add: [after?.id ?? 0], remove: [before?.id ?? 0] };
    expect((await clickUp.changeSupporters(card.id, change)).supporters).toEqual([
      { id: after?.id, name: after?.username },
    ]);
  });

  it('reads the people and groups of the workspace with two requests', async () => {
    const { clickUp, transport, simulator } = setting;
    const before = transport.requests().reads;
    const staff = await clickUp.readStaff();
    expect(transport.requests().reads - before).toBe(2);
    expect(staff.people).toHaveLength(simulator.tokens.people.length + 1);
    const [somebody] = simulator.tokens.people;
    expect(staff.people).toContainEqual({
      id: somebody?.id,
      name: somebody?.username,
      email: somebody?.email,
    });
    expect(staff.groups.find(group => group.name === 'Supporters')?.members.length).toBeGreaterThan(0);
    expect(staff.me).toEqual({ id: simulator.tokens.bot.id, name: simulator.tokens.bot.username });
  });

  it('says of a create whose answer was lost that it may have happened, and does not repeat it', async () => {
    const { clickUp, simulator } = setting;
    const rules = [{ kind: 'cutAfterApply', method: 'POST', times: 1 }];
    await fetch(`${simulator.url}/__sim/faults`, { method: 'POST', body: JSON.stringify({ rules }) });
    const creating = clickUp.createItem(newItem({ template: 'gather-metrics' }));
    await expect(creating).rejects.toMatchObject({ kind: 'unavailable', isMaybeApplied: true });
    const made = (await clickUp.readItems(null)).filter(item => item.template === 'gather-metrics');
    expect(made).toHaveLength(1);
  });
});

describe('A large workspace through the port', () => {
  it('is read page by page to its end', async () => {
    const setting = await startSetting('large:2x120');
    const before = setting.transport.requests().reads;
    const items = await setting.clickUp.readItems(null);
    const reads = setting.transport.requests().reads - before;
    await setting.close();
    expect(new Set(items.map(item => item.id)).size).toBe(240);
    expect(reads).toBe(3);
  });
});
