// The local ClickUp's own controls: its clock, and what it counts.
import { z } from 'zod';
import type { Instant } from '../domain/day.ts';
import type { RequestCount } from '../reconcile/ports.ts';

const Stats = z.object({ requests: z.object({ reads: z.number(), writes: z.number() }) });
const ClockAnswer = z.object({ now: z.number() });

export type SimulatorControl = {
  readClock(): Promise<Instant>;
  advanceClock(ms: number): Promise<void>;
  /** What that user's token has cost so far. */
  spentBy(userId: number): Promise<RequestCount>;
};

/** The controls of the simulator at `url`. */
export function simulatorControl(url: string): SimulatorControl {
  const control = async <Schema extends z.ZodType>(path: string, schema: Schema, body?: unknown) => {
    const posting = body === undefined ? {} : { method: 'POST', body: JSON.stringify(body) };
    const answer = await fetch(`${url}/__sim/${path}`, posting);
    return schema.parse(await answer.json());
  };
  return {
    readClock: async () => (await control('clock', ClockAnswer)).now,
    advanceClock: async advanceMs => void (await control('clock', ClockAnswer, { advanceMs })),
    spentBy: async userId => (await control(`stats?user=${userId}`, Stats)).requests,
  };
}
