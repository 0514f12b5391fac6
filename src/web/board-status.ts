// What the pages show and /api/board says, as a schema: docs/board.schema.json is made of it. Fields may be added, never
// renamed. Instants are ISO 8601 in UTC, days are YYYY-MM-DD in the playbook's zone.
import { z } from 'zod';
import { ENFORCEMENTS } from '../domain/findings/finding.ts';
import { LOCALES } from '../domain/language/texts.ts';
import { PHASES } from '../domain/phase.ts';
import { UNREADABLE_KINDS } from '../domain/unreadable.ts';

const At = z.string().describe('an instant, ISO 8601 in UTC');
const Day = z.string().describe('a day, YYYY-MM-DD in the playbook’s zone');
const Known = z.object({ id: z.number(), name: z.string() }).describe('a person of the workspace');
const Linked = z.object({ id: z.string(), name: z.string(), url: z.string() });

const Finding = z.object({
  rule: z.string(),
  enforcement: z.enum(ENFORCEMENTS),
  state: z.enum(['fails', 'waived']),
  message: z.string(),
  evidence: z.record(
    z.string(),
    z.union([z.string(), z.number(), z.array(z.string()), z.array(z.number()), z.null()]),
  ),
  waiver: z
    .object({ until: Day.nullable(), by: z.string(), because: z.string() })
    .optional()
    .describe('only of what is waived; until is null until further notice'),
  since: At.nullable().describe(
    'since when the rule fails; null where that is not known, and of what is waived',
  ),
  asked: z
    .object({ who: Known.nullable(), since: At })
    .nullable()
    .describe('whom Liaison asked last about it, and when; null where nobody was asked'),
});
export type FindingStatus = z.infer<typeof Finding>;

const Metrics = z.object({
  baseline: z.string().nullable().optional(),
  target: z.string().nullable().optional(),
  actual: z.string().nullable().optional(),
});

/** How one customer result stands. `lastReconciledAt` is null where nobody has looked at it yet. */
const CustomerResult = z.object({
  id: z.string(),
  name: z.string(),
  url: z.string(),
  phase: z.enum(PHASES).nullable().describe('null where the playbook maps the card’s status to no phase'),
  status: z.string().describe('the status of the card in ClickUp'),
  list: z.object({ id: z.string(), url: z.string().nullable() }).nullable(),
  openSeats: z.array(z.string()),
  findings: z.array(Finding),
  operations: z.array(z.object({ kind: z.string(), target: z.string(), summary: z.string() })),
  observedOnly: z
    .literal(true)
    .optional()
    .describe('the card is not in the playbook’s pilot: nothing of what would be done is done'),
  next: z.object({ at: At, what: z.string() }).nullable(),
  team: z.array(Known.extend({ functions: z.array(z.string()), flocks: z.array(z.string()) })),
  supporters: z.array(Known),
  start: Day.nullable(),
  due: Day.nullable(),
  week: z
    .object({ now: z.number().int(), of: z.number().int().nullable() })
    .nullable()
    .describe(
      'the week it is in, and how many are planned; null before the start and while it is not at work',
    ),
  milestones: z.array(
    z.object({ name: z.string(), url: z.string().nullable(), due: Day, isDone: z.boolean() }),
  ),
  evaluation: z
    .object({ from: Day, until: Day })
    .nullable()
    .describe('from the first to the last day of work that belongs to the evaluation'),
  pauses: z.array(z.object({ from: Day, until: Day.nullable() })),
  feedback: z
    .object({ have: z.number().int(), min: z.number().int() })
    .nullable()
    .describe('pieces of customer feedback'),
  metrics: Metrics.describe(
    'as people wrote them; a value is absent where the playbook names no field for it',
  ),
  outcome: z.string().nullable(),
  lastReconciledAt: At.nullable(),
});
export type CustomerResultStatus = z.infer<typeof CustomerResult>;

const Overload = Known.extend({
  rule: z.enum(['member-load', 'supporter-load']),
  max: z.number().int(),
  customerResults: z.array(Linked),
}).describe('somebody who has more at once than the playbook’s rule allows');
export type OverloadStatus = z.infer<typeof Overload>;

export const BoardStatus = z.object({
  at: At,
  today: Day,
  mode: z.enum(['observe', 'act']),
  locale: z.enum(LOCALES),
  workspace: z.object({ id: z.string(), name: z.string() }),
  customerResults: z.array(CustomerResult).describe('in the order of the board'),
  overloads: z.array(Overload),
  supporters: z.array(Known).describe('the pool of supporters'),
  flocks: z.array(z.object({ name: z.string(), people: z.array(Known) })),
  rules: z.array(z.string()).describe('the rules of the playbook'),
  unreadable: z
    .array(
      z.object({
        kind: z.enum(UNREADABLE_KINDS),
        id: z.string().nullable(),
        name: z.string().nullable(),
        where: z.string(),
        reason: z.string(),
        card: z.string().nullable(),
        since: At.nullable(),
      }),
    )
    .describe('what can’t be read, and is left alone until it can'),
  queues: z
    .record(z.string(), z.record(z.string(), z.number()))
    .describe('jobs by queue and state: { reconcile: { waiting: 2 } }'),
  failed: z
    .array(z.object({ id: z.string(), reason: z.string(), at: At }))
    .describe('cards that were set aside, with the reason'),
  webhooks: z.object({
    state: z.enum(['active', 'polling', 'trouble']),
    message: z.string(),
    places: z.array(
      z.object({
        place: z.string(),
        state: z.string().describe('heard, unproven, deaf or missing'),
        webhookId: z.string().nullable(),
        lastAt: At.nullable(),
        lost: z.number(),
      }),
    ),
  }),
  budget: z
    .object({ limit: z.number().nullable(), remaining: z.number().nullable(), resetAt: At.nullable() })
    .describe('requests to ClickUp; null before its first answer'),
  departed: z
    .array(z.object({ name: z.string(), cards: z.array(z.string()) }))
    .nullable()
    .describe(
      'who is on cards in work and not among the people of the workspace, with the names of these cards; null where that is not known',
    ),
  makers: z
    .array(z.object({ id: z.number(), name: z.string() }))
    .describe(
      'whose tokens made the pages of the team lists: Liaison’s user, and the users that it had before',
    ),
  mark: z.string().describe('names this process; its /healthz says the same'),
  ready: z.boolean(),
  checks: z
    .record(z.string(), z.object({ ok: z.boolean(), message: z.string() }))
    .describe('why it is ready or not, by the name of the check'),
});
export type BoardStatus = z.infer<typeof BoardStatus>;

/** The JSON Schema of /api/board. It allows more fields than it names: some may be added. */
export function boardJsonSchema(): Record<string, unknown> {
  const { $schema, ...rest } = z.toJSONSchema(BoardStatus, { io: 'input', reused: 'inline' });
  return { $schema, $id: 'urn:liaison:board', title: 'The board, as /api/board of Liaison says it', ...rest };
}
