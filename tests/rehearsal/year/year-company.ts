// A company of twelve for a virtual year: its people, their holidays and short weeks, its playbook, forty cards.
import type { Card, Group, Person } from '../../../src/domain/observation.ts';
import type { Absence } from '../../../src/domain/people/absence.ts';
import type { Playbook } from '../../../src/domain/playbook/playbook.ts';
import { addDays } from '../../../src/domain/schedule/calendar.ts';
import type { Dice } from '../../support/dice.ts';
import { playbookWith } from '../../support/observed-company.ts';

export const FIRST_DAY = '2027-01-04';
const DAYS = 364;
const CARDS = 40;

const NAMES = ['Ana', 'Ben', 'Cem', 'Dora', 'Eli', 'Finn', 'Gina', 'Hugo', 'Ida', 'Sam', 'Tess', 'Uma'];
export const PEOPLE: readonly Person[] = NAMES.map((name, index) => ({ id: index + 1, name }));
export const GROUPS: Group[] = [
  { id: 'g1', name: 'Engineering', members: [1, 2, 3, 4, 5] },
  { id: 'g2', name: 'Marketing', members: [6, 7, 8, 9] },
  { id: 'g3', name: 'Supporters', members: [10, 11, 12] },
];
/** Who works on cards; the others support. */
export const MEMBERS = PEOPLE.slice(0, 9);
export const SUPPORTERS = PEOPLE.slice(9);

/** Everything that comes to people by itself: work once and again, questions of rules, reminders. */
export function yearPlaybook(workingDays: Readonly<Record<string, string[]>>): Playbook {
  return playbookWith({
    phases: { paused: ['on hold'] },
    people: { owner: 'Uma', absences: 'Absences', workingDays },
    rules: {
      'team-size': { min: 2, max: 4, enforce: 'warn' },
      'cross-functional': { minFunctions: 2, enforce: 'warn', grace: '2 working days' },
      'plan-presented': { item: 'present-the-plan', withinWeeks: 3, enforce: 'warn' },
      'feedback-collected': { min: 3, enforce: 'warn', grace: '1 working day' },
      'outcome-recorded': { item: 'share-the-outcome', enforce: 'warn', grace: '2 working days' },
      stale: { workingDays: 10, enforce: 'warn', grace: '2 working days' },
    },
    workItems: [
      {
        key: 'kick-off',
        title: 'Kick-off',
        phase: 'running',
        due: '2 working days after start',
        assign: 'one-of-team',
      },
      {
        key: 'make-the-plan',
        title: 'Make the plan',
        phase: 'running',
        due: '8 working days after start',
        assign: 'supporter',
      },
      {
        key: 'present-the-plan',
        title: 'Present the plan',
        phase: 'running',
        due: 'next all-hands after start + 1 week',
        assign: 'one-of-team',
      },
      {
        key: 'weekly-sync',
        title: 'Weekly sync',
        phase: 'running',
        due: 'every week while running',
        assign: 'one-of-team',
      },
      {
        key: 'plan-the-evaluation',
        title: 'Plan the evaluation',
        phase: 'evaluating',
        from: '3 weeks before due',
        due: '2 weeks before due',
        assign: 'one-of-team',
      },
      {
        key: 'collect-feedback',
        title: 'Collect customer feedback',
        phase: 'evaluating',
        from: '2 weeks before due',
        due: '1 week after due',
        assign: 'one-of-team',
      },
      {
        key: 'evaluate',
        title: 'Evaluate',
        phase: 'evaluating',
        due: '8 working days after due',
        assign: 'supporter',
      },
      {
        key: 'share-the-outcome',
        title: 'Share the outcome',
        phase: 'evaluating',
        due: 'next all-hands after due + 1 week',
        assign: 'one-of-team',
      },
    ],
  });
}

/** Two long and a few short absences for each person in the year, as tasks in the list of absences. */
export function absencesOfTheYear(dice: Dice): Absence[] {
  return PEOPLE.flatMap(({ id, name }) => {
    const own = dice.part(name);
    const lengths = [12, 19, 4, 2, 0, 0];
    return lengths.map((length, number): Absence => {
      const from = addDays(FIRST_DAY, own.whole(10, DAYS - 30));
      return { id: `away-${id}-${number}`, people: [id], from, until: addDays(from, length), madeFor: null };
    });
  });
}

/** Who works fewer days than the company. */
export function shortWeeks(dice: Dice): Record<string, string[]> {
  const week = ['monday', 'tuesday', 'wednesday', 'thursday', 'friday'];
  const named = NAMES.filter(() => dice.chance(0.25)).map(name => {
    const off = dice.whole(0, 4);
    return [name, week.filter((_, index) => index !== off && index !== (off + 2) % 5)] as const;
  });
  return Object.fromEntries(named);
}

/** The cards of the year; they start as candidates. */
export function cardsOfTheYear(dice: Dice): Card[] {
  return Array.from({ length: CARDS }, (_, index) => {
    const id = `c${index + 1}`;
    return {
      id,
      name: `Result ${index + 1}`,
      url: `https://app.clickup.com/t/${id}`,
      status: 'prioritized',
      priority: dice.pick([1, 2, 3, null]),
      orderIndex: `${index}.5`,
      assignees: [],
      assignedGroups: [],
      supporters: [],
      functionsNeeded: [],
      outcome: null,
      feedbackCount: null,
      startOn: null,
      dueOn: null,
      tags: [],
      links: [],
      follows: null,
      createdAt: 0,
      updatedAt: 0,
    };
  });
}
