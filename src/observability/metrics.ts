// What happens, counted for Prometheus. The one file that knows its library; everything is named liaison_….
import { Counter, collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client';
import { within } from '../base/time-limit.ts';

/** How many jobs a queue has in one state. */
export type QueueCount = { queue: string; state: string; count: number };

export type Metrics = {
  /** A delivery was answered: `accepted`, or why not. */
  delivery(outcome: string): void;
  /** A reconcile ended with this result after so many seconds. */
  reconcile(result: string, seconds: number): void;
  /** ClickUp answered a read or write; `status` is its HTTP status, or `none` where no answer came. */
  request(kind: 'read' | 'write', status: number | 'none'): void;
  /** Requests left in this minute. */
  budget(remaining: number): void;
  /** An operation was applied to ClickUp. */
  operation(kind: string): void;
  /** Webhooks of ours were mended; `what` is `revived`, `created` (one was missing) or `moved` (to a new endpoint). */
  webhookMended(what: string, count: number): void;
  /** Somebody asked the admin address with a wrong password. */
  wrongPassword(): void;
  /** A sweep ended; `at` in milliseconds since the epoch. */
  swept(at: number): void;
  /** How the jobs are counted whenever somebody asks; a store that does not answer only costs these lines. */
  watchQueues(count: () => Promise<QueueCount[]>): void;
  /** How the checks are asked whenever somebody asks: 1 for those that are ok, 0 for those that are not. */
  watchChecks(ask: () => Promise<Record<string, { ok: boolean }>>): void;
  /** How many things of ClickUp can't be read, by what they are, whenever somebody asks. */
  watchUnreadable(count: () => Promise<Record<string, number>>): void;
  /** The page that Prometheus reads. */
  page(): Promise<{ contentType: string; body: string }>;
};

/** Metrics of their own, apart from those of any other instance. `queueLimitMs` bounds the counting of jobs. */
export function createMetrics(options: { queueLimitMs?: number } = {}): Metrics {
  const { queueLimitMs = 1000 } = options;
  const registry = new Registry();
  const registers = [registry];
  collectDefaultMetrics({ register: registry, prefix: 'liaison_' });
  let countJobs: (() => Promise<QueueCount[]>) | null = null;
  let countUnreadable: (() => Promise<Record<string, number>>) | null = null;
  let askChecks: (() => Promise<Record<string, { ok: boolean }>>) | null = null;

  const deliveries = new Counter({
    name: 'liaison_deliveries_total',
    help: 'Webhook deliveries by how they were answered',
    labelNames: ['outcome'],
    registers,
  });
  const reconciles = new Counter({
    name: 'liaison_reconciles_total',
    help: 'Reconciles of one card by their result',
    labelNames: ['result'],
    registers,
  });
  const reconcileSeconds = new Histogram({
    name: 'liaison_reconcile_seconds',
    help: 'How long a reconcile of one card took',
    buckets: [0.01, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30],
    registers,
  });
  const requests = new Counter({
    name: 'liaison_clickup_requests_total',
    help: 'Requests to ClickUp by kind (read, write) and HTTP status',
    labelNames: ['kind', 'status'],
    registers,
  });
  const budget = new Gauge({
    name: 'liaison_clickup_budget_remaining',
    help: 'Requests to ClickUp that are left until the reset',
    registers,
  });
  const operations = new Counter({
    name: 'liaison_operations_total',
    help: 'Changes that Liaison made in ClickUp',
    labelNames: ['kind'],
    registers,
  });
  const webhooksMended = new Counter({
    name: 'liaison_webhooks_mended_total',
    help: 'Webhooks that were revived, created again or moved to a new endpoint',
    labelNames: ['what'],
    registers,
  });
  const wrongPasswords = new Counter({
    name: 'liaison_admin_wrong_passwords_total',
    help: 'Requests to the admin address with a wrong password',
    registers,
  });
  const lastSweep = new Gauge({
    name: 'liaison_last_sweep_timestamp',
    help: 'When the last sweep began, in seconds since the epoch',
    registers,
  });
  const jobs = new Gauge({
    name: 'liaison_queue_jobs',
    help: 'Jobs by queue and state',
    labelNames: ['queue', 'state'],
    registers,
    async collect() {
      this.reset();
      if (!countJobs) return;
      const counts = await within(queueLimitMs, countJobs()).catch(() => []);
      for (const { queue, state, count } of counts) this.set({ queue, state }, count);
    },
  });

  const unreadable = new Gauge({
    name: 'liaison_unreadable',
    help: 'Things of ClickUp that can not be read and are left alone, by kind',
    labelNames: ['kind'],
    registers,
    async collect() {
      this.reset();
      if (!countUnreadable) return;
      const counts = await within(queueLimitMs, countUnreadable()).catch(() => ({}));
      for (const [kind, count] of Object.entries(counts)) this.set({ kind }, count);
    },
  });

  const checks = new Gauge({
    name: 'liaison_check_ok',
    help: 'Whether a check is ok (1) or not (0); /readyz says why',
    labelNames: ['name'],
    registers,
    async collect() {
      this.reset();
      for (const [name, { ok }] of Object.entries((await askChecks?.()) ?? {})) {
        this.set({ name }, Number(ok));
      }
    },
  });

  return {
    delivery: outcome => deliveries.inc({ outcome }),
    reconcile(result, seconds) {
      reconciles.inc({ result });
      reconcileSeconds.observe(seconds);
    },
    request: (kind, status) => requests.inc({ kind, status }),
    budget: remaining => budget.set(remaining),
    operation: kind => operations.inc({ kind }),
    webhookMended: (what, count) => webhooksMended.inc({ what }, count),
    wrongPassword: () => wrongPasswords.inc(),
    swept: at => lastSweep.set(at / 1000),
    watchQueues(count) {
      countJobs = count;
      jobs.reset();
    },
    watchUnreadable(count) {
      countUnreadable = count;
      unreadable.reset();
    },
    watchChecks(ask) {
      askChecks = ask;
      checks.reset();
    },
    page: async () => ({ contentType: registry.contentType, body: await registry.metrics() }),
  };
}
