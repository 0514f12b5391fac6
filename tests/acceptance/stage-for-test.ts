// A stage that ends with the test that set it.
import { onTestFinished } from 'vitest';
import { type CardIdea, type Stage, type StageOptions, setStage } from './rules-stage.ts';

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
