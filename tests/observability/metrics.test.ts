// What Prometheus reads is what happened, also while the store is away.
import { describe, expect, test } from 'vitest';
import { createMetrics } from '../../src/observability/metrics.ts';

describe('the metrics', () => {
  test('count what happened', async () => {
    const metrics = createMetrics();
    metrics.delivery('accepted');
    metrics.delivery('accepted');
    metrics.delivery('bad-signature');
    metrics.reconcile('done', 0.2);
    metrics.request('read', 200);
    metrics.request('write', 'none');
    metrics.budget(87);
    metrics.operation('create-item');
    metrics.webhookMended('revived', 2);
    metrics.swept(1_800_000_000_000);
    metrics.watchQueues(async () => [{ queue: 'reconcile', state: 'waiting', count: 3 }]);
    metrics.watchChecks(async () => ({ store: { ok: true }, webhooks: { ok: false } }));
    const { contentType, body } = await metrics.page();
    expect(contentType).toMatch(/^text\/plain; version=0\.0\.4/);
    expect(body.split('\n')).toEqual(
      expect.arrayContaining([
        'liaison_deliveries_total{outcome="accepted"} 2',
        'liaison_deliveries_total{outcome="bad-signature"} 1',
        'liaison_reconciles_total{result="done"} 1',
        'liaison_reconcile_seconds_bucket{le="0.25"} 1',
        'liaison_reconcile_seconds_bucket{le="0.1"} 0',
        'liaison_clickup_requests_total{kind="read",status="200"} 1',
        'liaison_clickup_requests_total{kind="write",status="none"} 1',
        'liaison_clickup_budget_remaining 87',
        'liaison_operations_total{kind="create-item"} 1',
        'liaison_webhooks_mended_total{what="revived"} 2',
        'liaison_last_sweep_timestamp 1800000000',
        'liaison_queue_jobs{queue="reconcile",state="waiting"} 3',
        'liaison_check_ok{name="store"} 1',
        'liaison_check_ok{name="webhooks"} 0',
      ]),
    );
  });

  test('all carry our name', async () => {
    const { body } = await createMetrics().page();
    const names = body.split('\n').filter(line => line !== '' && !line.startsWith('#'));
    expect(names.length).toBeGreaterThan(10);
    expect(names.filter(line => !line.startsWith('liaison_'))).toEqual([]);
  });

  test.each([
    ['fails', () => Promise.reject(new Error('no store'))],
    ['never answers', () => new Promise<never>(() => {})],
  ])('are there without the jobs where the store %s', async (_name, count) => {
    const metrics = createMetrics({ queueLimitMs: 20 });
    metrics.delivery('accepted');
    metrics.watchQueues(count);
    const { body } = await metrics.page();
    expect(body).toContain('liaison_deliveries_total{outcome="accepted"} 1');
    expect(body).not.toContain('liaison_queue_jobs{');
  });

  test('of two instances are apart', async () => {
    const [one, other] = [createMetrics(), createMetrics()];
    one.delivery('accepted');
    expect((await other.page()).body).not.toContain('outcome="accepted"');
  });
});
