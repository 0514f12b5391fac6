// What a store behind a wire does when the wire is cut, frozen and mended.
import { expect, it, vi } from 'vitest';
import { openStore, StoreUnavailable } from '../../src/queue/store.ts';
import { gate, newWorkspaceId, openRig, WAIT } from '../support/queue-rig.ts';
import { delivery, movableClock, quiet } from '../support/queue-rig-parts.ts';
import type { Server } from '../support/store-servers.ts';
import { startProxy } from '../support/tcp-proxy.ts';

const LONG = { ...WAIT, timeout: 20_000 };

/** Why `work` was refused, if it was before a timer of `withinMs` that was started with it: both wait for a busy machine. */
async function refusal(work: Promise<unknown>, withinMs: number): Promise<unknown> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<Error>(resolve => {
    timer = setTimeout(() => resolve(new Error(`it was not refused within ${withinMs} ms`)), withinMs);
  });
  const refused = work.then(
    () => new Error('it was accepted'),
    (reason: unknown) => reason,
  );
  return Promise.race([refused, late]).finally(() => clearTimeout(timer));
}

export function outageSuite(server: Server): void {
  const through = (port: number): string => {
    const url = new URL(server.url);
    url.hostname = '127.0.0.1';
    url.port = `${port}`;
    return url.href;
  };

  /** Through a wire that can be cut; a first delivery has been handled. */
  async function startAtWork() {
    const proxy = await startProxy(server.host, server.port);
    const rig = await openRig(through(proxy.port));
    const seen: number[] = [];
    await rig.work({
      async delivery({ body }) {
        seen.push(Number(body['number']));
      },
    });
    await rig.queues.addDelivery(delivery(1));
    await vi.waitFor(() => expect(seen).toEqual([1]), WAIT);
    return { proxy, rig, seen };
  }

  it.each([
    ['cut', 'cut'],
    ['frozen', 'freeze'],
  ] as const)(
    'refuses a delivery within 800 ms when the wire is %s, and goes on by itself when it is mended',
    async (_state, how) => {
      const { proxy, rig, seen } = await startAtWork();

      proxy[how]();
      expect(await refusal(rig.queues.addDelivery(delivery(2)), 800)).toBeInstanceOf(StoreUnavailable);
      expect(await rig.store.check(300)).toMatchObject({ ok: false });
      await expect(rig.store.memory.read('x')).rejects.toThrow(StoreUnavailable);

      proxy.mend();
      await vi.waitFor(async () => expect(await rig.store.check(1_000)).toMatchObject({ ok: true }), LONG);
      await vi.waitFor(() => rig.queues.addDelivery(delivery(3)), LONG);
      await vi.waitFor(() => expect(seen).toContain(3), LONG);
    },
    60_000,
  );

  it('leaves a server that vanished without a word, once another one answers at its address', async () => {
    const { proxy, rig, seen } = await startAtWork();

    proxy.freeze();
    expect(await refusal(rig.queues.addDelivery(delivery(2)), 800)).toBeInstanceOf(StoreUnavailable);
    // Connections of before stay open and silent: no goodbye of the old server ever comes.
    proxy.point(server.port);
    await vi.waitFor(() => rig.queues.addDelivery(delivery(3)), { ...WAIT, timeout: 30_000 });
    await vi.waitFor(() => expect(seen).toContain(3), { ...WAIT, timeout: 60_000 });
  }, 120_000);

  it('closes in bounded time even when nothing answers any more', async () => {
    const proxy = await startProxy(server.host, server.port);
    const rig = await openRig(through(proxy.port));
    const begun = gate();
    const workers = await rig.work({
      async reconcile() {
        begun.open();
        return new Promise(() => {});
      },
    });
    await rig.queues.requestReconcile('card', 'live');
    await begun.opened;
    proxy.freeze();
    const before = performance.now();
    await workers.close({ timeoutMs: 100 });
    await rig.close();
    expect(performance.now() - before).toBeLessThan(12_000);
  });

  it('says where nothing answers, and gives up after the time it was given', async () => {
    const proxy = await startProxy(server.host, server.port);
    proxy.cut();
    const opening = openStore({
      url: through(proxy.port),
      workspaceId: newWorkspaceId(),
      boardId: 'board',
      clock: movableClock(),
      log: quiet,
      waitMs: 300,
    });
    const error = await refusal(opening, 3_000);
    expect(error).toBeInstanceOf(StoreUnavailable);
    expect(String(error)).toContain(`:${proxy.port}`);
  });

  it('waits for a store that comes later, and stops waiting when told', async () => {
    const proxy = await startProxy(server.host, server.port);
    proxy.cut();
    const options = {
      url: through(proxy.port),
      clock: movableClock(),
      log: quiet,
      waitMs: Number.POSITIVE_INFINITY,
    };
    const stop = new AbortController();
    const stopped = openStore({
      ...options,
      workspaceId: newWorkspaceId(),
      boardId: 'board',
      signal: stop.signal,
    });
    const patient = openStore({ ...options, workspaceId: newWorkspaceId(), boardId: 'board' });
    stop.abort();
    await expect(stopped).rejects.toThrow(StoreUnavailable);
    proxy.mend();
    const store = await patient;
    expect(await store.check(1_000)).toMatchObject({ ok: true });
    await store.close();
  });
}
