// Small inputs of people's days that were once answered wrongly, each as it was found, by a whole Liaison in virtual time
// and in both languages. Today is Monday, 11 January 2027.
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { examplePlaybook } from '../support/clickup-setting.ts';
import type { RawComment } from '../support/people.ts';
import { sampleOf } from '../support/scale.ts';
import {
  headlines,
  idOf,
  LANGUAGES,
  type Language,
  listsOf,
  SAYS,
  saidOn,
  speaking,
  statusOf,
} from './people-faults-told.ts';
import type { CardIdea, Stage, StageOptions } from './rules-stage.ts';
import { SELDOM, staged } from './stage-for-test.ts';

const WARN = { enforce: 'warn', grace: '0 seconds' };
const TIMEBOX = { timebox: { ...WARN, minWeeks: 4, maxWeeks: 12 } };
const AT_WORK = { status: 'in progress' };
const TOO_SHORT = { ...AT_WORK, weeks: 2 };
const { paused: _paused, ...WITHOUT_PAUSE } = examplePlaybook().phases;

describe.each(sampleOf(LANGUAGES, 2))('in %s', language => {
  const says = SAYS[language];
  const spoken = speaking(language);
  const speak = (more: Record<string, unknown>): StageOptions => ({
    playbook: { ...spoken.playbook, ...more },
  });

  it('C6: whoever is removed from the workspace is no member after two reads, and nothing is undone for it', async () => {
    const rules = { 'team-size': { min: 3, max: 5, enforce: 'revert' }, 'member-load': { ...WARN, max: 1 } };
    const other = { ...AT_WORK, name: 'Returns are easy', team: ['Noah', 'Mei', 'Priya'] };
    const stage = await staged(
      rules,
      [{ ...AT_WORK, team: ['Jonas', 'Noah', 'Mateo', 'Hannah'] }, other],
      spoken,
    );
    expect(await statusOf(stage, language)).toContain(says.teamOf(4));
    await stage.inTime(stage.people.control('people', { user: idOf(stage, 'Noah'), seat: 'removed' }));
    await stage.passDays(3);
    for (const [at, size] of [
      [0, 3],
      [1, 2],
    ] as const) {
      const status = await statusOf(stage, language, stage.cardIds[at]);
      expect(status).toContain(`${says.seatFree}Noah Keller`);
      expect(status).not.toContain(says.teamOf(size + 1));
      const { status: left, assignees } = await stage.task(stage.cardIds[at]);
      expect(left.status).toBe('in progress');
      expect(assignees).toHaveLength(size + 1);
      // Nobody's load, though two cards carried the name.
      expect(status).not.toContain('Noah Keller ist');
      expect(status).not.toContain('Noah Keller is on');
    }
    expect(await statusOf(stage, language)).toContain(says.teamOf(3));
    expect(stage.complaints).toEqual([]);
    const open = (await saidOn(stage, stage.cardIds[1] ?? '')).filter(
      ({ resolved, assignee }) => assignee && !resolved,
    );
    expect(open.map(({ assignee }) => assignee?.id)).not.toContain(idOf(stage, 'Noah'));
  });

  it('C6: a question to whoever is removed goes on to somebody who is there', async () => {
    const stage = await staged(TIMEBOX, [{ ...TOO_SHORT, team: ['Noah', 'Jonas', 'Mateo'] }], spoken);
    const asked = async () =>
      (await saidOn(stage, stage.cardIds[0] ?? ''))
        .filter(({ resolved, assignee }) => assignee && !resolved)
        .map(({ assignee }) => assignee?.id);
    expect(await asked()).toEqual([idOf(stage, 'Noah')]);
    await stage.inTime(stage.people.control('people', { user: idOf(stage, 'Noah'), seat: 'removed' }));
    await stage.passDays(2);
    expect(await asked()).toEqual([idOf(stage, 'Jonas')]);
    expect(stage.complaints).toEqual([]);
  });

  it('C7: a list gets no mark of the end while feedback and outcome are missing, and gets it once they are waived', async () => {
    const rules = {
      'feedback-collected': { ...WARN, min: 3 },
      'outcome-recorded': { ...WARN, item: 'share-the-outcome' },
    };
    const stage = await staged(rules, [AT_WORK], spoken);
    await stage.moves('done');
    await stage.passDays(2);
    const [list] = await listsOf(stage);
    expect(list?.name).toBe('Orders arrive whole');
    expect(await statusOf(stage, language)).toMatch(/0 (of|von) 3/);
    expect(list?.content).toMatch(/feedback|Rückmeldung/);
    for (const rule of Object.keys(rules))
      await stage.says(
        language === 'de' ? `/waive ${rule} weil es so ist` : `/waive ${rule} because it is so`,
        'Amara',
      );
    await stage.passDays(1);
    expect((await listsOf(stage)).map(({ name }) => name)).toEqual(['✓ Orders arrive whole']);
  });

  it('C8: a card of no phase rests, says so, and its question is closed', async () => {
    const stage = await staged(TIMEBOX, [TOO_SHORT], speak({ phases: WITHOUT_PAUSE }));
    expect(await headlines(stage, says.asks)).toEqual([`${says.asks}timebox`]);
    await stage.moves('on hold');
    await stage.rest();
    const status = await statusOf(stage, language);
    expect(status).toContain('on hold');
    expect(status).toContain(says.rests);
    expect(status).not.toContain(says.running);
    expect(await headlines(stage, says.asks)).toEqual([]);
    expect(await headlines(stage, says.resting)).toEqual([`${says.resting}timebox`]);
    const closed = (await saidOn(stage, stage.cardIds[0] ?? '')).find(({ comment_text: text }) =>
      text.startsWith(says.resting),
    );
    expect(closed?.resolved).toBe(true);
    await stage.passDays(14);
    expect(await headlines(stage)).toHaveLength(2);
    await stage.moves('in progress');
    await stage.passDays(1);
    expect(await headlines(stage, says.asks)).toContainEqual(`${says.asks}timebox`);
    expect(await statusOf(stage, language)).toContain(says.running);
  });

  it('A6: while a mapped status is renamed no card of an unmapped one is touched, and it is logged once', async () => {
    const stage = await staged(
      TIMEBOX,
      [TOO_SHORT, { ...TOO_SHORT, name: 'Returns are easy' }],
      speak({ phases: WITHOUT_PAUSE }),
    );
    const [card = '', other = ''] = stage.cardIds;
    const list = stage.people.boardId;
    await stage.inTime(stage.people.control('statuses', { list, rename: { 'in progress': 'doing' } }));
    await stage.passDays(1);
    await stage.inTime(stage.people.ask('PUT', `/task/${other}`, { status: 'on hold' }));
    await stage.passDays(2);
    for (const id of [card, other]) {
      expect(await headlines(stage, says.asks, id)).toEqual([`${says.asks}timebox`]);
      expect(await statusOf(stage, language, id)).toContain(says.running);
    }
    expect(stage.complaints.filter(line => line.includes('lacks statuses'))).toHaveLength(1);
    await stage.inTime(stage.people.control('statuses', { list, rename: { doing: 'in progress' } }));
    await stage.passDays(1);
    expect(await statusOf(stage, language, other)).toContain('on hold');
    expect(await headlines(stage, says.resting, other)).toEqual([`${says.resting}timebox`]);
    expect(await statusOf(stage, language)).toContain(says.running);
  });

  it('G5: too much is said once, to whoever has it, with the cards; the other cards only show it', async () => {
    const team = ['Jonas', 'Noah', 'Mateo', 'Mei'];
    const names = ['Orders arrive whole', 'Returns are easy', 'Bills are clear', 'Calls are short'];
    const cards = names.map(name => ({ ...AT_WORK, name, team })) as [CardIdea, ...CardIdea[]];
    const stage = await staged({ 'member-load': { ...WARN, max: 3 } }, cards, spoken);
    const questions: RawComment[] = [];
    const statuses: string[] = [];
    for (const id of stage.cardIds) {
      questions.push(...(await saidOn(stage, id)).filter(({ assignee }) => assignee));
      statuses.push(await statusOf(stage, language, id));
    }
    // One question, to all of them, with the cards, and one plea to decide together.
    const [{ comment_text: text } = { comment_text: '' }, ...others] = questions;
    expect(others).toEqual([]);
    for (const said of [...team.map(name => `@${name} `), ...names])
      expect(text.split(said), said).toHaveLength(2);
    expect(text.split(/decide together|entscheidet gemeinsam/)).toHaveLength(2);
    expect(statuses.filter(status => status.includes(names[0] ?? ''))).toHaveLength(1);
    const short = statuses.filter(status => !/decide together|entscheidet gemeinsam/.test(status));
    expect(short).toHaveLength(3);
  });

  it('G5: of one person with four cards only that person hears', async () => {
    const names = ['Orders arrive whole', 'Returns are easy', 'Bills are clear', 'Calls are short'];
    const beside = ['Noah', 'Mateo', 'Mei', 'Hannah'];
    const cards = names.map((name, at) => ({ ...AT_WORK, name, team: ['Jonas', beside[at] ?? ''] })) as [
      CardIdea,
      ...CardIdea[],
    ];
    const stage = await staged({ 'member-load': { ...WARN, max: 3 } }, cards, spoken);
    const questions: RawComment[] = [];
    for (const id of stage.cardIds)
      questions.push(...(await saidOn(stage, id)).filter(({ assignee }) => assignee));
    expect(questions.map(({ assignee }) => assignee?.id)).toEqual([idOf(stage, 'Jonas')]);
    const text = questions[0]?.comment_text ?? '';
    for (const name of names) expect(text).toContain(name);
    expect(text.match(/@\w+/g)).toEqual(['@Jonas']);
  });
});

describe('G6: twelve weeks in which nobody acts', () => {
  const { rules: SHIPPED } = parse(readFileSync('config/playbook.yaml', 'utf8')) as {
    rules: Record<string, object>;
  };
  // Whoever does everything hears most.
  const TEAMS = sampleOf<[string, string[], Language]>(
    [
      ['one person who does everything', ['Jonas'], 'de'],
      ['three people', ['Jonas', 'Noah', 'Mateo'], 'en'],
    ],
    2,
  );

  it.each(TEAMS)(
    'a team of %s hears little of an evaluation, and less each time',
    async (_who, team, language) => {
      const says = SAYS[language];
      const stage = await staged(SHIPPED, [{ ...AT_WORK, team }], {
        ...speaking(language),
        asks: { ...SELDOM, pollMs: 12 * 3_600_000 },
      });
      await stage.moves('evaluation');
      await stage.passDays(84);
      const { times, reminders } = await heard(stage);
      for (const [name, count] of times) expect(count, name).toBeLessThanOrEqual(15);
      const told = reminders.filter(({ comment_text: text }) => text.startsWith(says.reminder));
      const last = told.filter(({ comment_text: text }) => text.split('\n')[0]?.includes(says.lastReminder));
      expect(last).toHaveLength(1);
      expect(told).toHaveLength(5);
      const at = told.map(({ date }) => Number(date)).toSorted((one, other) => one - other);
      const pauses = at.slice(1).map((one, index) => one - (at[index] ?? 0));
      expect(pauses).toEqual(pauses.toSorted((one, other) => one - other));
      expect(new Set(pauses).size).toBeGreaterThan(2);
      const before = at.at(-1) ?? 0;
      expect(stage.now() - before).toBeGreaterThan(21 * 86_400_000);
    },
  );
});

describe('G7: work of one person', () => {
  it.each(sampleOf(LANGUAGES, 2))(
    'goes to the present member with the least open work, in %s',
    async language => {
      const team = ['Jonas', 'Noah', 'Mateo'];
      // No delivery tells of an absence: Liaison finds it when it asks.
      const options = { ...speaking(language), people: { absences: 'Absences' }, asks: {} };
      const names = ['Orders arrive whole', 'Returns are easy', 'Bills are clear'];
      const cards = names.map(name => ({ status: 'prioritized', name, team })) as [CardIdea, ...CardIdea[]];
      const stage = await staged({}, cards, options);
      const { people, inTime } = stage;
      const { lists } = await inTime(
        people.ask<{ lists: { id: string; name: string }[] }>('GET', `/space/${people.spaceId}/list`),
      );
      const list = lists.find(({ name }) => name === 'Absences')?.id ?? '';
      const days = { start_date: stage.now(), due_date: stage.now() + 28 * 86_400_000 };
      await inTime(
        people.ask('POST', `/list/${list}/task`, { name: 'x', assignees: [idOf(stage, 'Jonas')], ...days }),
      );
      await stage.rest();
      for (const id of stage.cardIds) {
        await inTime(people.ask('PUT', `/task/${id}`, { status: 'in progress' }));
        await stage.rest();
      }
      const items = (await inTime(people.items())).filter(({ assignees }) => assignees.length === 1);
      const mine = (name: string) =>
        items.filter(({ assignees }) => assignees[0]?.id === idOf(stage, name)).length;
      expect(items.length).toBeGreaterThan(6);
      expect(mine('Jonas')).toBe(0);
      expect(Math.abs(mine('Noah') - mine('Mateo'))).toBeLessThanOrEqual(1);
      expect(mine('Noah') + mine('Mateo') + mine('Amara')).toBe(items.length);
    },
  );
});

/** How often each person hears: whatever comes at one moment on one task or card is once. Status comments tell nobody. */
async function heard(stage: Stage) {
  const { people, inTime } = stage;
  const items = await inTime(people.items());
  const byId = new Map(people.all.map(({ id, username }) => [id, username]));
  const occasions = new Map<string, Set<string>>();
  const hears = (id: number | undefined, when: string) => {
    const name = byId.get(id ?? -1) ?? '';
    if (name !== '') occasions.set(name, (occasions.get(name) ?? new Set()).add(when));
  };
  for (const { assignees, date_created: at } of items)
    for (const { id } of assignees) hears(id, `given ${at}`);
  const reminders: RawComment[] = [];
  for (const id of [...stage.cardIds, ...items.map(item => item.id)])
    for (const comment of await saidOn(stage, id)) {
      if (!stage.cardIds.includes(id)) reminders.push(comment);
      hears(comment.assignee?.id, `${id} ${comment.date}`);
      for (const person of people.all)
        if (comment.comment_text.includes(`@${person.username}`)) hears(person.id, `${id} ${comment.date}`);
    }
  return { times: [...occasions].map(([name, when]) => [name, when.size] as const), reminders };
}
