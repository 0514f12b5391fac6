// What happens, counted for Prometheus. With its neighbour the one place that knows its library; everything is named
// liaison_….
import { Counter, collectDefaultMetrics, Histogram, Registry } from 'prom-client';
import { type Ask, askedGauges, type GaugeName } from './asked-gauges.ts';

export type Metrics = {
  /** A delivery was answered: `accepted`, or why not. */
  delivery(outcome: string): void;
  /** What deliveries reported of a card is done, so many seconds after the first of them came. */
  answered(seconds: number): void;
  /** A reconcile ended with this result after so many seconds. */
  reconcile(result: string, seconds: number): void;
  /** ClickUp answered a read or write; `status` is its HTTP status, or `none` where no answer came. */
  request(kind: 'read' | 'write', status: number | 'none'): void;
  /** An operation was applied to ClickUp. */
  operation(kind: string): void;
  /** Webhooks of ours were mended; `what` is `revived`, `created` (one was missing) or `moved` (to a new endpoint). */
  webhookMended(what: string, count: number): void;
  /** Somebody asked the admin address with a wrong password. */
  wrongPassword(): void;
  /** Something was logged as a warning or an error. */
  logged(level: 'warn' | 'error'): void;
  /** Whom to ask for how things stand, whenever somebody reads the page; who does not answer only costs these lines. */
  watch(what: GaugeName, ask: Ask): void;
  /** The page that Prometheus reads. */
  page(): Promise<{ contentType: string; body: string }>;
};

/** Metrics of their own, apart from those of any other instance. `askLimitMs` bounds how long anybody is waited for. */
export function createMetrics(options: { askLimitMs?: number } = {}): Metrics {
  const { askLimitMs = 1000 } = options;
  const registry = new Registry();
  collectDefaultMetrics({ register: registry, prefix: 'liaison_' });
  const counted = countersIn([registry]);
  return {
    delivery: outcome => counted.deliveries.inc({ outcome }),
    answered: seconds => counted.answeredSeconds.observe(seconds),
    reconcile(result, seconds) {
      counted.reconciles.inc({ result });
      counted.reconcileSeconds.observe(seconds);
    },
    request: (kind, status) => counted.requests.inc({ kind, status }),
    operation: kind => counted.operations.inc({ kind }),
    webhookMended: (what, count) => counted.webhooksMended.inc({ what }, count),
    wrongPassword: () => counted.wrongPasswords.inc(),
    logged: level => counted.logLines.inc({ level }),
    watch: askedGauges(registry, askLimitMs),
    page: async () => ({ contentType: registry.contentType, body: await registry.metrics() }),
  };
}

/** What is counted as it happens. */
function countersIn(registers: Registry[]) {
  const counter = (name: string, help: string, ...labelNames: string[]) =>
    new Counter({ name: `liaison_${name}`, help, labelNames, registers });
  const histogram = (name: string, help: string, buckets: number[]) =>
    new Histogram({ name: `liaison_${name}`, help, buckets, registers });
  const logLines = counter('log_lines_total', 'Warnings and errors in the log', 'level');
  // From the start, so that the first one is an increase.
  for (const level of ['warn', 'error']) logLines.inc({ level }, 0);
  return {
    deliveries: counter('deliveries_total', 'Webhook deliveries by how they were answered', 'outcome'),
    answeredSeconds: histogram(
      'delivery_to_done_seconds',
      'From the first delivery about a card until what it reported is done',
      [0.5, 1, 2.5, 5, 10, 30, 60, 120, 300, 900, 3600],
    ),
    reconciles: counter('reconciles_total', 'Reconciles of one card by their result', 'result'),
    reconcileSeconds: histogram(
      'reconcile_seconds',
      'How long a reconcile of one card took',
      [0.01, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30],
    ),
    requests: counter(
      'clickup_requests_total',
      'Requests to ClickUp by kind (read, write) and HTTP status',
      'kind',
      'status',
    ),
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
    logLines,
  };
}
