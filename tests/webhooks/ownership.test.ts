// What a webhook is to us, told from what ClickUp lists.
import { describe, expect, test } from 'vitest';
import type { WebhookRecord } from '../../src/reconcile/webhook-port.ts';
import { ownershipOf } from '../../src/webhooks/ownership.ts';

const ENDPOINT = 'https://liaison.example.com/webhooks/clickup';
const OLD = 'https://old.example.com/webhooks/clickup';
const places = { boardId: '901', folderId: '902' };

const webhook = (fields: Partial<WebhookRecord>): WebhookRecord => ({
  id: 'w',
  endpoint: ENDPOINT,
  events: [],
  secret: 's',
  health: { status: 'active', failCount: 0 },
  taskId: null,
  listId: null,
  folderId: null,
  spaceId: null,
  ...fields,
});
const judged = (records: WebhookRecord[], endpoint: string | null = ENDPOINT, gone: string[] = []) =>
  ownershipOf(records, { endpoint, places, gone: new Set(gone) }).map(({ id, standing, isStale }) => [
    id,
    standing,
    isStale,
  ]);

describe('A webhook', () => {
  test.each([
    ['at the board, to us', { listId: '901' }, 'current', false],
    ['at the folder, to us', { folderId: '902' }, 'current', false],
    ['at the board, to an older address', { listId: '901', endpoint: OLD }, 'old address', true],
    ['at another list', { listId: '1' }, 'elsewhere', false],
    ['at a list that is gone', { listId: '9' }, 'place gone', true],
    ['at a folder that is gone, to an older address', { folderId: '9', endpoint: OLD }, 'place gone', true],
    ['at the whole workspace', {}, 'elsewhere', false],
    ['at a space', { spaceId: '5' }, 'elsewhere', false],
    ['at one task of the board', { listId: '901', taskId: 't' }, 'elsewhere', false],
    ['at a list inside the folder', { listId: '1', folderId: '902' }, 'elsewhere', false],
    [
      'of somebody else at the board',
      { listId: '901', endpoint: 'https://x.example.com/hook' },
      'not ours',
      false,
    ],
    ['with a longer path', { listId: '901', endpoint: `${OLD}/2` }, 'not ours', false],
    ['with an address that is none', { listId: '9', endpoint: 'webhooks/clickup' }, 'not ours', false],
  ])('%s is judged', (_name, fields, standing, isStale) => {
    expect(judged([webhook(fields)], ENDPOINT, ['9'])).toEqual([['w', standing, isStale]]);
  });

  test('that is a second one for its place is stale; the one that works stays', () => {
    const ill = webhook({ id: 'a', listId: '901', health: { status: 'suspended', failCount: 100 } });
    expect(judged([ill, webhook({ id: 'b', listId: '901' }), webhook({ id: 'c', listId: '901' })])).toEqual([
      ['a', 'double', true],
      ['b', 'current', false],
      ['c', 'double', true],
    ]);
  });

  test('is not judged without PUBLIC_URL, unless its place is gone', () => {
    const records = [webhook({ id: 'a', listId: '901' }), webhook({ id: 'b', listId: '9' })];
    expect(judged(records, null, ['9'])).toEqual([
      ['a', 'unclear', false],
      ['b', 'place gone', true],
    ]);
  });
});
