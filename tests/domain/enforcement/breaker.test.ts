// The breaker: a card that is changed again and again is left alone, and looked after again by itself.
import { describe, expect, it } from 'vitest';
import { plainText } from '../../../src/domain/language/rich-text.ts';
import { decide } from '../../../src/domain/plan.ts';
import { calendarOf } from '../../../src/domain/playbook/playbook.ts';
import { instant, observationOf, playbookWith } from '../../support/observed-company.ts';
import { play } from '../../support/settle-in-memory.ts';

const playbook = playbookWith({ maxChangesPerHour: 3 });
const calendar = calendarOf(playbook, []);
const changes = ['2027-01-14 10:00', '2027-01-14 10:20', '2027-01-14 10:40'];
const fighting = (at: string, changedAt = changes) =>
  observationOf({ at, changedAt, card: { status: 'in progress' } }, playbook);

describe('A card that Liaison has changed too often within an hour', () => {
  it('is left alone but for one word in its status comment, until the first change is an hour old', () => {
    const plan = decide(fighting('2027-01-14 10:45'), playbook, calendar);
    expect(plan.operations.map(({ kind }) => kind)).toEqual(['post-status']);
    const [said] = plan.operations;
    expect(said?.kind === 'post-status' && plainText(said.text)).toContain(
      'leaves it alone until 11:00 on Thu, 14 Jan 2027',
    );
    expect(plan.next?.at).toBe(instant('2027-01-14 11:00'));
  });

  it('hears that once, however often it is looked at', () => {
    const observation = fighting('2027-01-14 10:45');
    const after = play(observation, decide(observation, playbook, calendar).operations);
    const later = { ...after, at: instant('2027-01-14 10:55') };
    expect(decide(later, playbook, calendar).operations).toEqual([]);
  });

  it('is looked after again by itself', () => {
    const plan = decide(fighting('2027-01-14 11:00'), playbook, calendar);
    expect(plan.operations.map(({ kind }) => kind)).toContain('create-list');
    expect(plan.findings.map(({ rule }) => rule)).not.toContain('breaker');
  });

  it('is not taken for one that was changed a little less often', () => {
    const plan = decide(fighting('2027-01-14 10:45', changes.slice(1)), playbook, calendar);
    expect(plan.operations.map(({ kind }) => kind)).toContain('create-list');
  });
});
