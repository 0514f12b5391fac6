// Changes that are not one person's alone: several rules object, or the report whose token Liaison has made them.
import { afterEach, expect, it } from 'vitest';
import { look } from './rules-seen.ts';
import { type CardIdea, type Stage, setStage, who } from './rules-stage.ts';

let people: Stage | null = null;
afterEach(async () => {
  await people?.end();
  people = null;
});

const REVERT = { enforce: 'revert' };
const BUSY: CardIdea = { name: 'Other', status: 'in progress', supporter: 'Clara' };

async function staged(rules: Record<string, object>, ...cards: [CardIdea, ...CardIdea[]]) {
  people = await setStage(rules, cards);
  await people.rest();
  return people;
}

const ids = (stage: Stage, ...names: string[]) =>
  names.map(name => who(stage.people, name).id).toSorted((one, other) => one - other);

it('takes nobody off whose staying no rule forbids, once another one has left', async () => {
  const stage = await staged(
    { 'team-size': { ...REVERT, min: 1, max: 3 }, 'member-load': { ...REVERT, max: 1 } },
    { team: ['Jonas', 'Noah'] },
    { ...BUSY, team: ['Priya'] },
  );
  await stage.joins('Priya');
  await stage.joins('Mei');
  await stage.rest();
  const { shape, explanations } = await look(stage);
  expect(shape.team).toEqual(ids(stage, 'Jonas', 'Noah', 'Mei'));
  expect(explanations).toHaveLength(1);
});

it('lets a rule that took back enough today have no say in who leaves', async () => {
  const stage = await staged(
    { 'team-size': { ...REVERT, min: 1, max: 3 }, 'member-load': { ...REVERT, max: 1 } },
    { team: ['Jonas', 'Noah', 'Lukas'] },
    { ...BUSY, team: ['Priya'] },
  );
  for (let time = 1; time <= 3; time++) {
    await stage.joins('Mei');
    await stage.rest();
  }
  expect((await look(stage)).explanations).toHaveLength(3);
  await stage.joins('Priya');
  await stage.joins('Mei');
  await stage.rest();
  const { shape, questions } = await look(stage);
  expect(shape.team).toEqual(ids(stage, 'Jonas', 'Noah', 'Lukas', 'Mei'));
  expect(questions.map(({ text }) => text.split('\n')[0])).toEqual(['Liaison asks: team-size']);
});

it('takes back what the account does whose token Liaison has, like anybody’s change', async () => {
  const stage = await staged(
    { 'team-size': { ...REVERT, min: 1, max: 3 }, 'supporter-present': REVERT },
    { team: ['Jonas', 'Noah', 'Lukas'], supporter: null },
  );
  await stage.isChangedByTheBot({ assignees: { add: ids(stage, 'Mei'), rem: [] } });
  await stage.rest();
  await stage.isChangedByTheBot({ status: 'in progress' });
  await stage.rest();
  const { shape, explanations } = await look(stage);
  expect(shape).toMatchObject({ status: 'forming', team: ids(stage, 'Jonas', 'Noah', 'Lukas') });
  expect(explanations).toHaveLength(2);
});

it('asks about too much work on one customer result, also after another one started', async () => {
  const stage = await staged(
    { 'member-load': { enforce: 'warn', grace: '0 seconds', max: 1 } },
    { team: ['Jonas', 'Noah'], weeks: 8 },
    { ...BUSY, team: ['Jonas', 'Mei'] },
  );
  expect((await look(stage)).questions).toHaveLength(1);
  await stage.moves('in progress');
  await stage.rest();
  expect((await look(stage)).questions).toHaveLength(1);
});
