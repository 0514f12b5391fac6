// A reminder on the feedback item; from a certain one on it asks the supporter as well.

import { readBack } from '../in-memory/in-memory-comments.ts';
import { mentionsIn, plainText } from '../language/rich-text.ts';
import { type Duration, timesAsLong } from '../schedule/duration.ts';
import { newText } from './content.ts';
import type { OperationRecord, OperationWith, WithText } from './operation-record.ts';

/** `nth` is which of this evaluation it is; `isLast` tells that no other comes by itself. */
type Remind = OperationWith<
  'remind',
  WithText & { itemId: string; number: number; nth: number; isLast: boolean }
>;

export const remind: OperationRecord<Remind> = {
  kind: 'remind',
  countsAsChange: 'never',
  needs: [],
  content: ({ text }, seen) => newText(text, seen),
  rehearse(inMemory, { text }) {
    const { reminders } = inMemory.rest();
    const reminder = readBack(`r${reminders.length}`, inMemory.at, plainText(text));
    if (reminder) inMemory.note({ reminders: [...reminders, reminder] });
  },
  why({ nth, isLast, text }, { playbook: { feedback } }) {
    if (!feedback) return null;
    const { maxReminders, remindEvery, min } = feedback;
    if (isLast) return `after ${countOf(maxReminders, 'reminder')} nobody is reminded again`;
    const cadence = `after ${lengthOf(timesAsLong(remindEvery, nth))}, reminder ${nth} of at most ${maxReminders} until ${min} are in`;
    const [, supporter] = mentionsIn(text);
    return supporter === undefined ? cadence : `asks ${supporter} as well; ${cadence}`;
  },
};

function lengthOf(duration: Duration): string {
  if (duration.unit === 'working day') return countOf(duration.count, 'working day');
  return countOf(Math.round(duration.ms / 86_400_000), 'day');
}

function countOf(count: number, unit: string): string {
  return `${count} ${unit}${count === 1 ? '' : 's'}`;
}
