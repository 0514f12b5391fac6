// Keeping webhooks, against a ClickUp that refuses doubles, loses answers and suspends.
import { describe, expect, test } from 'vitest';
import type { WebhookCalls, WebhookRecord } from '../../src/reconcile/webhook-port.ts';
import { keepWebhooks, type RegistrationDeps } from '../../src/webhooks/registration.ts';
import { EVENTS } from '../../src/webhooks/webhook.ts';

const ENDPOINT = 'https://liaison.example.com/webhooks/clickup';
const BOARD = '901';
const FOLDER = '902';

function webhook(fields: Partial<WebhookRecord>): WebhookRecord {
  return {
    id: 'w',
    endpoint: ENDPOINT,
    events: [],
    secret: 'sh',
    health: { status: 'active', failCount: 0 },
    taskId: null,
    listId: null,
    folderId: null,
    spaceId: null,
    ...fields,
  };
}
const onBoard = (fields: Partial<WebhookRecord> = {}) =>
  webhook({ id: 'b', listId: BOARD, events: [...EVENTS.board], secret: 'sb', ...fields });
const onFolder = (fields: Partial<WebhookRecord> = {}) =>
  webhook({ id: 'f', folderId: FOLDER, events: [...EVENTS.folder], secret: 'sf', ...fields });

/** A workspace's webhooks as the vendor keeps them: one per endpoint and place. */
function workspace(...webhooks: WebhookRecord[]) {
  let made = 0;
  const calls: WebhookCalls = {
    list: async () => structuredClone(webhooks),
    async create({ endpoint, events, listId = null, folderId = null }) {
      const isTaken = webhooks.some(
        other => other.endpoint === endpoint && other.listId === listId && other.folderId === folderId,
      );
      if (isTaken) throw new Error('400 OAUTH_171 Webhook configuration already exists');
      const fresh = webhook({
        id: `new${++made}`,
        endpoint,
        events,
        listId,
        folderId,
        secret: `s-new${made}`,
      });
      webhooks.push(fresh);
      return structuredClone(fresh);
    },
    async revive({ id, endpoint, events }) {
      const found = webhooks.find(other => other.id === id);
      if (!found) throw new Error(`404 no webhook ${id}`);
      Object.assign(found, { endpoint, events, health: { status: 'active', failCount: 0 } });
      return structuredClone(found);
    },
    async remove(id) {
      webhooks.splice(
        webhooks.findIndex(other => other.id === id),
        1,
      );
    },
    isThere: async () => true,
  };
  return { webhooks, calls };
}

function keep(calls: WebhookCalls, more: Partial<RegistrationDeps> = {}) {
  const log = { debug() {}, info() {}, warn() {}, error() {} };
  const places = { boardId: BOARD, folderId: FOLDER };
  return keepWebhooks({ calls, endpoint: ENDPOINT, places, log, clock: { now: () => 7 }, ...more });
}

describe('keepWebhooks', () => {
  test('registers one webhook for each place, with the fewest events', async () => {
    const { calls, webhooks } = workspace();
    const { secrets, health } = await keep(calls);
    expect(webhooks).toMatchObject([
      { listId: BOARD, folderId: null, events: ['taskCreated', 'taskUpdated', 'taskDeleted'] },
      {
        listId: null,
        folderId: FOLDER,
        events: ['taskCreated', 'taskUpdated', 'taskDeleted', 'listCreated', 'listUpdated', 'listDeleted'],
      },
    ]);
    expect([...secrets]).toEqual([
      ['new1', 's-new1'],
      ['new2', 's-new2'],
    ]);
    expect(health).toEqual({
      at: 7,
      registered: 2,
      places: 2,
      problems: [],
      revived: [],
      created: ['new1', 'new2'],
      moved: [],
    });
  });

  test('changes nothing the second time', async () => {
    const { calls, webhooks } = workspace();
    await keep(calls);
    const before = structuredClone(webhooks);
    const { health, secrets } = await keep(calls);
    expect(webhooks).toEqual(before);
    expect(health).toMatchObject({ registered: 2, created: [], revived: [], problems: [] });
    expect(secrets.size).toBe(2);
  });

  test.each([
    ['suspended', onBoard({ health: { status: 'suspended', failCount: 100 } })],
    ['failing', onBoard({ health: { status: 'failing', failCount: 3 } })],
    ['short of an event', onBoard({ events: ['taskCreated'] })],
    ['on every event', onBoard({ events: ['*'] })],
  ])('revives one that is %s, keeping its id and secret', async (_name, ill) => {
    const { calls, webhooks } = workspace(ill, onFolder());
    const { health, secrets } = await keep(calls);
    expect(health).toMatchObject({ registered: 2, revived: ['b'], created: [], problems: [] });
    expect(secrets.get('b')).toBe('sb');
    expect(webhooks[0]).toMatchObject({ events: [...EVENTS.board], health: { status: 'active' } });
  });

  test('is content with the same events in another order, and with no word about health', async () => {
    const { calls } = workspace(onBoard({ events: [...EVENTS.board].reverse(), health: null }), onFolder());
    expect((await keep(calls)).health).toMatchObject({ registered: 2, revived: [] });
  });

  test('leaves webhooks of other endpoints alone', async () => {
    const foreign = onBoard({ id: 'theirs', endpoint: 'https://other.example.com/hook', secret: 'theirs' });
    const { calls, webhooks } = workspace(foreign, onFolder());
    const { secrets, health } = await keep(calls);
    expect(webhooks).toContainEqual(foreign);
    expect(secrets.has('theirs')).toBe(false);
    expect(health.created).toEqual(['new1']);
  });

  test('takes the one that another process made at the same moment', async () => {
    const { calls, webhooks } = workspace();
    const outcomes = await Promise.all([keep(calls), keep(calls)]);
    expect(webhooks).toHaveLength(2);
    for (const { health, secrets } of outcomes) {
      expect(health).toMatchObject({ registered: 2, problems: [] });
      expect(secrets.size).toBe(2);
    }
    expect(outcomes.flatMap(({ health }) => health.created)).toHaveLength(2);
  });

  test('finds the one that was made although its answer was lost', async () => {
    const { calls, webhooks } = workspace(onFolder());
    const { health, secrets } = await keep({
      ...calls,
      async create(wanted) {
        await calls.create(wanted);
        throw new Error('socket closed');
      },
    });
    expect(webhooks).toHaveLength(2);
    expect(health).toMatchObject({ registered: 2, problems: [] });
    expect(secrets.get('new1')).toBe('s-new1');
  });

  test('tells what ClickUp refuses, and goes on with the other place', async () => {
    const { calls } = workspace();
    const { health } = await keep({
      ...calls,
      create: wanted =>
        wanted.listId === BOARD
          ? Promise.reject(new Error('400 OAUTH_194 URL not allowed'))
          : calls.create(wanted),
    });
    expect(health).toMatchObject({
      registered: 1,
      problems: ['the board has no working webhook: 400 OAUTH_194 URL not allowed'],
      created: ['new1'],
    });
  });

  test('fails when the webhooks cannot be listed, since nothing is known then', async () => {
    const { calls } = workspace();
    const list = () => Promise.reject(new Error('ClickUp is away'));
    await expect(keep({ ...calls, list })).rejects.toThrow('ClickUp is away');
  });

  test('uses a secret that we remember where ClickUp does not show it', async () => {
    const { calls } = workspace(onBoard({ secret: null }), onFolder());
    const { health, secrets } = await keep(calls, { knownSecrets: new Map([['b', 'remembered']]) });
    expect(secrets.get('b')).toBe('remembered');
    expect(health).toMatchObject({ registered: 2, revived: [], created: [] });
  });

  test('makes one anew whose secret nobody tells any more', async () => {
    const { calls, webhooks } = workspace(onBoard({ secret: null }), onFolder());
    const { health, secrets } = await keep(calls);
    expect(webhooks.map(({ id }) => id)).toEqual(['f', 'new1']);
    expect(health).toMatchObject({ registered: 2, created: ['new1'], problems: [] });
    expect(secrets.get('new1')).toBe('s-new1');
  });

  test('knows the secrets of doubles and of old places, and says that they are there', async () => {
    const { calls } = workspace(
      onBoard(),
      onBoard({ id: 'b2', secret: 'sb2', health: { status: 'suspended', failCount: 100 } }),
      onFolder(),
      onFolder({ id: 'old', folderId: '111', secret: 'so' }),
    );
    const { health, secrets } = await keep(calls);
    expect([...secrets.keys()].sort()).toEqual(['b', 'b2', 'f', 'old']);
    expect(health).toMatchObject({ registered: 2, revived: [], created: [] });
    expect(health.problems).toEqual([
      'webhook b2 is a second one for the board',
      'webhook old delivers to us from a place that is not ours',
    ]);
  });

  describe('with a new endpoint', () => {
    const OLD = 'https://old.example.com/webhooks/clickup';
    const registeredBefore = new Set(['b', 'f']);

    test('moves what it registered before, keeping ids and secrets, and doubles nothing', async () => {
      const { calls, webhooks } = workspace(
        onBoard({ endpoint: OLD, health: { status: 'suspended', failCount: 100 } }),
        onFolder({ endpoint: OLD }),
      );
      const { health, secrets, ours } = await keep(calls, { registeredBefore, mayMove: true });
      expect(webhooks).toMatchObject([
        { id: 'b', endpoint: ENDPOINT, health: { status: 'active' } },
        { id: 'f', endpoint: ENDPOINT },
      ]);
      expect(health).toMatchObject({
        registered: 2,
        moved: ['b', 'f'],
        created: [],
        revived: [],
        problems: [],
      });
      expect([...secrets]).toEqual([
        ['b', 'sb'],
        ['f', 'sf'],
      ]);
      expect(ours).toEqual(['b', 'f']);
    });

    test('only reports those of unknown origin, and registers its own', async () => {
      const strange = onBoard({
        id: 'strange',
        endpoint: OLD,
        health: { status: 'failing', failCount: 3 },
      });
      const { calls, webhooks } = workspace(strange, onFolder());
      const { health, ours, foreign } = await keep(calls, { registeredBefore, mayMove: true });
      expect(foreign).toEqual([]);
      expect(webhooks).toContainEqual(strange);
      expect(health).toMatchObject({ registered: 2, moved: [], created: ['new1'] });
      expect(health.problems).toHaveLength(1);
      expect(health.problems[0]).toMatch(/unknown origin strange .* the board to https:\/\/old/);
      expect(ours).toEqual(['f', 'new1']);
    });

    test('tells those that somebody seems to hear apart', async () => {
      const { calls } = workspace(onBoard({ id: 'strange', endpoint: OLD }), onFolder());
      const { health, foreign } = await keep(calls, { registeredBefore, mayMove: true });
      expect(foreign).toEqual([{ id: 'strange', endpoint: OLD }]);
      expect(health).toMatchObject({ registered: 2, created: ['new1'], problems: [] });
    });

    test('leaves a place to who took it over while this process ran, as long as that one hears', async () => {
      const heldBefore = new Set(['board', 'folder'] as const);
      const { calls, webhooks } = workspace(onBoard({ id: 'strange', endpoint: OLD }), onFolder());
      const taken = await keep(calls, { registeredBefore, heldBefore });
      expect(webhooks).toHaveLength(2);
      expect(taken).toMatchObject({ takenTo: OLD, health: { registered: 1, created: [] } });
      expect(taken.health.problems).toEqual([expect.stringMatching(/the board has no working .*take-over/)]);
      Object.assign(webhooks[0] ?? {}, { health: { status: 'failing', failCount: 1 } });
      const back = await keep(calls, { registeredBefore, heldBefore });
      expect(back).toMatchObject({ takenTo: null, health: { registered: 2, created: ['new1'] } });
    });

    test('leaves the old one where the new one is there already, and says so', async () => {
      const { calls, webhooks } = workspace(onBoard({ endpoint: OLD }), onBoard({ id: 'b2' }), onFolder());
      const { health, ours } = await keep(calls, { registeredBefore, mayMove: true });
      expect(webhooks[0]).toMatchObject({ id: 'b', endpoint: OLD });
      expect(health).toMatchObject({ registered: 2, moved: [], created: [] });
      expect(health.problems[0]).toMatch(/^webhook b still delivers/);
      expect(ours).toContain('b');
    });

    test('does not pull back what another process moved away, and registers no double', async () => {
      const { calls, webhooks } = workspace(onBoard({ endpoint: OLD }), onFolder());
      const { health } = await keep(calls, { registeredBefore });
      expect(webhooks).toHaveLength(2);
      expect(webhooks[0]).toMatchObject({ id: 'b', endpoint: OLD });
      expect(health).toMatchObject({ registered: 1, moved: [], created: [] });
      expect(health.problems[0]).toMatch(/the board has no working webhook: webhook b was moved to/);
    });
  });
});
