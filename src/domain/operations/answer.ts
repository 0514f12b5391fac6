// What follows from a command that somebody wrote on the card: an answer in its thread, and the tag of waived cards.

import { answer as answerInMemory } from '../in-memory/in-memory-comments.ts';
import { plainText } from '../language/rich-text.ts';
import { newText } from './content.ts';
import type { OperationRecord, OperationWith, WithText } from './operation-record.ts';

/**
 * `part` is the place of the command among those of its comment, where it is not the first; `threadId`
 * where it was said in a thread.
 */
type AnswerCommand = OperationWith<
  'answer',
  WithText & { commandId: string; threadId?: string; part?: number }
>;
type TagCard = OperationWith<'tag', { tag: string; isOn: boolean }>;

export const answer: OperationRecord<AnswerCommand> = {
  kind: 'answer',
  countsAsChange: 'never',
  needs: [],
  content: ({ text }, seen) => newText(text, seen),
  rehearse: (inMemory, { commandId, text }) => answerInMemory(inMemory, commandId, text),
  why: ({ text }) => plainText(text).split('\n').slice(1).join(' ') || null,
};

export const tag: OperationRecord<TagCard> = {
  kind: 'tag',
  countsAsChange: 'never',
  needs: [],
  content({ tag: name, isOn }, { observation: { card } }) {
    return { before: { tags: card.tags }, after: { tags: tagsAfter(card.tags, name, isOn) } };
  },
  rehearse(inMemory, { tag: name, isOn }) {
    inMemory.changeCard({ tags: tagsAfter(inMemory.card().tags, name, isOn) });
  },
  why: ({ isOn }) => (isOn ? 'a rule is waived on this card' : 'no rule is waived on this card any more'),
};

function tagsAfter(tags: readonly string[], name: string, isOn: boolean): string[] {
  const others = tags.filter(other => other !== name);
  return isOn ? [...others, name] : others;
}
