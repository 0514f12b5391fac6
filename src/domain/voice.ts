// Everything that Liaison says in ClickUp, in one place: plain, friendly, and only when it helps.
import { Temporal } from 'temporal-polyfill';
import type { Day, Instant } from './day.ts';
import type { Finding, Undo } from './finding.ts';
import { writeHeadline } from './headline.ts';
import type { Card, Person } from './observation.ts';
import type { Phase } from './phase.ts';
import type { Line, RichText, Span } from './rich-text.ts';
import { names } from './rules/rule.ts';

const MARKS = { holds: '✓', open: '○', fails: '✗', waived: '–' } as const;

const PHASE_WORDS: Record<Phase, string> = {
  candidate: 'on the board, not started',
  forming: 'forming its team',
  running: 'running',
  evaluating: 'being evaluated',
  done: 'done',
  dropped: 'dropped',
};

/** `Thu, 14 Jan 2027`: absolute, so that it stays true however long the comment stands there. */
export function sayDay(day: Day): string {
  return Temporal.PlainDate.from(day).toLocaleString('en-GB', {
    weekday: 'short',
    day: 'numeric',
    month: 'short',
    year: 'numeric',
  });
}

/** `14:30 on Thu, 14 Jan 2027`, in the company's zone. */
export function sayTime(at: Instant, zone: string): string {
  const time = Temporal.Instant.fromEpochMilliseconds(at).toZonedDateTimeISO(zone);
  const clock = time.toPlainTime().round('minute').toString({ smallestUnit: 'minute' });
  return `${clock} on ${sayDay(time.toPlainDate().toString())}`;
}

/** The status comment: a headline, a line per rule, what is still missing, what comes next, the team list. */
export function statusText(facts: {
  phase: Phase;
  findings: readonly Finding[];
  openSeats: readonly string[];
  nextItem: { name: string; dueOn: Day } | null;
  hasTeamList: boolean;
}): RichText {
  const lines: Line[] = [
    { spans: [{ bold: headlineOf('status') }] },
    { spans: [`This customer result is ${PHASE_WORDS[facts.phase]}.`] },
  ];
  for (const finding of facts.findings) {
    const spans: Span[] = [`${MARKS[finding.state]} ${finding.message}`];
    if (finding.state === 'fails' && finding.mend) spans.push(` ${finding.mend}`);
    lines.push({ bullet: true, spans });
  }
  if (facts.openSeats.length > 0) {
    lines.push({ spans: [{ bold: 'Open seats: ' }, facts.openSeats.join(', ')] });
  }
  if (facts.nextItem) {
    lines.push({ spans: [{ bold: 'Next: ' }, `${facts.nextItem.name}, by ${sayDay(facts.nextItem.dueOn)}`] });
  }
  if (facts.hasTeamList) {
    lines.push({ spans: [{ link: 'Open the team’s list', url: { page: 'team-list' } }] });
  }
  return lines;
}

/** What is left of a status comment that could not be edited, once a newer one took its place. */
export function outOfDateText(): string {
  return 'Out of date: a newer comment says how this customer result stands.';
}

/** A comment that asks one person who can mend something. */
export function askText(finding: Finding, person: Person): RichText {
  return [
    { spans: [{ bold: headlineOf('ask', [finding.rule]) }] },
    { spans: [{ mention: person }, ` ${finding.message} ${finding.mend}`.trimEnd()] },
  ];
}

/** The same comment once the matter is mended; it replaces the question. */
export function mendedText(rules: readonly string[]): RichText {
  return [
    { spans: [{ bold: writeHeadline({ kind: 'ask', rules: [...rules], isMended: true, number: null }) }] },
    { spans: ['Nothing is left to do here.'] },
  ];
}

/** Why a change is about to be undone; written before it is undone. */
export function undoText(facts: {
  findings: readonly Finding[];
  undo: Undo;
  changedBy: Person | null;
  offers: readonly { person: Person; cards: readonly Card[] }[];
}): RichText {
  const { undo } = facts;
  const lines: Line[] = [
    {
      spans: [
        {
          bold: headlineOf(
            'undo',
            facts.findings.map(finding => finding.rule),
          ),
        },
      ],
    },
  ];
  const because = facts.findings.map(finding => finding.message).join(' ');
  if (undo.kind === 'take-off') {
    const mentions: Span[] = undo.people.flatMap((person, index) =>
      index === 0 ? [{ mention: person }] : [' ', { mention: person }],
    );
    lines.push({
      spans: [
        ...mentions,
        ` thank you for wanting to join. ${because} So I am taking ${undo.people.length === 1 ? 'you' : 'you all'} off again.`,
      ],
    });
  } else {
    const how =
      undo.kind === 'move-back'
        ? `So I am moving the card back to “${undo.toStatus}”.`
        : `So I am putting ${names(undo.add) || 'the former supporter'} back.`;
    const mend = facts.findings.map(finding => finding.mend).join(' ');
    const greeting: Span[] = facts.changedBy ? [{ mention: facts.changedBy }, ' '] : [];
    lines.push({ spans: [...greeting, `${because} ${how} ${mend}`.trimEnd()] });
  }
  for (const { person, cards } of facts.offers) {
    if (cards.length === 0) continue;
    const links: Span[] = [];
    for (const card of cards) {
      if (links.length > 0) links.push(', ');
      links.push({ link: card.name, url: card.url });
    }
    lines.push({ spans: [`${person.name}, these still look for people like you: `, ...links] });
  }
  return lines;
}

/** A reminder to collect feedback; says how much is in and how much is missing. */
export function reminderText(facts: {
  number: number;
  person: Person | null;
  count: number;
  min: number;
}): RichText {
  const missing = facts.min - facts.count;
  const greeting: Span[] = facts.person ? [{ mention: facts.person }, ' '] : [];
  return [
    {
      spans: [
        { bold: writeHeadline({ kind: 'reminder', rules: [], isMended: false, number: facts.number }) },
      ],
    },
    {
      spans: [
        ...greeting,
        `${facts.count} of ${facts.min} pieces of customer feedback are in, ${missing} ${missing === 1 ? 'is' : 'are'} missing. Each one is a subtask of this task; whom could you ask next?`,
      ],
    },
  ];
}

/** The text of the about item, above the record. */
export function aboutText(card: Card): string {
  return [
    `This list belongs to the customer result [${card.name}](${card.url}).`,
    '',
    'Liaison makes the tasks of the playbook here and moves their dates with the dates of the card.',
    'What you change by hand stays yours; a task that you delete stays deleted. Add your own tasks as you like.',
    '',
    'The lines below are Liaison’s notes about what it wrote here. Please leave them as they are.',
  ].join('\n');
}

function headlineOf(kind: 'status' | 'ask' | 'undo', rules: string[] = []): string {
  return writeHeadline({ kind, rules, isMended: false, number: null });
}
