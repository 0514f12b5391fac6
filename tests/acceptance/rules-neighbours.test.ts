// Rules that look across cards: what somebody does on one customer result shows on another one within minutes.
import { afterEach, describe, expect, it } from 'vitest';
import { look, markOf } from './rules-seen.ts';
import { type CardIdea, type Stage, setStage, who } from './rules-stage.ts';

let people: Stage | null = null;
afterEach(async () => {
  await people?.end();
  people = null;
});

const WARN = { enforce: 'warn', grace: '0 seconds' };
const OTHER = { name: 'Other', status: 'in progress' };

async function staged(rule: string, params: object, card: CardIdea, other: CardIdea) {
  const stage = await setStage({ [rule]: params }, [card, { ...OTHER, ...other }]);
  people = stage;
  const change = async (of: object): Promise<void> => {
    await stage.people.ask('PUT', `/task/${stage.cardIds[1]}`, of, who(stage.people, 'Mei'));
    await stage.rest();
  };
  return { stage, change };
}

describe('where people are on several teams', () => {
  const RULES = {
    'member-load': { ...WARN, max: 1 },
    'supporter-load': { ...WARN, max: 1 },
    'priority-order': { enforce: 'inform' },
  };
  const AT_WORK = { status: 'in progress' };

  async function busyStage(): Promise<Stage> {
    const stage = await setStage(RULES, [
      { ...AT_WORK, team: ['Jonas', 'Noah', 'Mateo'], supporter: 'Amara', needs: 'Engineering' },
      { ...AT_WORK, name: 'Jonas’s other', team: ['Jonas'], supporter: 'Amara' },
      { ...AT_WORK, name: 'Noah’s other', team: ['Noah'], supporter: 'Amara' },
      { ...AT_WORK, name: 'Mei’s', team: ['Mei'], supporter: 'Clara' },
      { name: 'Forming', team: ['Priya', 'Mateo'], supporter: 'Clara' },
    ]);
    people = stage;
    await stage.rest();
    return stage;
  }

  /** The other cards that were looked at within an hour after that. */
  async function reconciledAfter(stage: Stage, act: (stage: Stage) => Promise<unknown>) {
    const before = stage.looked.length;
    await act(stage);
    await stage.rest();
    const [card, ...others] = stage.cardIds;
    const looked = new Set(stage.looked.slice(before));
    expect(looked).toContain(card);
    return others.map((id, index) => (looked.has(id) ? index + 1 : 0)).filter(Boolean);
  }

  it('no other card is looked at because its due date moves, somebody asks something on it, or it is evaluated from now on', async () => {
    const stage = await busyStage();
    expect(await reconciledAfter(stage, () => stage.takes(10))).toEqual([]);
    expect(await reconciledAfter(stage, () => stage.says('/explain'))).toEqual([]);
    expect(await reconciledAfter(stage, () => stage.moves('evaluation'))).toEqual([]);
  });

  it.each<[string, number[], (stage: Stage) => Promise<unknown>]>([
    ['joins it', [3], stage => stage.joins('Mei')],
    ['leaves it', [1], stage => stage.leaves('Jonas')],
    ['else supports it', [1, 2, 3, 4], stage => stage.isSupportedBy('Clara')],
    ['moves it to its end', [1, 2, 4], stage => stage.moves('done')],
  ])('the cards of those whom it concerns are, where somebody %s', async (_what, concerned, act) => {
    expect(await reconciledAfter(await busyStage(), act)).toEqual(concerned);
  });
});

it('nobody is taken off because of a customer result that is deleted, though no delivery told of that', async () => {
  const stage = await setStage({ 'member-load': { enforce: 'revert', max: 1 } }, [
    { status: 'in progress', team: ['Noah'] },
    { ...OTHER, team: ['Mei'] },
  ]);
  people = stage;
  const [, other] = stage.cardIds;
  await stage.rest();
  const mei = who(stage.people, 'Mei');
  await stage.inTime(stage.people.faults({ rules: [{ kind: 'deliveryLost', route: 'taskDeleted' }] }));
  await stage.inTime(stage.people.ask('DELETE', `/task/${other}`, undefined, mei));
  await stage.joins('Mei');
  await stage.rest();
  expect((await stage.task()).assignees.map(({ id }) => id)).toContain(mei.id);
});

describe('once the other customer result', () => {
  it.each([
    { rule: 'supporter-load', card: { team: ['Noah'] }, other: { team: ['Mei'] } },
    { rule: 'member-load', card: { team: ['Noah', 'Jonas'] }, other: { team: ['Mei', 'Jonas'] } },
  ])('ends, nobody is asked any more about $rule', async ({ rule, card, other }) => {
    const { stage, change } = await staged(rule, { ...WARN, max: 1 }, card, other);
    await stage.rest();
    const before = await look(stage);
    expect([markOf(before), before.questions.length]).toEqual(['✗', 1]);
    await change({ status: 'done' });
    const after = await look(stage);
    expect([markOf(after), after.questions.length]).toEqual(['✓', 0]);
  });

  it.each([
    { rule: 'supporter-load', card: { team: ['Noah'] }, other: { team: ['Mei'] } },
    { rule: 'member-load', card: { team: ['Noah', 'Jonas'] }, other: { team: ['Mei', 'Jonas'] } },
  ])('begins, the one at work shows $rule as well', async ({ rule, card, other }) => {
    const busy = { ...card, status: 'in progress' };
    const waiting = { ...other, status: 'prioritized' };
    const { stage, change } = await staged(rule, { ...WARN, max: 1 }, busy, waiting);
    await stage.rest();
    expect(markOf(await look(stage))).toBe('✓');
    await change({ status: 'in progress' });
    expect(markOf(await look(stage))).toBe('✗');
  });

  it('loses the person who was on too many teams, the question here is settled', async () => {
    const { stage, change } = await staged(
      'member-load',
      { ...WARN, max: 1 },
      { team: ['Noah', 'Jonas'] },
      { team: ['Mei', 'Jonas'] },
    );
    await stage.rest();
    expect((await look(stage)).questions).toHaveLength(1);
    await change({ assignees: { rem: [who(stage.people, 'Jonas').id] } });
    expect((await look(stage)).questions).toEqual([]);
  });

  it('finds whom it looked for, nobody is pointed to it any more', async () => {
    const { stage, change } = await staged(
      'priority-order',
      { enforce: 'inform' },
      { team: ['Noah', 'Lukas'] },
      { team: ['Priya'], status: 'forming', needs: 'Engineering', priority: 1 },
    );
    await stage.rest();
    expect(markOf(await look(stage))).toBe('✗');
    await change({ assignees: { add: [who(stage.people, 'Mei').id] } });
    expect(markOf(await look(stage))).toBe('✓');
  });
});
