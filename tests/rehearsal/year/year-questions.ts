// Which questions are open by now, read off what Liaison did, as its timeline tells it.
import type { Happening } from '../../../src/rehearsal/happenings.ts';
import type { Question } from './year-people.ts';

/** By the card's id. */
export type OpenQuestions = ReadonlyMap<string, readonly Question[]>;

const ASKED = /^Ask (?<person>.+?)(?: again)? about (?<rule>[a-z-]+):/;
const CLOSED = /^Close the question about (?<rules>[a-z, -]+?):/;

/** Somebody is asked about a rule, null where this is nothing like that. */
export function askedIn({ kind, summary }: Happening): Question | null {
  if (kind !== 'ask' && kind !== 'resume-ask') return null;
  const { person, rule } = ASKED.exec(summary)?.groups ?? {};
  if (person === undefined || rule === undefined) throw new Error(`This tells of no question: ${summary}`);
  return { person, rule };
}

/** The rules whose question on the card is closed. */
export function closedIn({ kind, summary }: Happening): string[] {
  if (kind !== 'settle-ask') return [];
  const { rules } = CLOSED.exec(summary)?.groups ?? {};
  if (rules === undefined) throw new Error(`This tells of no question: ${summary}`);
  return rules.split(', ');
}

/** What is open after all this was done. */
export function questionsAfter(before: OpenQuestions, told: readonly Happening[]): OpenQuestions {
  const open = new Map(before);
  for (const happening of told) {
    const cardId = happening.card.id ?? '';
    const asked = askedIn(happening);
    const closed = closedIn(happening);
    const others = (open.get(cardId) ?? []).filter(
      ({ rule }) => rule !== asked?.rule && !closed.includes(rule),
    );
    if (asked || closed.length > 0) open.set(cardId, asked ? [...others, asked] : others);
  }
  return open;
}
