// What people write in the comments of cards: commands of every kind, well and badly spelled, and chatter.
import type { People, Person, RawTask } from '../support/people.ts';
import type { Act } from './story.ts';

type Scene = { act: Act; people: People; who: Person; card: RawTask };

const RULES = [
  'team-size',
  'supporter-present',
  'supporter-eligible',
  'supporter-load',
  'member-load',
  'cross-functional',
  'starts-when-complete',
  'timebox',
  'priority-order',
  'plan-presented',
  'evaluation-planned',
  'feedback-collected',
  'outcome-recorded',
  'stale',
] as const;
/** What everybody may waive is waived most, so that waivers are replaced, ended and run out. */
const WAIVED = [
  ...RULES,
  ...Array.from({ length: 4 }, () => ['timebox', 'member-load', 'stale'] as const).flat(),
];
const ENDS = [
  '',
  ' until today',
  ' until tomorrow',
  ' until tomorrow because the customer is away',
  ' for 1 day',
  ' for 2 working days, because of a holiday',
  ' until friday because we agreed on it',
  ' until further notice',
  ' until 2020-01-31',
  ' for 2 weeks weil es eilt',
];
const NONSENSE = [
  '/waive',
  '/waive everything',
  '/dance',
  '/unwaive',
  '/snooze timebox',
  '/waive no-such-rule for 1 day',
  '/waiv timebox',
  '/waive team-sise\n/recheck',
  '/hilfe',
];
const CHATTER = [
  'How is it going?',
  'and/or',
  'Look at https://example.com/waive',
  ' Thanks! /recheck',
  'Done.',
];
const REPLIES = [
  'Thank you.',
  '/waive timebox',
  'Why that?',
  '“/waive Stillstand bis morgen”',
  '/erklären\n/recheck',
];

/** Chatter, and what only looks like a command. */
export async function chat({ act, people, card, who }: Scene): Promise<string> {
  return say({ people, card, who }, CHATTER[act.value % CHATTER.length] ?? '');
}

/** A command by somebody who may, or may not, tell Liaison so. */
export async function command({ act, people, card, who: anybody }: Scene): Promise<string> {
  const who = speakerOf(act, people, card) ?? anybody;
  return say({ people, card, who }, commandOf(act));
}

/** Somebody writes in the thread of a comment: where that is Liaison’s or a command, commands count there. */
export async function reply({ act, people, card, who }: Scene): Promise<string | null> {
  const comments = await people.comments(card.id);
  const comment = comments[act.value % Math.max(1, comments.length)];
  if (!comment) return null;
  const text = REPLIES[act.more % REPLIES.length];
  await people.ask('POST', `/comment/${comment.id}/reply`, { comment_text: text }, who);
  // Once the store is lost, nobody finds words in threads again: they are said on the card as well.
  await say({ people, card, who }, 'As I wrote in the thread.');
  return `replied to ${comment.id}: ${text}`;
}

function commandOf({ more, value }: Act): string {
  const rule = WAIVED[value % WAIVED.length] ?? '';
  const luck = more % 20;
  if (luck < 11) return `/waive ${rule}${ENDS[Math.floor(value / 20) % ENDS.length]}`;
  if (luck < 14) return `/unwaive ${rule}`;
  if (luck < 16) return '/explain';
  if (luck === 16) return '/recheck please';
  if (luck === 17) return '/next';
  return NONSENSE[value % NONSENSE.length] ?? '';
}

/** A third speaks for the team, a third as supporter or owner, and anybody else. */
function speakerOf({ who, value }: Act, people: People, card: RawTask): Person | undefined {
  const personOf = (id: number | undefined) => people.all.find(person => person.id === id);
  const supporters = card.custom_fields.find(({ name }) => name === 'Supporter')?.value;
  switch (who % 6) {
    case 0:
    case 1:
      return personOf(card.assignees[value % Math.max(1, card.assignees.length)]?.id);
    case 2:
      return personOf(Array.isArray(supporters) ? (supporters[0] as { id: number })?.id : undefined);
    case 3:
      return people.all[0];
    default:
      return undefined;
  }
}

async function say(
  { people, card, who }: Pick<Scene, 'people' | 'card' | 'who'>,
  text: string,
): Promise<string> {
  await people.ask('POST', `/task/${card.id}/comment`, { comment_text: text }, who);
  return `(${who.username}) wrote: ${text}`;
}
