// A rehearsal as people read it in a terminal: day by day, what happens on which card and why.

import { companyTextsOf } from '../../domain/language/texts.ts';
import type { RehearsalReport } from '../../rehearsal/report.ts';

type Entry = RehearsalReport['entries'][number];

const LONGEST_NAME = 28;
/** Longer reasons are for `--json`. */
const LONGEST_REASON = 120;

/** The timeline grouped by day, and what it comes to. */
export function rehearseText(report: RehearsalReport): string {
  const { entries } = report;
  const texts = companyTextsOf('en');
  const width = Math.min(LONGEST_NAME, Math.max(0, ...entries.map(({ card }) => card.name.length)));
  const lines: string[] = [];
  let day = '';
  for (const entry of entries) {
    if (entry.day !== day) lines.push(...(day === '' ? [] : ['']), texts.day(entry.day));
    day = entry.day;
    lines.push(entryLine(entry, width));
  }
  return [...lines, ...(lines.length > 0 ? [''] : []), ...summaryLines(report)].join('\n');
}

function entryLine({ time, card, kind, summary, reason, because }: Entry, width: number): string {
  const mark = kind === 'person' ? '·' : kind === 'unsettled' ? '✗' : kind === 'waits' ? '…' : '→';
  // A question says itself what it is about; then what made Liaison look tells more.
  const isSaid = reason === null || summary.includes(reason);
  const why = kind === 'person' ? reason : isSaid ? because : reason;
  const name = shortened(card.name, width).padEnd(width);
  return `  ${time}  ${name}  ${mark} ${summary}${why === null ? '' : ` — ${shortened(why, LONGEST_REASON)}`}`;
}

function summaryLines({ weeks, mode, entries, summary }: RehearsalReport): string[] {
  const { operations, questions, reminders, acts, leftOut, unsettled, customerResults } = summary;
  const { waited, observedOnly } = summary;
  const asked = Object.values(questions).reduce((sum, number) => sum + number, 0);
  return [
    `${count(weeks, 'week')}, ${count(customerResults, 'customer result')}: ${count(operations, 'operation')} after ${count(acts, 'act')} of people.`,
    ...(operations > 0 ? [`  by kind: ${listOf(summary.byKind)}`] : []),
    `  questions: ${asked === 0 ? 'none' : listOf(questions)}`,
    `  feedback reminders: ${reminders}`,
    ...peopleLines(summary.people),
    ...(unsettled > 0 ? [`✗ ${count(unsettled, 'look')} did not settle; the lines marked ✗ say where.`] : []),
    ...(observedOnly > 0
      ? [`${count(observedOnly, 'card')} outside of the playbook’s pilot: nothing is done about them.`]
      : []),
    ...(waited > 0
      ? [`Changes waited ${count(waited, 'time')} for the next morning, by maxChangesPerDay.`]
      : []),
    ...(leftOut > 0 ? [`${count(leftOut, 'act')} of the script lay outside of these weeks.`] : []),
    ...(mode === 'observe' && entries.length > 0
      ? ['The playbook says mode: observe, so Liaison would do none of this until it says mode: act.']
      : []),
  ];
}

/** A line for everybody who would hear of something. */
function peopleLines(people: RehearsalReport['summary']['people']): string[] {
  if (people.length === 0) return [];
  const width = Math.min(LONGEST_NAME, Math.max(...people.map(({ name }) => name.length)));
  const lines = people.map(({ name, times, ...counts }) => {
    const words = Object.entries(counts).flatMap(([how, number]) => (number > 0 ? [`${how} ${number}`] : []));
    return `    ${shortened(name, width).padEnd(width)}  ${count(times, 'time')}: ${words.join(', ')}`;
  });
  return ['  who would hear of it, and how often:', ...lines];
}

function listOf(counts: Record<string, number>): string {
  return Object.entries(counts)
    .map(([word, number]) => `${word} ${number}`)
    .join(', ');
}

function shortened(text: string, length: number): string {
  const line = text.replace(/\s+/g, ' ').trim();
  return line.length > length ? `${line.slice(0, length - 1).trimEnd()}…` : line;
}

function count(number: number, noun: string): string {
  return `${number} ${noun}${number === 1 ? '' : 's'}`;
}
