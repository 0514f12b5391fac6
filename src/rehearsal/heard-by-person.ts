// How often each person would hear of it: given work, asked, mentioned, reminded.
import { recordOfKind } from '../domain/operation.ts';
import type { TimelineEntry } from './timeline-entry.ts';

/** What one person would hear in these weeks. */
export type HeardByPerson = {
  name: string;
  /** On how many occasions: what comes at one moment on one card is one. */
  times: number;
  /** How many tasks they would be given, questions asked, comments mentioned in otherwise, and reminders sent. */
  assigned: number;
  asked: number;
  mentioned: number;
  reminded: number;
};

/** Everybody who would hear of something, whoever hears most often first. */
export function heardByPerson(entries: readonly TimelineEntry[]): HeardByPerson[] {
  const heard = new Map<string, { hears: HeardByPerson; occasions: Set<string> }>();
  for (const entry of entries) {
    entry.to.forEach((name, index) => {
      const blank = { name, times: 0, assigned: 0, asked: 0, mentioned: 0, reminded: 0 };
      const known = heard.get(name) ?? { hears: blank, occasions: new Set() };
      heard.set(name, known);
      known.hears[howOf(entry, index)]++;
      known.occasions.add(`${entry.at} ${entry.card.id}`);
    });
  }
  return [...heard.values()]
    .map(({ hears, occasions }) => ({ ...hears, times: occasions.size }))
    .sort((one, other) => other.times - one.times || sumOf(other) - sumOf(one) || byName(one, other));
}

/** A question asks the first whom it names, and mentions the others. */
function howOf({ kind }: TimelineEntry, index: number): 'assigned' | 'asked' | 'mentioned' | 'reminded' {
  if (kind === 'remind') return 'reminded';
  const record = recordOfKind(kind);
  if (record?.isQuestion) return index === 0 ? 'asked' : 'mentioned';
  return record?.assigned ? 'assigned' : 'mentioned';
}

function sumOf({ assigned, asked, mentioned, reminded }: HeardByPerson): number {
  return assigned + asked + mentioned + reminded;
}

function byName(one: HeardByPerson, other: HeardByPerson): number {
  return one.name < other.name ? -1 : 1;
}
