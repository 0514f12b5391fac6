// A made-up board as the pages are handed it.
import type { BoardStatus, CustomerResultStatus, FindingStatus } from '../../src/web/board-status.ts';

/** A customer result that is as it should be. */
export function result(fields: Partial<CustomerResultStatus> = {}): CustomerResultStatus {
  return {
    id: 'c1',
    name: 'Faster checkout',
    url: 'https://app.clickup.com/t/c1',
    phase: 'running',
    list: { id: '77', url: 'https://app.clickup.com/t/about1' },
    openSeats: [],
    findings: [],
    operations: [],
    next: null,
    status: 'in progress',
    team: [],
    supporters: [],
    start: null,
    due: null,
    week: null,
    milestones: [],
    evaluation: null,
    pauses: [],
    feedback: null,
    metrics: {},
    outcome: null,
    lastReconciledAt: '2027-01-15T11:59:00.000Z',
    ...fields,
  };
}

/** A finding that fails, of which nobody was asked yet. */
export function finding(fields: Partial<FindingStatus> = {}): FindingStatus {
  return {
    rule: 'timebox',
    enforcement: 'warn',
    state: 'fails',
    message: 'The due date is missing.',
    evidence: {},
    since: null,
    asked: null,
    ...fields,
  };
}

/** A board on which all is well. */
export function board(fields: Partial<BoardStatus> = {}): BoardStatus {
  return {
    at: '2027-01-15T12:00:00.000Z',
    today: '2027-01-15',
    mode: 'act',
    locale: 'en',
    workspace: { id: '9', name: 'Acme' },
    customerResults: [result()],
    overloads: [],
    supporters: [],
    flocks: [],
    makers: [],
    rules: ['team-size', 'timebox'],
    unreadable: [],
    queues: { deliveries: { waiting: 0 }, reconcile: { waiting: 2, active: 1, failed: 0 } },
    failed: [],
    webhooks: { state: 'active', message: '2 registered', places: [] },
    departed: [],
    mark: 'a-process',
    budget: { limit: 100, remaining: 87, resetAt: '2027-01-15T12:01:00.000Z' },
    ready: true,
    checks: { store: { ok: true, message: 'answers' } },
    ...fields,
  };
}
