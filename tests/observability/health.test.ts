// Health asks every check, waits for none too long, and says why something is not well.
import { describe, expect, test } from 'vitest';
import { createHealth, type Probe } from '../../src/observability/health.ts';

const fine: Probe = () => ({ ok: true, message: 'fine' });

/** A process that has started, whose store decides whether it is ready. */
function healthWith(probes: { store?: Probe; clickup?: Probe } = {}, limitMs = 1000) {
  const clock = { at: 0, now: () => clock.at };
  const health = createHealth({ clock, limitMs });
  health.watch('store', probes.store ?? fine, { decidesReadiness: true });
  health.watch('clickup', probes.clickup ?? fine);
  health.noteStarted();
  return Object.assign(health, { clock });
}

const failures: [string, Probe, string][] = [
  ['says no', () => ({ ok: false, message: 'suspended' }), 'suspended'],
  ['rejects', () => Promise.reject(new Error('connection refused')), 'connection refused'],
  [
    'throws',
    () => {
      throw new Error('broken');
    },
    'broken',
  ],
  ['never answers', () => new Promise(() => {}), 'no answer within 20 ms'],
];

describe('health', () => {
  test('is not ready any more once it is being stopped, so that balancers go elsewhere', async () => {
    const health = healthWith();
    health.noteStopping();
    const { ready, checks } = await health.report();
    expect(ready).toBe(false);
    expect(checks['started']).toEqual({ ok: false, message: 'is being stopped' });
  });

  test('is ready when every check is well', async () => {
    expect(await healthWith().report()).toEqual({
      ready: true,
      checks: {
        started: { ok: true, message: 'at work' },
        store: { ok: true, message: 'fine' },
        clickup: { ok: true, message: 'fine' },
      },
    });
  });

  test('is not ready before the process has started, and tells of all checks already', async () => {
    const health = createHealth({ clock: { now: () => 0 } });
    health.watch('store', fine, { decidesReadiness: true });
    const { ready, checks } = await health.report();
    expect(ready).toBe(false);
    expect(checks).toEqual({
      started: { ok: false, message: 'still starting' },
      store: { ok: true, message: 'fine' },
    });
  });

  test.each(failures)('is not ready when a check that decides %s', async (_name, probe, message) => {
    const { ready, checks } = await healthWith({ store: probe }, 20).report();
    expect(ready).toBe(false);
    expect(checks['store']).toEqual({ ok: false, message });
    expect(checks['clickup']).toEqual({ ok: true, message: 'fine' });
  });

  test.each(failures)('is ready all the same when another check %s', async (_name, probe, message) => {
    const { ready, checks } = await healthWith({ clickup: probe }, 20).report();
    expect(ready).toBe(true);
    expect(checks['clickup']).toEqual({ ok: false, message });
    expect(checks['store']).toEqual({ ok: true, message: 'fine' });
  });

  test('asks once for all who ask at the same time, and anew later', async () => {
    let asked = 0;
    const health = healthWith({ store: () => ({ ok: true, message: String(++asked) }) });
    await Promise.all([health.report(), health.report(), health.report()]);
    expect(asked).toBe(1);
    expect((await health.report()).checks['store']?.message).toBe('2');
  });

  test('asks a check that costs something at most once in its time', async () => {
    const health = healthWith();
    let asked = 0;
    health.watch('disk', () => ({ ok: true, message: String(++asked) }), { everyMs: 5_000 });
    const said = async () => (await health.report()).checks['disk']?.message;
    expect(await said()).toBe('1');
    health.clock.at = 4_999;
    expect(await said()).toBe('1');
    health.clock.at = 5_000;
    expect(await said()).toBe('2');
  });
});
