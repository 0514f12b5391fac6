// The stage of a rehearsal: the board and everything that is known of its cards, by now. What is looked at or done on it
// changes it and is told; when that happens is not known here.

import { inBoardOrder } from '../domain/board-order.ts';
import type { Instant } from '../domain/day.ts';
import { BREAKER, countsAsChange } from '../domain/enforcement/breaker.ts';
import { cardsAffectedByChanges } from '../domain/findings/affected-cards.ts';
import { type Outline, outlineOf } from '../domain/findings/card-outline.ts';
import { inMemoryClickUpOf } from '../domain/in-memory/in-memory-clickup.ts';
import type { Board, Observation, ReportedChange } from '../domain/observation.ts';
import { decide, type Plan } from '../domain/plan.ts';
import type { Playbook } from '../domain/playbook/playbook.ts';
import type { Calendar } from '../domain/schedule/calendar.ts';
import type { Upcoming } from '../domain/upcoming.ts';
import { applyPlan } from './apply-plan.ts';
import { applyScripted, type ScriptEvent } from './scripted-people.ts';
import { peopleToldBy, reasonOf, type TimelineEntry } from './timeline-entry.ts';

/** What was said on a card before the rehearsal begins. */
export type KnownComments = Pick<Observation, 'comments' | 'commands' | 'lastWordAt' | 'reminders'>;

/** A board as it is known at an instant; null where nobody says when. */
export type KnownBoard = {
  at: Instant | null;
  board: Board;
  /** By the card's id; nothing was said on cards that are not there. */
  said: ReadonlyMap<string, KnownComments>;
  /** Cards that are on the board and not looked after, as long as nobody touches them. */
  leftAlone: ReadonlySet<string>;
};

/** What happens on a card; when is added by whoever knows the calendar's zone. */
export type Happening = Omit<TimelineEntry, 'day' | 'time'>;

export type RehearsedBoard = {
  board(): Board;
  /** How often it was decided about a card. */
  reconciles(): number;
  /** The card that waits for the earliest instant, null if none does. */
  waking(): (Upcoming & { cardId: string }) | null;
  /** A look at one card as `reconcile` takes it: decide and do, until nothing is left to do. */
  reconcile(cardId: string, at: Instant, because: string): void;
  /** A look at every card, the most important first. */
  sweep(at: Instant, because: string): void;
  /** What people do at one instant; then each card is looked at once, as the debounce of deliveries does. */
  perform(at: Instant, events: readonly ScriptEvent[]): void;
};

/** What is known of one card. `index` is where it stands in the board's array. */
type Known = { index: number; wakeUp: Upcoming | null; beside: Omit<Observation, 'at' | 'board' | 'card'> };

/** As many as a real look takes before it gives up. */
const ROUNDS = 4;
/** Older changes count for nothing. */
const HOUR_MS = 3_600_000;
/** What is made on in-memory ClickUp is numbered from here, so that it can't be taken for something of the board. */
const FIRST_NUMBER = 1_000_000;

/** Sets the stage. `tell` hears of everything that happens, in its order. */
export function createRehearsedBoard(
  start: Omit<KnownBoard, 'at'>,
  { playbook, calendar }: { playbook: Playbook; calendar(at: Instant): Calendar },
  tell: (told: Happening) => void,
): RehearsedBoard {
  const known = new Map<string, Known>();
  let { board } = start;
  let looks = 0;
  let numbers = FIRST_NUMBER;
  const number = (): number => numbers++;

  const meet = (cardId: string, index: number): Known => {
    const of = known.get(cardId) ?? metJustNow(index, start.said.get(cardId));
    known.set(cardId, of);
    return of;
  };
  for (const [index, { id }] of board.cards.entries()) if (!start.leftAlone.has(id)) meet(id, index);

  const observe = (of: Known, at: Instant): Observation | null => {
    const card = board.cards[of.index];
    return card ? { at, board, card, ...of.beside } : null;
  };
  const remember = (of: Known, { board: next, at: _at, card, ...beside }: Observation): void => {
    const before = board.cards[of.index]?.supporters;
    // Liaison puts cards on the board, too.
    for (const made of next.cards.slice(board.cards.length)) meet(made.id, next.cards.indexOf(made));
    board = next;
    of.beside = before && before !== card.supporters ? { ...beside, supportersBefore: before } : beside;
  };

  const reconcile: RehearsedBoard['reconcile'] = (cardId, at, because) => {
    const of = known.get(cardId);
    const before = of && observe(of, at);
    if (!before) return;
    const days = calendar(at);
    let observation: Observation = before;
    let hasChanged = false;
    let plan = decide(observation, playbook, days);
    looks++;
    for (let round = 0; plan.operations.length > 0 && round < ROUNDS; round++) {
      for (const told of toldOf(plan, observation, playbook)) tell({ ...told, at, because });
      observation = applyPlan(observation, plan.operations, number);
      hasChanged ||= !isAtRest(plan) && plan.operations.some(({ kind }) => countsAsChange(kind));
      plan = decide(observation, playbook, days);
      looks++;
    }
    if (plan.operations.length > 0) tell({ ...unsettled(plan), at, because });
    if (observation !== before) remember(of, observation);
    of.wakeUp = plan.next;
    const { beside } = of;
    beside.reportedChanges = [];
    beside.failingSince = stillFailing(plan, beside.failingSince, at);
    if (hasChanged) beside.changedAt = [...beside.changedAt.filter(then => then > at - HOUR_MS), at];
  };

  /** The cards that rules may see otherwise after what was done on this one, and why. */
  const concernedBy = (
    cardId: string,
    at: Instant,
    before: Outline | null,
    { reportedChanges, done }: { reportedChanges: readonly ReportedChange[]; done: string },
  ) => {
    const of = known.get(cardId);
    const observation = of && observe(of, at);
    if (!observation) return [];
    const because = `${done}, on “${observation.card.name}”`;
    return cardsAffectedByChanges(observation, before, reportedChanges, playbook).map(id => ({
      id,
      because,
    }));
  };

  /** What was done in a sentence, null where nothing was. */
  const act = (event: ScriptEvent): string | null => {
    const { at, cardId } = event;
    if (event.act.kind === 'create') board = { ...board, cards: [...board.cards, event.act.card] };
    // A card that was left alone is looked after once somebody does something on it.
    const index = known.get(cardId)?.index ?? board.cards.findIndex(({ id }) => id === cardId);
    const of = meet(cardId, index);
    const before = observe(of, at);
    if (!before) return null;
    const inMemory = inMemoryClickUpOf(before, number);
    const { summary, change, why = null } = applyScripted(inMemory, event, playbook);
    remember(of, inMemory.shown());
    if (change)
      of.beside.reportedChanges = [...of.beside.reportedChanges, reportedBy(event, change, number())];
    const card = { id: cardId, name: before.card.name };
    tell({ at, card, kind: 'person', summary, reason: why, to: [], because: 'script' });
    return change ? summary : null;
  };

  return {
    board: () => board,
    reconciles: () => looks,
    waking() {
      let found: ReturnType<RehearsedBoard['waking']> = null;
      for (const [cardId, { wakeUp }] of known) {
        if (wakeUp && wakeUp.at < (found?.at ?? Infinity)) found = { ...wakeUp, cardId };
      }
      return found;
    },
    reconcile,
    sweep(at, because) {
      const cards = board.cards.flatMap(card => (known.has(card.id) ? [{ card }] : []));
      for (const { card } of inBoardOrder(cards)) reconcile(card.id, at, because);
    },
    perform(at, events) {
      const done = new Map<string, string[]>();
      const outlines = new Map<string, Outline | null>();
      for (const event of events) {
        const former = board.cards.find(({ id }) => id === event.cardId);
        const outline = former ? outlineOf(former, board, playbook) : null;
        if (!outlines.has(event.cardId)) outlines.set(event.cardId, outline);
        const summary = act(event);
        if (summary !== null) done.set(event.cardId, [...(done.get(event.cardId) ?? []), summary]);
      }
      const beside = new Map<string, string>();
      for (const [cardId, summaries] of done) {
        const because = summaries.join('; ');
        const { reportedChanges = [] } = known.get(cardId)?.beside ?? {};
        reconcile(cardId, at, because);
        const before = outlines.get(cardId) ?? null;
        for (const other of concernedBy(cardId, at, before, {
          reportedChanges: reportedChanges,
          done: because,
        }))
          beside.set(other.id, other.because);
      }
      for (const [cardId, because] of beside) if (!done.has(cardId)) reconcile(cardId, at, because);
    },
  };
}

function metJustNow(index: number, said: KnownComments | undefined): Known {
  return {
    index,
    wakeUp: null,
    beside: {
      comments: said?.comments ?? [],
      commands: said?.commands ?? [],
      lastWordAt: said?.lastWordAt ?? null,
      reminders: said?.reminders ?? [],
      reportedChanges: [],
      knownListId: null,
      outOfSight: null,
      takenListNames: [],
      hearsWebhooks: true,
      supportersBefore: null,
      changedAt: [],
      failingSince: {},
    },
  };
}

function toldOf(
  plan: Plan,
  { comments, board: { people } }: Observation,
  playbook: Playbook,
): Omit<Happening, 'at' | 'because'>[] {
  const { findings, operations } = plan;
  const undoneFor = operations.flatMap(one => (one.kind === 'explain-undo' ? one.rules : []));
  return operations.map(operation => ({
    card: { id: plan.id, name: plan.name },
    kind: operation.kind,
    summary: operation.summary,
    reason: reasonOf(operation, { findings, undoneFor, playbook, comments }),
    to: peopleToldBy(operation, people),
  }));
}

function unsettled({ id, name, operations }: Plan): Omit<Happening, 'at' | 'because'> {
  const kinds = [...new Set(operations.map(({ kind }) => kind))].join(', ');
  const summary = `The card does not settle: it still wants ${kinds}`;
  const reason = `nothing else after ${ROUNDS} rounds`;
  return { card: { id, name }, kind: 'unsettled', summary, reason, to: [] };
}

function reportedBy(
  { cardId, at, by }: ScriptEvent,
  change: ReportedChange['change'],
  number: number,
): ReportedChange {
  return { id: `reported-${number}`, cardId, at, receivedAt: at, by: by.id, change };
}

function isAtRest({ findings }: Plan): boolean {
  return findings.some(({ rule }) => rule === BREAKER);
}

function stillFailing(
  { findings }: Plan,
  before: Record<string, Instant>,
  at: Instant,
): Record<string, Instant> {
  const failing: Record<string, Instant> = {};
  for (const { rule, state } of findings) if (state === 'fails') failing[rule] = before[rule] ?? at;
  return failing;
}
