// Worlds for fast-check: playbooks, boards with nonsense in them, what people do between two looks.
import * as fc from 'fast-check';
import { writeHeadline } from '../../src/domain/language/headline.ts';
import type { Card, Observation, Person, ReportedChange, TeamList } from '../../src/domain/observation.ts';
import { calendarOf, type Playbook } from '../../src/domain/playbook/playbook.ts';
import { addDays, type Calendar } from '../../src/domain/schedule/calendar.ts';
import { GROUPS, instant, PEOPLE, person, playbookWith } from '../support/observed-company.ts';
import { commentOf } from '../support/settle-in-memory.ts';

/** A playbook with its calendar and something that Liaison sees. */
export type World = { playbook: Playbook; calendar: Calendar; observation: Observation };

const MINUTE_MS = 60_000;
const START = instant('2026-12-01 00:00');
const STATUSES = ['backlog', 'forming', 'in progress', 'in review', 'evaluation', 'done', 'cancelled', 'odd'];
/** Cards at work are the ones with most to do. */
const Status = fc.oneof(
  { weight: 3, arbitrary: fc.constantFrom('forming', 'in progress', 'in review', 'evaluation') },
  { weight: 1, arbitrary: fc.constantFrom(...STATUSES) },
);
const RULES = ['team-size', 'supporter-present', 'supporter-eligible', 'timebox'];
const ANYBODY = [...PEOPLE, person('Lea')];

const Enforce = fc.constantFrom('inform', 'warn', 'revert', 'revert', 'revert');
const WaivableBy = fc.subarray(['team', 'supporter', 'owner', 'anyone', 'Engineering', 'nobody knows']);
const Common = {
  enforce: Enforce,
  escalateAfter: fc.constantFrom('0 seconds', '3 working days'),
  waivableBy: WaivableBy,
  grace: fc.constantFrom('0 seconds', '2 hours', '1 working day'),
};
const DueText = fc.constantFrom(
  'start',
  'due',
  '3 working days after start',
  '999 weeks after due',
  '999 weeks before start',
  'next all-hands after due + 2 weeks',
  'last all-hands before start',
  '2 days after entering evaluating',
);
const Template = fc.record(
  {
    title: fc.constantFrom('Do it for {name}', 'Ask {supporter}', 'From {start} to {due}'),
    phase: fc.constantFrom('forming', 'running', 'evaluating'),
    from: DueText,
    due: DueText,
    assign: fc.constantFrom('nobody', 'one-of-team', 'team', 'supporter'),
  },
  { requiredKeys: ['title', 'phase'] },
);

/** Any playbook that is valid and not too long. */
const PlaybookArbitrary: fc.Arbitrary<Playbook> = fc
  .record({
    maxReverts: fc.constantFrom(0, 1, 1, 2, 3),
    rules: fc.record({
      'team-size': fc.record({ ...Common, min: fc.integer({ min: 1, max: 2 }), max: fc.constantFrom(2, 3) }),
      'self-assigned': fc.record({ ...Common, enforce: fc.constantFrom('inform', 'warn') }),
      'supporter-present': fc.record(Common),
      'supporter-eligible': fc.record(Common),
      timebox: fc.record(Common),
      'supporter-load': fc.record({ ...Common, max: fc.constantFrom(1, 2) }),
      'member-load': fc.record({ ...Common, max: fc.constantFrom(1, 2) }),
      'cross-functional': fc.record({ ...Common, minFunctions: fc.constantFrom(1, 2) }),
      'starts-when-complete': fc.record({
        ...Common,
        enforce: fc.constantFrom('inform', 'warn'),
        workingDays: fc.constantFrom(1, 5),
      }),
      'priority-order': fc.constant({ enforce: 'inform' }),
      'plan-presented': fc.record({
        ...Common,
        item: fc.constant('item-0'),
        withinWeeks: fc.constantFrom(1, 3),
      }),
      'evaluation-planned': fc.record({
        ...Common,
        item: fc.constant('item-0'),
        weeksBeforeDue: fc.constantFrom(0, 3),
      }),
      'metrics-recorded': fc.record({ ...Common, withinWeeks: fc.constantFrom(1, 3) }),
      'feedback-collected': fc.record({ ...Common, min: fc.constantFrom(1, 3) }),
      'outcome-recorded': fc.record({ ...Common, item: fc.constant('item-0') }),
      stale: fc.record({ ...Common, workingDays: fc.constantFrom(1, 10) }),
    }),
    moments: fc.subarray(['next', 'again']).map(others => ['complete', ...others]),
    locale: fc.constantFrom('en', 'de'),
    teamList: fc.record({
      from: fc.constantFrom('forming', 'running', 'evaluating'),
      name: fc.constantFrom('{name}', 'Team'),
    }),
    workItems: fc
      .array(Template, { minLength: 1, maxLength: 4 })
      .map(items => items.map((item, index) => ({ key: `item-${index}`, ...item }))),
    remindEvery: fc.constantFrom('3 working days', '1 week', '1 day'),
  })
  .map(({ remindEvery, ...changes }) =>
    playbookWith({
      ...changes,
      phases: { running: ['in progress', 'in review'] },
      fields: { baseline: 'Baseline', target: 'Target', actual: 'Actual' },
      feedback: { item: 'item-0', remindEvery },
    }),
  );

const AnyDay = fc.oneof(
  { weight: 1, arbitrary: fc.constant(null) },
  { weight: 8, arbitrary: fc.integer({ min: -60, max: 200 }).map(count => addDays('2027-01-01', count)) },
  { weight: 1, arbitrary: fc.integer({ min: 0, max: 3_652_058 }).map(count => addDays('0000-01-01', count)) },
  { weight: 1, arbitrary: fc.constantFrom('0000-01-01', '9999-12-31', '2028-02-29') },
);
const AnyName = fc.oneof(
  fc.constantFrom('Faster onboarding', 'FASTER ONBOARDING', 'Team', '{name} $& {due}', ''),
  fc.string({ unit: 'grapheme', maxLength: 12 }),
  fc.string({ unit: 'binary', maxLength: 6 }),
);
const Somebody = fc.constantFrom(...ANYBODY);
const Few = (max: number): fc.Arbitrary<Person[]> =>
  fc.uniqueArray(Somebody, { maxLength: max, size: 'max' });

/** The parts of a card that people change. */
export const CardChange: fc.Arbitrary<Partial<Card>> = fc.record({
  name: AnyName,
  status: Status,
  assignees: Few(5),
  assignedGroups: fc.uniqueArray(fc.constantFrom('g1', 'g2', 'g3', 'gone'), { maxLength: 2 }),
  supporters: Few(2),
  startOn: AnyDay,
  dueOn: AnyDay,
  target: fc.constantFrom(null, '40 %', '12'),
  actual: fc.constantFrom(null, '31 %', '*[a](b)`'),
});

function cardWith(id: string): fc.Arbitrary<Card> {
  return fc
    .record({
      priority: fc.constantFrom(null, 1, 4),
      orderIndex: fc.constantFrom('1.5', '-2', '10', '', 'nonsense'),
      functionsNeeded: fc.subarray(['Engineering', 'marketing', 'Unknown']),
      change: CardChange,
    })
    .map(({ change, ...rest }) => {
      const blank = { name: '', status: '', assignees: [], assignedGroups: [], supporters: [] };
      const fixed = {
        id,
        url: `https://app.clickup.com/t/${id}`,
        outcome: null,
        feedbackCount: null,
        tags: [],
        links: [],
        follows: null,
        createdAt: 0,
      };
      return { ...blank, startOn: null, dueOn: null, ...fixed, updatedAt: 0, ...rest, ...change };
    });
}

/** Reported changes of the last minutes, oldest first; most of them speak of the card as it is now. */
function reportedFor(card: Card, at: number): fc.Arbitrary<ReportedChange[]> {
  const Joiner = card.assignees.length > 0 ? fc.constantFrom(...card.assignees, person('Lea')) : Somebody;
  const Change: fc.Arbitrary<ReportedChange['change']> = fc.oneof(
    Joiner.map(joiner => ({ kind: 'joined' as const, person: joiner })),
    fc
      .tuple(fc.constantFrom(...STATUSES), fc.constantFrom(card.status, card.status, 'in review'))
      .map(([from, to]) => ({ kind: 'moved' as const, from, to })),
    fc.constantFrom({ kind: 'supporter' as const }, { kind: 'other' as const }, { kind: 'item' as const }),
  );
  const one = fc.record({ ago: fc.integer({ min: 0, max: 12 }), by: Somebody, change: Change });
  return fc.array(one, { maxLength: 5, size: 'max' }).map(found =>
    found
      .sort((earlier, later) => later.ago - earlier.ago)
      .map(({ ago, by, change }, index) => {
        const when = at - ago * MINUTE_MS;
        return { id: `h${index}`, cardId: card.id, at: when, receivedAt: when, by: by.id, change };
      }),
  );
}

const OtherLists: fc.Arbitrary<TeamList[]> = fc
  .uniqueArray(fc.record({ name: AnyName, cardId: fc.constantFrom(null, 'b1', 'long-gone') }), {
    maxLength: 3,
    selector: list => list.name.toLowerCase(),
  })
  .map(lists => lists.map((list, index) => ({ ...list, id: `80${index}`, isFinished: false })));

function saidBefore(at: number): fc.Arbitrary<Observation['comments']> {
  const one = fc.record({
    ago: fc.oneof(fc.integer({ min: 16, max: 60 }), fc.integer({ min: 16, max: 3000 })),
    kind: fc.constantFrom('ask' as const, 'undo' as const),
    isMended: fc.boolean(),
    rules: fc.subarray(RULES, { minLength: 1 }),
  });
  return fc
    .array(one, { maxLength: 3 })
    .map(found =>
      found.map(({ ago, isMended, ...rest }, index) =>
        commentOf(
          `s${index}`,
          at - ago * MINUTE_MS,
          writeHeadline({ ...rest, isMended: isMended && rest.kind === 'ask' }, 'en'),
        ),
      ),
    );
}

/** What people told Liaison within the last days, nothing of it answered. */
function toldBefore(at: number): fc.Arbitrary<Observation['commands']> {
  const one = fc.record({
    ago: fc.integer({ min: 0, max: 10 * 24 * 60 }),
    by: Somebody,
    text: fc.oneof(
      fc.constantFrom(
        '/waive team-size',
        '/waive timebox until friday because the customer is away',
        '/WAIVE supporter present for 2 weeks',
        '/waive stale until 2020-01-01',
        '/waive nonsense',
        '/unwaive team-size',
        '/explain',
        '/recheck please',
        '/cc Ana',
      ),
      fc.string().map(text => `/waive ${text}`),
    ),
  });
  return fc.array(one, { maxLength: 3 }).map(found =>
    found
      .sort((earlier, later) => later.ago - earlier.ago)
      .map(({ ago, by, text }, index) => ({
        id: `told-${index}`,
        by: by.id,
        at: at - ago * MINUTE_MS,
        text,
        answers: [],
      })),
  );
}

/** Anything that Liaison may see when it comes to a board for the first time. */
export const WorldArbitrary: fc.Arbitrary<World> = fc
  .tuple(PlaybookArbitrary, cardWith('a1'), fc.integer({ min: 0, max: 200 * 24 * 60 }))
  .chain(([playbook, card, minutes]) => {
    const at = START + minutes * MINUTE_MS;
    return fc
      .record({
        others: fc.tuple(cardWith('b1'), cardWith('b2'), cardWith('b3')),
        count: fc.integer({ min: -1, max: 3 }),
        lists: OtherLists,
        people: fc.oneof(
          { weight: 4, arbitrary: fc.constant(PEOPLE) },
          { weight: 1, arbitrary: fc.subarray(PEOPLE) },
        ),
        commands: toldBefore(at),
        comments: saidBefore(at),
        reportedChanges: reportedFor(card, at),
        hearsWebhooks: fc.constantFrom(true, true, true, false),
        supportersBefore: fc.constantFrom<Person[] | null>(
          null,
          [],
          [person('Sam')],
          [person('Tess')],
          [person('Lea')],
        ),
      })
      .map(({ others, count, lists, people, ...rest }) => ({
        playbook,
        calendar: calendarOf(playbook, ['2027-01-01', '2027-03-26', '2027-03-29']),
        observation: {
          ...rest,
          at,
          card,
          // A card that was just deleted is looked at without being on the board.
          board: {
            cards: count < 0 ? [] : [card, ...others.slice(0, count)],
            lists,
            items: [],
            people,
            groups: GROUPS,
          },
          lastWordAt: null,
          reminders: [],
          knownListId: null,
          outOfSight: null,
          takenListNames: [],
          changedAt: [],
          failingSince: {},
        },
      }));
  });
