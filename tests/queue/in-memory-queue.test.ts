// The queues in memory keep every promise that the stores keep. Left out is only what memory cannot go through: it
// has no server that is away, and it ends with its process, so that nothing can be found after a kill.
import { describe, expect, it } from 'vitest';
import { nextTime } from '../support/in-memory-queue/cron.ts';
import { inMemoryBackend, VOLATILE } from '../support/queue-rig.ts';
import { storeSuite } from './suite.ts';

describe('the queues in memory', () => {
  storeSuite({
    url: () => VOLATILE,
    followsClock: true,
    breakLocks: async store => inMemoryBackend.breakLocks(store),
  });
});

describe('when a cron line comes next', () => {
  const at = (iso: string) => Date.parse(iso);
  it.each([
    ['0 3 * * *', 'Europe/Berlin', '2026-05-04T08:00:00Z', '2026-05-05T01:00:00Z'],
    ['30 3 * * 1', 'Europe/Berlin', '2026-05-04T01:30:00Z', '2026-05-11T01:30:00Z'],
    ['*/20 * * * *', 'Asia/Kolkata', '2026-05-04T08:01:30Z', '2026-05-04T08:10:00Z'],
    ['0 3 29 2 *', 'UTC', '2027-03-01T00:00:00Z', '2028-02-29T03:00:00Z'],
  ])('%s in %s after %s is %s', (cron, zone, after, expected) => {
    expect(nextTime({ cron, zone }, at(after))).toBe(at(expected));
  });

  it('says when it never comes', () => {
    expect(() => nextTime({ cron: '0 3 30 2 *', zone: 'UTC' }, 0)).toThrow(/names no minute/);
  });
});
