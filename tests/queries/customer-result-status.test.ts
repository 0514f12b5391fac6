// How one customer result stands, and who has too much: from the board and what the last reconcile left.
import { setImmediate } from 'node:timers/promises';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { describe, expect, test } from 'vitest';
import { customerResultStatus } from '../../src/queries/customer-result-status.ts';
import { overloadsIn } from '../../src/queries/overloads.ts';
import { resultReport } from '../../src/reconcile/report.ts';
import { finding, result } from '../support/board-status.ts';
import { caseNamed } from '../support/case-folders.ts';

describe('a customer result', () => {
  const { observation, playbook, plan } = caseNamed('absence-asked-later-than-the-first');
  const around = { board: observation.board, playbook, today: '2027-01-15' };
  const since = Date.parse('2027-01-11T09:00:00Z');
  const asked = { who: { id: 2, name: 'Ben' }, since: Date.parse('2027-01-13T08:00:00Z') };
  const cardResult = {
    at: observation.at,
    isDone: true,
    report: resultReport({ startedAt: 0, at: 0, result: { kind: 'done', next: null }, plan, applied: [] }),
    summary: {
      milestones: [],
      evaluation: null,
      pauses: [],
      feedback: { have: 1, min: 3 },
      metrics: {},
      failing: { timebox: { since, asked } },
    },
  };

  test('before anybody looked at it has team, supporter and dates', () => {
    const { lastReconciledAt, team, start, due, week, findings } = customerResultStatus(
      { ...observation.card },
      undefined,
      around,
    );
    expect(lastReconciledAt).toBeNull();
    expect(team.map(({ name }) => name)).toContain('Ben');
    expect([start, due, findings]).toEqual(['2027-01-11', '2027-01-25', []]);
    expect(week).toEqual({ now: 1, of: 2 });
  });

  test('says of what fails since when, and who was asked', () => {
    const { findings, feedback } = customerResultStatus({ ...observation.card }, cardResult, around);
    expect(findings.find(({ rule }) => rule === 'timebox')).toMatchObject({
      since: '2027-01-11T09:00:00.000Z',
      asked: { who: { id: 2, name: 'Ben' }, since: '2027-01-13T08:00:00.000Z' },
    });
    expect(feedback).toEqual({ have: 1, min: 3 });
  });

  test('is the same object until something of it changes', () => {
    const card = { ...observation.card };
    const first = customerResultStatus(card, cardResult, around);
    expect(customerResultStatus(card, cardResult, around)).toBe(first);
    expect(customerResultStatus(card, { ...cardResult }, around)).not.toBe(first);
    expect(customerResultStatus(card, cardResult, { ...around, today: '2027-01-18' }).week?.now).toBe(2);
    const people = [...around.board.people];
    const before = customerResultStatus(card, cardResult, around);
    const after = customerResultStatus(card, cardResult, { ...around, board: { ...around.board, people } });
    expect(after).not.toBe(before);
  });

  test('keeps no board that was replaced, however long its card stays as it is', async () => {
    setFlagsFromString('--expose-gc');
    const collectGarbage = runInNewContext('gc') as () => void;
    const card = { ...observation.card };
    const show = (): WeakRef<object> => {
      const board = { ...around.board, cards: [card] };
      customerResultStatus(card, cardResult, { ...around, board });
      return new WeakRef(board);
    };
    const former = show();
    // What a WeakRef is made of stays until its turn of the event loop is over.
    await setImmediate();
    collectGarbage();
    expect(former.deref()).toBeUndefined();
    expect(customerResultStatus(card, cardResult, around)).toBe(
      customerResultStatus(card, cardResult, around),
    );
  });
});

describe('people who have too much', () => {
  const ana = { id: 1, name: 'Ana', functions: [], flocks: [] };
  const fails = [finding({ rule: 'member-load' })];
  const rules = { 'member-load': { max: 1 } } as never;
  const on = (id: string, more: Parameters<typeof result>[0] = {}) =>
    result({ id, name: id, team: [ana], findings: fails, ...more });

  test('are named once, with all of theirs', () => {
    const [one, ...others] = overloadsIn([on('A'), on('B', { findings: [] })], { rules });
    expect(others).toEqual([]);
    expect(one).toMatchObject({ name: 'Ana', rule: 'member-load', max: 1 });
    expect(one?.customerResults.map(({ id }) => id)).toEqual(['A', 'B']);
  });

  test('are not named where the rule is waived, nothing is at work, or there is no such rule', () => {
    const waived = { findings: [finding({ rule: 'member-load', state: 'waived' as const })] };
    expect(overloadsIn([on('A', waived), on('B', waived)], { rules })).toEqual([]);
    expect(overloadsIn([on('A'), on('B', { phase: 'done' })], { rules })).toEqual([]);
    expect(overloadsIn([on('A'), on('B')], { rules: {} })).toEqual([]);
  });
});
