// Deliveries that come again, late or out of order, with what Liaison remembers and without: a change counts once at most.
import { afterEach, describe, expect, it } from 'vitest';
import { sampleOf, times } from '../support/scale.ts';
import { deedsSince, look } from './rules-seen.ts';
import { type Stage, setStage, who } from './rules-stage.ts';

let people: Stage | null = null;
afterEach(async () => {
  await people?.end();
  people = null;
});

const MINUTE_MS = 60_000;
/** Three are allowed. */
const TIMES = times({ sample: 5, long: 7 });
const RULES = {
  'team-size': { enforce: 'revert', min: 1, max: 3 },
  'supporter-eligible': { enforce: 'revert' },
  'supporter-present': { enforce: 'revert' },
};

async function staged(card: Parameters<typeof setStage>[1][0] = {}) {
  people = await setStage(RULES, [card]);
  return people;
}

const pass = (stage: Stage, minutes: number) =>
  stage.passUntil(new Date(stage.now() + minutes * MINUTE_MS).toISOString());
const joining = (body: string): boolean => body.includes('assignee_add');
const removals = async (stage: Stage): Promise<number> =>
  (await deedsSince(stage, 0)).filter(deed => deed === 'changes').length;

/** What people do, what of it is to be taken back, and which deliveries tell of it. */
const CHANGES = [
  {
    what: 'somebody who joined a full team',
    card: {},
    act: (stage: Stage) => stage.joins('Aylin'),
    told: joining,
  },
  {
    what: 'a move without a supporter',
    card: { supporter: null },
    act: (stage: Stage) => stage.moves('in progress'),
    told: (body: string) => body.includes('"field":"status"') && body.includes('in progress'),
  },
  {
    what: 'a supporter outside the pool',
    card: {},
    act: (stage: Stage) => stage.isSupportedBy('Lukas'),
    told: (body: string) => body.includes('custom_field'),
  },
];

/** When the old delivery comes again, and whether the store was lost before. */
const LATER = sampleOf<[string, number, boolean]>(
  [
    ['eight minutes later, with nothing remembered', 8, true],
    ['a minute later', 1, false],
    ['a minute later, with nothing remembered', 1, true],
    ['two hours later', 120, false],
    ['two hours later, with nothing remembered', 120, true],
  ],
  3,
);

describe.each(CHANGES)('$what, taken back once', ({ card, act, told }) => {
  it.each(LATER)(
    'stays when it is done again unheard, and the old delivery comes %s',
    async (_when, minutes, isLost) => {
      const stage = await staged(card);
      const earlier = await stage.delivered(told);
      await act(stage);
      await pass(stage, 1);
      const before = await look(stage);
      expect(before.explanations).toHaveLength(1);
      const old = (await stage.delivered(told)).filter(number => !earlier.includes(number));
      expect(old.length).toBeGreaterThan(0);
      await stage.isTold(false);
      await act(stage);
      await stage.isTold(true);
      const again = await look(stage);
      expect(again.shape).not.toEqual(before.shape);
      if (isLost) stage.losesStore();
      await pass(stage, minutes);
      for (const number of old) await stage.isDeliveredAgain(number);
      await stage.rest();
      const after = await look(stage);
      expect(after.shape).toEqual(again.shape);
      expect(after.explanations).toHaveLength(1);
      expect(after.questions).toHaveLength(1);
    },
  );

  it('is taken back each time that it is done again, with a word each time, as often as the playbook allows', async () => {
    const stage = await staged(card);
    const earlier = await stage.delivered(told);
    const { shape } = await look(stage);
    let old: number[] = [];
    const shapes: unknown[] = [];
    for (let time = 1; time <= TIMES; time++) {
      await act(stage);
      await pass(stage, 1);
      old = old.length > 0 ? old : (await stage.delivered(told)).filter(number => !earlier.includes(number));
      for (const number of old) await stage.isDeliveredAgain(number);
      await pass(stage, 1);
      const count = Math.min(time, 3);
      const seen = await look(stage);
      expect(seen.explanations).toHaveLength(count);
      expect(await removals(stage)).toBe(count);
      // As it was before, as long as it may be taken back.
      shapes.push(seen.shape);
    }
    expect(shapes.slice(0, 3)).toEqual([shape, shape, shape]);
    expect((await look(stage)).questions).not.toEqual([]);
  });
});

it('the explanation names who joined and when, to the millisecond', async () => {
  const stage = await staged();
  await stage.joins('Aylin');
  await stage.rest();
  const [explanation = ''] = (await look(stage)).explanations;
  const { username } = who(stage.people, 'Aylin');
  const line = explanation.split('\n').find(each => each.startsWith('Joined: ')) ?? '';
  expect(line).toMatch(
    new RegExp(`^Joined: ${username}, 2027-01-11 \\d\\d:\\d\\d:\\d\\d\\.\\d{3} \\+01:00$`),
  );
});

it('whoever joined in time is not taken off because their delivery comes again once another one is too many', async () => {
  const stage = await staged({ team: ['Jonas', 'Noah'] });
  await stage.joins('Mateo');
  await pass(stage, 1);
  const old = await stage.delivered(joining);
  await stage.isTold(false);
  await stage.joins('Aylin');
  await stage.isTold(true);
  const { shape } = await look(stage);
  for (const number of old) await stage.isDeliveredAgain(number);
  await stage.rest();
  const seen = await look(stage);
  expect(seen.shape).toEqual(shape);
  expect(seen.explanations).toEqual([]);
  expect(seen.questions).toHaveLength(1);
});

it('a delivery that comes only after a quarter of an hour takes nothing back: somebody is asked', async () => {
  const stage = await staged();
  await stage.isTold(false);
  await stage.joins('Aylin');
  const [number = 0] = await stage.delivered(joining);
  await stage.isTold(true);
  await pass(stage, 15);
  const { shape } = await look(stage);
  await stage.isDeliveredAgain(number);
  await stage.rest();
  const seen = await look(stage);
  expect(seen.shape).toEqual(shape);
  expect(seen.explanations).toEqual([]);
  expect(seen.questions).toHaveLength(1);
});
