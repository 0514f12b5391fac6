// Which task is which template: told by the record's id, the line in the description and the tag, of which any two may be
// lost; and what is a copy that somebody made.
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isNamedInRecord, managedItems, withIds } from '../../../src/domain/mirror/managed-items.ts';
import type { TeamRecord } from '../../../src/domain/mirror/record.ts';
import type { WorkItem } from '../../../src/domain/observation.ts';
import { decide } from '../../../src/domain/plan.ts';
import { calendarOf } from '../../../src/domain/playbook/playbook.ts';
import { observationOf, playbookWith } from '../../support/observed-company.ts';

const PLAYBOOK = playbookWith({
  workItems: [
    { key: 'kick-off', title: 'Kick-off', phase: 'running' },
    { key: 'kick-off-2', title: 'Second kick-off', phase: 'running' },
    { key: 'sync', title: 'Sync', phase: 'running', due: 'every week while running' },
    { key: 'sync-all', title: 'Sync of all', phase: 'running', due: 'every week while running' },
    { key: 'step-2', title: 'Step 2', phase: 'running', due: 'every week while running' },
  ],
  feedback: null,
});
/** Key and the key of its template. */
const TASKS = [
  ['kick-off', 'kick-off'],
  ['kick-off-2', 'kick-off-2'],
  ['sync-1', 'sync'],
  ['sync-2', 'sync'],
  ['sync-all-1', 'sync-all'],
  ['step-2-1', 'step-2'],
] as const;
const RECURRING: ReadonlySet<string> = new Set(['sync', 'sync-all', 'step-2']);

const VALUES = { due: null, assignees: [] };
const BLANK = {
  listId: 'l',
  parentId: null,
  url: '',
  isAbout: false,
  record: null,
  isClosed: false,
  dueOn: null,
  assignees: [],
  updatedAt: 0,
};

/** A task as ClickUp's answer is read: by its line, else by its tag. */
function task(
  id: string,
  { line, tag }: { line: string | null; tag: string | null },
  createdAt = 0,
): WorkItem {
  const template = line ?? tag;
  const isByTag = line === null && tag !== null;
  const tags = tag === null ? [] : [`liaison-${tag}`];
  return {
    ...BLANK,
    id,
    name: id,
    tags,
    template,
    createdAt,
    ...(isByTag ? { isByTag: true as const } : {}),
  };
}

function recordWith(ids: Record<string, string | undefined>): TeamRecord {
  const entries = Object.entries(ids).map(([key, id]) => [
    key,
    { isMade: true, ...(id === undefined ? {} : { id }), written: VALUES, meant: VALUES },
  ]);
  return {
    version: 1,
    sequence: 1,
    card: 'c',
    metOn: '2027-01-11',
    entered: {},
    templates: Object.fromEntries(entries),
    list: 'l',
  };
}

const idsOf = (items: ReadonlyMap<string, WorkItem>) =>
  Object.fromEntries([...items].map(([key, { id }]) => [key, id]));
const find = (items: readonly WorkItem[], record: TeamRecord | null) => managedItems(items, record, PLAYBOOK);

describe('a managed task', () => {
  it('is told by any one of id, line and tag; but work that comes again not by its tag alone', () => {
    const lost = fc.constantFrom('none', 'id', 'line', 'tag', 'id and line', 'id and tag', 'line and tag');
    const worlds = fc.tuple(...TASKS.map(() => lost));
    fc.assert(
      fc.property(worlds, losses => {
        const made = TASKS.map(([key, of], index) => ({
          key,
          of,
          loss: losses[index] ?? 'none',
          id: `t${index}`,
        }));
        const ids = made.map(({ key, loss, id }) => [key, loss.includes('id') ? undefined : id]);
        const items = made.map(({ key, of, loss, id }) =>
          task(id, { line: loss.includes('line') ? null : key, tag: loss.includes('tag') ? null : of }),
        );
        const { items: found, unclear } = find(items, recordWith(Object.fromEntries(ids)));
        const isLost = ({ of, loss }: (typeof made)[number]) => loss === 'id and line' && RECURRING.has(of);
        const known = made.filter(one => !isLost(one)).map(({ key, id }) => [key, id]);
        expect(idsOf(found)).toEqual(Object.fromEntries(known));
        expect(unclear.map(({ id }) => id)).toEqual(made.filter(isLost).map(({ id }) => id));
      }),
    );
  });

  it('of the release before is told by its tag with the number, whatever became of its description', () => {
    const items = [task('a', { line: null, tag: 'sync-3' }), task('b', { line: 'sync-4', tag: 'sync-4' })];
    const { items: found, unclear } = find(items, recordWith({ 'sync-3': undefined, 'sync-4': undefined }));
    expect(idsOf(found)).toEqual({ 'sync-3': 'a', 'sync-4': 'b' });
    expect(unclear).toEqual([]);
  });

  it('is the one that the record names, and a copy of it is a person’s own', () => {
    const [older, younger] = [
      task('copy', { line: 'kick-off', tag: 'kick-off' }, 1),
      task('ours', { line: null, tag: null }, 2),
    ];
    expect(idsOf(find([older, younger], recordWith({ 'kick-off': 'ours' })).items)).toEqual({
      'kick-off': 'ours',
    });
  });

  it('that was deleted stays deleted, though there is a copy of it', () => {
    const [kept, copy] = [
      task('other', { line: 'sync-1', tag: 'sync' }),
      task('copy', { line: 'kick-off', tag: 'kick-off' }),
    ];
    const record = recordWith({ 'kick-off': 'deleted', 'sync-1': 'other' });
    expect(idsOf(find([kept, copy], record).items)).toEqual({ 'sync-1': 'other' });
  });

  it('that was the only one and was deleted stays deleted as well', () => {
    const copy = task('copy', { line: 'kick-off', tag: 'kick-off' });
    expect(idsOf(find([copy], recordWith({ 'kick-off': 'deleted' })).items)).toEqual({});
  });

  it('is the oldest of those that say so, where the record names none', () => {
    const twins = [
      task('old', { line: 'kick-off', tag: null }, 1),
      task('young', { line: 'kick-off', tag: null }, 2),
    ];
    for (const record of [null, recordWith({ 'kick-off': undefined })])
      expect(idsOf(find(twins, record).items)).toEqual({ 'kick-off': 'old' });
  });

  it('of a copied list is told by its line: the ids in the copied record are those of the other list', () => {
    const items = [
      task('new', { line: 'sync-1', tag: 'sync' }),
      task('too', { line: 'kick-off', tag: null }),
    ];
    const record = { ...recordWith({ 'sync-1': 'before', 'kick-off': 'former' }), list: 'the former one' };
    const { items: found } = find(items, record);
    expect(idsOf(found)).toEqual({ 'sync-1': 'new', 'kick-off': 'too' });
    expect(withIds(record, found, 'l')).toEqual(recordWith({ 'sync-1': 'new', 'kick-off': 'too' }));
  });
});

describe('the record', () => {
  it('takes the ids of what is there, keeps those of what is not, and notes nothing that it does not hold', () => {
    const items = new Map([
      ['kick-off', task('a', { line: 'kick-off', tag: null })],
      ['sync-1', task('b', { line: 'sync-1', tag: null })],
    ]);
    const record = recordWith({ 'kick-off': undefined, 'sync-all-1': 'gone' });
    expect(withIds(record, items, 'l')).toEqual(recordWith({ 'kick-off': 'a', 'sync-all-1': 'gone' }));
  });

  it('loses no id by a change of the task', () => {
    const playbook = playbookWith();
    const words = { earlier: { card: { status: 'in progress' } }, card: { start: '2027-01-18' } };
    const observation = observationOf(words, playbook);
    const { operations } = decide(observation, playbook, calendarOf(playbook, []));
    const noted = operations.flatMap(one => (one.kind === 'update-about' ? [one.record.templates] : []));
    expect(noted.length).toBeGreaterThan(0);
    for (const templates of noted) for (const { id } of Object.values(templates)) expect(id).toMatch(/^50/);
  });

  it('says of a task without line and tag that Liaison manages it', () => {
    const page = {
      ...task('page', { line: null, tag: null }),
      isAbout: true,
      record: recordWith({ 'kick-off': 'a' }),
    };
    expect(isNamedInRecord({ id: 'a' }, [page])).toBe(true);
    expect(isNamedInRecord({ id: 'b' }, [page])).toBe(false);
    expect(isNamedInRecord({ id: 'a' }, [{ ...page, record: 'unreadable' }])).toBe(false);
  });
});
