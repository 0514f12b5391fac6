// Rehearsals: what would happen when, decided by the same decide as everything else.
import { describe, expect, it } from 'vitest';
import { inMemoryClickUpOf } from '../../src/domain/in-memory/in-memory-clickup.ts';
import type { Board, Card } from '../../src/domain/observation.ts';
import { decide } from '../../src/domain/plan.ts';
import { calendarOf } from '../../src/domain/playbook/playbook.ts';
import { applyPlan } from '../../src/rehearsal/apply-plan.ts';
import { rehearse } from '../../src/rehearsal/rehearse.ts';
import { rehearsalReport } from '../../src/rehearsal/report.ts';
import { observationOf, person, playbookWith } from '../support/observed-company.ts';
import { CARD, does, of, played, START, when } from './rehearsing.ts';

const RUNNING = { status: 'in progress' };

describe('A rehearsal', () => {
  it('begins with exactly what deciding about the board gives', () => {
    const playbook = playbookWith();
    const observation = observationOf({ at: START, card: RUNNING }, playbook);
    const { operations } = decide(observation, playbook, calendarOf(playbook, []));
    const first = played({ card: RUNNING }).entries.slice(0, operations.length);
    expect(operations.length).toBeGreaterThan(5);
    expect(first.map(({ kind, summary }) => ({ kind, summary }))).toEqual(
      operations.map(({ kind, summary }) => ({ kind, summary })),
    );
    expect(new Set(first.map(when))).toEqual(new Set([START]));
    expect(first[0]?.because).toBe('first look');
  });

  it('names the agenda of every all-hands on the working day before, where the playbook has a list for it', () => {
    const playbook = playbookWith({
      digest: { list: 'All-hands' },
      calendar: { holidays: ['2027-01-20', '2027-02-04'] },
    });
    const agendas = of(played({}, [], { playbook, weeks: 4 }), 'agenda');
    // 20 January and 4 February are holidays: one agenda comes a day earlier, and one all-hands is left out.
    expect(agendas.map(entry => `${when(entry)} ${entry.card.name}`)).toEqual([
      '2027-01-13 06:05 All-hands on Thu, 14 Jan 2027',
      '2027-01-19 06:05 All-hands on Thu, 21 Jan 2027',
      '2027-01-27 06:05 All-hands on Thu, 28 Jan 2027',
    ]);
    expect(agendas.map(({ allHandsOn, card }) => [allHandsOn, card.id])).toEqual([
      ['2027-01-14', null],
      ['2027-01-21', null],
      ['2027-01-28', null],
    ]);
    expect(of(played({}), 'agenda')).toEqual([]);
  });

  it('gives the same timeline again, and leaves its board as it was', () => {
    const script = [
      does('2027-01-14 09:00', { kind: 'join', person: person('Dora') }, 'Dora'),
      does('2027-02-01 09:00', { kind: 'dates', dueOn: '2027-03-22' }),
      does('2027-03-22 09:00', { kind: 'move', status: 'evaluation' }),
    ];
    const first = played({ card: RUNNING }, script);
    const before = structuredClone(first.rehearsal.board);
    expect(rehearse(first.rehearsal).entries).toEqual(first.entries);
    expect(first.rehearsal.board).toEqual(before);
    expect(first.entries.length).toBeGreaterThan(20);
  });

  it('ends with a board on which nothing is left to do', () => {
    const { board, rehearsal, entries } = played({ card: RUNNING });
    const again = rehearse({ ...rehearsal, board, weeks: 1 });
    const making = new Set(['create-list', 'create-about', 'create-item', 'update-item', 'update-about']);
    expect(entries.filter(({ kind }) => making.has(kind)).length).toBeGreaterThan(5);
    expect(again.entries.filter(({ kind }) => making.has(kind))).toEqual([]);
  });

  it('makes a task on the day on which it appears, because that day was waited for', () => {
    const made = of(played({ card: RUNNING }), 'create-item').find(({ summary }) =>
      summary.includes('Collect customer feedback'),
    );
    expect(made && when(made)).toBe('2027-02-22 00:00');
    expect(made?.because).toBe('“Collect customer feedback” appears');
    expect(made?.reason).toBe('made 2 weeks before due, due 1 week after due');
    expect(made?.to).toEqual(['Ana', 'Ben']);
  });

  it('takes back what somebody just did, and says why', () => {
    const tooEarly = does('2027-01-12 09:00', { kind: 'move', status: 'in progress' });
    const { entries } = played({ card: { status: 'forming', supporters: [] } }, [tooEarly], { weeks: 1 });
    const then = entries.filter(entry => when(entry) === '2027-01-12 09:00');
    expect(then.map(({ kind }) => kind)).toEqual(['person', 'explain-undo', 'move-back']);
    expect(then[1]).toMatchObject({ reason: 'There is no supporter.', to: ['Ana'] });
    expect(then[2]?.because).toBe('Ana moves the card from “forming” to “in progress”');
  });

  it('puts the supporter back whom somebody just replaced by one who may not', () => {
    const wrong = does('2027-01-12 09:00', { kind: 'supporter', people: [person('Dora')] });
    const { board, entries } = played({ card: RUNNING }, [wrong], { weeks: 1 });
    expect(entries.map(({ kind }) => kind)).toContain('put-back-supporter');
    expect(board.cards[0]?.supporters.map(({ name }) => name)).toEqual(['Sam']);
  });

  it('looks once at what was done at one instant, as the debounce does', () => {
    const at = '2027-01-12 09:00';
    const joins = ['Cem', 'Dora', 'Eli'].map(name => does(at, { kind: 'join', person: person(name) }, name));
    const { entries, board } = played({ card: { status: 'forming' } }, joins, { weeks: 1 });
    const off = entries.filter(({ kind }) => kind === 'take-off');
    expect(off.map(({ summary }) => summary)).toEqual(['Take Eli and Dora off the card']);
    expect(board.cards[0]?.assignees.map(({ name }) => name)).toEqual(['Ana', 'Ben', 'Cem']);
  });

  it('asks after the grace time, brings it to somebody else later, and settles it once mended', () => {
    const playbook = playbookWith({ rules: { timebox: { enforce: 'warn', grace: '1 working day' } } });
    const card = { ...RUNNING, due: null };
    const mended = does('2027-01-20 12:00', { kind: 'dates', dueOn: '2027-03-08' });
    const all = played({ card }, [mended], { playbook, weeks: 4 });
    expect(of(all, 'ask', 'escalate', 'settle-ask').map(({ day, kind, to }) => [day, kind, to])).toEqual([
      ['2027-01-12', 'ask', ['Ana']],
      ['2027-01-15', 'escalate', ['Sam']],
      ['2027-01-20', 'settle-ask', []],
      ['2027-01-20', 'settle-ask', []],
    ]);
    expect(rehearsalReport(all.rehearsal, all).summary.questions).toEqual({ Ana: 1, Sam: 1 });
  });

  it('moves due dates with the card, but not the one that a person changed, and never remakes what was deleted', () => {
    const all = played({ card: RUNNING }, [
      does('2027-01-12 09:00', { kind: 'item-due', template: 'kick-off', dueOn: '2027-01-15' }),
      does('2027-01-12 09:05', { kind: 'delete', template: 'make-the-plan' }),
      does('2027-01-12 09:10', { kind: 'dates', startOn: '2027-01-18', dueOn: '2027-03-15' }),
    ]);
    const dueOf = (template: string) => all.board.items.find(item => item.template === template)?.dueOn;
    expect(dueOf('kick-off')).toBe('2027-01-15');
    expect(dueOf('make-the-plan')).toBeUndefined();
    expect(dueOf('present-the-plan')).toBe('2027-01-28');
  });

  it('hears commands: a waived rule asks nobody until its day is over', () => {
    const waive = '/waive timebox until 29 Jan because the date follows';
    const all = played({ card: { ...RUNNING, due: null } }, [
      does('2027-01-11 10:00', { kind: 'comment', text: waive }, 'Sam'),
    ]);
    const answers = of(all, 'answer').map(entry => [when(entry), entry.because]);
    expect(answers).toEqual([
      ['2027-01-11 10:00', `Sam says: ${waive}`],
      ['2027-01-30 00:00', 'the waiver of timebox ends'],
    ]);
    const asks = of(all, 'ask').map(({ day }) => day);
    expect(asks).toEqual(['2027-01-11', '2027-01-30']);
    expect(of(all, 'tag').map(({ summary }) => summary)).toEqual([
      'Tag the card “waived”',
      'Take the tag “waived” off the card',
    ]);
  });

  it('looks at once at the other cards whose people have more or less to do now', () => {
    const playbook = playbookWith({ rules: { 'member-load': { max: 1, enforce: 'warn' } } });
    const other = { id: '86b2', name: 'Fewer returns', status: 'in progress', team: ['Ana', 'Dora'] };
    const script = [does('2027-01-12 09:00', { kind: 'leave', person: person('Ana') })];
    const all = played({ card: RUNNING, otherCards: [other] }, script, { playbook, weeks: 1 });
    const settled = of(all, 'settle-ask').find(({ reason }) => reason === 'member-load no longer fails');
    expect(settled && when(settled)).toBe('2027-01-12 09:00');
    expect(settled?.card.name).toBe('Fewer returns');
    expect(settled?.because).toBe('Ana leaves, on “Faster onboarding”');
  });

  it('has new cards on the board from their moment on', () => {
    const [card] = observationOf(
      { card: { id: 'new', name: 'Fewer returns', status: 'in progress' } },
      playbookWith(),
    ).board.cards as [Card];
    const { entries, board } = played(
      { card: RUNNING },
      [does('2027-01-20 09:00', { kind: 'create', card }, 'Ben', 'new')],
      { weeks: 3 },
    );
    const its = entries.filter(entry => entry.card.id === 'new');
    expect(its[0]).toMatchObject({
      kind: 'person',
      summary: 'Ben puts the card on the board (“in progress”)',
    });
    expect(its.map(({ kind }) => kind)).toContain('create-list');
    expect(board.lists.map(({ name }) => name)).toEqual(['Faster onboarding', 'Fewer returns']);
    expect(new Set(board.items.map(({ id }) => id)).size).toBe(board.items.length);
  });

  it('brings ideas back to the board at the end, as candidates that people can take up', () => {
    const isNew = ({ name }: { name: string }) => name === 'Returns by mail';
    const begin = [
      does('2027-01-12 09:00', { kind: 'idea', name: 'Returns by mail' }),
      does('2027-01-13 09:00', { kind: 'move', status: 'done' }),
    ];
    const { board } = played({ card: RUNNING }, begin, { weeks: 1 });
    const id = board.cards.find(isNew)?.id ?? '';
    const taken = does('2027-01-14 09:00', { kind: 'move', status: 'in progress' }, 'Ana', id);
    const all = played({ card: RUNNING }, [...begin, taken], { weeks: 1 });
    expect(of(all, 'create-follow-up').map(({ day }) => day)).toEqual(['2027-01-13']);
    expect(all.board.cards.filter(isNew).length).toBe(1);
    const its = all.entries.filter(({ card }) => isNew(card)).map(({ kind }) => kind);
    expect(its.slice(0, 2)).toEqual(['person', 'explain-undo']);
  });

  it('tells what could not be done, and then looks at nothing', () => {
    const script = [
      does('2027-01-12 09:00', { kind: 'close', template: 'share-the-outcome' }),
      does('2027-01-12 09:01', { kind: 'join', person: person('Ben') }, 'Ben'),
      does('2027-01-12 09:02', { kind: 'move', status: 'in progress' }),
    ];
    const { entries } = played({ card: RUNNING }, script, { weeks: 1 });
    expect(
      entries.filter(({ day }) => day === '2027-01-12').map(({ summary, reason }) => [summary, reason]),
    ).toEqual([
      ['Ana closes “share-the-outcome”', 'the card has no task “share-the-outcome” now'],
      ['Ben joins', 'already assigned'],
      ['Ana moves the card from “in progress” to “in progress”', 'it is there already'],
    ]);
  });

  it('leaves cards alone that are not looked after, until somebody does something on them', () => {
    const quiet = played({ card: RUNNING }, [], { leftAlone: new Set([CARD]) });
    expect(quiet.entries).toEqual([]);
    const act = does('2027-01-20 09:00', { kind: 'priority', priority: 1 });
    const touched = played({ card: RUNNING }, [act], { leftAlone: new Set([CARD]) });
    expect(touched.entries.map(({ kind }) => kind)).toContain('create-list');
  });

  it('plays what lies within its weeks and counts the rest', () => {
    const acts = ['2027-01-11 09:59', '2027-01-11 10:00', '2027-01-18 09:59', '2027-01-18 10:00'];
    const all = played(
      {},
      acts.map(at => does(at, { kind: 'outcome', outcome: at })),
      { weeks: 1 },
    );
    expect(of(all, 'person').map(when)).toEqual(acts.slice(1, 3));
    expect(all.leftOut).toBe(2);
  });

  it('counts what it comes to', () => {
    const all = played({ card: RUNNING });
    const { summary } = rehearsalReport(all.rehearsal, all);
    const kinds = Object.values(summary.byKind).reduce((sum, count) => sum + count, 0);
    expect(summary.operations).toBe(all.entries.length);
    expect(kinds).toBe(summary.operations);
    expect(summary).toMatchObject({ acts: 0, leftOut: 0, unsettled: 0, customerResults: 1 });
  });
});

describe('Paper', () => {
  const playbook = playbookWith();
  const observation = observationOf({ card: RUNNING }, playbook);
  const { operations } = decide(observation, playbook, calendarOf(playbook, []));

  it('keeps the very arrays that an operation does not touch', () => {
    const status = operations.filter(({ kind }) => kind === 'post-status');
    expect(applyPlan(observation, status).board).toBe(observation.board);
    const after: Board = applyPlan(observation, operations).board;
    expect(after.cards).toBe(observation.board.cards);
    expect(after.items).not.toBe(observation.board.items);
    expect(observation.board.items).toEqual([]);
  });

  it('never changes what it has handed out', () => {
    const inMemory = inMemoryClickUpOf(applyPlan(observation, operations));
    const before = inMemory.shown();
    const copy = structuredClone(before);
    inMemory.changeCard({ status: 'evaluation' });
    const between = inMemory.shown();
    inMemory.changeCard({ status: 'done' });
    inMemory.removeItem(before.board.items.at(0)?.id ?? '');
    inMemory.addItem({ name: 'Another' });
    expect(before).toEqual(copy);
    expect(between.board.cards[0]?.status).toBe('evaluation');
    expect(inMemory.shown().card.status).toBe('done');
  });

  it('acts on the pilot alone, and says how many cards are only looked at', () => {
    const playbook = playbookWith({ pilot: [CARD] });
    const all = { card: RUNNING, otherCards: [{ id: '86b2', name: 'Calm bills', status: 'in progress' }] };
    const gentle = played(all, [], { playbook, weeks: 2 });
    expect(of(played(all, [], { weeks: 2 }), 'create-list').length).toBe(2);
    expect(of(gentle, 'create-list').map(({ card }) => card.id)).toEqual([CARD]);
    expect(new Set(gentle.entries.map(({ card }) => card.id))).toEqual(new Set([CARD]));
    expect(rehearsalReport(gentle.rehearsal, gentle).summary).toMatchObject({
      observedOnly: 1,
      unsettled: 0,
    });
  });

  it('makes no more changes a day than the playbook says, and goes on the next day until all is done', () => {
    const playbook = playbookWith({ maxChangesPerDay: 3 });
    const [gentle, free] = [
      played({ card: RUNNING }, [], { playbook, weeks: 3 }),
      played({ card: RUNNING }, [], { weeks: 3 }),
    ];
    const days = new Map<string, number>();
    for (const { kind, day } of gentle.entries) if (kind !== 'waits') days.set(day, (days.get(day) ?? 0) + 1);
    expect(Math.max(...days.values())).toBe(3);
    expect(of(gentle, 'waits').length).toBeGreaterThan(0);
    const items = (one: typeof free) => of(one, 'create-item').map(({ summary }) => summary.split('”')[0]);
    expect(items(gentle)).toEqual(items(free));
    const { summary } = rehearsalReport(gentle.rehearsal, gentle);
    expect(summary).toMatchObject({ waited: of(gentle, 'waits').length, unsettled: 0 });
  });
});
