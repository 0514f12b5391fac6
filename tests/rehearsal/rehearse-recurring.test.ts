// Work that comes again in a rehearsal: what people do to one occurrence, and the next one coming.
import { describe, expect, it } from 'vitest';
import type { Act } from '../../src/rehearsal/scripted-people.ts';
import { playbookWith } from '../support/observed-company.ts';
import { does, of, played, when } from './rehearsing.ts';

const KEY = 'weekly-sync';
const TITLE = 'Weekly sync';
const playbook = playbookWith({
  workItems: [
    { key: 'kick-off', title: 'Kick-off', phase: 'running' },
    { key: KEY, title: TITLE, phase: 'running', due: 'every week while running' },
    { key: 'collect-feedback', title: 'Collect customer feedback', phase: 'evaluating' },
    { key: 'share-the-outcome', title: 'Share the outcome', phase: 'evaluating' },
  ],
});
const RUNNING = { status: 'in progress' };
const plays = (...script: [string, Act][]) =>
  played(
    { card: RUNNING },
    script.map(([at, act]) => does(at, act)),
    { playbook, weeks: 4 },
  );
type Board = ReturnType<typeof plays>['board'];
/** The occurrences as they stand, in their order. */
const syncs = ({ items }: Board) =>
  items.flatMap(({ template, dueOn, isClosed }) =>
    template?.startsWith(KEY) ? [`${template} ${dueOn}${isClosed ? ' closed' : ''}`] : [],
  );

describe('What people do to work that comes again', () => {
  it('closes the one that is open, and the next one comes', () => {
    const all = plays(
      ['2027-01-18 11:00', { kind: 'close', template: KEY }],
      ['2027-01-25 11:00', { kind: 'close', template: KEY }],
    );
    expect(syncs(all.board)).toEqual([
      'weekly-sync-1 2027-01-18 closed',
      'weekly-sync-2 2027-01-25 closed',
      'weekly-sync-3 2027-02-01',
    ]);
    const made = of(all, 'create-item').filter(({ summary }) => summary.includes(TITLE));
    expect(made.map(entry => [when(entry), entry.because])).toEqual([
      ['2027-01-11 10:00', 'first look'],
      ['2027-01-18 11:00', `Ana closes “${TITLE}”`],
      ['2027-01-25 11:00', `Ana closes “${TITLE}”`],
    ]);
  });

  it('reopens the one that was closed last', () => {
    const { board } = plays(
      ['2027-01-18 11:00', { kind: 'close', template: KEY }],
      ['2027-01-25 11:00', { kind: 'close', template: KEY }],
      ['2027-01-25 12:00', { kind: 'reopen', template: KEY }],
    );
    expect(syncs(board).map(sync => sync.endsWith('closed'))).toEqual([true, false, false]);
  });

  it('moves or deletes the one that is open; after its day the next one comes', () => {
    const { board } = plays(
      ['2027-01-18 11:00', { kind: 'close', template: KEY }],
      ['2027-01-18 12:00', { kind: 'item-due', template: KEY, dueOn: '2027-01-26' }],
      ['2027-01-26 12:00', { kind: 'close', template: KEY }],
      ['2027-01-27 12:00', { kind: 'delete', template: KEY }],
    );
    expect(syncs(board)).toEqual([
      'weekly-sync-1 2027-01-18 closed',
      'weekly-sync-2 2027-01-26 closed',
      'weekly-sync-4 2027-02-08',
    ]);
  });

  it('does it to the very one whose key has a number', () => {
    const { board } = plays(
      ['2027-01-18 11:00', { kind: 'close', template: KEY }],
      ['2027-01-18 12:00', { kind: 'reopen', template: `${KEY}-1` }],
      ['2027-01-18 13:00', { kind: 'close', template: `${KEY}-2` }],
    );
    expect(syncs(board)[0]).toBe('weekly-sync-1 2027-01-18');
    expect(syncs(board)[1]).toBe('weekly-sync-2 2027-01-25 closed');
  });

  it('says that none is open, or that none was closed', () => {
    const all = plays(
      ['2027-01-12 09:00', { kind: 'reopen', template: KEY }],
      ['2027-01-12 10:00', { kind: 'delete', template: KEY }],
      ['2027-01-12 11:00', { kind: 'close', template: KEY }],
      ['2027-01-12 12:00', { kind: 'close', template: `${KEY}-9` }],
    );
    expect(of(all, 'person').map(({ reason }) => reason)).toEqual([
      `the card has no closed task “${KEY}” now`,
      null,
      `the card has no open task “${KEY}” now`,
      `the card has no task “${KEY}-9” now`,
    ]);
  });
});
