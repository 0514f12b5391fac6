// Small things that people write and that Liaison once passed over, each as it was found, by a whole Liaison in virtual time
// and in both languages. Today is Monday, 11 January 2027.
import { describe, expect, it } from 'vitest';
import { sampleOf } from '../support/scale.ts';
import { answersTo, headlines, LANGUAGES, SAYS, saidOn, speaking } from './people-faults-told.ts';
import type { Stage } from './rules-stage.ts';
import { staged } from './stage-for-test.ts';

/** Days as people write them, and the last day that is meant. */
const DAYS: [string, string][] = [
  ['end of month', '2027-01-31'],
  ['Ende Januar', '2027-01-31'],
  ['KW 3', '2027-01-24'],
  ['1w', '2027-01-18'],
  ['tomorow', '2027-01-12'],
  ['tomorrow please', '2027-01-12'],
  ['24 Dec 🎄', '2027-12-24'],
];
const WARN = { enforce: 'warn', grace: '0 seconds' };
const TIMEBOX = { timebox: { ...WARN, minWeeks: 4, maxWeeks: 12 } };
const AT_WORK = { status: 'in progress' };
const TOO_SHORT = { ...AT_WORK, weeks: 2 };

describe.each(sampleOf(LANGUAGES, 2))('in %s', language => {
  const says = SAYS[language];
  const spoken = speaking(language);

  it('G1: people answer where Liaison asked them', async () => {
    const rules = { 'team-size': { ...WARN, min: 4, max: 5 } };
    const stage = await staged(rules, [AT_WORK], spoken);
    const question = (await saidOn(stage, stage.cardIds[0] ?? '')).find(({ assignee }) => assignee);
    expect(question?.comment_text).toContain(`${says.asks}team-size`);
    const waiving = { to: question?.id ?? '', by: 'Amara', text: '/waive team-size bis Freitag' };
    expect(await answersTo(stage, waiving)).toEqual([
      expect.stringContaining(says.waived('team-size', '2027-01-15')),
    ]);
    expect(await headlines(stage, says.asks)).toEqual([]);
    expect(await headlines(stage, says.excused)).toEqual([`${says.excused}team-size`]);
  });

  it('G1: reminders are paused on the task that holds them', async () => {
    const stage = await staged({}, [AT_WORK], spoken);
    await stage.moves('evaluation');
    await stage.passDays(5);
    const task = await itemOf(stage, 'collect-feedback');
    expect(await headlines(stage, says.reminder, task)).toHaveLength(1);
    expect(await answersTo(stage, { task, by: 'Jonas', text: '/snooze 1 week' })).toEqual([
      expect.stringContaining(says.snoozed('2027-01-23')),
    ]);
    await stage.passUntil('2027-01-23T22:00:00Z');
    expect(await headlines(stage, says.reminder, task)).toHaveLength(1);
    await stage.passDays(7);
    expect(await headlines(stage, says.reminder, task)).toHaveLength(2);
  });

  it('G2: a command is understood in German, after a space, in quotes, after a mention, and /help is', async () => {
    const stage = await staged(TIMEBOX, [TOO_SHORT], spoken);
    const bot = { type: 'tag', user: { id: stage.people.botId } };
    const rows: [{ text: string } | { comment: object[] }, RegExp][] = [
      [{ text: '/erklären' }, /timebox: .*/],
      [{ text: '/ recheck' }, /✗ .*timebox/],
      [{ text: '“/recheck”' }, /✗ .*timebox/],
      [{ text: '„/recheck“' }, /✗ .*timebox/],
      [{ text: '@Liaison /recheck' }, /✗ .*timebox/],
      [{ comment: [bot, { text: ' /recheck' }] }, /✗ .*timebox/],
      [{ text: '/help' }, /\/waive .*/],
    ];
    for (const [given, right] of rows) {
      const answers = await answersTo(stage, { by: 'Jonas', ...given });
      expect(answers, JSON.stringify(given)).toEqual([expect.stringMatching(right)]);
      expect(answers[0]?.startsWith(says.answers)).toBe(true);
      expect(answers[0]).not.toContain(says.doNotKnow);
    }
  });

  it('G3: a rule is known by its near names, and a slip is asked back with the line to copy', async () => {
    const stage = await staged({ 'team-size': { ...WARN, min: 4, max: 5 } }, [AT_WORK], spoken);
    const tells = (text: string) => answersTo(stage, { by: 'Amara', text });
    const right = says.waived('team-size', '2027-01-15');
    for (const name of ['teamsize', 'Teamgröße', 'team size', 'Teamgroesse'])
      expect(await tells(`/waive ${name} until Friday`), name).toEqual([expect.stringContaining(right)]);
    for (const slip of [
      '/waive team-sise until friday',
      '/waiv team-size until friday',
      '/waive Teamgrösse bis Freitag',
      '/waiv teamsize until friday',
      '/waive Teamgröse bis Freitag',
    ]) {
      const [answer = '', ...more] = await tells(slip);
      expect(more).toEqual([]);
      if (answer.startsWith(right)) continue;
      expect(answer, slip).toContain(says.didYouMean);
      expect(answer, slip).toMatch(/`\/waive (team-size|teamsize|Teamgröße) (until friday|bis Freitag)`/);
    }
  });

  it('G4: a day is read where it is unambiguous', async () => {
    const stage = await staged(TIMEBOX, [TOO_SHORT], spoken);
    for (const [written, day] of sampleOf(DAYS, 2))
      for (const before of written === '1w' ? ['for ', 'für '] : ['until ', 'bis '])
        expect(
          await answersTo(stage, { by: 'Amara', text: `/waive timebox ${before}${written}` }),
          written,
        ).toEqual([expect.stringContaining(says.waived('timebox', day))]);
  });

  it('G4: and so it is where reminders are paused', async () => {
    const stage = await staged({}, [AT_WORK], spoken);
    await stage.moves('evaluation');
    await stage.rest();
    for (const [written, day] of sampleOf([...DAYS.slice(1), ...DAYS.slice(0, 1)], 2))
      expect(await answersTo(stage, { by: 'Jonas', text: `/snooze ${written}` }), written).toEqual([
        expect.stringContaining(says.snoozed(day)),
      ]);
  });
});

async function itemOf({ people, inTime }: Stage, template: string): Promise<string> {
  const items = await inTime(people.items());
  return items.find(({ tags }) => tags.some(({ name }) => name === `liaison-${template}`))?.id ?? '';
}
