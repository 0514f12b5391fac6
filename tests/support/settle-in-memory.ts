// What tests do with the in-memory ClickUp: settle an observation, and change it as people would.

import { readBack } from '../../src/domain/in-memory/in-memory-comments.ts';
import { plainText, type RichText } from '../../src/domain/language/rich-text.ts';
import type { Card, Observation, OwnComment, WorkItem } from '../../src/domain/observation.ts';
import { decide, type Plan } from '../../src/domain/plan.ts';
import type { Playbook } from '../../src/domain/playbook/playbook.ts';
import type { Calendar } from '../../src/domain/schedule/calendar.ts';
import { applyPlan } from '../../src/rehearsal/apply-plan.ts';

export { applyPlan as play };

/** Decides and plays until nothing is left to do. Throws if that takes more than `rounds`. */
export function settle(
  before: Observation,
  playbook: Playbook,
  calendar: Calendar,
  rounds = 4,
): { after: Observation; plans: Plan[] } {
  const plans: Plan[] = [];
  let after = before;
  for (;;) {
    const plan = decide(after, playbook, calendar);
    if (plan.operations.length === 0) return { after, plans };
    if (plans.length === rounds) {
      throw new Error(`still not settled after ${rounds} rounds: ${JSON.stringify(plan.operations)}`);
    }
    plans.push(plan);
    after = applyPlan(after, plan.operations);
  }
}

/** The same observation with another card in the place of its own. */
export function withCard(observation: Observation, change: Partial<Card>): Observation {
  const card = { ...observation.card, ...change };
  const cards = observation.board.cards.map(other => (other.id === card.id ? card : other));
  return { ...observation, card, board: { ...observation.board, cards } };
}

/** The same observation with its work items changed; null deletes one. */
export function withItems(
  observation: Observation,
  change: (item: WorkItem) => WorkItem | null,
): Observation {
  const items = observation.board.items.flatMap(item => change(item) ?? []);
  return { ...observation, board: { ...observation.board, items } };
}

/** What Liaison would read back of a comment that it wrote; throws where it would not find it again. */
export function commentOf(id: string, at: number, text: RichText | string): OwnComment {
  const read = typeof text === 'string' ? text : plainText(text);
  const comment = readBack(id, at, read);
  if (!comment) throw new Error(`Liaison would not find its own comment again: ${read}`);
  return comment;
}
