// What waits for somebody who is back, in one comment on one of their cards.
import type { Day } from '../day.ts';
import { say } from '../in-memory/in-memory-comments.ts';
import type { Person } from '../observation.ts';
import { newText } from './content.ts';
import type { OperationRecord, OperationWith, WithText } from './operation-record.ts';

/** `until` is the last day of the absence. */
type Welcome = OperationWith<'welcome', WithText & { person: Person; until: Day }>;

export const welcome: OperationRecord<Welcome> = {
  kind: 'welcome',
  countsAsChange: 'never',
  needs: [],
  content: ({ text }, seen) => newText(text, seen),
  about: ({ person }) => String(person.id),
  rehearse: (inMemory, { text }) => say(inMemory, text, null),
  why: ({ person, until }) => `${person.name} was away until ${until}`,
};
