// While Liaison begins gently: it acts on the pilot alone, and makes no more changes a day than the playbook says.
import { dayOf } from './judge.ts';
import type { Rest } from './rest.ts';

/** Whoever asks in a comment is answered on the same day. */
const ANSWERS = new Set(['answer', 'tag']);

/** What is wrong about it, in sentences. */
export function wrongAboutGentleStart(rest: Rest): string[] {
  const { gentle } = rest;
  if (!gentle) return [];
  return [
    ...gentle.listed.map(id => `card ${id}: it had a list, and is outside of the pilot`),
    ...touchedOutside(gentle, rest),
    ...tooManyIn(gentle, rest),
  ];
}

function touchedOutside(
  { pilot, until }: NonNullable<Rest['gentle']>,
  { witness, people, skewMs }: Rest,
): string[] {
  if (pilot === null) return [];
  const isWrong = ({ cardId, by, at }: { cardId: string; by: number | null; at: number }): boolean =>
    by === people.botId && !pilot.includes(cardId) && at - skewMs < until;
  return [
    ...witness.moments
      .filter(isWrong)
      .map(({ cardId, field }) => `card ${cardId}: Liaison changed ${field}, and it is outside of the pilot`),
    ...witness.said
      .filter(isWrong)
      .map(({ cardId, text }) => `card ${cardId}: Liaison said “${text}”, and it is outside of the pilot`),
  ];
}

/** A lost store counts from nothing again. */
function tooManyIn(
  { limit, until }: NonNullable<Rest['gentle']>,
  { carriedOut, isStoreLost }: Rest,
): string[] {
  if (limit === null || isStoreLost) return [];
  const days = new Map<number, number>();
  for (const { at, kind } of carriedOut) {
    if (at >= until || ANSWERS.has(kind)) continue;
    days.set(dayOf(at), (days.get(dayOf(at)) ?? 0) + 1);
  }
  return [...days].flatMap(([day, made]) =>
    made > limit ? [`${made} changes on ${new Date(day).toISOString()}, and ${limit} are allowed`] : [],
  );
}
