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
  const counted = countersIn(registers);
  const jobs = askedGauge<QueueCount[]>(
    {
      name: 'liaison_queue_jobs',
      help: 'Jobs by queue and state',
      labelNames: ['queue', 'state'],
      registers,
    },
    async (gauge, ask) => {
      const counts = await within(queueLimitMs, ask()).catch(() => []);
      for (const { queue, state, count } of counts) gauge.set({ queue, state }, count);
    },
  );
  const unreadable = askedGauge<Record<string, number>>(
    {
      name: 'liaison_unreadable',
      help: 'Things of ClickUp that can not be read and are left alone, by kind',
      labelNames: ['kind'],
      registers,
    },
    async (gauge, ask) => {
      const counts = await within(queueLimitMs, ask()).catch(() => ({}));
      for (const [kind, count] of Object.entries(counts)) gauge.set({ kind }, count);
    },
  );
  const checks = askedGauge<Record<string, { ok: boolean }>>(
    {
      name: 'liaison_check_ok',
      help: 'Whether a check is ok (1) or not (0); /readyz says why',
      labelNames: ['name'],
      registers,
    },
    async (gauge, ask) => {
      for (const [name, { ok }] of Object.entries(await ask())) gauge.set({ name }, Number(ok));
    },
  );

  return {
    delivery: outcome => counted.deliveries.inc({ outcome }),
    reconcile(result, seconds) {
      counted.reconciles.inc({ result });
      counted.reconcileSeconds.observe(seconds);
    },
    request: (kind, status) => counted.requests.inc({ kind, status }),
    budget: remaining => counted.budget.set(remaining),
    operation: kind => counted.operations.inc({ kind }),
    webhookMended: (what, count) => counted.webhooksMended.inc({ what }, count),
    wrongPassword: () => counted.wrongPasswords.inc(),
    swept: at => counted.lastSweep.set(at / 1000),
    watchQueues: jobs,
    watchUnreadable: unreadable,
    watchChecks: checks,
    page: async () => ({ contentType: registry.contentType, body: await registry.metrics() }),
  };
}

type GaugeOptions = { name: string; help: string; labelNames: string[]; registers: Registry[] };

/**
 * A gauge that is filled whenever somebody reads the page. Answers with a function that takes whom to ask; until then it
 * shows nothing.
 */
function askedGauge<T>(
  options: GaugeOptions,
  fill: (gauge: Gauge, ask: () => Promise<T>) => Promise<void>,
): (ask: () => Promise<T>) => void {
  let asked: (() => Promise<T>) | null = null;
  const gauge = new Gauge({
    ...options,
    async collect() {
      this.reset();
      if (asked) await fill(this, asked);
    },
  });
  return ask => {
    asked = ask;
    gauge.reset();
  };
}

/** What is counted as it happens. */
function countersIn(registers: Registry[]) {
  const counter = (name: string, help: string, ...labelNames: string[]) =>
    new Counter({ name: `liaison_${name}`, help, labelNames, registers });
  const gauge = (name: string, help: string) => new Gauge({ name: `liaison_${name}`, help, registers });
  return {
    deliveries: counter('deliveries_total', 'Webhook deliveries by how they were answered', 'outcome'),
    reconciles: counter('reconciles_total', 'Reconciles of one card by their result', 'result'),
    reconcileSeconds: new Histogram({
      name: 'liaison_reconcile_seconds',
      help: 'How long a reconcile of one card took',
      buckets: [0.01, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30],
      registers,
    }),
    requests: counter(
      'clickup_requests_total',
      'Requests to ClickUp by kind (read, write) and HTTP status',
      'kind',
      'status',
    ),
    budget: gauge('clickup_budget_remaining', 'Requests to ClickUp that are left until the reset'),
    operations: counter('operations_total', 'Changes that Liaison made in ClickUp', 'kind'),
    webhooksMended: counter(
      'webhooks_mended_total',
      'Webhooks that were revived, created again or moved to a new endpoint',
      'what',
    ),
    wrongPasswords: counter(
      'admin_wrong_passwords_total',
      'Requests to the admin address with a wrong password',
    ),
    lastSweep: gauge('last_sweep_timestamp', 'When the last sweep began, in seconds since the epoch'),
  };
}
