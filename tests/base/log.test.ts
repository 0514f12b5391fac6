// What lasts is said once.
import { afterEach, describe, expect, it, vi } from 'vitest';
import { sparingly } from '../../src/base/log.ts';
import { keepHouse } from '../../src/queue/stores/housekeeping.ts';
import { rememberingLog } from '../support/clickup-setting.ts';

describe('A trouble that lasts', () => {
  it('is said once, however long, and again once it had been over', () => {
    let now = 0;
    const log = { warn: vi.fn() };
    const complain = sparingly(log, { now: () => now });
    for (; now < 60 * 60_000; now += 5_000) complain({ reason: 'away' }, 'the store is away');
    expect(log.warn).toHaveBeenCalledTimes(1);
    complain({ reason: 'full' }, 'the store is full');
    expect(log.warn).toHaveBeenCalledTimes(2);
    now += 2 * 60_000;
    complain({ reason: 'away' }, 'the store is away');
    expect(log.warn).toHaveBeenCalledTimes(3);
  });
});

describe('The housekeeping of the embedded store', () => {
  afterEach(() => vi.useRealTimers());

  it('says once that its database has stopped', async () => {
    vi.useFakeTimers();
    const log = rememberingLog();
    const stopped = () => Promise.reject(new Error('its thread has ended'));
    const place = { sql: { query: stopped }, log, purgeMemory: stopped, tryRoom: stopped };
    const stop = keepHouse(place, { now: () => Date.now() });
    await vi.advanceTimersByTimeAsync(60 * 60_000);
    stop();
    expect(log.text().match(/housekeeping .* failed/g)).toHaveLength(1);
  });
});
