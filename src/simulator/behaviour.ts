// What can be switched while the simulator runs: faults to inject, and answers to questions that
// ClickUp's documentation leaves open. Seeded, so that a run can be repeated.
import { z } from 'zod';
import { createRandom, type Random } from './random.ts';

const kinds = [
  'status',
  'html',
  'cut',
  'cutAfterApply',
  'garbled',
  'timeoutAfterApply',
  'readLag',
  'emptyPage',
  'deliveryLost',
  'deliveryFailed',
  'deliveryDoubled',
  'deliveryLate',
  'deliveryReordered',
  'deliverySlow',
] as const;

/** One fault: what happens, how often, to which requests or deliveries, and of whose token. */
export const FaultRule = z.strictObject({
  kind: z.enum(kinds),
  probability: z.number().min(0).max(1).default(1),
  status: z.number().int().min(400).max(599).optional(),
  code: z.string().min(1).optional(),
  keep: z.number().int().min(0).optional(),
  lagMs: z.number().int().min(0).optional(),
  delayMs: z.number().int().min(0).optional(),
  method: z.string().optional(),
  route: z.string().optional(),
  path: z.string().optional(),
  bodyHas: z.string().optional(),
  user: z.number().int().optional(),
  times: z.number().int().min(1).optional(),
});
export type FaultRule = z.infer<typeof FaultRule>;

/** A request or a delivery (its event is the route) that a fault may strike. */
export type Strikable = {
  method: string;
  route: string;
  userId: number;
  /** The path with its ids; deliveries have none. */
  path?: string;
  /** The body as text. */
  text: string;
};

/** The body of POST /__sim/faults; whatever it leaves out returns to its default. */
export const FaultSettings = z.strictObject({
  seed: z.union([z.number(), z.string()]).optional(),
  latencyMs: z.number().int().min(0).optional(),
  rateLimit: z.number().int().min(1).optional(),
  retrySpacingMs: z.number().int().min(0).optional(),
  deliveryTimeoutMs: z.number().int().min(1).optional(),
  partialCommentUpdate: z.boolean().optional(),
  resolveFiresCommentUpdated: z.boolean().optional(),
  groupedHistory: z.boolean().optional(),
  usersFieldHistory: z.enum(['ids', 'users', 'none']).optional(),
  privateDeliveries: z.boolean().optional(),
  archivedListTasks: z.boolean().optional(),
  rules: z.array(FaultRule).optional(),
});
export type FaultSettings = z.infer<typeof FaultSettings>;

/** The switches in force. `hit` draws the faults that strike one request or delivery. */
export type Behaviour = {
  latencyMs: number;
  /** Requests a minute and token. */
  rateLimit: number;
  retrySpacingMs: number;
  deliveryTimeoutMs: number;
  partialCommentUpdate: boolean;
  resolveFiresCommentUpdated: boolean;
  groupedHistory: boolean;
  /** How history items spell the value of a field of people. */
  usersFieldHistory: 'ids' | 'users' | 'none';
  /** Whether a webhook hears of places that its owner may not see. */
  privateDeliveries: boolean;
  /** Whether an archived list still answers with its tasks when it is asked for them itself. */
  archivedListTasks: boolean;
  hit(kinds: readonly FaultRule['kind'][], what: Strikable): FaultRule | undefined;
  apply(settings: FaultSettings): void;
  describe(): Record<string, unknown>;
};

type Armed = FaultRule & { left: number };

const defaults = {
  retrySpacingMs: 2_000,
  archivedListTasks: false,
  deliveryTimeoutMs: 7_000,
  partialCommentUpdate: true,
  resolveFiresCommentUpdated: false,
  groupedHistory: true,
  usersFieldHistory: 'ids' as const,
  privateDeliveries: false,
};

/** Makes the switches with their defaults; latency and rate limit are what the simulator was started with. */
export function createBehaviour(started: Pick<Behaviour, 'latencyMs' | 'rateLimit'>): Behaviour {
  let random: Random = createRandom(1);
  let rules: Armed[] = [];
  const behaviour: Behaviour = {
    ...defaults,
    ...started,
    hit(wanted, what) {
      for (const rule of rules) {
        if (!wanted.includes(rule.kind) || rule.left <= 0 || !isMatch(rule, what)) continue;
        if (random() >= rule.probability) continue;
        rule.left -= 1;
        return rule;
      }
      return undefined;
    },
    apply({ seed, rules: given, ...switches }) {
      random = createRandom(seed ?? 1);
      rules = (given ?? []).map(rule =>
        Object.assign({ left: rule.times ?? Number.POSITIVE_INFINITY }, rule),
      );
      const known = Object.entries(switches).filter(([, value]) => value !== undefined);
      Object.assign(behaviour, { ...defaults, ...started }, Object.fromEntries(known));
    },
    describe: () => ({
      latencyMs: behaviour.latencyMs,
      rateLimit: behaviour.rateLimit,
      retrySpacingMs: behaviour.retrySpacingMs,
      deliveryTimeoutMs: behaviour.deliveryTimeoutMs,
      partialCommentUpdate: behaviour.partialCommentUpdate,
      resolveFiresCommentUpdated: behaviour.resolveFiresCommentUpdated,
      groupedHistory: behaviour.groupedHistory,
      usersFieldHistory: behaviour.usersFieldHistory,
      privateDeliveries: behaviour.privateDeliveries,
      archivedListTasks: behaviour.archivedListTasks,
      rules: rules.map(rule =>
        Object.assign({}, rule, { left: Number.isFinite(rule.left) ? rule.left : null }),
      ),
    }),
  };
  return behaviour;
}

function isMatch(rule: FaultRule, { method, route, userId, path, text }: Strikable): boolean {
  const has = (whole: string | undefined, part: string | undefined) =>
    part === undefined || whole?.includes(part) === true;
  const isMethod = rule.method === undefined || rule.method.toUpperCase() === method;
  const isUser = rule.user === undefined || rule.user === userId;
  return isUser && isMethod && has(route, rule.route) && has(path, rule.path) && has(text, rule.bodyHas);
}
