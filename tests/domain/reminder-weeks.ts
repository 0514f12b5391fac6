// Weeks of evaluating a customer result: feedback comes and goes, people snooze, Liaison looks when it happens to.
import * as fc from 'fast-check';
import { observeTeamList } from '../../src/domain/mirror/team-list.ts';
import type { Observation, OwnComment } from '../../src/domain/observation.ts';
import { decide } from '../../src/domain/plan.ts';
import { calendarOf } from '../../src/domain/playbook/playbook.ts';
import { observationOf, person, playbookWith } from '../support/observed-company.ts';
import { commentOf, play, withCard, withItems } from '../support/settle-in-memory.ts';

const HOUR_MS = 3_600_000;
const MOST_ROUNDS = 4;
const PLAYBOOK = playbookWith();
/** Easter and two days that the company takes off. */
export const CALENDAR = calendarOf(PLAYBOOK, ['2027-03-17', '2027-03-26', '2027-03-29', '2027-04-05']);

/** How often reminders come in these weeks, as the playbook says it. */
export const CADENCES = ['1 working day', '3 working days', '1 week', '10 days'] as const;

export type Step =
  | { kind: 'pass'; hours: number }
  /** A look on each of so many days. */
  | { kind: 'daily'; days: number }
  | { kind: 'look' | 'wipe' | 'close' | 'reopen' | 'back-to-work' | 'evaluate' | 'done' }
  | { kind: 'feedback'; count: number }
  | { kind: 'snooze'; text: string };
export type Weeks = { cadence: (typeof CADENCES)[number]; steps: Step[] };

const StepArbitrary: fc.Arbitrary<Step> = fc.oneof(
  { weight: 8, arbitrary: fc.integer({ min: 1, max: 60 }).map((hours): Step => ({ kind: 'pass', hours })) },
  // Nobody was there for days.
  { weight: 2, arbitrary: fc.integer({ min: 61, max: 500 }).map((hours): Step => ({ kind: 'pass', hours })) },
  { weight: 10, arbitrary: fc.constant<Step>({ kind: 'look' }) },
  { weight: 2, arbitrary: fc.integer({ min: 2, max: 9 }).map((days): Step => ({ kind: 'daily', days })) },
  {
    weight: 2,
    arbitrary: fc.constantFrom(0, 0, 1, 1, 2, 2, 3, 4).map((count): Step => ({ kind: 'feedback', count })),
  },
  {
    weight: 1,
    arbitrary: fc
      .constantFrom('/snooze 1 week', '/snooze 2 days', '/snooze until 2027-03-19', '/snooze until friday')
      .map((text): Step => ({ kind: 'snooze', text })),
  },
  {
    weight: 1,
    arbitrary: fc
      .constantFrom('wipe' as const, 'wipe' as const, 'close' as const, 'reopen' as const)
      .map((kind): Step => ({ kind })),
  },
  {
    weight: 1,
    arbitrary: fc
      .constantFrom(
        'back-to-work' as const,
        'done' as const,
        'evaluate' as const,
        'evaluate' as const,
        'evaluate' as const,
      )
      .map((kind): Step => ({ kind })),
  },
);

/** A customer result in evaluation, and what happens in the weeks after. */
export const WeeksArbitrary: fc.Arbitrary<Weeks> = fc.record({
  cadence: fc.constantFrom(...CADENCES),
  steps: fc.array(StepArbitrary, { minLength: 20, maxLength: 80, size: 'max' }),
});

/** What ClickUp shows at a look, just before it. */
export type Look = {
  at: number;
  isEvaluating: boolean;
  isOpen: boolean;
  count: number;
  /** The last day that the last snooze names; null if nobody asked for one yet. */
  snoozedUntil: string | null;
  /** The day on which Liaison saw that the evaluation had begun. */
  enteredOn: string | null;
  /** Instants of the reminders before this look and after it. */
  before: number[];
  after: number[];
  texts: string[];
};

/** Lives through the weeks; what every look saw and did. */
export function evaluateFor({ cadence, steps }: Weeks): Look[] {
  const playbook = playbookWith({ feedback: { remindEvery: cadence } });
  const looks: Look[] = [];
  let things = 5000;
  const start = observationOf({ at: '2027-03-08 10:00', card: { status: 'evaluation' } }, playbook);
  let now: Observation = start;
  const look = (): void => {
    const before = now;
    for (let round = 1; ; round++) {
      const { operations } = decide(now, playbook, CALENDAR);
      if (operations.length === 0) break;
      if (round > MOST_ROUNDS) throw new Error(`It does not settle: ${JSON.stringify(operations)}`);
      now = play(now, operations, () => things++);
    }
    looks.push(lookOf(before, now));
  };
  look();
  for (const step of steps) {
    switch (step.kind) {
      case 'pass':
        now = { ...now, at: now.at + step.hours * HOUR_MS };
        break;
      case 'look':
        look();
        break;
      case 'feedback':
        now = withFeedback(now, step.count, () => things++);
        break;
      case 'snooze': {
        const command = {
          id: String(things++),
          by: person('Ana').id,
          at: now.at,
          text: step.text,
          answers: [],
        };
        now = { ...now, commands: [...now.commands, command] };
        break;
      }
      case 'daily':
        for (let day = 0; day < step.days; day++) {
          now = { ...now, at: now.at + 24 * HOUR_MS };
          look();
        }
        break;
      case 'wipe':
        now = withoutMemory(now);
        look();
        break;
      case 'close':
      case 'reopen':
        now = withItems(now, item =>
          item.template === 'collect-feedback' ? { ...item, isClosed: step.kind === 'close' } : item,
        );
        break;
      case 'back-to-work':
        now = withCard(now, { status: 'in progress' });
        break;
      case 'evaluate':
        now = withCard(now, { status: 'evaluation' });
        break;
      case 'done':
        now = withCard(now, { status: 'done' });
    }
  }
  look();
  return looks;
}

/** After the store was lost: what Liaison said is read again as ClickUp gives it, the newest first; the rest is forgotten. */
function withoutMemory(now: Observation): Observation {
  const again = (comments: readonly OwnComment[]) =>
    comments
      .toSorted((one, other) => other.at - one.at)
      .map(({ id, at, text }) => commentOf(id, at, `${text.trimEnd().replaceAll('\n', '\n\n')}\n`));
  return {
    ...now,
    comments: again(now.comments),
    reminders: again(now.reminders),
    commands: now.commands.map(command => ({ ...command, answers: again(command.answers) })),
    failingSince: {},
    reportedChanges: [],
    changedAt: [],
    supportersBefore: null,
    lastWordAt: null,
  };
}

function lookOf(before: Observation, after: Observation): Look {
  const { items, all, about } = observeTeamList(before, PLAYBOOK);
  const collecting = items.get('collect-feedback');
  const record = observeTeamList(after, PLAYBOOK).about?.record ?? about?.record;
  const snoozes = after.commands.flatMap(({ answers }) => answers.filter(({ kind }) => kind === 'snooze'));
  return {
    at: before.at,
    isEvaluating: before.card.status === 'evaluation',
    isOpen: collecting !== undefined && !collecting.isClosed,
    count: all.filter(({ parentId }) => parentId !== null && parentId === collecting?.id).length,
    snoozedUntil: snoozes.at(-1)?.until ?? null,
    enteredOn: (record && record !== 'unreadable' && record.entered.evaluating) || null,
    before: inOrder(before).map(({ at }) => at),
    after: inOrder(after).map(({ at }) => at),
    texts: inOrder(after).map(({ text }) => text),
  };
}

function inOrder({ reminders }: Observation): OwnComment[] {
  return reminders.toSorted((one, other) => one.at - other.at);
}

/** As many pieces of feedback as `count`, each a subtask of the item that collects them. */
function withFeedback(now: Observation, count: number, number: () => number): Observation {
  const collecting = observeTeamList(now, PLAYBOOK).items.get('collect-feedback');
  if (!collecting) return now;
  const rest = withItems(now, item => (item.parentId === collecting.id ? null : item));
  const pieces = Array.from({ length: count }, (_, index) => ({
    ...collecting,
    id: String(number()),
    name: `Customer ${index + 1}`,
    template: null,
    parentId: collecting.id,
  }));
  return { ...rest, board: { ...rest.board, items: [...rest.board.items, ...pieces] } };
}
