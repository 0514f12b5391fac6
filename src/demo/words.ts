// How the story says days, tasks and comments, so that what is expected and what is found can be compared word by word.
import { Temporal } from 'temporal-polyfill';
import type { Day, Instant } from '../domain/day.ts';
import type { SeenComment, SeenTask } from './seen.ts';

/** `Wed 13 Jan`, or that there is no day. */
export function sayShortDay(day: Day | null): string {
  if (day === null) return 'no date';
  return Temporal.PlainDate.from(day).toLocaleString('en-GB', {
    weekday: 'short',
    day: 'numeric',
    month: 'short',
  });
}

/** `Thu 11 Mar 09:00` in that zone. */
export function sayMoment(at: Instant, zone: string): string {
  const local = Temporal.Instant.fromEpochMilliseconds(at).toZonedDateTimeISO(zone);
  const time = local.toPlainTime().toString({ smallestUnit: 'minute' });
  return `${sayShortDay(local.toPlainDate().toString())} ${time}`;
}

/** What is said of a task in a list; `who` is left out where nobody asked for it. */
export type ListedTask = { name: string; dueOn: Day | null; who?: readonly string[] };

/** Tasks in the order of their days: `Kick-off (Wed 13 Jan), Make the plan (Thu 21 Jan)`. */
export function listing(entries: readonly ListedTask[]): string {
  const sorted = entries.toSorted(
    (one, other) => order(one.dueOn ?? '', other.dueOn ?? '') || order(one.name, other.name),
  );
  const texts = sorted.map(({ name, dueOn, who }) => {
    const people = who === undefined ? '' : `, ${who.join(' and ') || 'nobody'}`;
    return `${name} (${sayShortDay(dueOn)}${people})`;
  });
  return texts.join(', ') || 'nothing';
}

/** Seen tasks as entries. */
export function entriesOf(tasks: readonly SeenTask[]): ListedTask[] {
  return tasks.map(({ name, dueOn }) => ({ name, dueOn }));
}

/** The latest comment of a kind, about a rule if one is named. */
export function latest(
  said: readonly SeenComment[],
  kind: SeenComment['headline']['kind'],
  rule?: string,
): SeenComment | undefined {
  return said.find(
    ({ headline }) => headline.kind === kind && (rule === undefined || headline.rules.includes(rule)),
  );
}

/** The line of a comment that begins with these words, without them. */
export function lineAfter(comment: SeenComment | undefined, words: string): string {
  const line = comment?.text.split('\n').find(candidate => candidate.trim().startsWith(words));
  return line?.trim().slice(words.length).trim() ?? 'nothing';
}

function order(one: string, other: string): number {
  return one < other ? -1 : Number(one > other);
}
