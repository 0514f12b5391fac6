// Lives of one customer result whose dates people keep moving, and the same life with the final dates from the start.
import * as fc from 'fast-check';
import { observeTeamList } from '../../src/domain/mirror/team-list.ts';
import type { Card, Observation, WorkItem } from '../../src/domain/observation.ts';
import { decide } from '../../src/domain/plan.ts';
import { calendarOf, type Playbook } from '../../src/domain/playbook/playbook.ts';
import { addDays } from '../../src/domain/schedule/calendar.ts';
import { occurrenceNumber } from '../../src/domain/schedule/recurrence.ts';
import { observationOf, person, playbookWith } from '../support/observed-company.ts';
import { play, withCard, withItems } from '../support/settle-in-memory.ts';
import { isNew } from './in-law-terms.ts';

/** A run has as many. */
const MOST_ROUNDS = 4;
const HOUR_MS = 3_600_000;
/** Far from every day that Liaison would write in these lives. */
export const THEIR_DAY = '2031-05-05';
const STATUSES = ['backlog', 'forming', 'in progress', 'evaluation', 'done'];
/** Nobody of the team and no supporter in these lives. */
export const THEIR_PEOPLE = [person('Dora').id, person('Olga').id];

/** Every kind of due expression, with and without `from`, once and again and again. */
export const PLAYBOOK: Playbook = playbookWith({
  workItems: [
    { key: 'at-start', title: 'Begin', phase: 'running', due: 'start', assign: 'one-of-team' },
    {
      key: 'kick-off',
      title: 'Kick-off',
      phase: 'running',
      due: '2 working days after start',
      assign: 'team',
    },
    { key: 'at-due', title: 'End', phase: 'running', due: 'due', assign: 'supporter' },
    {
      key: 'before-all-hands',
      title: 'Slides',
      phase: 'running',
      due: '1 working day before next all-hands after start',
    },
    { key: 'present', title: 'Present', phase: 'running', due: 'next all-hands after start + 1 week' },
    { key: 'last-meeting', title: 'Say goodbye', phase: 'running', due: 'last all-hands before due' },
    { key: 'after-entering', title: 'Settle in', phase: 'running', due: '3 days after entering running' },
    { key: 'undated', title: 'Keep an eye on it', phase: 'running', assign: 'supporter' },
    {
      key: 'plan-evaluation',
      title: 'Plan it',
      phase: 'evaluating',
      from: '5 weeks before due',
      due: '3 weeks before due',
      assign: 'one-of-team',
    },
    {
      key: 'ahead-undated',
      title: 'Think ahead',
      phase: 'evaluating',
      from: 'last all-hands before due - 2 weeks',
    },
    {
      key: 'ahead-from-start',
      title: 'Ask early',
      phase: 'evaluating',
      from: '10 working days after start',
      due: 'next all-hands after due',
    },
    {
      key: 'collect-feedback',
      title: 'Collect',
      phase: 'evaluating',
      from: '2 weeks before due',
      due: '1 week after due',
      assign: 'team',
    },
    {
      key: 'look-back',
      title: 'Look back',
      phase: 'evaluating',
      due: '1 working day after entering evaluating',
      assign: 'supporter',
    },
    {
      key: 'weekly-sync',
      title: 'Sync',
      phase: 'running',
      due: 'every week while running',
      assign: 'one-of-team',
    },
    { key: 'monday-note', title: 'Note', phase: 'running', due: 'every monday while running' },
    { key: 'daily-look', title: 'Look', phase: 'running', due: 'every 2 days while running' },
    { key: 'check-in', title: 'Check in', phase: 'evaluating', due: 'every 3 working days while evaluating' },
  ],
});
export const CALENDAR = calendarOf(PLAYBOOK, ['2027-01-06', '2027-03-26', '2027-03-29']);

type Dates = { startOn: string | null; dueOn: string | null };
type People = Pick<Card, 'assignees' | 'supporters'>;
type Touch = 'close' | 'delete' | 're-date';
export type Step =
  | { kind: 'move'; change: Partial<Dates> }
  | { kind: 'pass'; hours: number }
  | { kind: 'look' }
  | { kind: 'wipe' }
  | { kind: 'advance' }
  /** Closes what is open of work that comes again. */
  | { kind: 'hold' }
  | { kind: 'back' }
  | { kind: 'touch'; how: Touch; nth: number }
  /** Gives the work to somebody else. */
  | { kind: 'give'; nth: number }
  | { kind: 'people'; people: People };
export type Life = { begins: string; dates: Dates; steps: Step[] };

const AnyDay = (from: string): fc.Arbitrary<string | null> =>
  fc.oneof(
    { weight: 5, arbitrary: fc.integer({ min: -30, max: 40 }).map(count => addDays(from, count)) },
    { weight: 1, arbitrary: fc.constant(null) },
  );
const Start = AnyDay('2027-01-11');
const Due = AnyDay('2027-03-08');
const People: fc.Arbitrary<People> = fc.record({
  assignees: fc.subarray(['Ana', 'Ben', 'Cem'].map(person)),
  supporters: fc.subarray(['Sam', 'Tess'].map(person), { maxLength: 1 }),
});
const StepArbitrary: fc.Arbitrary<Step> = fc.oneof(
  { weight: 3, arbitrary: Start.map((startOn): Step => ({ kind: 'move', change: { startOn } })) },
  { weight: 3, arbitrary: Due.map((dueOn): Step => ({ kind: 'move', change: { dueOn } })) },
  {
    weight: 5,
    arbitrary: fc.integer({ min: 1, max: 24 * 12 }).map((hours): Step => ({ kind: 'pass', hours })),
  },
  { weight: 4, arbitrary: fc.constant<Step>({ kind: 'look' }) },
  { weight: 1, arbitrary: fc.constant<Step>({ kind: 'wipe' }) },
  { weight: 2, arbitrary: fc.constant<Step>({ kind: 'advance' }) },
  { weight: 4, arbitrary: fc.constant<Step>({ kind: 'hold' }) },
  { weight: 1, arbitrary: fc.constant<Step>({ kind: 'back' }) },
  { weight: 2, arbitrary: fc.nat(11).map((nth): Step => ({ kind: 'give', nth })) },
  { weight: 2, arbitrary: People.map((people): Step => ({ kind: 'people', people })) },
  {
    weight: 3,
    arbitrary: fc
      .tuple(fc.constantFrom<Touch>('close', 'close', 'delete', 're-date'), fc.nat(11))
      .map(([how, nth]): Step => ({ kind: 'touch', how, nth })),
  },
);

/** A customer result that is met at work or before, and what happens to it until somebody looks for the last time. */
export const LifeArbitrary: fc.Arbitrary<Life> = fc.record({
  begins: fc.constantFrom('backlog', 'forming', ...Array<string>(4).fill('in progress')),
  dates: fc.record({ startOn: Start, dueOn: Due }),
  steps: fc.array(StepArbitrary, { maxLength: 25, size: 'max' }),
});

/** What was done by people to a managed item, by its template; the last deed counts. */
export type Touched = Map<string, Touch>;
/** Managed items that people gave to somebody else, by template. */
export type Given = Set<string>;
export type Lived = { after: Observation; touched: Touched; given: Given };

/** Lives it; `seen` is told of every look: before and after. */
export function live(
  { begins, dates, steps }: Life,
  seen: (before: Observation, after: Observation) => void = () => undefined,
): Lived {
  const touched: Touched = new Map();
  const given: Given = new Set();
  let now = withCard(observationOf({ card: { status: begins } }, PLAYBOOK), dates);
  // Ids are never used again, also where people delete things.
  let things = 5000;
  const look = (): void => {
    const before = now;
    for (let round = 1; ; round++) {
      const { operations } = decide(now, PLAYBOOK, CALENDAR);
      if (operations.length === 0) break;
      if (round > MOST_ROUNDS) throw new Error(`It does not settle: ${JSON.stringify(operations)}`);
      now = play(now, operations, () => things++);
    }
    seen(before, now);
  };
  look();
  for (const step of steps) {
    if (step.kind === 'look') look();
    else if (step.kind === 'pass') now = { ...now, at: now.at + step.hours * HOUR_MS };
    else if (step.kind === 'move') now = withCard(now, step.change);
    else if (step.kind === 'advance') now = withCard(now, { status: statusBeside(now.card.status, 1) });
    else if (step.kind === 'hold') now = holdAll(now, touched);
    else if (step.kind === 'back') now = withCard(now, { status: statusBeside(now.card.status, -1) });
    else if (step.kind === 'wipe')
      now = { ...now, failingSince: {}, reportedChanges: [], changedAt: [], supportersBefore: null };
    else if (step.kind === 'people') now = withCard(now, step.people);
    else if (step.kind === 'give') now = give(now, step.nth, given);
    else now = touch(now, step, touched);
  }
  look();
  return { after: now, touched, given };
}

/** The same life, had the dates been from the start as they are at its end, and had nobody touched an item. */
export function fresh({ begins, dates, steps }: Life): Observation {
  const changes = steps.flatMap(step => (step.kind === 'move' ? [step.change] : []));
  const final: Dates = Object.assign({}, dates, ...changes);
  const rest = steps.filter(
    ({ kind }) => kind !== 'move' && kind !== 'touch' && kind !== 'give' && kind !== 'hold',
  );
  return live({ begins, dates: final, steps: rest }).after;
}

/** The managed items of the card's list by template. */
export function itemsIn(observation: Observation): Map<string, WorkItem> {
  return observeTeamList(observation, PLAYBOOK).items;
}

/** The occurrences of recurring work, by the template that they come from, in the order of their numbers. */
export function occurrencesIn(observation: Observation): Map<string, { number: number; item: WorkItem }[]> {
  const found = new Map<string, { number: number; item: WorkItem }[]>();
  for (const { key, due } of PLAYBOOK.workItems) {
    if (!due || !('during' in due)) continue;
    const numbered = [...itemsIn(observation)].flatMap(([template, item]) => {
      const number = occurrenceNumber(key, template);
      return number === null ? [] : [{ number, item }];
    });
    found.set(
      key,
      numbered.toSorted((one, other) => one.number - other.number),
    );
  }
  return found;
}

function holdAll(now: Observation, touched: Touched): Observation {
  const open = [...occurrencesIn(now)].flatMap(([key, occurrences]) =>
    occurrences.flatMap(({ number, item }) =>
      item.isClosed ? [] : [{ key: `${key}-${number}`, id: item.id }],
    ),
  );
  for (const { key } of open) touched.set(key, 'close');
  const ids = new Set(open.map(({ id }) => id));
  return withItems(now, item => (ids.has(item.id) ? { ...item, isClosed: true, updatedAt: now.at } : item));
}

function statusBeside(status: string, steps: 1 | -1): string {
  return STATUSES[STATUSES.indexOf(status) + steps] ?? status;
}

function touch(
  now: Observation,
  { how, nth }: Extract<Step, { kind: 'touch' }>,
  touched: Touched,
): Observation {
  const [template, victim] = nthOpen(now, nth);
  if (template === undefined || victim === undefined) return now;
  if (how === 're-date' && !isNew(now, victim, { due: THEIR_DAY })) return now;
  touched.set(template, how);
  return withItems(now, item => {
    if (item.id !== victim.id) return item;
    if (how === 'delete') return null;
    const change = how === 'close' ? { isClosed: true } : { dueOn: THEIR_DAY };
    return { ...item, ...change, updatedAt: now.at };
  });
}

function give(now: Observation, nth: number, given: Given): Observation {
  const [template, victim] = nthOpen(now, nth);
  if (template === undefined || victim === undefined) return now;
  if (!isNew(now, victim, { assignees: THEIR_PEOPLE })) return now;
  given.add(template);
  return withItems(now, item =>
    item.id === victim.id ? { ...item, assignees: THEIR_PEOPLE, updatedAt: now.at } : item,
  );
}

function nthOpen(now: Observation, nth: number): [template?: string, item?: WorkItem] {
  const open = [...itemsIn(now)].filter(([, { isClosed }]) => !isClosed);
  return open[nth % Math.max(1, open.length)] ?? [];
}
