// Health asks every check, waits for none too long, and says why something is not well.
import { describe, expect, test } from 'vitest';
import { CHECKS, createHealth, type Probe } from '../../src/observability/health.ts';

function healthWith(probes: Partial<Record<(typeof CHECKS)[number], Probe>>, limitMs = 1000) {
  const health = createHealth({ limitMs });
  for (const name of CHECKS) health.watch(name, probes[name] ?? (() => ({ ok: true, message: 'fine' })));
  return health;
}

describe('health', () => {
  test('is ready when every check is well', async () => {
    expect(await healthWith({}).report()).toEqual({
      ready: true,
      checks: Object.fromEntries(CHECKS.map(name => [name, { ok: true, message: 'fine' }])),
    });
  });

  test('is not ready before every check is watched', async () => {
    const health = createHealth();
    for (const name of ['store', 'clickup', 'webhooks'] as const) {
      health.watch(name, () => ({ ok: true, message: 'fine' }));
    }
    const { ready, checks } = await health.report();
    expect(ready).toBe(false);
    expect(checks.sweep).toEqual({ ok: false, message: 'not started yet' });
  });

  test.each<[string, Probe, string]>([
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
  ])('is not ready when one check %s, and the others are still told', async (_name, probe, message) => {
    const { ready, checks } = await healthWith({ store: probe }, 20).report();
    expect(ready).toBe(false);
    expect(checks.store).toEqual({ ok: false, message });
    expect(checks.clickup).toEqual({ ok: true, message: 'fine' });
  });

  test('asks once for all who ask at the same time, and anew later', async () => {
    let asked = 0;
    const health = healthWith({ store: () => ({ ok: true, message: String(++asked) }) });
    await Promise.all([health.report(), health.report(), health.report()]);
    expect(asked).toBe(1);
    expect((await health.report()).checks.store.message).toBe('2');
  });
});
