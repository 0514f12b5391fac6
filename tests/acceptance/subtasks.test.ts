// People divide a card into subtasks, which stand on the board with its statuses: none of them is a customer result.
import { afterEach, expect, it } from 'vitest';
import type { RawTask } from '../support/people.ts';
import { look, markOf } from './rules-seen.ts';
import { type Stage, setStage, who } from './rules-stage.ts';

let people: Stage | null = null;
afterEach(async () => {
  await people?.end();
  people = null;
});

const listNames = async ({ people: { lists } }: Stage) => (await lists()).map(({ name }) => name);

/** A card at work and, made afterwards by people, a subtask of it with the same status and the same two people. */
async function divided(rules: Record<string, object> = {}) {
  const stage = await setStage({ 'team-size': { enforce: 'warn', min: 1, max: 3 }, ...rules }, [
    { status: 'in progress', team: ['Jonas', 'Noah'] },
  ]);
  people = stage;
  await stage.rest();
  const before = await listNames(stage);
  const idOf = (name: string) => who(stage.people, name).id;
  const subtask = await stage.people.ask<RawTask>('POST', `/list/${stage.people.boardId}/task`, {
    name: 'Ask the warehouse',
    parent: stage.cardIds[0],
    status: 'in progress',
    assignees: [idOf('Jonas'), idOf('Noah')],
  });
  await stage.rest();
  return { stage, subtask, before };
}

it('a subtask of a card gets no list, no word and no question, whatever people do with it', async () => {
  const { stage, subtask, before } = await divided();
  const { ask } = stage.people;
  await ask('PUT', `/task/${subtask.id}`, { assignees: { add: [who(stage.people, 'Mei').id], rem: [] } });
  await ask('POST', `/task/${subtask.id}/comment`, { comment_text: '/explain' });
  await ask('PUT', `/task/${subtask.id}`, { status: 'evaluation' });
  await stage.rest();
  await stage.passDays(2);
  expect(await listNames(stage)).toEqual(before);
  const said = await stage.people.comments(subtask.id);
  expect(said.filter(({ user }) => user.id === stage.people.botId)).toEqual([]);
});

it('a subtask of a card is no further team for those who are on it', async () => {
  const { stage } = await divided({ 'member-load': { enforce: 'warn', max: 1, grace: '0 seconds' } });
  await stage.says('/recheck');
  await stage.rest();
  const seen = await look(stage);
  expect(seen.lines.filter(line => !line.startsWith('✓'))).toEqual([]);
  expect(seen.questions).toEqual([]);
});

it('a card that people drag under another one is no customer result any more', async () => {
  const stage = await setStage({ 'member-load': { enforce: 'warn', max: 1, grace: '0 seconds' } }, [
    { status: 'in progress', team: ['Jonas'] },
    { name: 'Returns are easy', status: 'in progress', team: ['Jonas'] },
  ]);
  people = stage;
  await stage.rest();
  expect(markOf(await look(stage))).toBe('✗');
  await stage.people.ask('PUT', `/task/${stage.cardIds[1]}`, { parent: stage.cardIds[0] });
  await stage.rest();
  await stage.says('/recheck');
  await stage.rest();
  expect(markOf(await look(stage))).toBe('✓');
});
