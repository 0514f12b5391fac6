// Whoever leaves the workspace makes a team too small: that is nobody's change, and nothing is taken back for it.
import { contextOf, type Evaluated, type Evaluation } from '../findings/evaluate.ts';
import type { Playbook } from '../playbook/playbook.ts';

/** Whether the rule fails only since somebody has left the workspace, which is nobody's change. */
export function isForWhoLeft(
  { rule, params }: Evaluated,
  { subject: { left }, context }: Pick<Evaluation, 'subject' | 'context'>,
  playbook: Playbook,
): boolean {
  if (left.members.length + left.supporters.length === 0) return false;
  const { observation, calendar } = context;
  const board = { ...observation.board, missing: undefined };
  const before = contextOf({ ...observation, board }, playbook, calendar);
  return rule.evaluate(before.subject, params, before.context).state !== 'fails';
}
