// A stage that ends with the test that set it.
import { onTestFinished } from 'vitest';
import { isLong } from '../support/scale.ts';
import { type CardIdea, type Stage, type StageOptions, setStage } from './rules-stage.ts';

const HOUR_MS = 3_600_000;
/** Outside of long runs, for weeks in which nothing happens to webhooks: looking after them only costs time. */
export const WITHOUT_CARE = isLong ? {} : { webhooksMs: 24 * HOUR_MS };
/** The same, for stories in which deliveries tell everything as well. */
export const SELDOM = isLong ? {} : { ...WITHOUT_CARE, pollMs: 4 * HOUR_MS };

/** A stage with these cards and rules, for the test that runs. */
export async function staged(
  rules: Record<string, object>,
  cards: [CardIdea, ...CardIdea[]],
  options: StageOptions = {},
): Promise<Stage> {
  const stage = await setStage(rules, cards, options);
  onTestFinished(() => stage.end());
  return stage;
}
