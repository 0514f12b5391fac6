// What a running Liaison answers to `sync`, checked at the boundary.
import { z } from 'zod';
import type { SyncReport } from '../reconcile/report.ts';

const Requests = z.object({ reads: z.number(), writes: z.number() });
const Outline = z.object({
  at: z.string(),
  mode: z.enum(['observe', 'act']),
  customerResults: z.array(
    z.object({
      id: z.string(),
      name: z.string(),
      findings: z.array(z.unknown()),
      operations: z.array(z.unknown()),
    }),
  ),
  unreadable: z.array(z.unknown()),
  operations: z.number(),
  requests: Requests,
  applied: z.number(),
  failed: z.array(z.object({ id: z.string(), reason: z.string() })),
  waiting: z.array(z.object({ id: z.string(), reason: z.string() })),
});

export const SyncAnswer = z.custom<SyncReport>(value => Outline.safeParse(value).success);
