// Only what just happened may be taken back: by the time in the delivery, by its arrival, and by a clock that may differ.
import { describe, expect, it } from 'vitest';
import { isFresh } from '../../../src/domain/enforcement/fresh.ts';
import type { ReportedChange } from '../../../src/domain/observation.ts';
import { decide } from '../../../src/domain/plan.ts';
import { calendarOf } from '../../../src/domain/playbook/playbook.ts';
import { instant, observationOf, playbookWith } from '../../support/observed-company.ts';

const MINUTE_MS = 60_000;
const NOW = instant('2027-01-14 10:00');
const at = (minutes: number): number => NOW + minutes * MINUTE_MS;

describe('a reported change', () => {
  it.each<[string, Pick<ReportedChange, 'at' | 'receivedAt' | 'isUndated'>, number, boolean]>([
    ['that was made and reported just now is fresh', { at: at(0), receivedAt: at(0) }, 0, true],
    ['that was made ten minutes ago is fresh', { at: at(-10), receivedAt: at(0) }, 0, true],
    ['that was made earlier, and comes just now, is not', { at: at(-10) - 1, receivedAt: at(0) }, 0, false],
    ['that waits for longer than ten minutes is not', { at: at(-9), receivedAt: at(-10) - 1 }, 0, false],
    ['without a date is not', { at: at(0), receivedAt: at(0), isUndated: true }, 0, false],
    ['a minute ahead is: no two clocks are alike', { at: at(1), receivedAt: at(0) }, 0, true],
    ['that is still to come is not', { at: at(1) + 1, receivedAt: at(0) }, 0, false],
    [
      'by a clock ten minutes ahead of ours is fresh',
      { at: at(10), receivedAt: at(0) },
      10 * MINUTE_MS,
      true,
    ],
    ['that is old by such a clock is not', { at: at(-1), receivedAt: at(0) }, 10 * MINUTE_MS, false],
    ['by a clock ten minutes behind is fresh', { at: at(-12), receivedAt: at(0) }, -10 * MINUTE_MS, true],
  ])('%s', (_name, reported, clockSkewMs, expected) => {
    expect(isFresh(reported, { at: NOW, clockSkewMs })).toBe(expected);
  });

  it.each<[string, Partial<ReportedChange>]>([
    ['old by its own date', { at: at(-30) }],
    ['without a date', { isUndated: true }],
    ['still to come', { at: at(30) }],
  ])('%s is not taken back: somebody is asked', (_name, change) => {
    const playbook = playbookWith({});
    const words = {
      at: '2027-01-14 10:00',
      card: { team: ['Ana', 'Ben', 'Cem', 'Dora', 'Eli', 'Tess'] },
      reportedChanges: [{ at: '2027-01-14 10:00', by: 'Tess', joined: 'Tess' }],
    };
    const observation = observationOf(words, playbook);
    const kindsOf = (reportedChanges: ReportedChange[]) =>
      decide({ ...observation, reportedChanges }, playbook, calendarOf(playbook, [])).operations.map(
        ({ kind }) => kind,
      );
    expect(kindsOf(observation.reportedChanges)).toContain('take-off');
    const changed = kindsOf(observation.reportedChanges.map(reported => ({ ...reported, ...change })));
    expect(changed).not.toContain('take-off');
    expect(changed).toContain('ask');
  });
});
