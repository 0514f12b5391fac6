// The line in an explanation that says which change was taken back, written for people and read back by Liaison.
import { describe, expect, it } from 'vitest';
import { isExplainedBy, readChanges, writeChange } from '../../../src/domain/enforcement/explained-change.ts';
import type { ReportedChange } from '../../../src/domain/observation.ts';
import { instant, person } from '../../support/observed-company.ts';

const AT = instant('2027-01-14 10:00') + 12_345;
const joined = (name: 'Ana' | 'Ben', at = AT): ReportedChange => ({
  id: 'h',
  cardId: 'c',
  at,
  receivedAt: at,
  by: 1,
  change: { kind: 'joined', person: person(name) },
});
const moved = (at = AT): ReportedChange => ({
  ...joined('Ana', at),
  change: { kind: 'moved', from: 'a', to: 'b' },
});
const saying = (...lines: string[]) => ({
  text: ['Liaison took a change back: team-size', ...lines].join('\n'),
  at: AT + 500,
});

describe('the line', () => {
  it('says who and when, to the millisecond, in the zone of the company', () => {
    expect(writeChange({ kind: 'joined', person: 'Ana', at: AT }, 'Europe/Berlin', 'en')).toBe(
      'Joined: Ana, 2027-01-14 10:00:12.345 +01:00',
    );
    expect(writeChange({ kind: 'supporter', person: 'Ana', at: AT }, 'America/New_York', 'de')).toBe(
      'Begleitung geändert: Ana, 2027-01-14 04:00:12.345 -05:00',
    );
  });

  it.each(['en', 'de'] as const)('is read back, whatever the kind, the name and the zone (%s)', locale => {
    for (const kind of ['joined', 'moved', 'supporter'] as const) {
      for (const name of ['Ana', 'Ana, née Weber, 2027-01-14', 'Joined: Ben', 'Łukasz 李']) {
        for (const zone of ['Europe/Berlin', 'Asia/Kathmandu', 'UTC']) {
          const change = { kind, person: name, at: AT };
          expect(readChanges(`Thanks\n  ${writeChange(change, zone, locale)} \nBye`)).toEqual([change]);
        }
      }
    }
  });

  it('tells the two hours apart that a clock shows when it goes back', () => {
    const [first, second] = [Date.parse('2027-10-31T00:30:00Z'), Date.parse('2027-10-31T01:30:00Z')];
    const read = (at: number) =>
      readChanges(writeChange({ kind: 'moved', person: 'Ana', at }, 'Europe/Berlin', 'en'));
    expect([...read(first), ...read(second)].map(({ at }) => at)).toEqual([first, second]);
  });

  it('is one line, whatever a name holds', () => {
    const line = writeChange({ kind: 'joined', person: 'Ana\nMoved: Ben,  x', at: AT }, 'UTC', 'en');
    expect(readChanges(line)).toEqual([{ kind: 'joined', person: 'Ana Moved: Ben, x', at: AT }]);
  });
});

describe('a reported change is explained', () => {
  const line = writeChange({ kind: 'joined', person: 'Ana', at: AT }, 'Europe/Berlin', 'en');

  it('by an explanation of it, or of a later one of the same person', () => {
    expect(isExplainedBy(joined('Ana'), saying(line))).toBe(true);
    expect(isExplainedBy(joined('Ana', AT - 1), saying(line))).toBe(true);
  });

  it('by none of an earlier one, of somebody else, or of another kind', () => {
    expect(isExplainedBy(joined('Ana', AT + 1), saying(line))).toBe(false);
    expect(isExplainedBy(joined('Ben'), saying(line))).toBe(false);
    expect(isExplainedBy(moved(), saying(line))).toBe(false);
  });

  it('of a move by whoever moved the card', () => {
    const move = writeChange({ kind: 'moved', person: 'Ben', at: AT }, 'Europe/Berlin', 'de');
    expect(isExplainedBy(moved(), saying(move))).toBe(true);
    expect(isExplainedBy(moved(AT + 1), saying(move))).toBe(false);
  });

  it('by one of an earlier version, which names no change, if it is not newer', () => {
    const old = saying('@Ana thank you for wanting to join.');
    expect(isExplainedBy(joined('Ana'), old)).toBe(true);
    expect(isExplainedBy(moved(AT + 501), old)).toBe(false);
  });
});
