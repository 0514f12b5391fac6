// A virtual year of twelve people with holidays and short weeks, and forty customer results with pauses and leavers. What
// Liaison promises about absences and fair hands is judged over all of it, and that all of it really happened.
import { beforeAll, describe, expect, it } from 'vitest';
import { times } from '../../support/scale.ts';
import { playYear, type Year } from './year.ts';
import { askedTwice, happenedIn, lateWithoutNeed, mostOfMedian, reachedTheAbsent } from './year-judge.ts';

const SEEDS = Array.from({ length: times({ sample: 1, long: 40 }) }, (_, index) => `year ${index + 1}`);

describe.each(SEEDS)('%s', seed => {
  let year: Year;
  beforeAll(() => {
    year = playYear(seed, { withAbsences: true });
  });

  it('has absences, pauses, leavers and work that changed hands', () => {
    const { awayDays, pauses, leavers, handOvers } = happenedIn(year);
    expect(awayDays).toBeGreaterThan(300);
    expect(Math.min(pauses, leavers)).toBeGreaterThan(2);
    expect(handOvers).toBeGreaterThan(10);
  });

  it('brings nothing to somebody who is away', () => {
    expect(reachedTheAbsent(year)).toEqual([]);
  });

  it('asks nobody twice', () => {
    expect(askedTwice(year)).toEqual([]);
  });

  it('leaves nothing late that somebody who was there could have done, as if nobody were ever away', () => {
    expect(lateWithoutNeed(year)).toEqual([]);
    expect(lateWithoutNeed(playYear(seed, { withAbsences: false }))).toEqual([]);
  });

  it('gives nobody more than twice the median of the work for one of the team', () => {
    expect(mostOfMedian(year).times).toBeLessThanOrEqual(2);
  });
});
