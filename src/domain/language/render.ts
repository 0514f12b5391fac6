// What Liaison says in ClickUp, put together from the company's texts: status, questions, explanations, answers.

import { waivedWords } from '../commands/explanation-lines.ts';
import type { Day } from '../day.ts';
import type { Finding, Undo } from '../findings/finding.ts';
import type { Card, Person } from '../observation.ts';
import { hasEnded, type Phase } from '../phase.ts';
import { type Headline, writeHeadline } from './headline.ts';
import { type Line, markdownLink, type RichText, type Span } from './rich-text.ts';
import type { Speech } from './texts.ts';

const MARKS = { holds: '✓', open: '○', fails: '✗', waived: '–' } as const;

/** A member of the team, and for which functions and flocks they speak. */
export type Member = { person: Person; functions: readonly string[]; flocks: readonly string[] };

/** The status comment: a headline, a line per rule, what is still missing, what comes next, the team list. */
export function statusText(
  facts: {
    phase: Phase;
    findings: readonly Finding[];
    openSeats: readonly string[];
    team: readonly Member[];
    nextItem: { name: string; dueOn: Day } | null;
    nextStep: { what: string; on: Day } | null;
    /** Open work whose day is over, the longest first. */
    overdue: readonly { name: string }[];
    hasTeamList: boolean;
    /** Where the list is not seen, the address of its page: by it the list is found again. */
    page: string | null;
    /** The page that the comment links to so far: where nothing else is known of a list, it tells that there was one. */
    trace: string | null;
  },
  speech: Speech,
): RichText {
  const lines: Line[] = [
    { spans: [{ bold: writeHeadline({ kind: 'status' }, speech.locale) }] },
    { spans: [speech.say('status.phase', { phase: speech.say(`phase.${facts.phase}`) })] },
    ...farewellOf(facts, speech).map(said => ({ spans: [said] })),
  ];
  for (const finding of facts.findings) {
    lines.push({ bullet: true, spans: [findingLine(finding, speech)] });
  }
  if (facts.openSeats.length > 0) {
    lines.push({ spans: [{ bold: speech.say('status.seats') }, facts.openSeats.join(', ')] });
  }
  if (facts.team.some(({ flocks }) => flocks.length > 0)) {
    const members = facts.team.map(member => memberWords(member, speech));
    lines.push({ spans: [{ bold: speech.say('status.team') }, members.join(', ')] });
  }
  const next = [
    ...(facts.nextItem ? [itemStep(facts.nextItem, speech)] : []),
    ...(facts.nextStep
      ? [speech.say('status.next-step', { step: facts.nextStep.what, day: speech.day(facts.nextStep.on) })]
      : []),
  ];
  if (next.length > 0) lines.push({ spans: [{ bold: speech.say('status.next') }, next.join('; ')] });
  if (facts.overdue.length > 0) {
    lines.push({ spans: [{ bold: speech.say('status.overdue') }, speech.someQuoted(facts.overdue)] });
  }
  const page = facts.page ?? (facts.hasTeamList ? null : facts.trace);
  if (page !== null) {
    lines.push({ spans: [{ link: speech.say('status.page'), url: page }] });
  } else if (facts.hasTeamList) {
    lines.push({ spans: [{ link: speech.say('status.list'), url: { page: 'team-list' } }] });
  }
  return lines;
}

/** An end that is not definitive yet is no reason to say goodbye. */
function farewellOf(
  {
    phase,
    findings,
    hasTeamList,
    page,
  }: Pick<Parameters<typeof statusText>[0], 'phase' | 'findings' | 'hasTeamList' | 'page'>,
  speech: Speech,
): string[] {
  // Nor is one of which nobody can tell.
  if (!hasEnded(phase) || page !== null || findings.some(({ state }) => state === 'fails')) return [];
  return [speech.say(phase === 'dropped' && !hasTeamList ? 'farewell.dropped-early' : `farewell.${phase}`)];
}

/** `Ana (Engineering, liaison to Heron)`. */
export function memberWords({ person, functions, flocks }: Member, speech: Speech): string {
  const of = [
    ...functions,
    ...(flocks.length > 0 ? [speech.say('status.flock', { flock: speech.list(flocks) })] : []),
  ];
  return of.length === 0
    ? person.name
    : speech.say('status.member', { name: person.name, of: of.join(', ') });
}

/** What is left of a status comment that could not be edited, once a newer one took its place. */
export function outOfDateText(speech: Speech): string {
  return speech.say('status.out-of-date');
}

/** A comment that asks one person who can mend something. */
export function askText(finding: Finding, person: Person, speech: Speech): RichText {
  return [
    headline({ kind: 'ask', rules: [finding.rule] }, speech),
    { spans: [{ mention: person }, ` ${finding.message} ${finding.mend}`.trimEnd()] },
  ];
}

/** The same question, brought to somebody else because it stayed open. */
export function escalationText(
  finding: Finding,
  { to, asked, since }: { to: Person; asked: string; since: Day },
  speech: Speech,
): RichText {
  const values = { rule: finding.rule, person: asked, day: speech.day(since) };
  return [
    headline({ kind: 'escalation', rules: [finding.rule] }, speech),
    {
      spans: [
        { mention: to },
        ` ${speech.say('escalation.asks', values)} ${finding.message} ${finding.mend}`.trimEnd(),
      ],
    },
  ];
}

/** A question that needs no answer any more; it replaces the question. */
export function settledText(
  rules: readonly string[],
  how: 'mended' | 'waived' | 'asked-elsewhere' | 'not-looked-at',
  speech: Speech,
): RichText {
  const settled = how === 'mended' ? how : how === 'waived' ? 'excused' : 'moot';
  return [
    headline({ kind: 'ask', rules: [...rules], settled }, speech),
    {
      spans: [speech.say(settled === 'moot' ? `settled.${how as 'not-looked-at'}` : 'settled.nothing-left')],
    },
  ];
}

/** What Liaison answers to a command, in its thread. */
export function answerText(
  head: Pick<Headline, 'kind' | 'rules' | 'until' | 'command'>,
  lines: readonly string[],
  speech: Speech,
): RichText {
  return [headline(head, speech), ...lines.map(line => ({ spans: [line] }))];
}

/** Why a change is about to be undone; written before it is undone. */
export function undoText(
  facts: {
    findings: readonly Finding[];
    undo: Undo;
    changedBy: Person | null;
    /** Who put those who leave again onto the team; empty if they joined by themselves. */
    addedBy: readonly Person[];
    offers: readonly { person: Person; cards: readonly Card[] }[];
    /** The very changes, each with who and when. */
    changes: readonly string[];
  },
  speech: Speech,
): RichText {
  const { undo, findings } = facts;
  const lines: Line[] = [headline({ kind: 'undo', rules: findings.map(({ rule }) => rule) }, speech)];
  const because = findings.map(({ message }) => message).join(' ');
  const mend = findings.map(finding => finding.mend).join(' ');
  if (undo.kind === 'take-off') {
    const count = undo.people.length;
    const spans: Span[] =
      facts.addedBy.length === 0
        ? [' ', speech.say('undo.joined', { because, count })]
        : [
            ` (${speech.say('undo.added-by')} `,
            ...mentions(facts.addedBy),
            `) ${speech.say('undo.added', { because, count })}`,
          ];
    lines.push({ spans: [...mentions(undo.people), ...spans] });
  } else {
    const said =
      undo.kind === 'move-back'
        ? speech.say('undo.moved', { because, mend, status: undo.toStatus })
        : speech.say('undo.supporter', {
            because,
            people: speech.names(undo.add) || speech.say('undo.former-supporter'),
          });
    const greeting: Span[] = facts.changedBy ? [{ mention: facts.changedBy }, ' '] : [];
    lines.push({ spans: [...greeting, said.trimEnd()] });
  }
  for (const { person, cards } of facts.offers) {
    if (cards.length === 0) continue;
    const links: Span[] = [];
    for (const card of cards) {
      if (links.length > 0) links.push(', ');
      links.push({ link: card.name, url: card.url });
    }
    lines.push({ spans: [speech.say('undo.offers', { name: person.name }), ...links] });
  }
  return [...lines, ...facts.changes.map(change => ({ spans: [change] }))];
}

function mentions(people: readonly Person[]): Span[] {
  return people.flatMap((person, index) =>
    index === 0 ? [{ mention: person }] : [' ', { mention: person }],
  );
}

/** A reminder to collect feedback; says how much is in and how much is missing. */
export function reminderText(
  facts: {
    number: number;
    person: Person | null;
    supporter: Person | null;
    count: number;
    countBy: 'subtasks' | 'field';
    min: number;
  },
  speech: Speech,
): RichText {
  const { number, count: have, min } = facts;
  const greeting: Span[] = facts.person ? [{ mention: facts.person }, ' '] : [];
  const asks = facts.countBy === 'field' ? 'reminder.asks-count' : 'reminder.asks';
  return [
    headline({ kind: 'reminder', number }, speech),
    { spans: [...greeting, speech.say(asks, { have, min, count: min - have })] },
    ...(facts.supporter
      ? [{ spans: [{ mention: facts.supporter }, ` ${speech.say('reminder.supporter')}`] }]
      : []),
  ];
}

/** The text of the about item, above the record. */
export function aboutText(card: Card, speech: Speech): string {
  return [
    speech.say('about.card', { card: markdownLink(card.name, card.url) }),
    '',
    speech.say('about.what'),
    speech.say('about.yours'),
    '',
    speech.say('about.record'),
  ].join('\n');
}

function headline(of: Parameters<typeof writeHeadline>[0], speech: Speech): Line {
  return { spans: [{ bold: writeHeadline(of, speech.locale) }] };
}

function findingLine(finding: Finding, speech: Speech): string {
  const { state, message, mend, menders, waiver } = finding;
  const line = `${MARKS[state]} ${message}`;
  // Also where it holds or is still open: whoever reads the tag on the card looks here for what it is about.
  if (waiver) return `${line} ${waivedWords(waiver, speech)}`;
  if (state !== 'fails') return line;
  const who = menders.length > 0 ? speech.say('status.who', { people: speech.names(menders) }) : '';
  return [line, mend, who].filter(Boolean).join(' ');
}

function itemStep({ name, dueOn }: { name: string; dueOn: Day }, speech: Speech): string {
  return speech.say('status.next-item', { item: name, day: speech.day(dueOn) });
}
