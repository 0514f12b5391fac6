// The definitive end: what becomes of the team list, of ideas found on the way, of open work; and the way back.

import { describe, expect, it } from 'vitest';
import { readLastResult } from '../../src/reconcile/memory/last-results.ts';
import { READ_LAG_MS, type World } from '../support/world.ts';
import {
  addIdea,
  addItem,
  atWork,
  CARD,
  cards,
  cardsNamed,
  expectNothingLeft,
  IDEA,
  linksOf,
  listOf,
  move,
  somebody,
  statusOf,
} from './ending.ts';

describe('a customer result that is done', () => {
  it('has a list that says so in name and description, still names its card last, and keeps people’s text', async () => {
    const { world, card, client, list } = await atWork();
    const content = list.content.replace('Card:', 'We meet in the attic.\n\nCard:');
    await client.ask('PUT', `/v2/list/${list.id}`, { content });
    await move(world, card, 'done');
    const marked = await listOf(world, card);
    expect(marked.name).toBe(`✓ ${CARD}`);
    const lines = marked.content.split('\n').filter(Boolean);
    expect(lines.at(-1)).toMatch(new RegExp(`^Card: http\\S+/t/${card}$`));
    expect(lines.at(-2)).toMatch(/^Finished on \d{4}-\d\d-\d\d · Liaison$/);
    expect(lines.at(-3)).toContain('came to its definitive end');
    expect(lines).toContain('We meet in the attic.');
    await expectNothingLeft(world, card);
    expect(await world.listNames()).toEqual([`✓ ${CARD}`]);
  });

  it('that comes back to work has its list as before, in name and in every word', async () => {
    const { world, card, list } = await atWork();
    await move(world, card, 'done');
    await move(world, card, 'in progress');
    expect(await world.company.lists()).toMatchObject([
      { id: list.id, name: list.name, content: list.content },
    ]);
    await expectNothingLeft(world, card);
    await move(world, card, 'done');
    expect(await world.listNames()).toEqual([`✓ ${CARD}`]);
  });

  it('goes on with its list where people left nothing but the card’s address in the description', async () => {
    const { world, card, client, list } = await atWork();
    const content = `Ours.\nhttps://app.clickup.com/t/${card}`;
    await client.ask('PUT', `/v2/list/${list.id}`, { content });
    await move(world, card, 'done');
    expect((await listOf(world, card)).content.split('\n').at(-1)).toContain(card);
    await move(world, card, 'in progress');
    expect(await world.listNames()).toEqual([CARD]);
    const kept = (await listOf(world, card)).content.split('\n').filter(Boolean);
    expect(kept).toEqual(content.split('\n'));
  });

  it('that was dropped before, and not brought back in between, carries one mark alone', async () => {
    const { world, card } = await atWork();
    await move(world, card, 'cancelled');
    expect(await world.listNames()).toEqual([`✗ ${CARD}`]);
    await move(world, card, 'done');
    expect(await world.listNames()).toEqual([`✓ ${CARD}`]);
    const { content } = await listOf(world, card);
    expect(content.match(/Finished on/g)).toHaveLength(1);
    expect(content).not.toContain('given up');
    await expectNothingLeft(world, card);
  });
});

describe('the name of a finished list', () => {
  const makeList = (world: World, name: string) =>
    world.company
      .as(somebody(world))
      .ask('POST', `/v2/folder/${world.company.places.folder}/list`, { name, content: 'Ours.' });

  it('gets a number where somebody’s list has it, whether the look shows that or not', async () => {
    const { world, card } = await atWork();
    await makeList(world, `✓ ${CARD}`);
    await move(world, card, 'done');
    expect(await world.listNames()).toEqual([`✓ ${CARD}`, `✓ ${CARD} (2)`]);
    await world.cache.whole(world.clock.now());
    await expectNothingLeft(world, card);
  });

  it('gets a number on the way back as well', async () => {
    const { world, card } = await atWork();
    await move(world, card, 'done');
    await makeList(world, CARD);
    await move(world, card, 'in progress');
    expect(await world.listNames()).toEqual([CARD, `${CARD} (2)`]);
    await expectNothingLeft(world, card);
  });

  it('is free again for the next customer result that is called the same', async () => {
    const { world, card } = await atWork();
    await move(world, card, 'done');
    const next = await world.cardInProgress();
    await world.reconcileUntilDone(next);
    expect(await world.listNames()).toEqual([CARD, `✓ ${CARD}`]);
    await move(world, next, 'done');
    expect(await world.listNames()).toEqual([`✓ ${CARD}`, `✓ ${CARD} (2)`]);
  });
});

describe('an idea found on the way', () => {
  it('becomes one candidate card, linked with its task and naming where it comes from', async () => {
    const { world, card, list } = await atWork();
    const idea = await addIdea(world, list.id);
    await move(world, card, 'done');
    const [following, ...others] = await cardsNamed(world, IDEA);
    expect(others).toEqual([]);
    if (!following) throw new Error('no card follows up');
    expect(following.status.status).toBe('backlog');
    expect(linksOf(following)).toMatchObject([{ task_id: following.id, link_id: idea.id }]);
    expect(following.description).toContain(`${IDEA}, from the customer result ${CARD}`);
    await expectNothingLeft(world, card);
    expect(await world.writesOf(() => world.reconcileUntilDone(following.id))).toBe(0);
  });

  it('is put on the board after the end as well, and not before it', async () => {
    const { world, card, list } = await atWork();
    await addIdea(world, list.id, 'Early');
    await world.reconcileUntilDone(card);
    expect(await cardsNamed(world, 'Early')).toEqual([]);
    await move(world, card, 'done');
    await addIdea(world, list.id, 'Late');
    await world.reconcileUntilDone(card);
    expect(await cardsNamed(world, 'Early')).toHaveLength(1);
    expect(await cardsNamed(world, 'Late')).toHaveLength(1);
  });

  it('whose card somebody deletes stays deleted, also when the store is lost or the card comes back', async () => {
    const { world, card, client, list } = await atWork();
    await addIdea(world, list.id);
    await move(world, card, 'done');
    const [following] = await cardsNamed(world, IDEA);
    await client.ask('DELETE', `/v2/task/${following?.id}`);
    await world.pass(2 * READ_LAG_MS);
    await world.cache.whole(world.clock.now());
    await expectNothingLeft(world, card);
    await move(world, card, 'in progress');
    await move(world, card, 'done');
    expect(await cardsNamed(world, IDEA)).toEqual([]);
  });

  it('whose card somebody deletes stays deleted where somebody deleted Liaison’s page too', async () => {
    const { world, card, client, list } = await atWork();
    await addIdea(world, list.id);
    await move(world, card, 'done');
    const [following] = await cardsNamed(world, IDEA);
    const about = (await world.company.items(list.id)).find(({ name }) => name === 'About this list');
    await client.ask('DELETE', `/v2/task/${following?.id}`);
    await client.ask('DELETE', `/v2/task/${about?.id}`);
    await world.pass(2 * READ_LAG_MS);
    await world.cache.whole(world.clock.now());
    await expectNothingLeft(world, card);
    expect(await cardsNamed(world, IDEA)).toEqual([]);
  });

  it('that somebody unlinks from its card stays unlinked', async () => {
    const { world, card, client, list } = await atWork();
    const idea = await addIdea(world, list.id);
    await move(world, card, 'done');
    const [following] = await cardsNamed(world, IDEA);
    await client.ask('DELETE', `/v2/task/${following?.id}/link/${idea.id}`);
    await expectNothingLeft(world, card);
    expect((await cardsNamed(world, IDEA)).flatMap(linksOf)).toEqual([]);
  });

  it('lives on as every card does', async () => {
    const { world, card, list } = await atWork();
    await addIdea(world, list.id);
    await move(world, card, 'done');
    const [following] = await cardsNamed(world, IDEA);
    const id = following?.id ?? '';
    for (const person of world.team().members) await world.company.join(id, person);
    await world.company.setSupporter(id, [world.team().supporter]);
    await move(world, id, 'in progress');
    expect(await world.itemNames(IDEA)).toEqual(['About this list', 'First step', 'Kick-off']);
    await move(world, id, 'done');
    expect(await world.listNames()).toEqual([`✓ ${IDEA}`, `✓ ${CARD}`].sort());
    expect(await cards(world)).toHaveLength(2);
    await expectNothingLeft(world, id);
  });

  it('keeps its name and its links, whatever is written in the names', async () => {
    const nasty = 'Fix [the](http://x.example) `box` | *now*\nplease \\ #1_<b>';
    const { world, card, list } = await atWork(nasty);
    const about = (await world.company.items(list.id)).find(({ name }) => name === 'About this list');
    const idea = await addIdea(world, list.id, `${nasty} again`);
    await move(world, card, 'done');
    const [following] = await cardsNamed(world, `${nasty} again`);
    const inOneLine = nasty.replace('\n', ' ');
    expect(following?.description).toContain(
      `An idea that was found on the way: ${inOneLine} again, from the customer result ${inOneLine}.`,
    );
    expect(about?.description).toContain(inOneLine);
    const path = `/v2/task/${following?.id}?include_markdown_description=true`;
    const { body } = await world.company.as(somebody(world)).ask<Record<string, string>>('GET', path);
    for (const id of [idea.id, card])
      expect(body['markdown_description']).toMatch(new RegExp(`[^\\\\]\\]\\(http\\S+/t/${id}\\)`));
    expect(body['markdown_description']).not.toMatch(/[^\\]\]\(http:\/\/x\.example\)/);
    await expectNothingLeft(world, card);
  });
});

describe('a customer result that is dropped', () => {
  const ownStatuses = {
    override_statuses: true,
    statuses: [
      { status: 'planned', type: 'open' },
      { status: 'shelved', type: 'done' },
      { status: 'over', type: 'closed' },
    ],
  };

  it('has its open managed tasks closed with the list’s own closing status, and nothing else', async () => {
    const { world, card, client, list } = await atWork();
    await client.ask('PUT', `/v2/list/${list.id}`, ownStatuses);
    await addItem(world, list.id, { name: 'Our own idea', tags: ['follow-up'] });
    const kickOff = (await world.company.items(list.id)).find(({ name }) => name === 'Kick-off');
    await client.ask('PUT', `/v2/task/${kickOff?.id}`, { status: 'shelved' });
    const before = await world.itemNames(CARD);
    await move(world, card, 'cancelled');
    expect(await world.itemNames(`✗ ${CARD}`)).toEqual(before);
    expect(await statusOf(world, list.id, 'First step')).toMatchObject({ status: 'over', type: 'closed' });
    expect(await statusOf(world, list.id, 'Kick-off')).toMatchObject({ status: 'shelved' });
    expect(await statusOf(world, list.id, 'Our own idea')).toMatchObject({ type: 'open' });
    expect(await cards(world)).toHaveLength(1);
    expect((await listOf(world, card)).content).toContain('given up');
    await expectNothingLeft(world, card);
  });

  it('leaves open what somebody opens again afterwards', async () => {
    const { world, card, client, list } = await atWork();
    await move(world, card, 'cancelled');
    const step = (await world.company.items(list.id)).find(({ name }) => name === 'First step');
    await client.ask('PUT', `/v2/task/${step?.id}`, { status: 'in progress' });
    await expectNothingLeft(world, card);
    expect(await statusOf(world, list.id, 'First step')).toMatchObject({ status: 'in progress' });
  });

  it('says once and clearly that a list has no closing status, while other cards go on', async () => {
    const { world, card, client, list } = await atWork();
    const statuses = [
      { status: 'planned', type: 'open' },
      { status: 'at it', type: 'custom' },
    ];
    await client.ask('PUT', `/v2/list/${list.id}`, { override_statuses: true, statuses });
    const other = await world.cardInProgress('Parcels are found');
    await world.company.move(card, 'cancelled', somebody(world));
    expect(await world.reconcile(card)).toMatchObject({ kind: 'done' });
    const refused = (await readLastResult(world.memory, card))?.plan?.findings.filter(
      ({ rule }) => rule === 'refused',
    );
    expect(refused).toHaveLength(1);
    expect(refused?.[0]?.message).toContain(`List ${list.id} has no status that closes`);
    await world.reconcileUntilDone(other);
    expect(await world.listNames()).toEqual([CARD, 'Parcels are found']);
    await client.ask('PUT', `/v2/list/${list.id}`, ownStatuses);
    await world.reconcileUntilDone(card);
    expect(await statusOf(world, list.id, 'Kick-off')).toMatchObject({ status: 'over' });
  });
});
