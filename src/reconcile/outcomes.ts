// How the last look at each card ended, for the status page, `sync` and `explain`. May be lost like all memory.
import { z } from 'zod';
import type { Instant } from '../domain/day.ts';
import type { Plan } from '../domain/plan.ts';
import type { Memory } from './memory.ts';
import type { Verdict } from './verdict.ts';

const KEEP_MS = 30 * 86_400_000;
const PREFIX = 'outcome:';

/** `startedAt` is when the look began, `at` when it ended; `plan` is the last one decided (after a run that settled it wants nothing); `applied` the operations done. */
export type Outcome = {
  startedAt: Instant;
  at: Instant;
  verdict: Verdict;
  plan: Plan | null;
  applied: Applied[];
};

/** An operation that was done, as people read it. */
export type Applied = { kind: string; target: string; summary: string };

const Outline = z.object({
  startedAt: z.number(),
  at: z.number(),
  verdict: z.looseObject({ kind: z.enum(['done', 'again', 'retry', 'stop']) }),
  plan: z.looseObject({ id: z.string(), operations: z.array(z.unknown()) }).nullable(),
  applied: z.array(z.object({ kind: z.string(), target: z.string(), summary: z.string() })),
});

export async function noteOutcome(memory: Memory, cardId: string, outcome: Outcome): Promise<void> {
  await memory.write(PREFIX + cardId, JSON.stringify(outcome), KEEP_MS);
}

/** The last outcome of a card; null if nothing is remembered. */
export async function readOutcome(memory: Memory, cardId: string): Promise<Outcome | null> {
  const text = await memory.read(PREFIX + cardId);
  const value: unknown = text === null ? null : JSON.parse(text);
  return isOutcome(value) ? value : null;
}

/** The last outcome per card. */
export async function readOutcomes(memory: Memory): Promise<Map<string, Outcome>> {
  const outcomes = new Map<string, Outcome>();
  for (const [key, text] of await memory.readAll(PREFIX)) {
    const value: unknown = JSON.parse(text);
    if (isOutcome(value)) outcomes.set(key.slice(PREFIX.length), value);
  }
  return outcomes;
}

function isOutcome(value: unknown): value is Outcome {
  return Outline.safeParse(value).success;
}
