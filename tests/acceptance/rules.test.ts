// Every rule with every enforcement, violated, mended, waived and expired through ClickUp's API: what ClickUp shows.
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ENFORCEMENTS } from '../../src/domain/findings/finding.ts';
import { RULES } from '../../src/domain/rules/registry.ts';
import { sampleOf, times } from '../support/scale.ts';
import { FURTHER_WAYS } from './rules-further-ways.ts';
import { type Reaction, withEveryEnforcement } from './rules-row.ts';
import { answersTo, deedsSince, look, markOf, type Seen, settledAs, shapeOf } from './rules-seen.ts';
import { type Stage, setStage, who } from './rules-stage.ts';
import { ROWS } from './rules-table.ts';
import { WITHOUT_CARE } from './stage-for-test.ts';

/** Of how a rule's answer differs between enforcements, the domain's cases tell each; here every third of them is lived. */
const COMBINATIONS = sampleOf([...ROWS, ...FURTHER_WAYS].flatMap(withEveryEnforcement).toReversed(), 3);
const WAIVED_DAYS = times({ sample: 5, long: 14 });
const RIGHT_PERSON = 'somebody who can mend it';

/** What ClickUp shows an hour after a violation. `mark` null is the one from before. */
const EXPECTED: Record<Reaction, { mark: '✗' | null; card: string; deeds: string[]; asked: string[] }> = {
  'shows it': { mark: '✗', card: 'as people left it', deeds: [], asked: [] },
  'asks somebody': { mark: '✗', card: 'as people left it', deeds: ['says'], asked: [RIGHT_PERSON] },
  'takes it back': { mark: null, card: 'as before', deeds: ['says', 'changes'], asked: [] },
};

it('the table names exactly the rules that there are', () => {
  expect(ROWS.map(({ rule }) => rule).toSorted()).toEqual(Object.keys(RULES).toSorted());
});

it.each(ROWS)('the table names exactly the enforcements that $rule knows', row => {
  const { params } = RULES[row.rule as keyof typeof RULES];
  const known = ENFORCEMENTS.filter(enforce => params.safeParse({ ...row.params, enforce }).success);
  expect(row.enforcements ?? ENFORCEMENTS).toEqual(known);
});

describe.each(COMBINATIONS)('$rule with enforce: $enforcement, where $how', row => {
  const { rule, enforcement, params, reaction, reactionOnceExpired } = row;
  let people: Stage;
  /** The questions that Liaison asked last. */
  let asked: string[] = [];
  let waiver = { commandId: '', until: '' };

  beforeAll(async () => {
    const ideas = row.beside ? [row.beside] : [];
    const rules = { ...row.needs, [rule]: { ...params, enforce: enforcement } };
    people = await setStage(rules, [row.card ?? {}, ...ideas], { asks: WITHOUT_CARE });
  });
  afterAll(() => people.end());

  it(`violated: Liaison ${reaction === 'takes it back' ? `takes it back, ${row.undone}` : reaction}`, async () => {
    const violation = await violate();
    expect(violation.found).toEqual(violation.expected);
  });

  it('mended: shown as in order, thanked for, and left as it is', async () => {
    await row.mend(people);
    const left = shapeOf(await people.task());
    await people.rest();
    const after = await look(people);
    const mended = row.onceMended ?? { mark: '✓', headline: `Mended, thank you: ${rule}` };
    expect(markOf(after, row.line)).toBe(mended.mark);
    expect(after.shape).toEqual(left);
    expect(after.questions).toEqual([]);
    const thanked = { resolved: true, headline: mended.headline };
    expect(asked.map(id => settledAs(after, id))).toEqual(asked.map(() => thanked));
  });

  it(`violated again: Liaison ${reaction} again`, async () => {
    const violation = await violate();
    expect(violation.found).toEqual(violation.expected);
  });

  it('waived: answered once, shown as waived, and a further violation stands', async () => {
    const until = people.dayAhead(WAIVED_DAYS);
    const text = `/waive ${rule} until ${until} because the customers asked for it`;
    waiver = { commandId: await people.says(text, row.waivedBy), until };
    await people.rest();
    const answered = await look(people);
    expect(answered.tags).toEqual(['waived']);
    expect(answered.questions).toEqual([]);
    expect(asked.map(id => settledAs(answered, id)?.resolved)).toEqual(asked.map(() => true));

    const { found, after } = await violate();
    expect(found).toEqual({ mark: '–', card: 'as people left it', deeds: [], asked: [] });
    expect(after.lines.join('')).toMatch(/Waived until .*the customers asked for it/);
    expect(after.lines.join('')).toContain(who(people.people, row.waivedBy).username);
    expect(after.tags).toEqual(['waived']);
    expect(await answersTo(people, waiver.commandId)).toEqual([`Waived until ${until}: ${rule}`]);
  });

  it(`expired: said in the thread, untagged, and Liaison ${reactionOnceExpired}`, async () => {
    await people.passUntil(`${waiver.until}T22:00:00Z`);
    const before = await look(people);
    expect(markOf(before, row.line)).toBe('–');
    expect(before.questions).toEqual([]);
    await people.passUntil(`${waiver.until}T23:30:00Z`);

    const after = await look(people);
    expect(await answersTo(people, waiver.commandId)).toEqual([
      `Waived until ${waiver.until}: ${rule}`,
      `No longer waived: ${rule}`,
    ]);
    expect(after.tags).toEqual([]);
    expect(after.shape).toEqual(before.shape);
    expect(markOf(after, row.line)).toBe('✗');
    expect(whoIsAsked(after)).toEqual(EXPECTED[reactionOnceExpired].asked);
  });

  it(`violated after that: Liaison ${reaction} as ever`, async () => {
    const violation = await violate();
    expect(violation.found).toEqual(violation.expected);
  });

  it('never gives Liaison a reason to complain', () => {
    expect(people.complaints).toEqual([]);
  });

  /** People bring the card to where the rule holds, then violate it; answers with what came of it. */
  async function violate() {
    await row.prepare(people);
    await people.rest();
    const before = await look(people);
    const since = people.now();
    await row.violate(people);
    const left = shapeOf(await people.task());
    await people.rest();
    const after = await look(people);
    const card = wordFor(after, left, before);
    const deeds = await deedsSince(people, since);
    asked = after.questions.map(({ id }) => id);
    const expected = { ...EXPECTED[reaction], mark: EXPECTED[reaction].mark ?? markOf(before, row.line) };
    return {
      found: { mark: markOf(after, row.line), card, deeds, asked: whoIsAsked(after) },
      expected,
      after,
    };
  }

  function whoIsAsked({ questions }: Seen): string[] {
    const mayBeAsked = new Set(row.mayBeAsked.map(name => who(people.people, name).id));
    return questions.map(({ cardId, to, text }) =>
      cardId === people.cardIds[0] && mayBeAsked.has(to) && text.includes(rule) ? RIGHT_PERSON : text,
    );
  }
});

function wordFor({ shape }: Seen, left: Seen['shape'], before: Seen): string {
  if (JSON.stringify(shape) === JSON.stringify(left)) return 'as people left it';
  return JSON.stringify(shape) === JSON.stringify(before.shape) ? 'as before' : JSON.stringify(shape);
}
