// The one comment that tells how the card stands: written once, edited in place.

import { edit, say } from '../in-memory/in-memory-comments.ts';
import { plainText } from '../language/rich-text.ts';
import { editedText, newText } from './content.ts';
import type { OperationRecord, OperationWith, WithText } from './operation-record.ts';

type PostStatus = OperationWith<'post-status', WithText>;
type EditStatus = OperationWith<'edit-status', WithText & { commentId: string }>;

export const postStatus: OperationRecord<PostStatus> = {
  kind: 'post-status',
  countsAsChange: 'never',
  needs: [],
  content: ({ text }, seen) => newText(text, seen),
  rehearse: (inMemory, { text }) => say(inMemory, text, null),
  why: () => 'one comment tells how the card stands, and is edited in place',
};

export const editStatus: OperationRecord<EditStatus> = {
  kind: 'edit-status',
  countsAsChange: 'unless another card changed',
  needs: [],
  content: (edited, seen) => editedText(edited, seen),
  tellsOfOthers: true,
  rehearse: (inMemory, { commentId, text }) => edit(inMemory, commentId, text),
  why({ commentId, text }, { comments }) {
    const former = comments.find(({ id }) => id === commentId)?.text ?? '';
    return changeWords(former, plainText(text));
  },
};

/** What a text says that it did not say before; where it only says less, what it says no longer. */
function changeWords(former: string, now: string): string | null {
  const added = newLines(former, now);
  if (added.length > 0) return added.join(' · ');
  const gone = newLines(now, former);
  return gone.length > 0 ? `no longer: ${gone.join(' · ')}` : null;
}

/** Lines of a text that an earlier text did not have. */
function newLines(former: string, now: string): string[] {
  const known = new Set(former.split('\n'));
  return now.split('\n').filter(line => !known.has(line));
}
