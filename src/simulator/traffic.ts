// What went through the simulator: counters and the last thousand requests and delivery attempts.

/** One finished API request. */
type LoggedRequest = {
  at: number;
  user: number | null;
  method: string;
  route: string;
  path: string;
  status: number;
};

/** One attempt to deliver an event, or its final loss. */
type LoggedDelivery = {
  at: number;
  webhook: string;
  user: number;
  event: string;
  resource: string;
  attempt: number;
  outcome: 'acknowledged' | 'failed' | 'lost';
  status: number | null;
};

/** Counts and remembers traffic. A request with status 0 got no answer (its connection was cut). */
export type Traffic = {
  request(entry: LoggedRequest): void;
  delivery(entry: LoggedDelivery): void;
  stats(userId?: number): Record<string, unknown>;
  log(): { requests: LoggedRequest[]; deliveries: LoggedDelivery[] };
  reset(): void;
  forget(): void;
};

type Counters = {
  requests: {
    total: number;
    reads: number;
    writes: number;
    byRoute: Record<string, number>;
    byStatus: Record<string, number>;
  };
  deliveries: { sent: number; acknowledged: number; failed: number; lost: number };
};

const zero = (): Counters => ({
  requests: { total: 0, reads: 0, writes: 0, byRoute: {}, byStatus: {} },
  deliveries: { sent: 0, acknowledged: 0, failed: 0, lost: 0 },
});

const kept = 1_000;

/** Makes an empty record of traffic. */
export function createTraffic(): Traffic {
  let all = zero();
  let byUser = new Map<number, Counters>();
  let requests: LoggedRequest[] = [];
  let deliveries: LoggedDelivery[] = [];
  const countersOf = (userId: number | null): Counters[] => {
    if (userId === null) return [all];
    const own = byUser.get(userId) ?? zero();
    byUser.set(userId, own);
    return [all, own];
  };
  const reset = () => {
    all = zero();
    byUser = new Map();
  };
  return {
    request(entry) {
      requests.push(entry);
      if (requests.length > 2 * kept) requests = requests.slice(-kept);
      for (const { requests: counted } of countersOf(entry.user)) {
        counted.total += 1;
        if (entry.method === 'GET') counted.reads += 1;
        else counted.writes += 1;
        const route = `${entry.method} ${entry.route}`;
        counted.byRoute[route] = (counted.byRoute[route] ?? 0) + 1;
        counted.byStatus[entry.status] = (counted.byStatus[entry.status] ?? 0) + 1;
      }
    },
    delivery(entry) {
      deliveries.push(entry);
      if (deliveries.length > 2 * kept) deliveries = deliveries.slice(-kept);
      for (const { deliveries: counted } of countersOf(entry.user)) {
        if (entry.outcome !== 'lost') counted.sent += 1;
        counted[entry.outcome] += 1;
      }
    },
    stats: userId => (userId === undefined ? all : (byUser.get(userId) ?? zero())),
    log: () => ({ requests: requests.slice(-kept), deliveries: deliveries.slice(-kept) }),
    reset,
    forget() {
      reset();
      requests = [];
      deliveries = [];
    },
  };
}
