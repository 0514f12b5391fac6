// Absences and a pause by a whole Liaison in virtual time, in both languages. Today is Monday, 11 January 2027.
import { describe, expect, it, onTestFinished } from 'vitest';
import { sampleOf } from '../support/scale.ts';
import { headlines, idOf, LANGUAGES, SAYS, saidOn, speaking, statusOf } from './people-faults-told.ts';
import { type CardIdea, OWNER, type Stage, setStage } from './rules-stage.ts';
import { SELDOM, WITHOUT_CARE } from './stage-for-test.ts';

const DAY_MS = 86_400_000;
const TIMEBOX = { timebox: { enforce: 'warn', minWeeks: 4, maxWeeks: 12 } };
const WORDS = {
  en: { away: 'Away: ', soon: 'Away soon: ', waits: 'Waits: timebox', back: 'Welcome back, away until ' },
  de: {
    away: 'Abwesend: ',
    soon: 'Bald abwesend: ',
    waits: 'Wartet: timebox',
    back: 'Willkommen zurück, abwesend bis ',
  },
} as const;

/** No delivery tells of an absence: Liaison finds it when it asks. */
async function staged(
  card: CardIdea,
  language: 'en' | 'de',
  asks: typeof SELDOM = WITHOUT_CARE,
): Promise<Stage> {
  const options = { ...speaking(language), people: { absences: 'Absences' }, asks };
  const stage = await setStage(TIMEBOX, [{ status: 'prioritized', ...card }], options);
  onTestFinished(() => stage.end());
  return stage;
}

/** Somebody enters that they are away, from so many days after today for so many days. */
async function isAway(stage: Stage, name: string, from: number, days: number): Promise<void> {
  const { people, inTime } = stage;
  type Lists = { lists: { id: string; name: string }[] };
  const { lists } = await inTime(people.ask<Lists>('GET', `/space/${people.spaceId}/list`));
  const list = lists.find(one => one.name === 'Absences')?.id;
  const start = stage.now() + from * DAY_MS;
  const dates = { start_date: start, due_date: start + (days - 1) * DAY_MS };
  const task = { name: 'Surgery', assignees: [idOf(stage, name)], ...dates };
  await inTime(people.ask('POST', `/list/${list}/task`, task));
}

async function questionsTo(stage: Stage): Promise<(number | undefined)[]> {
  const said = await saidOn(stage, stage.cardIds[0] ?? '');
  return said.filter(({ assignee, resolved }) => assignee && !resolved).map(({ assignee }) => assignee?.id);
}

describe.each(sampleOf(LANGUAGES, 2))('in %s', language => {
  const words = WORDS[language];
  const says = SAYS[language];

  it('somebody who is away is asked nothing, the next is, and whoever comes back finds what waits, once', async () => {
    const stage = await staged({ team: ['Noah', 'Jonas'], weeks: 2 }, language);
    await isAway(stage, 'Noah', 0, 5);
    await isAway(stage, 'Amara', 7, 5);
    await stage.rest();
    await stage.moves('in progress');
    await stage.rest();
    const status = await statusOf(stage, language);
    expect(status).toContain(`${words.away}Noah Keller`);
    expect(status).toContain(`${words.soon}Amara Okafor`);
    expect(status).not.toContain('Surgery');
    expect(await questionsTo(stage)).toEqual([idOf(stage, 'Jonas')]);
    const items = await stage.inTime(stage.people.items());
    const noah = idOf(stage, 'Noah');
    expect(items.flatMap(({ assignees }) => assignees.map(({ id }) => id))).not.toContain(noah);

    // A person gives them work all the same: that waits.
    const kickOff = items.find(({ tags }) => tags.some(({ name }) => name === 'liaison-kick-off'));
    const given = { assignees: { add: [noah], rem: [] } };
    await stage.inTime(stage.people.ask('PUT', `/task/${kickOff?.id}`, given));
    await stage.passUntil('2027-01-18T07:30:00Z');
    expect(await headlines(stage, words.back)).toEqual([]);
    await stage.passUntil('2027-01-20T08:00:00Z');
    expect(await headlines(stage, words.back)).toEqual([`${words.back}2027-01-15`]);
  });

  it('where nobody is there, it waits and the card says for whom, until the first of them is back', async () => {
    const stage = await staged({ team: ['Noah'], weeks: 2 }, language);
    await isAway(stage, 'Noah', 0, 5);
    for (const name of ['Amara', OWNER]) await isAway(stage, name, 0, 12);
    await stage.rest();
    await stage.moves('in progress');
    await stage.passDays(3);
    expect(await questionsTo(stage)).toEqual([]);
    expect(await statusOf(stage, language)).toContain(words.waits);
    await stage.passUntil('2027-01-18T10:00:00Z');
    expect(await questionsTo(stage)).toEqual([idOf(stage, 'Noah')]);
    expect(await statusOf(stage, language)).not.toContain(words.waits);
  });

  it('a paused card rests, and comes back with the dates moved by the pause proposed before anything is late', async () => {
    const stage = await staged({ status: 'in progress', weeks: 5 }, language, SELDOM);
    await stage.passDays(7);
    await stage.moves('on hold');
    await stage.rest();
    const status = await statusOf(stage, language);
    expect(status).toContain('Jonas');
    const before = (await headlines(stage)).length;
    // The due date passes meanwhile.
    await stage.passDays(49);
    expect(await headlines(stage)).toHaveLength(before);
    await stage.moves('in progress');
    await stage.rest();
    expect(await headlines(stage, says.asks)).toEqual([`${says.asks}pause`]);
    expect(await statusOf(stage, language)).toMatch(/^✓ .*(5|fünf)/m);
    await stage.takes(12);
    await stage.rest();
    expect(await questionsTo(stage)).toEqual([]);
  });
});
