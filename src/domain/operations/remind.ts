// A reminder on the feedback item; from a certain one on it asks the supporter as well.

import { readBack } from '../in-memory/in-memory-comments.ts';
import { mentionsIn, plainText } from '../language/rich-text.ts';
import type { Duration } from '../schedule/duration.ts';
import type { OperationRecord, OperationWith, WithText } from './operation-record.ts';

type Remind = OperationWith<'remind', WithText & { itemId: string; number: number }>;

export const remind: OperationRecord<Remind> = {
  kind: 'remind',
  countsAsChange: 'never',
  needs: [],
  rehearse(inMemory, { text }) {
    const { reminders } = inMemory.rest();
    const reminder = readBack(`r${reminders.length}`, inMemory.at, plainText(text));
    if (reminder) inMemory.note({ reminders: [...reminders, reminder] });
  },
  why({ number, text }, { playbook: { feedback } }) {
    if (!feedback) return null;
    const cadence = `every ${lengthOf(feedback.remindEvery)} until ${feedback.min} are in`;
    const [, supporter] = mentionsIn(text);
    if (number !== feedback.escalateAt || supporter === undefined) return cadence;
    return `reminder ${number} asks ${supporter} as well; ${cadence}`;
  },
};

function lengthOf(duration: Duration): string {
  if (duration.unit === 'working day') return countOf(duration.count, 'working day');
  const days = duration.ms / 86_400_000;
  return days >= 1 ? countOf(Math.round(days), 'day') : countOf(Math.round(days * 24), 'hour');
}

function countOf(count: number, unit: string): string {
  return count === 1 ? unit : `${count} ${unit}s`;
}
