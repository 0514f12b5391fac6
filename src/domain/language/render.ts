// What Liaison says in ClickUp, put together from the company's texts: status, questions, explanations, answers.

import { waivedWords } from '../commands/explanation-lines.ts';
import type { Day } from '../day.ts';
import type { Finding, Undo } from '../findings/finding.ts';
import type { Card, Person } from '../observation.ts';
import type { Pause } from '../pause.ts';
import { hasEnded, isResting, type Phase } from '../phase.ts';
import { headline, mentionsOf } from './comment-parts.ts';
import { type Headline, writeHeadline } from './headline.ts';
import { writePauseLine } from './pause-line.ts';
import { markdownLink, markdownWords, type RichText, type Span, type TextLine } from './rich-text.ts';
import type { CompanyTexts } from './texts.ts';

const MARKS = { holds: '✓', open: '○', fails: '✗', waived: '–' } as const;

/** A member of the team, and for which functions and flocks they speak. */
export type Member = { person: Person; functions: readonly string[]; flocks: readonly string[] };

/** The status comment: a headline, a line per rule, what is still missing, what comes next, the team list. */
export function statusText(
  facts: {
    /** Null where the card's status belongs to no phase. */
    phase: Phase | null;
    status: string;
    /** The lines of times of rest that stand in the comment. */
    pauses: readonly Pause[];
    findings: readonly Finding[];
    openSeats: readonly string[];
    team: readonly Member[];
    nextItem: { name: string; dueOn: Day } | null;
    nextStep: { what: string; on: Day } | null;
    /** Open work whose day is over, the longest first. */
    overdue: readonly { name: string }[];
    hasTeamList: boolean;
    /** Who is away or soon will be, and what waits for them: each with the word that stands before it. */
    absences: readonly { label: string; words: string }[];
    /** Target, actual and feedback in words; null where there is nothing to say of them. */
    metrics: string | null;
    /** Where the list is not seen, the address of its page: by it the list is found again. */
    page: string | null;
    /** The page that the comment links to so far: where nothing else is known of a list, it tells that there was one. */
    trace: string | null;
  },
  texts: CompanyTexts,
): RichText {
  const lines: TextLine[] = [
    { spans: [{ bold: writeHeadline({ kind: 'status' }, texts.locale) }] },
    { spans: [phaseWords(facts, texts)] },
    ...(isResting(facts.phase) ? [{ spans: [texts.render('status.resting')] }] : []),
    ...facts.pauses.map(pause => ({ spans: [writePauseLine(pause, texts.locale)] })),
    ...farewellOf(facts, texts).map(said => ({ spans: [said] })),
  ];
  for (const finding of facts.findings) {
    lines.push({ bullet: true, spans: [findingLine(finding, texts)] });
  }
  if (facts.openSeats.length > 0) {
    lines.push({ spans: [{ bold: texts.render('status.seats') }, facts.openSeats.join(', ')] });
  }
  if (facts.team.some(({ flocks }) => flocks.length > 0)) {
    const members = facts.team.map(member => memberWords(member, texts));
    lines.push({ spans: [{ bold: texts.render('status.team') }, members.join(', ')] });
  }
  for (const { label, words } of facts.absences) lines.push({ spans: [{ bold: label }, words] });
  if (facts.metrics !== null) {
    lines.push({ spans: [{ bold: texts.render('status.metrics') }, facts.metrics] });
  }
  const next = [
    ...(facts.nextItem ? [itemStep(facts.nextItem, texts)] : []),
    ...(facts.nextStep
      ? [texts.render('status.next-step', { step: facts.nextStep.what, day: texts.day(facts.nextStep.on) })]
      : []),
  ];
  if (next.length > 0) lines.push({ spans: [{ bold: texts.render('status.next') }, next.join('; ')] });
  if (facts.overdue.length > 0) {
    lines.push({ spans: [{ bold: texts.render('status.overdue') }, texts.someQuoted(facts.overdue)] });
  }
  const page = facts.page ?? (facts.hasTeamList ? null : facts.trace);
  if (page !== null) {
    lines.push({ spans: [{ link: texts.render('status.page'), url: page }] });
  } else if (facts.hasTeamList) {
    lines.push({ spans: [{ link: texts.render('status.list'), url: { page: 'team-list' } }] });
  }
  return lines;
}

function phaseWords(
  { phase, status }: Pick<Parameters<typeof statusText>[0], 'phase' | 'status'>,
  texts: CompanyTexts,
): string {
  return phase === null
    ? texts.render('status.no-phase', { status })
    : texts.render('status.phase', { phase: texts.render(`phase.${phase}`) });
}

/** An end that is not definitive yet is no reason to say goodbye. */
function farewellOf(
  {
    phase,
    findings,
    hasTeamList,
    page,
  }: Pick<Parameters<typeof statusText>[0], 'phase' | 'findings' | 'hasTeamList' | 'page'>,
  texts: CompanyTexts,
): string[] {
  // Nor is one of which nobody can tell.
  if (phase === null || !hasEnded(phase) || page !== null || findings.some(({ state }) => state === 'fails'))
    return [];
  return [texts.render(phase === 'dropped' && !hasTeamList ? 'farewell.dropped-early' : `farewell.${phase}`)];
}

/** `Ana (Engineering, liaison to Heron)`. */
export function memberWords({ person, functions, flocks }: Member, texts: CompanyTexts): string {
  const of = [
    ...functions,
    ...(flocks.length > 0 ? [texts.render('status.flock', { flock: texts.list(flocks) })] : []),
  ];
  return of.length === 0
    ? person.name
    : texts.render('status.member', { name: person.name, of: of.join(', ') });
}

/** What is left of a status comment that could not be edited, once a newer one took its place. */
export function outOfDateText(texts: CompanyTexts): string {
  return texts.render('status.out-of-date');
}

/** What Liaison answers to a command, in its thread. */
export function answerText(
  head: Pick<Headline, 'kind' | 'rules' | 'until' | 'command'>,
  lines: readonly (string | TextLine)[],
  texts: CompanyTexts,
): RichText {
  return [headline(head, texts), ...lines.map(line => (typeof line === 'string' ? { spans: [line] } : line))];
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
  texts: CompanyTexts,
): RichText {
  const { undo, findings } = facts;
  const lines: TextLine[] = [headline({ kind: 'undo', rules: findings.map(({ rule }) => rule) }, texts)];
  const because = findings.map(({ message }) => message).join(' ');
  const mend = findings.map(finding => finding.mend).join(' ');
  if (undo.kind === 'take-off') {
    const count = undo.people.length;
    const spans: Span[] =
      facts.addedBy.length === 0
        ? [' ', texts.render('undo.joined', { because, count })]
        : [
            ` (${texts.render('undo.added-by')} `,
            ...mentionsOf(facts.addedBy),
            `) ${texts.render('undo.added', { because, count })}`,
          ];
    lines.push({ spans: [...mentionsOf(undo.people), ...spans] });
  } else {
    const said =
      undo.kind === 'move-back'
        ? texts.render('undo.moved', { because, mend, status: undo.toStatus })
        : texts.render('undo.supporter', {
            because,
            people: texts.names(undo.add) || texts.render('undo.former-supporter'),
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
    lines.push({ spans: [texts.render('undo.offers', { name: person.name }), ...links] });
  }
  return [...lines, ...facts.changes.map(change => ({ spans: [change] }))];
}

/** The text of the about item, above the record. */
export function aboutText(card: Card, metrics: string | null, texts: CompanyTexts): string {
  return [
    texts.render('about.card', { card: markdownLink(card.name, card.url) }),
    texts.render('about.next'),
    ...(metrics === null ? [] : ['', `${texts.render('status.metrics')}${markdownWords(metrics)}`]),
    '',
    texts.render('about.what'),
    texts.render('about.yours'),
    '',
    texts.render('about.help'),
    '',
    texts.render('about.record'),
  ].join('\n');
}

function findingLine(finding: Finding, texts: CompanyTexts): string {
  const { state, message, mend, menders, waiver } = finding;
  const line = `${MARKS[state]} ${message}`;
  // Also where it holds or is still open: whoever reads the tag on the card looks here for what it is about.
  if (waiver) return `${line} ${waivedWords(waiver, texts)}`;
  if (state !== 'fails') return line;
  const who = menders.length > 0 ? texts.render('status.who', { people: texts.names(menders) }) : '';
  return [line, mend, who].filter(Boolean).join(' ');
}

function itemStep({ name, dueOn }: { name: string; dueOn: Day }, texts: CompanyTexts): string {
  return texts.render('status.next-item', { item: name, day: texts.day(dueOn) });
}
