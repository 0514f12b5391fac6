// What a simulator can be started with. Every unusable value is refused with a sentence.
import { z } from 'zod';
import { checkCompany } from './company/check-company.ts';
import type { Company } from './company/company.ts';
import { companyOfSeed } from './seeds/seed.ts';
import { SimulatorRefused } from './simulator-refused.ts';
import { realTime, type Time } from './time.ts';
import { type Courier, postOverNetwork } from './webhooks/post.ts';

/**
 * Options of a simulator; all may be left out. Ports: 0 takes a free one. `seed` names a shipped company, `company` is one
 * of your own. `startAt` in milliseconds. `idSeed` makes the ids repeatable; `time` and `courier` replace the machine's
 * time and the network to webhook endpoints.
 */
export type SimulatorOptions = {
  port?: number;
  host?: string;
  seed?: string;
  company?: Company;
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
  seed: z.string().optional(),
  company: z.unknown().optional(),
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
  return { ...result.data, start: startOf(result.data) };
}

/** What a workspace starts with, and what that is called. */
export type WorldStart = { seed: string; company: Company };

/** A shipped company. Throws SimulatorRefused for an unknown seed. */
export const startOfSeed = (seed: string): WorldStart => ({ seed, company: companyOfSeed(seed) });

function startOf({ seed, company }: { seed?: string | undefined; company?: unknown }): WorldStart {
  if (company === undefined) return startOfSeed(seed ?? 'demo');
  if (seed !== undefined) {
    throw new SimulatorRefused(`Give the simulator a seed or a company, not both (the seed is "${seed}").`);
  }
  const checked = checkCompany(company);
  return { seed: checked.name, company: checked };
}
