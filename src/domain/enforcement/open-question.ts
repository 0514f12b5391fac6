// Which of Liaison's questions about a rule is the one that people still have to answer.
import { compareIds } from '../compare-ids.ts';
import type { OwnComment } from '../observation.ts';

/**
 * The open question about a rule; the latest, should several look open. While one is open no other is asked, so that an
 * earlier one was settled and only looks open because ClickUp let nobody edit it.
 */
export function openQuestion(comments: readonly OwnComment[], rule: string): OwnComment | undefined {
  return comments
    .filter(comment => comment.kind === 'ask' && !comment.isMended && comment.rules.includes(rule))
    .toSorted((one, other) => other.at - one.at || compareIds(other.id, one.id))[0];
}
