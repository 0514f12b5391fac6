// The agenda of an all-hands: what stands in which section, in which order, and in which words.
import { describe, expect, test } from 'vitest';
import {
  allHandsToPrepare,
  type Digest,
  type DigestInput,
  digestDay,
  digestOf,
  digestText,
  digestTitle,
} from '../../../src/domain/digest/digest.ts';
import { markdownOf, plainText } from '../../../src/domain/language/rich-text.ts';
import { decide } from '../../../src/domain/plan.ts';
import { calendarOf } from '../../../src/domain/playbook/playbook.ts';
import type { Calendar } from '../../../src/domain/schedule/calendar.ts';
import { instant, observationOf, playbookWith } from '../../support/observed-company.ts';
import { commentOf, settle } from '../../support/settle-in-memory.ts';

const DIGEST = {
  list: 'Agendas',
  plans: ['present-the-plan'],
  outcomes: ['share-the-outcome'],
  evaluations: ['collect-feedback'],
  celebrate: ['Worked'],
};
const PLAYBOOK = playbookWith({ digest: DIGEST });
const CALENDAR = calendarOf(PLAYBOOK, []);
/** A Thursday, ten days after the card's start. */
const ON = '2027-01-21';
const NOBODY = { status: 'forming', team: [], supporters: [] };

type Words = { at?: string; card?: object } & Record<string, unknown>;

/** A card as it was last looked at, everything in order. */
function looked({ at = '2027-01-11 10:00', ...words }: Words, playbook = PLAYBOOK): DigestInput {
  const { after } = settle(observationOf({ at, ...words }, playbook), playbook, CALENDAR);
  return { ...after, plan: decide(after, playbook, CALENDAR) };
}

function digest(cards: readonly DigestInput[], on = ON): Digest {
  return digestOf(cards, PLAYBOOK, CALENDAR, on);
}

function withItem(one: DigestInput, template: string, change: object): DigestInput {
  const items = one.board.items.map(item => (item.template === template ? { ...item, ...change } : item));
  return { ...one, board: { ...one.board, items } };
}

const running = (card: object = {}): DigestInput => looked({ card: { status: 'in progress', ...card } });
const evaluating = (card: object = {}): DigestInput =>
  looked({ at: '2027-03-08 10:00', card: { status: 'evaluation', ...card } });
const names = (all: readonly { name: string }[]): string[] => all.map(({ name }) => name);

describe('metrics', () => {
  const named = playbookWith({ digest: DIGEST, fields: { target: 'Target', actual: 'Actual' } });
  const card = { status: 'evaluation', outcome: 'Worked', target: '40 %', actual: '31 %' };

  test('stand beside the outcome, with the feedback, where the playbook names fields for them', () => {
    const earlier = { at: '2027-03-08 09:00', card: { status: 'evaluation' } };
    const one = looked({ at: '2027-03-08 10:00', earlier, card, feedback: 2 }, named);
    const found = digestOf([one], named, CALENDAR, '2027-03-18');
    const metrics = 'target 40 %; actual 31 %; 2 of 3 pieces of feedback';
    expect(found.celebrate).toMatchObject([{ name: 'Faster onboarding', outcome: 'Worked', metrics }]);
    expect(plainText(digestText(found, named))).toContain(`Faster onboarding (Worked): ${metrics}`);
  });

  test('are not mentioned elsewhere', () => {
    const one = looked({ at: '2027-03-08 10:00', card });
    expect(digest([one], '2027-03-18').celebrate).toEqual([
      { name: 'Faster onboarding', url: 'https://app.clickup.com/t/86a1', outcome: 'Worked' },
    ]);
  });
});

describe('plans to present', () => {
  test('are those of running cards that are due by the all-hands and still open', () => {
    expect(names(digest([running()]).plans)).toEqual(['Faster onboarding']);
    expect(digest([running()], '2027-01-14').plans).toEqual([]);
    expect(digest([withItem(running(), 'present-the-plan', { isClosed: true })]).plans).toEqual([]);
  });

  test('stay on the agenda until they were presented', () => {
    expect(names(digest([running()], '2027-02-11').plans)).toEqual(['Faster onboarding']);
  });

  test('are no longer those of a card that is being evaluated', () => {
    const moved = running();
    expect(digest([{ ...moved, plan: { ...moved.plan, phase: 'evaluating' } }]).plans).toEqual([]);
  });

  test('are not those without a day', () => {
    expect(digest([withItem(running(), 'present-the-plan', { dueOn: null })]).plans).toEqual([]);
  });
});

describe('outcomes to share', () => {
  const ON_THAT_DAY = '2027-03-18';

  test.each([
    ['worked', ['worked'], [], []],
    ['Worked', ['Worked'], [], []],
    ['Did not work', [], ['Did not work'], []],
    [null, [], [], ['Faster onboarding']],
  ])(
    'with the outcome %j are to celebrate: %j, to learn from: %j, or only to share: %j',
    (outcome, celebrate, learn, share) => {
      const found = digest([evaluating({ outcome })], ON_THAT_DAY);
      expect(found.celebrate.map(one => one.outcome)).toEqual(celebrate);
      expect(found.learn.map(one => one.outcome)).toEqual(learn);
      expect(names(found.share)).toEqual(share);
    },
  );

  test('are named where their sharing is due by then, and until it is done', () => {
    expect(digest([evaluating()], '2027-03-11').share).toEqual([]);
    expect(names(digest([evaluating()], ON_THAT_DAY).share)).toEqual(['Faster onboarding']);
    const shared = withItem(evaluating(), 'share-the-outcome', { isClosed: true });
    expect(digest([shared], ON_THAT_DAY).share).toEqual([]);
  });
});

describe('the phases', () => {
  test('name cards that are forming, running and being evaluated, and no others', () => {
    const cards = [
      looked({ card: { ...NOBODY, id: 'a1', name: 'Forming', order: '2.0' } }),
      running({ id: 'a2', name: 'Running', order: '3.0' }),
      evaluating({ id: 'a3', name: 'Evaluating', order: '4.0' }),
      looked({ card: { id: 'a4', name: 'Candidate', status: 'backlog' } }),
      looked({ card: { id: 'a5', name: 'Done', status: 'done' } }),
      looked({ card: { id: 'a6', name: 'Unknown', status: 'on hold' } }),
    ];
    const { phases } = digest(cards);
    expect(phases.map(({ phase, customerResults }) => [phase, names(customerResults)])).toEqual([
      ['forming', ['Forming']],
      ['running', ['Running']],
      ['evaluating', ['Evaluating']],
    ]);
  });

  test('name cards in the order of the board: by priority, then by order as a decimal', () => {
    const cards = [
      running({ id: 'a1', name: 'Third', order: '10.0' }),
      running({ id: 'a2', name: 'Second', order: '9.5' }),
      running({ id: 'a3', name: 'First', order: '99.0', priority: 1 }),
    ];
    const found = digest(cards);
    expect(names(found.phases[1]?.customerResults ?? [])).toEqual(['First', 'Second', 'Third']);
    expect(names(found.plans)).toEqual(['First', 'Second', 'Third']);
  });

  const weeks = (card: object, on: string) => digest([running(card)], on).phases[1]?.customerResults[0];
  test.each([
    ['2027-01-11', 1, 8],
    ['2027-01-17', 1, 8],
    ['2027-01-18', 2, 8],
    ['2027-03-07', 8, 8],
    ['2027-03-08', 8, 8],
    ['2027-03-09', 9, 8],
    ['2027-03-15', 10, 8],
  ])('say on %s that it is week %i of %i', (on, week, of) => {
    expect(weeks({}, on)).toMatchObject({ week, of });
  });

  test('count no weeks before the work has begun, and not against a plan that is over', () => {
    const [forming, , evaluated] = digest(
      [looked({ card: { status: 'forming' } }), evaluating({ id: 'a2' })],
      '2027-03-18',
    ).phases;
    expect(forming?.customerResults[0]).toMatchObject({ week: null, of: null });
    expect(evaluated?.customerResults[0]).toMatchObject({ week: 10, of: null });
  });

  test.each([
    ['a short last week', { due: '2027-03-10' }, '2027-03-10', { week: 9, of: 9 }],
    ['a few days', { due: '2027-01-13' }, '2027-01-13', { week: 1, of: 1 }],
    ['a single day', { due: '2027-01-11' }, '2027-01-11', { week: 1, of: 1 }],
    ['no due date', { due: null }, '2027-01-21', { week: 2, of: null }],
    ['a due date before the start', { due: '2027-01-04' }, '2027-01-21', { week: 2, of: null }],
    ['no start date', { start: null }, '2027-01-21', { week: null, of: null }],
    ['a start to come', { start: '2027-01-25' }, '2027-01-21', { week: null, of: null }],
  ])('count weeks with %s', (_, card, on, expected) => {
    expect(weeks(card, on)).toMatchObject(expected);
  });
});

describe('open seats', () => {
  test('are grouped by what is looked for, and name every card that looks for it', () => {
    const cards = [
      looked({ card: { ...NOBODY, id: 'a1', name: 'One', supporters: ['Sam'] } }),
      looked({ card: { ...NOBODY, id: 'a2', name: 'Two', order: '2.0' } }),
    ];
    const found = digest(cards).openSeats.map(({ seat, customerResults }) => [seat, names(customerResults)]);
    expect(found).toEqual([
      ['2 more people', ['One', 'Two']],
      ['a supporter', ['Two']],
    ]);
  });

  test('are those of cards that are forming', () => {
    expect(digest([running({ team: ['Ana'] })]).openSeats).toEqual([]);
  });
});

describe('evaluations due', () => {
  test('are named a week ahead, with the item’s own name and day', () => {
    const one = withItem(evaluating(), 'collect-feedback', { name: 'Ask the customers' });
    expect(digest([one], '2027-03-08').evaluations).toMatchObject([
      { name: 'Faster onboarding', item: 'Ask the customers', due: '2027-03-15' },
    ]);
    expect(digest([one], '2027-03-07').evaluations).toEqual([]);
  });

  test('stay while they are late', () => {
    expect(digest([evaluating()], '2027-04-01').evaluations).toHaveLength(1);
  });
});

describe('what is open for more than two weeks', () => {
  const narrow = (words: Words = {}) => running({ team: ['Ana'], ...words });
  const asked = (at: string, isMended = false) =>
    commentOf(
      'ask-1',
      instant(at),
      `${isMended ? 'Mended, thank you' : 'Liaison asks'}: team-size\nPlease find 1 more person.`,
    );
  const since = (one: DigestInput, on = ON) =>
    digest([one], on).longFindings.map(long => [long.rule, long.since]);

  test('is known from the memory', () => {
    const one = { ...narrow(), comments: [], failingSince: { 'team-size': instant('2027-01-06 23:30') } };
    expect(since(one)).toEqual([['team-size', '2027-01-06']]);
  });

  test('is known from the question on the card where the memory was lost', () => {
    const one = { ...narrow(), comments: [asked('2027-01-06 10:00')], failingSince: {} };
    expect(since(one)).toEqual([['team-size', '2027-01-06']]);
  });

  test('counts from whichever is older', () => {
    const failingSince = { 'team-size': instant('2027-01-04 10:00') };
    const one = { ...narrow(), comments: [asked('2027-01-06 10:00')], failingSince };
    expect(since(one)).toEqual([['team-size', '2027-01-04']]);
  });

  test('counts from the latest question where an earlier one could not be closed', () => {
    const comments = [asked('2026-12-01 10:00'), { ...asked('2027-01-06 10:00'), id: 'ask-2' }];
    expect(since({ ...narrow(), comments, failingSince: {} })).toEqual([['team-size', '2027-01-06']]);
  });

  test('does not count from a question that was settled', () => {
    const one = { ...narrow(), comments: [asked('2027-01-01 10:00', true)], failingSince: {} };
    expect(since(one)).toEqual([]);
  });

  test.each([
    ['2027-01-07 00:00', []],
    ['2027-01-06 23:59', [['team-size', '2027-01-06']]],
  ])('is open for more than fourteen days, by the company’s days: %s', (at, expected) => {
    const one = { ...narrow(), comments: [], failingSince: { 'team-size': instant(at) } };
    expect(since(one)).toEqual(expected);
  });

  test('is not what holds by now, or what is waived', () => {
    const failingSince = { 'team-size': instant('2026-12-01 10:00') };
    expect(since({ ...running(), comments: [], failingSince })).toEqual([]);
    const waived = narrow();
    const findings = waived.plan.findings.map(finding => ({ ...finding, state: 'waived' as const }));
    expect(since({ ...waived, plan: { ...waived.plan, findings }, failingSince })).toEqual([]);
  });
});

describe('the text', () => {
  const textOf = (cards: readonly DigestInput[], on = ON, playbook = PLAYBOOK) =>
    plainText(digestText(digestOf(cards, playbook, CALENDAR, on), playbook)).split('\n');

  test('has a heading for every section that is not empty, and a line for each entry', () => {
    const late = running({ id: 'a2', name: 'Cheaper printing', team: ['Ana'], order: '3.0' });
    const cards = [
      looked({ card: { ...NOBODY, id: 'a1', name: 'Brighter shops', order: '2.0' } }),
      { ...late, comments: [], failingSince: { 'team-size': instant('2027-02-01 10:00') } },
      evaluating({ id: 'a3', name: 'Faster onboarding', outcome: 'Worked', order: '4.0' }),
      evaluating({ id: 'a4', name: 'Quieter phones', outcome: 'Did not work', order: '5.0' }),
      evaluating({ id: 'a5', name: 'Shorter forms', order: '6.0' }),
    ];
    expect(textOf(cards, '2027-03-18')).toEqual([
      'Plans to present',
      'Cheaper printing',
      'Outcomes to celebrate',
      'Faster onboarding (Worked)',
      'Outcomes to learn from',
      'Quieter phones (Did not work)',
      'Outcomes to share',
      'Shorter forms (outcome not recorded yet)',
      'Forming',
      'Brighter shops',
      'Running',
      'Cheaper printing, week 10, 8 were planned',
      'Being evaluated',
      'Faster onboarding, week 10',
      'Quieter phones, week 10',
      'Shorter forms, week 10',
      'Open seats',
      '2 more people: Brighter shops',
      'a supporter: Brighter shops',
      'Evaluations due',
      'Faster onboarding: Collect customer feedback, Mon, 15 Mar 2027',
      'Quieter phones: Collect customer feedback, Mon, 15 Mar 2027',
      'Shorter forms: Collect customer feedback, Mon, 15 Mar 2027',
      'Open for more than two weeks',
      'Cheaper printing: The team has 1 person; it needs at least 2. (since Mon, 1 Feb 2027)',
    ]);
  });

  test('says of what takes longer how many weeks were planned, in both languages', () => {
    const german = playbookWith({ digest: DIGEST, locale: 'de' });
    const week = (card: object, on: string, playbook = PLAYBOOK) =>
      textOf([running(card)], on, playbook).find(line => /, (week|Woche) /.test(line));
    expect(week({}, '2027-03-08')).toBe('Faster onboarding, week 8 of 8');
    expect(week({}, '2027-03-15', german)).toBe('Faster onboarding, Woche 10, geplant waren 8');
    const short = { due: '2027-01-15' };
    expect(week(short, '2027-01-21')).toBe('Faster onboarding, week 2, 1 was planned');
    expect(week(short, '2027-01-21', german)).toBe('Faster onboarding, Woche 2, geplant war 1');
  });

  test('says so where there is nothing to share', () => {
    expect(textOf([])).toEqual(['There is nothing to share this time.']);
  });

  test('speaks the company’s language', () => {
    const german = playbookWith({ digest: DIGEST, locale: 'de' });
    expect(digestTitle(ON, german)).toContain('21. Jan. 2027');
    expect(textOf([running()], ON, german)).not.toEqual(textOf([running()]));
    expect(digestTitle(ON, PLAYBOOK)).toBe('All-hands on Thu, 21 Jan 2027');
  });

  test('names no work items where the playbook names none', () => {
    const plain = playbookWith();
    const found = digestOf([running()], plain, CALENDAR, ON);
    expect([found.plans, found.celebrate, found.learn, found.share, found.evaluations]).toEqual([
      [],
      [],
      [],
      [],
      [],
    ]);
    expect(names(found.phases[1]?.customerResults ?? [])).toEqual(['Faster onboarding']);
  });

  test('links each card, and no name can break out of its link', () => {
    const name = 'Now](https://evil.example) **big** <b>x</b> `rm` _a_ # |\n- [ ] hidden';
    const text = markdownOf(digestText(digest([running({ name, outcome: '**Worked**' })]), PLAYBOOK));
    const escaped =
      'Now\\](https://evil.example) \\*\\*big\\*\\* \\<b\\>x\\</b\\> \\`rm\\` \\_a\\_ \\# \\| - \\[ \\] hidden';
    const link = `[${escaped}](https://app.clickup.com/t/86a1)`;
    expect(text.split('\n')).toEqual([
      '**Plans to present**',
      `- ${link}`,
      '',
      '**Running**',
      `- ${link}, week 2 of 8`,
    ]);
  });

  test('keeps outcomes and item names from breaking out as well', () => {
    const one = withItem(evaluating({ outcome: '[x](https://evil.example)' }), 'collect-feedback', {
      name: '# Big\n# Bigger',
    });
    const text = markdownOf(digestText(digest([one], '2027-03-18'), PLAYBOOK));
    expect(text).toContain('(\\[x\\](https://evil.example))');
    expect(text).toContain(': \\# Big \\# Bigger, Mon, 15 Mar 2027');
  });
});

describe('an agenda appears', () => {
  const meeting = (allHands: Calendar['allHands'], holidays: string[] = []): Calendar => ({
    ...CALENDAR,
    allHands,
    holidays: new Set(holidays),
  });
  const thursdays = meeting(new Set(['thursday']));

  test.each([
    ['2027-01-19', []],
    ['2027-01-20', ['2027-01-21']],
    ['2027-01-21', ['2027-01-21']],
    ['2027-01-22', []],
  ])('the working day before the all-hands: on %s that of %j', (today, days) => {
    expect(allHandsToPrepare(today, thursdays)).toEqual(days);
  });

  test('on Friday for a Monday, and before the holidays for the day after them', () => {
    expect(digestDay('2027-01-18', meeting(new Set(['monday'])))).toBe('2027-01-15');
    const resting = meeting(new Set(['thursday']), ['2027-01-19', '2027-01-20']);
    expect(digestDay('2027-01-21', resting)).toBe('2027-01-18');
    expect(allHandsToPrepare('2027-01-18', resting)).toEqual(['2027-01-21']);
  });

  test('for no all-hands that does not take place', () => {
    const resting = meeting(new Set(['thursday']), ['2027-01-21']);
    expect(allHandsToPrepare('2027-01-20', resting)).toEqual([]);
    expect(allHandsToPrepare('2027-01-27', resting)).toEqual(['2027-01-28']);
  });

  test('twice a week where the company meets twice a week', () => {
    const twice = meeting(new Set(['tuesday', 'thursday']));
    const days = ['2027-01-18', '2027-01-19', '2027-01-20', '2027-01-21', '2027-01-22'];
    expect(days.map(day => allHandsToPrepare(day, twice))).toEqual([
      ['2027-01-19'],
      ['2027-01-19'],
      ['2027-01-21'],
      ['2027-01-21'],
      [],
    ]);
  });

  test('on the day of one all-hands, where the next one is on the working day after it', () => {
    const inARow = meeting(new Set(['wednesday', 'thursday']));
    expect(allHandsToPrepare('2027-01-19', inARow)).toEqual(['2027-01-20']);
    expect(allHandsToPrepare('2027-01-20', inARow)).toEqual(['2027-01-20', '2027-01-21']);
    expect(allHandsToPrepare('2027-01-21', inARow)).toEqual(['2027-01-21']);
    const aroundWeekends = meeting(new Set(['monday', 'friday']));
    expect(allHandsToPrepare('2027-01-22', aroundWeekends)).toEqual(['2027-01-22', '2027-01-25']);
    expect(allHandsToPrepare('2027-01-24', aroundWeekends)).toEqual(['2027-01-25']);
  });
});
