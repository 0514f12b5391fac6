// What people read on the page of a list, and what they do to the tasks that Liaison made: copy them, write over them, delete
// the page. Nothing is doubled, and where nothing tells any more which task is which, somebody is asked.
import { afterEach, expect, it } from 'vitest';
import { readRecord } from '../../src/clickup/record-text.ts';
import type { RawTask } from '../support/people.ts';
import { look } from './rules-seen.ts';
import { type Stage, setStage } from './rules-stage.ts';

let running: Stage | null = null;
afterEach(async () => {
  await running?.end();
  running = null;
});

const PAGE = 'About this list';
const SYNC = 'Weekly sync';

/** A card at work whose team has its list. */
async function atWork() {
  const stage = await setStage({ 'team-size': { enforce: 'inform', min: 1, max: 5 } }, [
    { status: 'in progress' },
  ]);
  running = stage;
  await stage.rest();
  const { people, inTime } = stage;
  const all = (name: string) =>
    inTime(people.items()).then(items => items.filter(item => item.name === name && item.parent === null));
  const one = async (name: string): Promise<RawTask> => {
    const [item] = await all(name);
    if (!item) throw new Error(`There is no task “${name}”.`);
    return item;
  };
  const change = async (name: string, body: object) =>
    inTime(people.ask<RawTask>('PUT', `/task/${(await one(name)).id}`, body));
  const textOf = async (name: string): Promise<string> => {
    const path = `/task/${(await one(name)).id}`;
    return (await inTime(people.ask<{ text_content: string }>('GET', path))).text_content;
  };
  return { stage, all, one, change, textOf };
}

it('the page of a list begins with what people want to know, and ends with the record under one line', async () => {
  const { stage, textOf } = await atWork();
  const text = await textOf(PAGE);
  const lines = text.split('\n').filter(line => line.trim() !== '');
  expect(lines[0]).toContain('This list belongs to the customer result');
  expect(lines[0]).toContain('Orders arrive whole');
  for (const words of ['what comes next', 'stays yours', 'stays deleted', '/help', 'Your supporter'])
    expect(text.slice(0, text.indexOf('LIAISON RECORD BEGINS'))).toContain(words);
  const record = lines.findIndex(line => line.startsWith('LIAISON RECORD BEGINS'));
  expect(lines[record - 1]).toContain('Liaison’s notes');
  expect(lines.at(-1)).toContain('LIAISON RECORD ENDS');
  const { templates } = readRecord(text) as { templates: Record<string, { id?: string }> };
  expect(Object.values(templates).every(({ id }) => typeof id === 'string')).toBe(true);
  // The command that the page names is one.
  await stage.says('/help');
  await stage.rest();
  expect(stage.complaints).toEqual([]);
});

it('a copy of a task is the team’s own, and its original stays deleted', async () => {
  const { stage, all, one, textOf } = await atWork();
  const { list, tags, id } = await one('Kick-off');
  const body = {
    name: 'Kick-off again',
    markdown_content: await textOf('Kick-off'),
    tags: tags.map(({ name }) => name),
  };
  await stage.inTime(stage.people.ask('POST', `/list/${list.id}/task`, body));
  await stage.inTime(stage.people.ask('DELETE', `/task/${id}`));
  await stage.rest();
  await stage.passDays(3);
  expect(await all('Kick-off')).toEqual([]);
  expect((await one('Kick-off again')).status.type).toBe('open');
  expect((await all(PAGE)).length).toBe(1);
});

it('where nothing tells which sync it is, none is made until somebody says so', async () => {
  const { stage, all, one, change, textOf } = await atWork();
  const former = await textOf(SYNC);
  await change(SYNC, { markdown_content: 'Every Monday.' });
  await change(SYNC, { status: 'complete' });
  const page = await one(PAGE);
  await stage.inTime(stage.people.ask('DELETE', `/task/${page.id}`));
  await stage.passDays(2);
  expect((await all(PAGE)).length).toBe(1);
  expect((await all(SYNC)).length).toBe(1);
  const asked = await look(stage);
  expect(asked.questions.map(({ text }) => text).join()).toContain('unclear-task');

  await change(SYNC, { markdown_content: former });
  await stage.passDays(1);
  expect((await all(SYNC)).length).toBe(2);
  expect((await look(stage)).questions).toEqual([]);
  expect(
    new Set(
      (await all(SYNC))
        .flatMap(({ tags }) => tags.map(({ name }) => name))
        .filter(tag => tag.startsWith('liaison-')),
    ),
  ).toEqual(new Set(['liaison-weekly-sync']));
});
