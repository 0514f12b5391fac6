// Rehearse: plays weeks of a board in virtual time, with what people do by a script. It decides by the same `decide` as
// everything else and does the operations on paper.
import { Temporal } from 'temporal-polyfill';
import { compareCards } from './board-order.ts';
import { BREAKER, countsAsChange } from './breaker.ts';
import { addDays, type Calendar, dayOf, startOfDay } from './calendar.ts';
import type { Instant } from './day.ts';
import type { Board, Hint, Observation } from './observation.ts';
import type { Upcoming } from './operation.ts';
import { paperOf, play } from './paper.ts';
import { actOnPaper, type Done, type ScriptEvent } from './people-on-paper.ts';
import { decide, type Plan } from './plan.ts';
import type { Playbook } from './playbook.ts';
import { type Entry, reasonOf, toldBy } from './rehearsal-entry.ts';

/** What was said on a card before the rehearsal begins. */
export type Said = Pick<Observation, 'comments' | 'commands' | 'lastWordAt' | 'reminders'>;

/** A board as it is known at an instant; null where nobody says when. */
export type KnownBoard = {
  at: Instant | null;
  board: Board;
  /** By the card's id; nothing was said on cards that are not there. */
  said: ReadonlyMap<string, Said>;
  /** Cards that are on the board and not looked after, as long as nobody touches them. */
  leftAlone: ReadonlySet<string>;
};

export type Rehearsal = Omit<KnownBoard, 'at'> & {
  playbook: Playbook;
  calendar(at: Instant): Calendar;
  from: Instant;
  weeks: number;
  /** What lies outside of the weeks is left out. */
  script: readonly ScriptEvent[];
};

/** The timeline in its order. `looks` counts decisions for a card, `leftOut` events of the script that lay outside. */
export type Rehearsed = { entries: Entry[]; looks: number; leftOut: number; board: Board };

/** As many as a real look takes before it gives up. */
const ROUNDS = 4;
const DAY_MS = 86_400_000;
const HOUR_MS = 3_600_000;
/** The daily sweep of `liaison run`. */
const SWEEP_AT_MS = 3 * HOUR_MS;
/** What is made on paper is numbered from here, so that it can't be taken for something of the board. */
const FIRST_NUMBER = 1_000_000;

/** What is known of one card besides the board. */
type Known = Said &
  Pick<Observation, 'hints' | 'supportersBefore' | 'changedAt' | 'failingSince'> & {
    /** Where the card stands in the board's array. */
    index: number;
    wakeUp: Upcoming | null;
  };

/** Plays the weeks. The same rehearsal always gives the same timeline. */
export function rehearse(rehearsal: Rehearsal): Rehearsed {
  const { playbook, from, weeks, leftAlone, said } = rehearsal;
  const until = from + weeks * 7 * DAY_MS;
  const script = rehearsal.script.toSorted((one, other) => one.at - other.at);
  const meant = script.filter(({ at }) => at >= from && at < until);
  const known = new Map<string, Known>();
  const entries: Entry[] = [];
  let { board } = rehearsal;
  let looks = 0;
  let numbers = FIRST_NUMBER;
  const number = (): number => numbers++;
  const { zone } = rehearsal.calendar(from);
  let clock = { at: Number.NaN, day: '', time: '' };
  const tell = (at: Instant, cardId: string, line: Omit<Entry, 'at' | 'day' | 'time' | 'card'>): void => {
    const name = board.cards[known.get(cardId)?.index ?? -1]?.name ?? '';
    if (clock.at !== at) clock = { at, ...localTime(at, zone) };
    entries.push({ ...clock, card: { id: cardId, name }, ...line });
  };
  for (const [index, { id }] of board.cards.entries()) {
    if (!leftAlone.has(id)) known.set(id, unknownBut(index, said.get(id)));
  }

  const observe = (of: Known, at: Instant): Observation | null => {
    const card = board.cards[of.index];
    if (!card) return null;
    const { index: _index, wakeUp: _wakeUp, ...rest } = of;
    return { at, board, card, ...rest, takenListNames: [], hearsWebhooks: true };
  };
  const remember = (of: Known, { board: next, at: _at, card, ...rest }: Observation): void => {
    const before = board.cards[of.index]?.supporters;
    board = next;
    Object.assign(of, rest);
    if (before && before !== card.supporters) of.supportersBefore = before;
  };

  /** A real look: decides and does, again and again until nothing is left to do. */
  const look = (cardId: string, at: Instant, because: string): void => {
    const of = known.get(cardId);
    let observation = of && observe(of, at);
    if (!of || !observation) return;
    const calendar = rehearsal.calendar(at);
    let hasChanged = false;
    for (let round = 0; ; round++) {
      const plan = decide(observation, playbook, calendar);
      looks++;
      const { operations } = plan;
      const isSettled = operations.length === 0;
      if (isSettled || round === ROUNDS) {
        if (!isSettled) tell(at, cardId, { ...unsettled(plan), because });
        remember(of, observation);
        of.hints = [];
        of.wakeUp = plan.next;
        of.failingSince = failingSince(plan, of, at);
        break;
      }
      const decided = { plan, playbook, comments: observation.comments, people: board.people };
      for (const operation of operations) {
        const { kind, summary } = operation;
        const reason = reasonOf(operation, decided);
        tell(at, cardId, { kind, summary, reason, to: toldBy(operation, decided), because });
      }
      observation = play(observation, operations, number);
      const isAtRest = plan.findings.some(({ rule }) => rule === BREAKER);
      hasChanged ||= !isAtRest && operations.some(({ kind }) => countsAsChange(kind));
    }
    if (hasChanged) of.changedAt = [...of.changedAt.filter(then => then > at - HOUR_MS), at];
  };

  /** A card that was left alone is looked after once somebody does something on it. */
  const knownCard = (cardId: string): Known | null => {
    const of = known.get(cardId);
    const index = of ? of.index : board.cards.findIndex(({ id }) => id === cardId);
    if (index === -1) return null;
    const found = of ?? unknownBut(index, said.get(cardId));
    known.set(cardId, found);
    return found;
  };
  const act = (event: ScriptEvent): Done | null => {
    if (event.act.kind === 'create') {
      board = { ...board, cards: [...board.cards, event.act.card] };
    }
    const of = knownCard(event.cardId);
    const before = of && observe(of, event.at);
    if (!before) return null;
    const paper = paperOf(before, number);
    const done = actOnPaper(paper, event, playbook);
    remember(of, paper.shown());
    if (done.change) of.hints = [...of.hints, hintOf(event, done.change, number())];
    return done;
  };
  /** What is done on a card at one instant is looked at together, as the debounce of deliveries does. */
  const perform = (at: Instant, events: readonly ScriptEvent[]): void => {
    const causes = new Map<string, string[]>();
    for (const event of events) {
      const done = act(event);
      if (!done) continue;
      const line = { kind: 'person' as const, summary: done.summary, reason: done.why ?? null };
      tell(at, event.cardId, { ...line, to: [], because: 'script' });
      if (done.change) causes.set(event.cardId, [...(causes.get(event.cardId) ?? []), done.summary]);
    }
    for (const [cardId, summaries] of causes) look(cardId, at, summaries.join('; '));
  };
  const sweep = (at: Instant, because: string): void => {
    // As a real sweep: the most important first.
    const cards = board.cards.filter(({ id }) => known.has(id)).sort(compareCards);
    for (const { id } of cards) look(id, at, because);
  };

  sweep(from, 'first look');
  let position = 0;
  let sweepDay = dayOf(from, zone);
  const nextSweep = (): Instant => {
    sweepDay = addDays(sweepDay, 1);
    return startOfDay(sweepDay, zone) + SWEEP_AT_MS;
  };
  let sweepNext = nextSweep();
  for (;;) {
    const waking = earliestOf(known);
    const eventAt = meant[position]?.at ?? Infinity;
    const wakeAt = waking?.at ?? Infinity;
    const at = Math.min(eventAt, wakeAt, sweepNext);
    if (at >= until) break;
    if (at === eventAt) {
      const first = position;
      while (meant[position]?.at === at) position++;
      perform(at, meant.slice(first, position));
    } else if (waking && at === wakeAt) {
      look(waking.cardId, at, waking.what);
    } else {
      sweep(at, 'sweep');
      sweepNext = nextSweep();
    }
  }
  return { entries, looks, leftOut: script.length - meant.length, board };
}

function unknownBut(index: number, said: Said | undefined): Known {
  return {
    index,
    wakeUp: null,
    comments: said?.comments ?? [],
    commands: said?.commands ?? [],
    lastWordAt: said?.lastWordAt ?? null,
    reminders: said?.reminders ?? [],
    hints: [],
    supportersBefore: null,
    changedAt: [],
    failingSince: {},
  };
}

function earliestOf(known: ReadonlyMap<string, Known>): (Upcoming & { cardId: string }) | null {
  let found: (Upcoming & { cardId: string }) | null = null;
  for (const [cardId, { wakeUp }] of known) {
    if (wakeUp && wakeUp.at < (found?.at ?? Infinity)) found = { ...wakeUp, cardId };
  }
  return found;
}

function hintOf({ cardId, at, by }: ScriptEvent, change: Hint['change'], number: number): Hint {
  return { id: `hint-${number}`, cardId, at, receivedAt: at, by: by.id, change };
}

function failingSince(
  { findings }: Plan,
  { failingSince: before }: Known,
  at: Instant,
): Record<string, Instant> {
  const failing = findings.filter(({ state }) => state === 'fails');
  return Object.fromEntries(failing.map(({ rule }) => [rule, before[rule] ?? at]));
}

function unsettled({ operations }: Plan): Pick<Entry, 'kind' | 'summary' | 'reason' | 'to'> {
  const kinds = [...new Set(operations.map(({ kind }) => kind))].join(', ');
  const summary = `The card does not settle: it still wants ${kinds}`;
  return { kind: 'unsettled', summary, reason: `nothing else after ${ROUNDS} rounds`, to: [] };
}

function localTime(at: Instant, zone: string): Pick<Entry, 'day' | 'time'> {
  const local = Temporal.Instant.fromEpochMilliseconds(at).toZonedDateTimeISO(zone);
  const time = local.toPlainTime().toString({ smallestUnit: 'minute' });
  return { day: local.toPlainDate().toString(), time };
}
