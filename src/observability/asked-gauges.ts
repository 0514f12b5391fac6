// What is asked for whenever Prometheus reads the page: how things stand, not what happened.
import { Gauge, type Registry } from 'prom-client';
import { within } from '../base/time-limit.ts';

/** One value with its labels. */
export type Sample = { labels?: Readonly<Record<string, string>>; value: number };

/** The gauges by what they tell; names without the prefix. */
const ASKED = {
  buildInfo: {
    name: 'build_info',
    help: 'Always 1; its labels say what runs',
    labelNames: ['version', 'role', 'mode', 'store', 'node'],
  },
  queueJobs: { name: 'queue_jobs', help: 'Jobs by queue and state', labelNames: ['queue', 'state'] },
  queueAges: {
    name: 'queue_oldest_job_age_seconds',
    help: 'For how long the oldest job that could run has waited; 0 where none waits',
    labelNames: ['queue'],
  },
  setAside: { name: 'cards_set_aside', help: 'Cards that failed again and again and were set aside' },
  customerResults: {
    name: 'customer_results',
    help: 'Customer results on the board by phase; other is a status of no phase',
    labelNames: ['phase'],
  },
  findings: {
    name: 'findings',
    help: 'Findings on the board by rule, enforcement and state (fails, waived)',
    labelNames: ['rule', 'enforcement', 'state'],
  },
  unreadable: {
    name: 'unreadable',
    help: 'Things of ClickUp that can not be read and are left alone, by kind',
    labelNames: ['kind'],
  },
  peopleLeft: {
    name: 'people_left',
    help: 'People who were in the workspace and have left it',
  },
  heard: {
    name: 'webhook_heard',
    help: 'Whether deliveries of the webhook of a place arrive (1) or not (0)',
    labelNames: ['place'],
  },
  lastSweep: {
    name: 'last_sweep_timestamp_seconds',
    help: 'When the last sweep began, in seconds since the epoch',
  },
  budgetLimit: { name: 'clickup_budget_limit', help: 'Requests to ClickUp that the token has each minute' },
  budgetRemaining: {
    name: 'clickup_budget_remaining',
    help: 'Requests to ClickUp that are left until the reset',
  },
  checks: {
    name: 'check_ok',
    help: 'Whether a check is ok (1) or not (0); /readyz says why',
    labelNames: ['name'],
  },
} as const satisfies Record<string, { name: string; help: string; labelNames?: readonly string[] }>;

export type GaugeName = keyof typeof ASKED;
export type Ask = () => Promise<readonly Sample[]> | readonly Sample[];

/**
 * The gauges of a registry. Answers with a function that says whom to ask for one of them; until then it shows nothing. Who
 * fails or takes longer than `limitMs` only costs these lines.
 */
export function askedGauges(registry: Registry, limitMs: number): (what: GaugeName, ask: Ask) => void {
  const asked = new Map<GaugeName, Ask>();
  for (const [key, { name, help, ...more }] of Object.entries(ASKED)) {
    const labelNames = 'labelNames' in more ? [...more.labelNames] : [];
    const gauge = new Gauge({
      name: `liaison_${name}`,
      help,
      labelNames,
      registers: [],
      async collect() {
        // One without labels begins at 0, which would be a claim.
        this.reset();
        if (labelNames.length === 0) this.remove();
        const ask = asked.get(key as GaugeName);
        if (!ask) return;
        const asking = Promise.resolve().then(ask);
        const samples = await within(limitMs, asking).catch((): readonly Sample[] => []);
        for (const { labels = {}, value } of samples) this.set(labels, value);
      },
    });
    registry.registerMetric(gauge);
  }
  return (what, ask) => void asked.set(what, ask);
}
