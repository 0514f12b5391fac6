import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createWebhookCalls } from '../../../src/clickup/calls/webhook-calls.ts';
import { startSetting } from '../../support/clickup-setting.ts';

describe('Our webhooks', () => {
  let setting: Awaited<ReturnType<typeof startSetting>>;
  beforeAll(async () => {
    setting = await startSetting('demo');
  });
  afterAll(() => setting.close());

  it('are registered on a place, listed with secret and health, changed, and removed', async () => {
    const { transport, places } = setting;
    const calls = createWebhookCalls(transport, places);
    const wanted = { endpoint: 'https://liaison.example.com/webhooks/clickup', events: ['taskUpdated'] };
    const made = await calls.create({ ...wanted, listId: places.boardId });
    const health = { status: 'active', failCount: 0 };
    expect(made).toMatchObject({ ...wanted, listId: places.boardId, folderId: null, spaceId: null, health });
    expect(made.secret).toMatch(/./);
    const other = await calls.create({ ...wanted, folderId: places.folderId });
    expect(other).toMatchObject({ listId: null, folderId: places.folderId });
    expect(await calls.list()).toEqual([made, other]);

    const revived = await calls.revive({ id: made.id, endpoint: wanted.endpoint, events: ['taskCreated'] });
    expect(revived).toEqual({ ...made, events: ['taskCreated'] });
    await expect(calls.create({ ...wanted, listId: places.boardId })).rejects.toThrow(
      /OAUTH_171.*exists already/,
    );

    await calls.remove(made.id);
    expect(await calls.list()).toEqual([other]);
    await expect(calls.remove(made.id)).rejects.toMatchObject({ kind: 'gone' });
  });
});
