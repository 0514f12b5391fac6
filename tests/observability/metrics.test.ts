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
    metrics.operation('create-item');
    metrics.webhookMended('revived', 2);
    metrics.answered(4);
    metrics.logged('error');
    metrics.watch('budgetRemaining', () => [{ value: 87 }]);
    metrics.watch('queueJobs', async () => [{ labels: { queue: 'reconcile', state: 'waiting' }, value: 3 }]);
    metrics.watch('checks', () => [
      { labels: { name: 'store' }, value: 1 },
      { labels: { name: 'webhooks' }, value: 0 },
    ]);
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
        'liaison_delivery_to_done_seconds_bucket{le="5"} 1',
        'liaison_delivery_to_done_seconds_bucket{le="2.5"} 0',
        'liaison_log_lines_total{level="error"} 1',
        'liaison_log_lines_total{level="warn"} 0',
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
    [
      'fails at once',
      () => {
        throw new Error('no store');
      },
    ],
    ['never answers', () => new Promise<never>(() => {})],
  ])('are there without the jobs where the store %s', async (_name, count) => {
    const metrics = createMetrics({ askLimitMs: 20 });
    metrics.delivery('accepted');
    metrics.watch('queueJobs', count);
    metrics.watch('setAside', count);
    const { body } = await metrics.page();
    expect(body).toContain('liaison_deliveries_total{outcome="accepted"} 1');
    expect(body).not.toMatch(/^liaison_(queue_jobs|cards_set_aside)/m);
  });

  test('of two instances are apart', async () => {
    const [one, other] = [createMetrics(), createMetrics()];
    one.delivery('accepted');
    expect((await other.page()).body).not.toContain('outcome="accepted"');
  });
});
