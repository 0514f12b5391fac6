// Something that a team hears at a moment between phases; where it is true no more, it is corrected in its place.

import { edit, say } from '../in-memory/in-memory-comments.ts';
import { editedText, newText } from './content.ts';
import type { OperationRecord, OperationWith, WithText } from './operation-record.ts';

type TellTeam = OperationWith<'tell-team', WithText & { moment: 'complete' | 'next' }>;
type CorrectTold = OperationWith<'correct-told', WithText & { commentId: string }>;

const WHY = {
  complete: 'the team has its people, functions and supporter, as far as the playbook asks for them',
  next: 'others look for people like them',
} as const;

export const tellTeam: OperationRecord<TellTeam> = {
  kind: 'tell-team',
  countsAsChange: 'never',
  needs: [],
  content: ({ text }, seen) => newText(text, seen),
  about: ({ moment }) => moment,
  rehearse: (inMemory, { text }) => say(inMemory, text, null),
  why: ({ moment }) => WHY[moment],
};

export const correctTold: OperationRecord<CorrectTold> = {
  kind: 'correct-told',
  countsAsChange: 'unless another card changed',
  needs: [],
  content: (corrected, seen) => editedText(corrected, seen),
  rehearse: (inMemory, { commentId, text }) => edit(inMemory, commentId, text),
  why: () => 'what the comment says is not true any more',
};
