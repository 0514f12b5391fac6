import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { CommentAnswer } from '../../src/clickup/comment-schemas.ts';
import { writeRecord } from '../../src/clickup/record-text.ts';
import { CardTask, ItemTask } from '../../src/clickup/schemas.ts';
import { blocksOf, cardOf, itemOf, ownCommentOf, writtenDay } from '../../src/clickup/translate.ts';
import type { RichText } from '../../src/domain/language/rich-text.ts';
import type { TeamRecord } from '../../src/domain/mirror/record.ts';
import { dayOf, noonOf } from '../../src/domain/schedule/calendar.ts';

const ZONE = 'Europe/Berlin';
const options = [
  { id: 'o-1', name: 'Achieved', orderIndex: 0 },
  { id: 'o-2', name: 'Not achieved', orderIndex: 1 },
];
const fields = {
  supporter: { id: 'f-1', name: 'Supporter', type: 'users', options: [] },
  functions: {
    id: 'f-2',
    name: 'Functions needed',
    type: 'labels',
    options: [{ id: 'l-1', name: 'Design', orderIndex: null }],
  },
  outcome: { id: 'f-3', name: 'Outcome', type: 'drop_down', options },
  feedback: null,
  baseline: null,
  target: null,
  actual: null,
};

const task = {
  id: '86q98wdnb',
  name: 'Login for all',
  url: 'https://app.clickup.com/t/86q98wdnb',
  status: { status: 'In Progress', type: 'custom' },
  orderindex: '120304945.000',
  date_created: '1508369194377',
  date_updated: 1_508_369_194_378,
  due_date: String(noonOf('2027-03-04', ZONE)),
  start_date: null,
  assignees: [{ id: 7, username: 'Ada', email: 'ada@example.com' }],
  group_assignees: [{ id: 'g-1', name: 'Design' }],
  tags: [{ name: 'waived' }],
  parent: null,
  priority: { id: '2', priority: 'high' },
  list: { id: 901 },
  custom_fields: [
    { id: 'f-1', value: [{ id: '8', username: 'Grace' }] },
    { id: 'f-2', value: ['l-1'] },
    { id: 'f-3', value: 1 },
  ],
};
const card = (changes: object = {}) =>
  cardOf(CardTask.parse({ ...task, ...changes }), { fields, lostFields: [] }, ZONE);
const item = (changes: object = {}) => itemOf(ItemTask.parse({ ...task, ...changes }), ZONE);
const withValue = (id: string, value: unknown) => ({ custom_fields: [{ id, value }] });

const record: TeamRecord = {
  version: 1,
  sequence: 3,
  card: '86q98wdnb',
  metOn: '2027-01-04',
  entered: { running: '2027-01-04' },
  templates: {},
};

describe('A card', () => {
  it('is read with everything that rules look at', () => {
    expect(card()).toEqual({
      id: '86q98wdnb',
      name: 'Login for all',
      url: task.url,
      status: 'in progress',
      priority: 2,
      orderIndex: '120304945.000',
      assignees: [{ id: 7, name: 'Ada' }],
      assignedGroups: ['g-1'],
      supporters: [{ id: 8, name: 'Grace' }],
      functionsNeeded: ['Design'],
      outcome: 'Not achieved',
      feedbackCount: null,
      startOn: null,
      dueOn: '2027-03-04',
      tags: ['waived'],
      links: [],
      follows: null,
      createdAt: 1_508_369_194_377,
      updatedAt: 1_508_369_194_378,
    });
  });

  it('names the tasks it is linked with, whichever of them the link was made on', () => {
    const links = [
      { task_id: task.id, link_id: '86x1' },
      { task_id: '86x2', link_id: task.id },
    ];
    expect(card({ linked_tasks: links }).links).toEqual(['86x1', '86x2']);
  });

  it('knows the work item that it follows up on by its description', () => {
    const description = 'An idea.\n\nFollows up on work item 86x1 · Liaison';
    expect(card({ description }).follows).toBe('86x1');
    expect(card({ description: 'It follows up on work item 86x1' }).follows).toBeNull();
  });

  it('counts feedback in a number field, and refuses what is none', () => {
    const counted = { ...fields, feedback: { id: 'f-4', name: 'Feedback', type: 'number', options: [] } };
    const read = (value: unknown) =>
      cardOf(
        CardTask.parse({ ...task, ...withValue('f-4', value) }),
        { fields: counted, lostFields: [] },
        ZONE,
      ).feedbackCount;
    expect([read('3'), read(0), read(null), read('')]).toEqual([3, 0, null, null]);
    expect(() => read('many')).toThrow('is no number');
  });

  it('reads target and actual value from words or a number, and only where the playbook names them', () => {
    const named = {
      ...fields,
      target: { id: 'f-5', name: 'Target', type: 'short_text', options: [] },
      actual: { id: 'f-6', name: 'Actual', type: 'number', options: [] },
    };
    const read = (target: unknown, actual: unknown) =>
      cardOf(
        CardTask.parse({
          ...task,
          custom_fields: [
            { id: 'f-5', value: target },
            { id: 'f-6', value: actual },
          ],
        }),
        { fields: named, lostFields: [] },
        ZONE,
      );
    expect(read(' 40 %\nof orders ', '31.5')).toMatchObject({ target: '40 % of orders', actual: '31.5' });
    expect(read(null, 0)).toMatchObject({ target: null, actual: '0' });
    expect(Object.keys(read('', ''))).not.toContain('baseline');
    expect(Object.keys(card())).not.toContain('target');
    expect(() => read({ odd: true }, 1)).toThrow('is neither words nor a number');
  });

  it('has no supporter, function or outcome where the fields have no value or are missing', () => {
    const empty = { supporters: [], functionsNeeded: [], outcome: null };
    expect(card({ custom_fields: [{ id: 'f-1' }, { id: 'f-2' }, { id: 'f-3', value: null }] })).toMatchObject(
      empty,
    );
    expect(card({ custom_fields: [] })).toMatchObject(empty);
    expect(card({ priority: null }).priority).toBeNull();
  });

  it('finds an outcome by its place or its id, with the options as the task knows them', () => {
    expect(card(withValue('f-3', 0)).outcome).toBe('Achieved');
    expect(card(withValue('f-3', '0')).outcome).toBe('Achieved');
    expect(card(withValue('f-3', 'o-2')).outcome).toBe('Not achieved');
    const type_config = { options: [{ id: 'o-9', name: 'Too early', orderindex: 0 }] };
    expect(card({ custom_fields: [{ id: 'f-3', type_config, value: 0 }] }).outcome).toBe('Too early');
  });

  it('passes over groups among the supporters, and refuses what it would have to guess', () => {
    const people = [
      { id: '8b1d-uuid', name: 'Supporters' },
      { id: 8, username: 'Grace' },
    ];
    expect(card(withValue('f-1', people)).supporters).toEqual([{ id: 8, name: 'Grace' }]);
    expect(() => card(withValue('f-1', 'Grace'))).toThrow(
      /"Supporter" on card 86q98wdnb is no list of people/,
    );
    expect(() => card(withValue('f-2', 'Design'))).toThrow(/no list of labels/);
    expect(() => card(withValue('f-3', 17))).toThrow(/no option/);
  });

  it('names people who hide their name by their e-mail or id', () => {
    const assignees = [
      { id: 1, username: null, email: 'ada@example.com' },
      { id: 2, username: ' ', email: null },
      { id: '3' },
    ];
    expect(card({ assignees }).assignees.map(person => person.name)).toEqual([
      'ada@example.com',
      'user 2',
      'user 3',
    ]);
  });

  it.each([null, undefined, '', 'soon', '9999999999999999999', 'NaN', {}, -8.7e15, '253402300800000'])(
    'has no day where the date is %j',
    due_date => {
      expect(card({ due_date })).toMatchObject({ dueOn: null });
    },
  );

  it('is not read without its assignees or its custom fields, since they would look empty', () => {
    expect(() => card({ assignees: undefined })).toThrow(/assignees/);
    expect(() => card({ custom_fields: undefined })).toThrow(/custom_fields/);
  });
});

describe('A work item', () => {
  it('knows its template from its tag, else from its description, else has none', () => {
    expect(item({ tags: [{ name: 'milestone' }, { name: 'liaison-kick-off' }] }).template).toBe('kick-off');
    expect(item({ description: 'Meet.\n\nManaged by Liaison · evaluate · 86q98wdnb' }).template).toBe(
      'evaluate',
    );
    expect(item({ text_content: 'Managed by Liaison · evaluate · 86q98wdnb\n' }).template).toBe('evaluate');
    expect(item({ description: null }).template).toBeNull();
  });

  it('is the about item by its tag or its record, and then belongs to no template', () => {
    const tags = [{ name: 'Liaison-About' }];
    expect(item({ tags })).toMatchObject({ isAbout: true, record: null, template: null });
    expect(item({ tags: [], description: writeRecord(record) })).toMatchObject({ isAbout: true, record });
    const damaged = writeRecord(record).replace(/\n[A-Z2-7]{10}/, '\n');
    expect(item({ tags, description: damaged })).toMatchObject({ isAbout: true, record: 'unreadable' });
  });

  it('is nothing of ours where somebody only writes about the marks of a record', () => {
    const description = 'What does "LIAISON RECORD BEGINS" mean?';
    expect(item({ tags: [], description })).toMatchObject({ isAbout: false, record: null, template: null });
  });

  it.each([
    ['open', false],
    ['custom', false],
    ['done', true],
    ['closed', true],
    [null, false],
  ])('with a status of type %s is closed: %s', (type, isClosed) => {
    expect(item({ status: { status: 'any', type } }).isClosed).toBe(isClosed);
  });
});

describe('A day', () => {
  // One zone for every offset that people live in, half hours and summer time included.
  const ZONES = [
    'Pacific/Pago_Pago Pacific/Honolulu America/Los_Angeles America/New_York America/St_Johns Atlantic/Azores',
    'UTC Europe/London Europe/Berlin Africa/Cairo Asia/Tehran Asia/Kolkata Asia/Kathmandu Asia/Tokyo',
    'Australia/Lord_Howe Pacific/Auckland Pacific/Chatham Pacific/Kiritimati',
  ];
  const zone = fc.constantFrom(...ZONES.flatMap(names => names.split(' ')));
  const day = fc
    .date({ min: new Date('2024-01-01'), max: new Date('2032-01-01'), noInvalidDate: true })
    .map(date => date.toISOString().slice(0, 10));

  /** What ClickUp keeps: with a time the instant itself, else 04:00 of its day in the token owner's zone. */
  const kept = (sent: { due_date: number; due_date_time: boolean }, owners: string) =>
    sent.due_date_time ? sent.due_date : noonOf(dayOf(sent.due_date, owners), owners) - 8 * 3_600_000;

  it("is read back as written, whatever the playbook's and the token owner's zones", () => {
    fc.assert(
      fc.property(day, zone, zone, (given, playbooks, owners) => {
        const sent = writtenDay(given, playbooks, owners);
        expect(sent.due_date).toBe(noonOf(given, playbooks));
        expect(dayOf(kept(sent, owners), playbooks)).toBe(given);
      }),
      { numRuns: 2_000 },
    );
  });

  it('is read in the zone of the playbook, not in that of ClickUp or of this machine', () => {
    const at = Date.parse('2027-03-04T20:30:00Z');
    const of = (inZone: string) => itemOf(ItemTask.parse({ ...task, due_date: String(at) }), inZone).dueOn;
    expect(of('Asia/Tokyo')).toBe('2027-03-05');
    expect(of('Europe/Berlin')).toBe('2027-03-04');
    expect(of('America/Los_Angeles')).toBe('2027-03-04');
    expect(of('Pacific/Kiritimati')).toBe('2027-03-05');
  });

  it('is written without a time where both zones are the same, and with one where the zone is unknown', () => {
    fc.assert(
      fc.property(day, zone, (given, both) => {
        expect(writtenDay(given, both, both).due_date_time).toBe(false);
      }),
    );
    expect(writtenDay('2027-03-04', ZONE, null).due_date_time).toBe(true);
    expect(writtenDay('2027-03-04', 'America/New_York', ZONE).due_date_time).toBe(true);
  });
});

describe('What Liaison says', () => {
  const text: RichText = [
    { spans: ['How this customer result stands'] },
    { spans: [{ bold: 'team-size' }, ' asks ', { mention: { id: 7, name: 'Ada' } }, ''], bullet: true },
    { spans: ['See ', { link: 'the list', url: 'https://app.clickup.com/1/v/li/901' }] },
  ];

  it('becomes blocks whose line ends carry the form of the line', () => {
    expect(blocksOf(text)).toEqual([
      { text: 'How this customer result stands' },
      { text: '\n' },
      { text: 'team-size', attributes: { bold: true } },
      { text: ' asks ' },
      { type: 'tag', user: { id: 7 } },
      { text: '\n', attributes: { list: { list: 'bullet' } } },
      { text: 'See ' },
      { text: 'the list', attributes: { link: 'https://app.clickup.com/1/v/li/901' } },
      { text: '\n' },
    ]);
  });

  it('is not written while a link waits for its address', () => {
    const waiting: RichText = [{ spans: [{ link: 'the list', url: { page: 'team-list' } }] }];
    expect(() => blocksOf(waiting)).toThrow(expect.objectContaining({ kind: 'invalid' }));
  });

  it('is recognised by its author and its headline, in plain text or in blocks', () => {
    const given = {
      id: 9,
      comment_text: 'Mended, thank you: team-size\nGood.\n',
      user: { id: 7 },
      date: '12',
    };
    const read = (changes: object, me = 7) => ownCommentOf(CommentAnswer.parse({ ...given, ...changes }), me);
    expect(read({ resolved: true, assignee: { id: 8 } })).toEqual({
      id: '9',
      assignee: 8,
      kind: 'ask',
      rules: ['team-size'],
      isMended: true,
      until: null,
      isResolved: true,
      text: 'Mended, thank you: team-size\nGood.',
      at: 12,
    });
    expect(
      read({ comment_text: null, comment: [{ text: 'Feedback reminder 2' }, { text: '\n' }] })?.kind,
    ).toBe('reminder');
    expect(read({}, 8)).toBeNull();
    expect(read({ user: null })).toBeNull();
    expect(read({ comment_text: 'I agree' })).toBeNull();
  });
});
