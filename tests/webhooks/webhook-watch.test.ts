// When the look after our webhooks asks for a sweep, and what counts as mended.
import { describe, expect, it, vi } from 'vitest';
import { inProcessMemory } from '../../src/queue/in-process-memory.ts';
import type { WebhookRecord } from '../../src/reconcile/webhook-port.ts';
import { createWebhookWatch, type WebhookWatchOptions } from '../../src/webhooks/webhook-watch.ts';
import { clock, rememberingLog } from '../support/clickup-setting.ts';

const ENDPOINT = 'https://liaison.example.com/webhooks/clickup';

const OTHER = 'https://other.example.com/webhooks/clickup';

function setting(more: Partial<WebhookWatchOptions> = {}) {
  const webhooks: WebhookRecord[] = [];
  const calls: WebhookWatchOptions['calls'] = {
    list: async () => structuredClone(webhooks),
    async create({ endpoint, events, listId = null, folderId = null }) {
      const health = { status: 'active', failCount: 0 };
      const id = `w${webhooks.length + 1}-${listId ?? folderId}`;
      const place = { taskId: null, listId, folderId, spaceId: null };
      const made = { id, endpoint, events, secret: `secret of ${id}`, health, ...place };
      webhooks.push(made);
      return structuredClone(made);
    },
    async revive({ id, endpoint, events }) {
      const found = webhooks.find(each => each.id === id);
      if (!found) throw new Error('gone');
      return structuredClone(
        Object.assign(found, { endpoint, events, health: { status: 'active', failCount: 0 } }),
      );
    },
    remove: async () => {},
    isThere: async () => true,
  };
  const sweep = vi.fn(async () => {});
  const mended: [string, number][] = [];
  const log = rememberingLog();
  const options: WebhookWatchOptions = {
    calls,
    endpoint: ENDPOINT,
    places: { boardId: '901', folderId: '902' },
    memory: inProcessMemory(clock),
    countMended: (what, count) => void mended.push([what, count]),
    clock,
    log,
    sweep,
    ...more,
  };
  return { webhooks, calls, sweep, mended, log, options, watch: createWebhookWatch(options) };
}

describe('The watch over our webhooks', () => {
  it('does nothing where Liaison polls', async () => {
    const list = vi.fn(async () => []);
    const { watch, calls } = setting({ endpoint: null });
    calls.list = list;
    await watch.check();
    await watch.refreshSecrets();
    expect(list).not.toHaveBeenCalled();
    expect(watch.registration()).toBeNull();
  });

  it('registers first, which is no mending, and leaves the sweep to a start that sweeps anyway', async () => {
    const { watch, sweep, mended } = setting();
    await watch.check({ isSweepAhead: true });
    await watch.check();
    expect(watch.registration()?.health).toMatchObject({ registered: 2 });
    expect(sweep).not.toHaveBeenCalled();
    expect(mended).toEqual([]);
  });

  it('sweeps where the first look that succeeds comes late', async () => {
    const { watch, calls, sweep, mended } = setting();
    const { list } = calls;
    calls.list = () => Promise.reject(new Error('away'));
    await expect(watch.check({ isSweepAhead: true })).rejects.toThrow('away');
    await expect(watch.refreshSecrets()).rejects.toThrow('away');
    calls.list = list;
    // A delivery that nobody can verify yet does not have to wait for the next look.
    await watch.refreshSecrets();
    expect(sweep).toHaveBeenCalledTimes(1);
    expect(mended).toEqual([]);
  });

  it('hears of each place by itself, and only where it has a webhook that works', async () => {
    const { watch, calls, webhooks } = setting();
    expect(watch.hears()).toEqual({ board: false, folder: false });
    const { create } = calls;
    calls.create = async given => {
      if (given.folderId) throw new Error('refused');
      return create(given);
    };
    await watch.check();
    expect(watch.registration()?.health).toMatchObject({ registered: 1, places: 2 });
    const [board] = webhooks;
    watch.arrived(board?.id ?? '', clock.now());
    await watch.caughtUp(clock.now() + 1);
    expect(watch.hears()).toEqual({ board: true, folder: false });
    expect(Object.values(watch.places()).map(({ state }) => state)).toEqual(['heard', 'missing']);
  });

  it('says once that nothing arrives, sweeps for what was lost, and says once that it arrives again', async () => {
    const { watch, webhooks, sweep, log } = setting();
    await watch.check({ isSweepAhead: true });
    const [board] = webhooks;
    if (!board) throw new Error('nothing was registered');
    for (let nth = 0; nth < 3; nth++) {
      board.health = { status: 'failing', failCount: 4 };
      await watch.check();
    }
    expect(sweep).toHaveBeenCalledTimes(3);
    expect(log.text().match(/webhooks do not reach us/g)).toHaveLength(1);
    expect(log.text()).toContain(`Does ${ENDPOINT} lead to this Liaison from outside`);
    watch.arrived(board.id, clock.now() + 1_000);
    await watch.check();
    await watch.check();
    expect(log.text().match(/webhooks reach us again/g)).toHaveLength(1);
  });

  it('counts and sweeps for one that went missing while nobody looked', async () => {
    const { watch, options, webhooks, sweep, mended } = setting();
    await watch.check({ isSweepAhead: true });
    webhooks.shift();
    await createWebhookWatch(options).check();
    expect(mended).toEqual([['created', 1]]);
    expect(sweep).toHaveBeenCalledTimes(1);
  });

  it('moves at its first look only', async () => {
    const { watch, options, webhooks, mended } = setting();
    await watch.check({ isSweepAhead: true });
    const elsewhere = ENDPOINT.replace('liaison', 'other');
    await createWebhookWatch({ ...options, endpoint: elsewhere }).check();
    expect(mended).toEqual([['moved', 2]]);
    await watch.check();
    expect(webhooks.map(({ endpoint }) => endpoint)).toEqual([elsewhere, elsewhere]);
    expect(watch.registration()?.health).toMatchObject({ registered: 0, created: [], moved: [] });
  });

  it('logs the same trouble once', async () => {
    const { watch, webhooks, log } = setting();
    await watch.check({ isSweepAhead: true });
    const [first] = webhooks;
    const health = { status: 'failing', failCount: 3 };
    if (first) webhooks.push({ ...first, id: 'strange', endpoint: OTHER, health });
    await watch.check();
    await watch.check();
    expect(log.text().match(/unknown origin strange/g)).toHaveLength(1);
    expect(log.text()).not.toContain('another Liaison');
  });

  it('says once that another deployment works on the board, whatever becomes of single deliveries', async () => {
    const { watch, options, webhooks, log } = setting();
    await createWebhookWatch({ ...options, endpoint: OTHER, memory: inProcessMemory(clock) }).check();
    await watch.check({ isSweepAhead: true });
    expect(webhooks).toHaveLength(4);
    expect(watch.registration()?.health).toMatchObject({ registered: 2, problems: [] });
    const [theirs] = webhooks;
    for (const failCount of [0, 1, 0]) {
      if (theirs) theirs.health = { status: failCount === 0 ? 'active' : 'failing', failCount };
      await watch.check();
    }
    expect(log.text().match(/another Liaison seems to work on this board/g)).toHaveLength(1);
    expect(log.text()).toContain('https://other.example.com');
    expect(log.text()).toContain('liaison webhooks --take-over');
  });

  it('takes processes on its own store for no other deployment', async () => {
    const { watch, options, log } = setting();
    await watch.check({ isSweepAhead: true });
    await createWebhookWatch(options).check();
    await createWebhookWatch({ ...options, endpoint: OTHER }).check();
    await watch.check();
    expect(log.text()).not.toContain('another Liaison');
  });
});
