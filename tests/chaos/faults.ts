// Random faults: every kind of fault that the simulator knows, each with a probability of its own.
import type { Dice } from '../support/dice.ts';

type Rule = {
  kind: string;
  probability: number;
  status?: number;
  lagMs?: number;
  delayMs?: number;
  user?: number;
  method?: string;
  route?: string;
  path?: string;
  bodyHas?: string;
  code?: string;
  times?: number;
};
export type Faults = {
  seed: number;
  latencyMs: number;
  retrySpacingMs?: number;
  resolveFiresCommentUpdated: boolean;
  groupedHistory: boolean;
  rules: Rule[];
};

/** The body of POST /__sim/faults for one run. `bot`: only Liaison's requests suffer, people act undisturbed. */
export function drawFaults(dice: Dice, bot: number): Faults {
  const upTo = (most: number) => (dice.chance(0.7) ? dice.random() * most : 0);
  const rule = (kind: string, probability: number, more: Partial<Rule> = {}): Rule => ({
    kind,
    probability,
    ...more,
  });
  return {
    seed: dice.whole(1, 1_000_000_000),
    latencyMs: dice.whole(0, 400),
    resolveFiresCommentUpdated: dice.chance(0.5),
    groupedHistory: dice.chance(0.5),
    rules: [
      rule('status', upTo(0.03), { status: 429, user: bot }),
      rule('status', upTo(0.08), { status: 503, user: bot }),
      rule('status', upTo(0.05), { status: 500, user: bot }),
      rule('html', upTo(0.05), { user: bot }),
      rule('cut', upTo(0.06), { user: bot }),
      rule('cutAfterApply', upTo(0.12), { user: bot, method: dice.pick(['POST', 'PUT']) }),
      rule('cutAfterApply', upTo(0.08), { user: bot }),
      rule('timeoutAfterApply', upTo(0.05), { user: bot, delayMs: 15_000 }),
      rule('readLag', upTo(0.9), { lagMs: dice.whole(1_000, 28_000) }),
      rule('deliveryLost', upTo(0.3), { user: bot }),
      rule('deliveryDoubled', upTo(0.2), { user: bot }),
      rule('deliveryLate', upTo(0.2), { user: bot, delayMs: dice.whole(1_000, 120_000) }),
      rule('deliveryReordered', upTo(0.2), { user: bot, delayMs: dice.whole(500, 10_000) }),
      rule('deliverySlow', upTo(0.1), { user: bot, delayMs: dice.whole(1_000, 20_000) }),
    ].filter(({ probability }) => probability > 0),
  };
}
