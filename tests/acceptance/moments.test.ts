// What Liaison says by itself between phases, by whole processes in virtual time: each comes once, whatever is lost or repeated.
import { describe, expect, it, onTestFinished } from 'vitest';
import type { RawComment } from '../support/people.ts';
import { type CardIdea, type Stage, setStage } from './rules-stage.ts';
import { SELDOM } from './stage-for-test.ts';

const RULES = { 'team-size': { min: 3, max: 4, enforce: 'inform' } };
const TIMEBOX = { minWeeks: 4, maxWeeks: 12, enforce: 'warn' };

async function staged(rules: Record<string, object>, cards: [CardIdea, ...CardIdea[]]): Promise<Stage> {
  const stage = await setStage(rules, cards, { asks: SELDOM });
  onTestFinished(async () => {
    // That the store was lost is worth a line.
    expect(stage.complaints.filter(line => !line.startsWith('the store may have lost'))).toEqual([]);
    await stage.end();
  });
  return stage;
}

/** What Liaison said on the first card in comments that begin like that, the newest first. */
async function said({ people, cardIds, inTime }: Stage, beginning: string): Promise<string[]> {
  const comments = await inTime(people.comments(cardIds[0] ?? ''));
  return comments
    .filter(({ user, comment_text: text }) => user.id === people.botId && text.startsWith(beginning))
    .map(({ comment_text: text }) => text);
}

async function answersTo(stage: Stage, commentId: string): Promise<string[]> {
  const reading = stage.people.ask<{ comments: RawComment[] }>('GET', `/comment/${commentId}/reply`);
  return (await stage.inTime(reading)).comments.map(({ comment_text: text }) => text);
}

describe('the team is complete', () => {
  const FORMING = { team: ['Jonas', 'Noah'] };

  it('is said once to all of them, with a day and how to begin, whatever is lost or comes twice', async () => {
    const stage = await staged(RULES, [FORMING]);
    expect(await said(stage, 'Team')).toEqual([]);
    await stage.joins('Mateo');
    await stage.rest();
    const [told = '', ...others] = await said(stage, 'Team');
    expect(others).toEqual([]);
    expect(told).toMatch(/^Team complete since 2027-01-11\n/);
    expect(told).toMatch(/@Jonas .*@Noah .*@Mateo .*@Amara /);
    expect(told).toMatch(/The next day on which all of you are there is Tue, 12 Jan 2027/);
    expect(told).toMatch(/move the card to “in progress”/);

    const [joining = 0] = (await stage.delivered(body => body.includes('assignee_add'))).slice(-1);
    await stage.isDeliveredAgain(joining);
    await stage.rest();
    stage.losesStore();
    await stage.passDays(2);
    await stage.says('We look forward to it.');
    await stage.rest();
    expect(await said(stage, 'Team')).toEqual([told]);
  });

  it('is said where no delivery tells of it, and corrected in its place when somebody leaves', async () => {
    const stage = await staged(RULES, [FORMING]);
    await stage.isTold(false);
    await stage.joins('Mateo');
    await stage.passDays(1);
    expect(await said(stage, 'Team complete since 2027-01-1')).toHaveLength(1);
    await stage.leaves('Noah');
    await stage.passDays(2);
    expect(await said(stage, 'Team')).toEqual([expect.stringMatching(/^Team no longer complete since /)]);
    await stage.joins('Noah');
    await stage.passDays(1);
    expect(await said(stage, 'Team complete since')).toHaveLength(1);
    expect(await said(stage, 'Team')).toHaveLength(2);
  });
});

describe('what comes next', () => {
  const LOOKING: CardIdea = { name: 'Returns are easy', team: ['Priya'], supporter: 'Clara', priority: 1 };

  it('is offered once to whoever comes to evaluate, and once more when it is done', async () => {
    const stage = await staged(RULES, [{ status: 'in progress' }, LOOKING]);
    await stage.moves('evaluation');
    await stage.rest();
    const offered = await said(stage, 'What may come next for you, while you evaluate');
    expect(offered).toEqual([expect.stringMatching(/@Jonas .*\n?.*Returns are easy/s)]);
    stage.losesStore();
    await stage.passDays(1);
    await stage.says('Seven customers answered.');
    await stage.rest();
    expect(await said(stage, 'What may come next')).toEqual(offered);
    await stage.moves('done');
    await stage.rest();
    stage.losesStore();
    await stage.passDays(1);
    expect(await said(stage, 'What may come next for you, now that this is done')).toHaveLength(1);
    expect(await said(stage, 'What may come next')).toHaveLength(2);
  });

  it('is answered to whoever asks, in the thread', async () => {
    const stage = await staged(RULES, [{ status: 'in progress' }, LOOKING]);
    const commentId = await stage.says('/next');
    await stage.rest();
    expect(await answersTo(stage, commentId)).toEqual([
      expect.stringMatching(
        /^Liaison answers “\/next”\n.*somebody like you.*\n.*Returns are easy: 1 more person/s,
      ),
    ]);
  });
});

describe('what was done goes on', () => {
  it('is asked once for new dates, and is not late by the old ones', async () => {
    const stage = await staged({ timebox: TIMEBOX }, [{ status: 'in progress', weeks: 4 }]);
    await stage.moves('evaluation');
    await stage.passDays(32);
    await stage.moves('done');
    await stage.passDays(42);
    await stage.moves('in progress');
    await stage.rest();
    stage.losesStore();
    await stage.passDays(1);
    expect(await said(stage, 'Liaison asks')).toEqual([
      expect.stringMatching(
        /^Liaison asks: again\n@\S+ .*It ended on Fri, 12 Feb 2027 .*as much time as before/s,
      ),
    ]);
    await stage.takes(12);
    await stage.rest();
    expect(await said(stage, 'Mended, thank you: again')).toHaveLength(1);
    expect(await said(stage, 'Liaison asks')).toEqual([]);
  });
});

describe('back from a pause', () => {
  it('is asked once after each rest for the days of that rest, and an answer counts', async () => {
    const stage = await staged({ timebox: TIMEBOX }, [{ status: 'in progress' }]);
    const rests = async (days: number): Promise<void> => {
      await stage.moves('on hold');
      await stage.passDays(days);
      await stage.moves('in progress');
      await stage.rest();
    };
    await rests(1);
    await rests(2);
    const [asked = '', ...others] = await said(stage, 'Liaison asks: pause');
    expect(others).toEqual([]);
    expect(asked).toMatch(/it rested more than once, 3 working days in all/);
    const comments = await stage.inTime(stage.people.comments(stage.cardIds[0] ?? ''));
    const open = comments.find(({ comment_text: text }) => text === asked);
    await stage.inTime(stage.people.ask('PUT', `/comment/${open?.id}`, { resolved: true }));
    await stage.passDays(7);
    expect(await said(stage, 'Liaison asks')).toEqual([]);
    await rests(1);
    expect(await said(stage, 'Liaison asks: pause')).toEqual([
      expect.stringMatching(/It rested from .*, 1 working day\. Moved by as much/),
    ]);
  }, 120_000);
});
