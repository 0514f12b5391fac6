// Which waivers stand, read from nothing but the commands and Liaison's own answers in their threads.
import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { endOf, grantedWaivers, holdsOn } from '../../../src/domain/enforcement/waiver.ts';
import { writeHeadline } from '../../../src/domain/language/headline.ts';
import { companyTextsOf } from '../../../src/domain/language/texts.ts';
import type { Command, OwnComment } from '../../../src/domain/observation.ts';
import { decide } from '../../../src/domain/plan.ts';
import { calendarOf } from '../../../src/domain/playbook/playbook.ts';
import { addDays } from '../../../src/domain/schedule/calendar.ts';
import { instant, observationOf, playbookWith } from '../../support/observed-company.ts';
import { commentOf, settle } from '../../support/settle-in-memory.ts';

const nameOf = (person: number): string => `person ${person}`;
const texts = companyTextsOf('en');

type Said = { at: number; kind: 'waiver' | 'waiver-end' | 'answer'; rule: string; until?: string | null };

function answerOf({ at, kind, rule, until = null }: Said, id: string): OwnComment {
  const rules = kind === 'answer' ? [] : [rule];
  return commentOf(id, at, writeHeadline({ kind, rules, until }, 'en'));
}

function command(
  id: string,
  at: number,
  answers: Said[],
  text = '/waive timebox because of the fair',
): Command {
  return { id, by: 1, at, text, answers: answers.map((said, index) => answerOf(said, `${id}-${index}`)) };
}

describe('a waiver', () => {
  test('is what Liaison answered, with the name and the reason of the command', () => {
    const until = '2027-02-05';
    const waived = command('1', 10, [{ at: 11, kind: 'waiver', rule: 'timebox', until }]);
    expect(grantedWaivers([waived], nameOf, texts)).toEqual([
      {
        rule: 'timebox',
        until,
        by: 'person 1',
        because: 'because of the fair',
        commandId: '1',
        grantedAt: 11,
      },
    ]);
  });

  test('is none as long as Liaison has not answered, or answered something else', () => {
    const refused = command('2', 10, [{ at: 11, kind: 'answer', rule: 'timebox' }]);
    expect(grantedWaivers([command('1', 10, []), refused], nameOf, texts)).toEqual([]);
  });

  test('ends in its own thread, whatever order the thread is read in', () => {
    const granted: Said = { at: 11, kind: 'waiver', rule: 'timebox', until: '2027-02-05' };
    const ended: Said = { at: 99, kind: 'waiver-end', rule: 'timebox' };
    for (const answers of [
      [granted, ended],
      [ended, granted],
    ]) {
      expect(grantedWaivers([command('1', 10, answers)], nameOf, texts)).toEqual([]);
    }
  });

  test('ends in its own thread even where ClickUp stamps both answers with one instant', () => {
    const granted: Said = { at: 11, kind: 'waiver', rule: 'timebox' };
    const ended: Said = { at: 11, kind: 'waiver-end', rule: 'timebox' };
    expect(grantedWaivers([command('1', 10, [ended, granted])], nameOf, texts)).toEqual([]);
  });

  test('is replaced by the later one, longer or shorter', () => {
    const first = command('1', 10, [{ at: 11, kind: 'waiver', rule: 'timebox', until: '2027-02-05' }]);
    for (const until of ['2027-03-05', '2027-01-15', null]) {
      const second = command('2', 20, [{ at: 21, kind: 'waiver', rule: 'timebox', until }]);
      expect(grantedWaivers([second, first], nameOf, texts)).toMatchObject([{ until, commandId: '2' }]);
    }
  });

  test('answered at one instant with another follows the order of the commands', () => {
    const waived = command('9', 10, [{ at: 30, kind: 'waiver', rule: 'timebox' }]);
    const ended = command('10', 20, [{ at: 30, kind: 'waiver-end', rule: 'timebox' }], '/unwaive timebox');
    expect(grantedWaivers([ended, waived], nameOf, texts)).toEqual([]);
    const again = command('11', 25, [{ at: 30, kind: 'waiver', rule: 'timebox' }]);
    expect(grantedWaivers([ended, again, waived], nameOf, texts)).toMatchObject([{ commandId: '11' }]);
  });

  test('of one rule says nothing about another', () => {
    const both = [
      command('1', 10, [{ at: 11, kind: 'waiver', rule: 'timebox' }]),
      command('2', 12, [{ at: 13, kind: 'waiver', rule: 'team-size' }]),
      command('3', 14, [{ at: 15, kind: 'waiver-end', rule: 'timebox' }]),
    ];
    expect(grantedWaivers(both, nameOf, texts).map(({ rule }) => rule)).toEqual(['team-size']);
  });

  test('does not depend on the order in which comments and threads are read', () => {
    const said = fc.record({
      at: fc.integer({ min: 1, max: 4 }),
      kind: fc.constantFrom('waiver' as const, 'waiver-end' as const, 'answer' as const),
      rule: fc.constantFrom('timebox', 'team-size'),
    });
    const thread = fc.record({
      at: fc.integer({ min: 1, max: 4 }),
      answers: fc.array(said, { maxLength: 2 }),
    });
    fc.assert(
      fc.property(fc.array(thread, { maxLength: 5 }), fc.infiniteStream(fc.nat()), (threads, random) => {
        const commands = threads.map(({ at, answers }, index) => command(String(index + 8), at, answers));
        const shuffled = <T>(list: readonly T[]): T[] =>
          list
            .map(one => ({ one, by: random.next().value }))
            .sort((one, other) => Number(one.by) - Number(other.by))
            .map(({ one }) => one);
        const other = shuffled(commands).map(one => ({ ...one, answers: shuffled(one.answers) }));
        const rules = (list: Command[]) =>
          grantedWaivers(list, nameOf, texts)
            .map(({ rule, commandId }) => `${rule} ${commandId}`)
            .sort();
        expect(rules(other)).toEqual(rules(commands));
      }),
    );
  });
});

describe('the end of a waiver', () => {
  const playbook = playbookWith({ workItems: [], feedback: null });
  const calendar = calendarOf(playbook, []);
  const waiver = (until: string | null) => ({
    rule: 'timebox',
    until,
    by: 'Sam',
    because: '',
    commandId: '1',
    grantedAt: 0,
  });

  test('is the end of its last day in the company’s zone, also where the clocks change', () => {
    expect(endOf(waiver('2027-02-05'), calendar)).toBe(instant('2027-02-06 00:00'));
    expect(endOf(waiver('2027-03-28'), calendar)).toBe(instant('2027-03-29 00:00'));
    expect(endOf(waiver('2027-12-31'), calendar)).toBe(instant('2028-01-01 00:00'));
    expect(endOf(waiver(null), calendar)).toBeNull();
  });

  test('comes after its last day and not on it', () => {
    expect(holdsOn(waiver('2027-02-05'), '2027-02-05')).toBe(true);
    expect(holdsOn(waiver('2027-02-05'), '2027-02-06')).toBe(false);
    expect(holdsOn(waiver(null), '2099-01-01')).toBe(true);
  });

  test('may be as far away as a year has four digits', () => {
    const facts = {
      card: { status: 'in progress' },
      told: [{ at: '2027-01-11 09:00', by: 'Sam', text: '/waive timebox until 9999-12-31' }],
    };
    const { after } = settle(observationOf(facts, playbook), playbook, calendar);
    expect(grantedWaivers(after.commands, nameOf, texts)).toMatchObject([{ until: '9999-12-31' }]);
    expect(decide(after, playbook, calendar).operations).toEqual([]);
  });
});

describe('a waiver that is asked for', () => {
  const playbook = playbookWith({ workItems: [], feedback: null });
  const calendar = calendarOf(playbook, []);

  test('settles in one round with the tag and without a question, and is over the day after its last', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 30 }), fc.integer({ min: 0, max: 40 }), (length, later) => {
        const until = addDays('2027-01-11', length);
        const facts = {
          card: { status: 'in progress', due: '2027-01-20' },
          told: [{ at: '2027-01-11 09:00', by: 'Sam', text: `/waive timebox until ${until}` }],
        };
        const { after } = settle(observationOf(facts, playbook), playbook, calendar);
        expect(after.card.tags).toEqual(['waived']);
        expect(after.comments.map(({ kind }) => kind)).toEqual(['status']);
        const at = instant(`${addDays('2027-01-11', later)} 10:00`);
        const end = settle({ ...after, at }, playbook, calendar).after;
        const isOver = later > length;
        expect(end.card.tags).toEqual(isOver ? [] : ['waived']);
        expect(end.comments.some(({ kind }) => kind === 'ask')).toBe(isOver);
        expect(end.commands[0]?.answers.map(({ kind }) => kind)).toEqual(
          isOver ? ['waiver-end', 'waiver'] : ['waiver'],
        );
      }),
      { numRuns: 40 },
    );
  });

  test('by each person is granted to exactly those whom the playbook names', () => {
    const people = ['Ana', 'Ben', 'Cem', 'Dora', 'Eli', 'Sam', 'Tess', 'Olga'];
    const allowed: Record<string, string[]> = {
      team: ['Ana', 'Ben'],
      supporter: ['Sam'],
      owner: ['Olga'],
      anyone: people,
      Engineering: ['Ana', 'Ben', 'Eli'],
      marketing: ['Cem', 'Dora'],
      'No such group': [],
    };
    for (const [role, names] of Object.entries(allowed)) {
      const by = playbookWith({ workItems: [], feedback: null, rules: { timebox: { waivableBy: [role] } } });
      const granted = people.filter(name => {
        const facts = { told: [{ at: '2027-01-11 09:00', by: name, text: '/waive timebox' }] };
        const plan = decide(observationOf(facts, by), by, calendar);
        return plan.operations.some(({ kind }) => kind === 'tag');
      });
      expect(granted, role).toEqual(names);
    }
  });
});
