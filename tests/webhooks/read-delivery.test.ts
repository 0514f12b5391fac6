// What deliveries say: every example of the vendor, and the shapes that its examples do not show.
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { readDelivery } from '../../src/webhooks/read-delivery.ts';

const EXAMPLES = process.env.CLICKUP_WEBHOOK_EXAMPLES ?? '../shared/clickup/webhook-examples';
const SUPPORTER_FIELD = '862a38bb-eaba-4b9b-a4b5-c09d2a8c082f';
const RECEIVED_AT = 1_800_000_000_000;

function read(body: Record<string, unknown>, supporterFieldId: string | null = SUPPORTER_FIELD) {
  const event = String(body.event);
  return readDelivery({ webhookId: 'w', event, receivedAt: RECEIVED_AT, body }, { supporterFieldId });
}

/** The reported changes of a reading in short: `id change by at`. */
function inShort(reading: ReturnType<typeof read>) {
  return reading.reportedChanges.map(({ id, change, by, at }) => {
    const what =
      change.kind === 'joined' || change.kind === 'left'
        ? `${change.person.name} (${change.person.id}) ${change.kind}`
        : change.kind === 'moved'
          ? `${change.from} → ${change.to}`
          : change.kind;
    return `${id}: ${what}, by ${by ?? 'nobody'} at ${at}`;
  });
}

const ITEMS = {
  joined: '2800789353868594308: Sam (184) joined, by 183 at 1642736194135',
  commented: '2800803631413624919:f8675555fdf8: comment, by 183 at 1642737045116',
  edited: '2800803631413624919:e6d61e171d03: comment, by 183 at 1642737045116',
  dueMoved: '2800792714143635886: other, by 183 at 1642736394447',
  listChanged: '2800800851630274181: other, by 183 at 1642736879339',
  prioritised: '2800773800802162647: other, by 183 at 1642735267148',
  started: '2800787326392370170: to do → in progress, by 183 at 1642736073330',
  tagged: '2800797048554170804: other, by 183 at 1642736652800',
  bornOpen: '2800763136717140857: other, by 183 at 1642734631523',
};
const GOAL = /goals are no part/;
const SPACE = /inside a space/;
const TIME = /time/;

/** What each example says, or why nothing has to be looked at for it. */
const SAID: Record<string, string[] | RegExp> = {
  'folderCreated.json': /new folder/,
  'folderCreated.paired-spaceUpdated.json': SPACE,
  'folderDeleted.json': [`folderDeleted:96772212: other, by nobody at ${RECEIVED_AT}`],
  'folderDeleted.paired-listDeleted.json': [`listDeleted:162641543: other, by nobody at ${RECEIVED_AT}`],
  'folderDeleted.paired-spaceUpdated.json': SPACE,
  'folderUpdated.json': [`folderUpdated:96772212:${RECEIVED_AT}: other, by nobody at ${RECEIVED_AT}`],
  'goalCreated.json': GOAL,
  'goalDeleted.json': GOAL,
  'goalUpdated.json': GOAL,
  'keyResultCreated.json': GOAL,
  'keyResultDeleted.json': GOAL,
  'keyResultUpdated.json': GOAL,
  'listCreated.json': [`listCreated:162641234: other, by nobody at ${RECEIVED_AT}`],
  'listCreated.paired-spaceUpdated.json': SPACE,
  'listDeleted.json': [`listDeleted:162641062: other, by nobody at ${RECEIVED_AT}`],
  'listUpdated.json': ['8a2f82db-7718-4fdb-9493-4849e67f009d: other, by 183 at 1642740510345'],
  'spaceCreated.json': SPACE,
  'spaceCreated.paired-listCreated.json': [`listCreated:162641554: other, by nobody at ${RECEIVED_AT}`],
  'spaceCreated.paired-spaceUpdated.json': SPACE,
  'spaceDeleted.json': SPACE,
  'spaceDeleted.paired-listDeleted.json': [`listDeleted:162641554: other, by nobody at ${RECEIVED_AT}`],
  'spaceUpdated.json': SPACE,
  'taskAssigneeUpdated.json': [ITEMS.joined],
  'taskAssigneeUpdated.paired-taskUpdated.json': [ITEMS.joined],
  'taskCommentPosted.json': [ITEMS.commented],
  'taskCommentPosted.paired-taskUpdated.json': [ITEMS.commented],
  'taskCommentUpdated.json': [ITEMS.edited],
  'taskCommentUpdated.paired-taskUpdated.json': [ITEMS.edited],
  'taskCreated.json': [ITEMS.bornOpen, '2800763136700363640: other, by 183 at 1642734631523'],
  'taskCreated.paired-taskStatusUpdated.json': [ITEMS.bornOpen],
  'taskDeleted.json': [`taskDeleted:1vj37mc: other, by nobody at ${RECEIVED_AT}`],
  'taskDueDateUpdated.json': [ITEMS.dueMoved],
  'taskDueDateUpdated.paired-taskUpdated.json': [ITEMS.dueMoved],
  'taskMoved.json': [ITEMS.listChanged],
  'taskMoved.paired-spaceUpdated.json': SPACE,
  'taskMoved.paired-taskUpdated.json': [ITEMS.listChanged],
  'taskPriorityUpdated.json': [ITEMS.prioritised],
  'taskPriorityUpdated.paired-taskUpdated.json': [ITEMS.prioritised],
  'taskStatusUpdated.json': [ITEMS.started],
  'taskStatusUpdated.paired-taskUpdated.json': [ITEMS.started],
  'taskTagUpdated.json': [ITEMS.tagged],
  'taskTagUpdated.paired-taskUpdated.json': [ITEMS.tagged],
  'taskTimeEstimateUpdated.json': TIME,
  'taskTimeEstimateUpdated.paired-taskUpdated.json': TIME,
  'taskTimeTrackedUpdated.json': TIME,
  'taskTimeTrackedUpdated.paired-taskUpdated.json': TIME,
  'taskUpdated.custom_field.json': ['2800771175285296851: supporter, by 183 at 1642735110657'],
  'taskUpdated.json': ['2800768061568222238: other, by 183 at 1642734925064'],
};

describe("the vendor's examples", () => {
  const files = existsSync(EXAMPLES) ? readdirSync(EXAMPLES).sort() : [];

  test('are at hand, and each is spoken for', ({ skip }) => {
    if (files.length === 0 && process.env.CI !== 'true') {
      skip(`no examples in ${EXAMPLES}; CLICKUP_WEBHOOK_EXAMPLES names their folder`);
    }
    expect(files).toEqual(Object.keys(SAID).sort());
    const passedOver = Object.values(SAID).filter(said => said instanceof RegExp).length;
    console.info(
      `${files.length} examples checked: ${files.length - passedOver} understood, ${passedOver} passed over`,
    );
  });

  test.each(files)('%s gives its hints, or is passed over for its reason', file => {
    const reading = read(JSON.parse(readFileSync(join(EXAMPLES, file), 'utf8')) as Record<string, unknown>);
    const said = SAID[file];
    const isReason = said instanceof RegExp;
    expect(inShort(reading)).toEqual(isReason ? [] : said);
    expect(reading.ignored ?? '').toMatch(isReason ? said : /^$/);
  });

  test.each(files.filter(file => file.includes('paired-taskUpdated') && !file.includes('Time')))(
    '%s is the same hint as its twin',
    file => {
      const [one, twin] = [file, file.replace(/\.paired-.*$/, '.json')].map(name =>
        read(JSON.parse(readFileSync(join(EXAMPLES, name), 'utf8')) as Record<string, unknown>),
      );
      expect(one).toEqual(twin);
    },
  );
});

const USER = { id: 183, username: 'John', email: 'john@example.com' };
const item = (fields: Record<string, unknown>) => ({
  id: '28',
  date: '1642736194135',
  parent_id: '900',
  user: USER,
  ...fields,
});
const task = (...history_items: unknown[]) => ({ event: 'taskUpdated', task_id: 'abc', history_items });

describe('a delivery', () => {
  test('about a task names the task and the list it is in', () => {
    const reading = read(task(item({ field: 'name', before: 'a', after: 'b' })));
    expect(reading).toMatchObject({ taskId: 'abc', listId: '900', folderId: null, ignored: null });
  });

  test('about a list or a folder names it', () => {
    expect(read({ event: 'listDeleted', list_id: 900 })).toMatchObject({ taskId: null, listId: '900' });
    expect(read({ event: 'folderDeleted', folder_id: '7' })).toMatchObject({ listId: null, folderId: '7' });
  });

  test('with several changes gives one hint for each, oldest first', () => {
    const reading = read(
      task(
        item({ id: '2', date: '2000', field: 'assignee_add', after: { id: 2, username: 'Ben' } }),
        item({ id: '3', date: '3000', field: 'time_spent' }),
        item({
          id: '1',
          date: '1000',
          field: 'status',
          before: { status: 'Forming' },
          after: { status: 'In Progress' },
        }),
      ),
    );
    expect(inShort(reading)).toEqual([
      '1: forming → in progress, by 183 at 1000',
      '2: Ben (2) joined, by 183 at 2000',
    ]);
  });

  test('keeps when it was received beside when the change was made', () => {
    expect(read(task(item({ field: 'name' }))).reportedChanges[0]).toMatchObject({
      at: 1_642_736_194_135,
      receivedAt: RECEIVED_AT,
    });
  });

  test.each<[string, Record<string, unknown>, string]>([
    [
      'somebody without a name',
      { field: 'assignee_add', after: { id: 5, username: null, email: 'e@x.org' } },
      'e@x.org (5) joined',
    ],
    ['somebody without anything', { field: 'assignee_add', after: { id: '5' } }, 'user 5 (5) joined'],
    ['nobody', { field: 'assignee_add', after: null }, 'other'],
    ['a group', { field: 'assignee_add', after: 'group' }, 'other'],
    ['somebody who leaves', { field: 'assignee_rem', before: USER }, 'John (183) left'],
    ['a group that leaves', { field: 'assignee_rem', before: 'group' }, 'other'],
    ['no status before', { field: 'status', before: { status: null }, after: { status: 'open' } }, 'other'],
    ['another field of the board', { field: 'custom_field', custom_field: { id: 'x' }, after: '1' }, 'other'],
    ['a field without its description', { field: 'custom_field', after: '1' }, 'other'],
    ['a field that nobody knows yet', { field: 'mood', before: [1], after: { deep: { er: true } } }, 'other'],
    ['no field', { field: undefined }, 'other'],
  ])('about %s is read as what it is', (_name, fields, change) => {
    expect(inShort(read(task(item(fields))))).toEqual([`28: ${change}, by 183 at 1642736194135`]);
  });

  test('about a comment names it, and an edit is another hint than the comment itself', () => {
    const comment = (text: string) =>
      read(task(item({ field: 'comment', after: '77', comment: { text_content: text } }))).reportedChanges[0];
    const [posted, edited] = [comment('/waive timebox\n'), comment('never mind\n')];
    expect(posted?.change).toEqual({ kind: 'comment', isCommand: true, commentId: '77' });
    expect(edited?.change).toEqual({ kind: 'comment', isCommand: false, commentId: '77' });
    expect(posted?.id).not.toBe(edited?.id);
  });

  test.each([
    ['as an object', { id: '76', text_content: 'Is the team complete?\n' }],
    ['as an object without an id', { text_content: 'Is the team complete?\n' }],
  ])(
    'about a reply to somebody else, which names its comment %s, is no command of the card',
    (_name, parent) => {
      const comment = { text_content: '/recheck\n' };
      const reply = item({ field: 'comment', after: 77, comment, parent_comment: parent });
      const change = { kind: 'comment', isCommand: false, commentId: '77' };
      expect(read(task(reply)).reportedChanges[0]?.change).toEqual(change);
      const own = item({ field: 'comment', after: 77, comment, parent_comment: null });
      expect(read(task(own)).reportedChanges[0]?.change).toEqual({ ...change, isCommand: true });
    },
  );

  test.each([
    ['to Liaison’s own comment', { text_content: 'Liaison asks: team-size\nAna, could you …\n' }],
    ['to a command', { id: '76', comment: [{ text: '/waive timbox' }] }],
    ['to a comment of which it has the id alone', '76'],
  ])('about a reply %s may be a command', (_name, parent) => {
    const comment = { text_content: '@Liaison /recheck\n' };
    const reply = item({ field: 'comment', after: 77, comment, parent_comment: parent });
    expect(read(task(reply)).reportedChanges[0]?.change).toEqual({
      kind: 'comment',
      isCommand: true,
      commentId: '77',
    });
  });

  test('about the supporter is a plain change while the field is not known', () => {
    const change = item({ field: 'custom_field', custom_field: { id: SUPPORTER_FIELD } });
    expect(read(task(change)).reportedChanges[0]?.change).toEqual({ kind: 'supporter' });
    expect(read(task(change), null).reportedChanges[0]?.change).toEqual({ kind: 'other' });
  });

  test('with odd times, users and ids still gives a hint, which says that it has no time of its own', () => {
    const odd = item({ id: null, date: 'yesterday', user: 'John', field: 'name' });
    const reading = read(task(odd));
    expect(reading.reportedChanges).toMatchObject([
      { at: RECEIVED_AT, isUndated: true, by: null, change: { kind: 'other' } },
    ]);
    expect(read(task(item({ field: 'name' }))).reportedChanges[0]).not.toHaveProperty('isUndated');
  });

  test('without an id is the same hint as its twin, and another one than the next change', () => {
    const joins = (id: number, event = 'taskAssigneeUpdated') => {
      const added = item({ id: undefined, field: 'assignee_add', after: { ...USER, id } });
      return read({ ...task(added), event }).reportedChanges[0]?.id;
    };
    expect(joins(5)).toBe(joins(5, 'taskUpdated'));
    expect(joins(5)).not.toBe(joins(6));
  });

  test.each([
    ['no items', { event: 'taskUpdated', task_id: 'abc' }],
    ['items that are no list', { event: 'taskUpdated', task_id: 'abc', history_items: 'many' }],
    ['items that are no objects', { event: 'taskUpdated', task_id: 'abc', history_items: [null, 7, 'x'] }],
    ['an event that nobody knows yet', { event: 'taskPainted', task_id: 'abc' }],
  ])('with %s still says to look again', (_name, body) => {
    const reading = read(body);
    expect(reading).toMatchObject({ taskId: 'abc', ignored: null });
    expect(reading.reportedChanges).toMatchObject([{ change: { kind: 'other' }, by: null, at: RECEIVED_AT }]);
  });

  test('that names nothing of ours is passed over', () => {
    expect(read({ event: 'unknown' }).ignored).toBe('it names no task, list or folder');
  });
});
