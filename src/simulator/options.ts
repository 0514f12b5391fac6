// What a simulator can be started with. Every unusable value is refused with a sentence.
import { z } from 'zod';
import { SimulatorRefused } from './refused.ts';
import { seedProblem } from './seeds/seed.ts';
import { realTime, type Time } from './time.ts';
import { type Courier, postOverNetwork } from './webhooks/post.ts';

/**
 * Options of a simulator; all may be left out. Ports: 0 takes a free one. `startAt` in milliseconds. `idSeed` makes
 * the ids repeatable; `time` and `courier` replace the machine's time and the network to webhook endpoints.
 */
export type SimulatorOptions = {
  port?: number;
  host?: string;
  seed?: string;
  rateLimit?: number;
  latencyMs?: number;
  startAt?: number;
  allowLoopbackWebhooks?: boolean;
  idSeed?: string;
  time?: Time;
  courier?: Courier;
};

const isObject = (value: unknown) => typeof value === 'object' && value !== null;

const Options = z.strictObject({
  port: z.number().int().min(0).max(65_535).default(0),
  host: z.string().min(1).default('127.0.0.1'),
  seed: z.string().default('demo'),
  rateLimit: z.number().int().min(1).default(100),
  latencyMs: z.number().int().min(0).default(0),
  startAt: z.number().int().min(0).optional(),
  allowLoopbackWebhooks: z.boolean().default(true),
  idSeed: z.string().optional(),
  time: z.custom<Time>(isObject).default(realTime),
  courier: z.custom<Courier>(value => typeof value === 'function').default(() => postOverNetwork),
});

/** Fills in the defaults. Throws SimulatorRefused. */
export function checkOptions(options: SimulatorOptions) {
  const result = Options.safeParse(options);
  if (!result.success) {
    const [issue] = result.error.issues;
    const name = issue?.path.map(String).join('.') ?? '';
    const given = JSON.stringify(options[name as keyof SimulatorOptions]);
    const why = issue?.message ?? 'unusable';
    throw new SimulatorRefused(`The simulator can't be started with ${name} ${given}: ${why}.`);
  }
  const problem = seedProblem(result.data.seed);
  if (problem !== undefined) throw new SimulatorRefused(problem);
  return result.data;
}
