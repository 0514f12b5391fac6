// The stage of a rehearsal: the board and everything that is known of its cards, by now. What is looked at or done on it
// changes it and is told; when that happens is not known here.

import { inBoardOrder } from '../domain/board-order.ts';
import type { Instant } from '../domain/day.ts';
import { countsAsChange, isTripped } from '../domain/enforcement/breaker.ts';
import { cardsAffectedByChanges } from '../domain/findings/affected-cards.ts';
import { type Outline, outlineOf } from '../domain/findings/card-outline.ts';
import { inMemoryClickUpOf } from '../domain/in-memory/in-memory-clickup.ts';
import { joiningsAfter } from '../domain/joinings.ts';
import type { Board, Observation, ReportedChange } from '../domain/observation.ts';
import { decide, type Plan } from '../domain/plan.ts';
import type { Playbook } from '../domain/playbook/playbook.ts';
import type { Calendar } from '../domain/schedule/calendar.ts';
import type { Upcoming } from '../domain/upcoming.ts';
import { applyPlan } from './apply-plan.ts';
import { DailyChanges } from './daily-changes.ts';
import { type Happening, ROUNDS, toldOf, unsettled, waiting } from './happenings.ts';
import { applyScripted, type ScriptEvent } from './scripted-people.ts';

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
type Known = { index: number; wakeUp: Upcoming | null; rest: Omit<Observation, 'at' | 'board' | 'card'> };

/** Older changes count for nothing. */
const HOUR_MS = 3_600_000;
/** What is made on in-memory ClickUp is numbered from here, so that it can't be taken for something of the board. */
const FIRST_NUMBER = 1_000_000;

/** What a rehearsal goes by. */
type Company = { playbook: Playbook; calendar(at: Instant): Calendar };

/** Puts the board up. `tell` hears of everything that happens, in its order. */
export function createRehearsedBoard(
  start: Omit<KnownBoard, 'at'>,
  company: Company,
  tell: (happening: Happening) => void,
): RehearsedBoard {
  return new BoardInMemory(start, company, tell);
}

class BoardInMemory implements RehearsedBoard {
  readonly #start: Omit<KnownBoard, 'at'>;
  readonly #company: Company;
  readonly #tell: (happening: Happening) => void;
  readonly #known = new Map<string, Known>();
  readonly #daily: DailyChanges;
  #board: Board;
  #reconciles = 0;
  #numbers = FIRST_NUMBER;

  constructor(start: Omit<KnownBoard, 'at'>, company: Company, tell: (happening: Happening) => void) {
    this.#start = start;
    this.#company = company;
    this.#tell = tell;
    this.#daily = new DailyChanges(company.playbook);
    this.#board = start.board;
    for (const [index, { id }] of start.board.cards.entries()) {
      if (!start.leftAlone.has(id)) this.#manage(id, index);
    }
  }

  board(): Board {
    return this.#board;
  }

  reconciles(): number {
    return this.#reconciles;
  }

  waking(): (Upcoming & { cardId: string }) | null {
    let found: (Upcoming & { cardId: string }) | null = null;
    for (const [cardId, { wakeUp }] of this.#known) {
      if (wakeUp && wakeUp.at < (found?.at ?? Infinity)) found = { ...wakeUp, cardId };
    }
    return found;
  }

  reconcile(cardId: string, at: Instant, because: string): void {
    const { playbook } = this.#company;
    const of = this.#known.get(cardId);
    const before = of && this.#observe(of, at);
    if (!before) return;
    const days = this.#company.calendar(at);
    let observation: Observation = before;
    let hasChanged = false;
    let waits: Instant | null = null;
    let plan = decide(observation, playbook, days);
    this.#reconciles++;
    const isActedOn = !plan.isObservedOnly;
    for (let round = 0; isActedOn && plan.operations.length > 0 && round < ROUNDS && !waits; round++) {
      const { now, until } = this.#daily.take(plan.operations, at);
      waits = until;
      const fits = { ...plan, operations: [...now] };
      for (const told of toldOf(fits, observation, playbook)) this.#tell({ ...told, at, because });
      if (now.length === 0) break;
      observation = applyPlan(observation, now, this.#number);
      hasChanged ||= !isTripped(plan.findings) && now.some(({ kind }) => countsAsChange(kind));
      plan = decide(observation, playbook, days);
      this.#reconciles++;
    }
    if (waits !== null) this.#tell({ ...waiting(plan), at, because });
    else if (isActedOn && plan.operations.length > 0) this.#tell({ ...unsettled(plan), at, because });
    const { reportedChanges } = of.rest;
    if (observation !== before) this.#keep(of, observation);
    of.wakeUp = waits === null ? plan.next : { at: waits, what: 'a new day begins' };
    const { rest } = of;
    // What waits is still to be dealt with, and by then not fresh any more.
    rest.reportedChanges = waits === null ? [] : reportedChanges;
    rest.failingSince = stillFailing(plan, rest.failingSince, at);
    if (hasChanged) rest.changedAt = [...rest.changedAt.filter(then => then > at - HOUR_MS), at];
  }

  sweep(at: Instant, because: string): void {
    const cards = this.#board.cards.flatMap(card => (this.#known.has(card.id) ? [{ card }] : []));
    for (const { card } of inBoardOrder(cards)) this.reconcile(card.id, at, because);
  }

  perform(at: Instant, events: readonly ScriptEvent[]): void {
    const done = new Map<string, string[]>();
    const outlines = new Map<string, Outline | null>();
    for (const event of events) {
      const former = this.#board.cards.find(({ id }) => id === event.cardId);
      const outline = former ? outlineOf(former, this.#board, this.#company.playbook) : null;
      if (!outlines.has(event.cardId)) outlines.set(event.cardId, outline);
      const summary = this.#act(event);
      if (summary !== null) done.set(event.cardId, [...(done.get(event.cardId) ?? []), summary]);
    }
    const affected = new Map<string, string>();
    for (const [cardId, summaries] of done) {
      const because = summaries.join('; ');
      const { reportedChanges = [] } = this.#known.get(cardId)?.rest ?? {};
      this.reconcile(cardId, at, because);
      const before = outlines.get(cardId) ?? null;
      const others = this.#affectedBy(cardId, at, before, { reportedChanges, done: because });
      for (const other of others) affected.set(other.id, other.because);
    }
    for (const [cardId, because] of affected) if (!done.has(cardId)) this.reconcile(cardId, at, because);
  }

  readonly #number = (): number => this.#numbers++;

  /** From now on the card is managed; nothing is known of it but what was said before. */
  #manage(cardId: string, index: number): Known {
    const of = this.#known.get(cardId) ?? metJustNow(index, this.#start.said.get(cardId));
    this.#known.set(cardId, of);
    return of;
  }

  #observe(of: Known, at: Instant): Observation | null {
    const board = this.#board;
    const card = board.cards[of.index];
    return card ? { at, board, card, ...of.rest } : null;
  }

  #keep(of: Known, { board: next, at: _at, card, ...rest }: Observation): void {
    const before = this.#board.cards[of.index]?.supporters;
    // Liaison puts cards on the board, too.
    for (const made of next.cards.slice(this.#board.cards.length)) {
      this.#manage(made.id, next.cards.indexOf(made));
    }
    this.#board = next;
    of.rest = before && before !== card.supporters ? { ...rest, supportersBefore: before } : rest;
  }

  /** The cards that rules may see otherwise after what was done on this one, and why. */
  #affectedBy(
    cardId: string,
    at: Instant,
    before: Outline | null,
    { reportedChanges, done }: { reportedChanges: readonly ReportedChange[]; done: string },
  ): { id: string; because: string }[] {
    const of = this.#known.get(cardId);
    const observation = of && this.#observe(of, at);
    if (!observation) return [];
    const because = `${done}, on “${observation.card.name}”`;
    const { playbook } = this.#company;
    return cardsAffectedByChanges(observation, before, reportedChanges, playbook).map(id => ({
      id,
      because,
    }));
  }

  /** What was done in a sentence, null where nothing was. */
  #act(event: ScriptEvent): string | null {
    const { at, cardId } = event;
    const { act } = event;
    if (act.kind === 'create') {
      this.#board = { ...this.#board, cards: [...this.#board.cards, act.card] };
    }
    // A card that was left alone is managed once somebody does something on it.
    const onBoard = () => this.#board.cards.findIndex(({ id }) => id === cardId);
    const of = this.#manage(cardId, this.#known.get(cardId)?.index ?? onBoard());
    const before = this.#observe(of, at);
    if (!before) return null;
    const inMemory = inMemoryClickUpOf(before, this.#number);
    const { summary, change, why = null } = applyScripted(inMemory, event, this.#company.playbook);
    this.#keep(of, inMemory.shown());
    if (change) {
      const reported = reportedBy(event, change, this.#number());
      of.rest.reportedChanges = [...of.rest.reportedChanges, reported];
      of.rest.joinings = joiningsAfter(of.rest.joinings ?? {}, [reported]);
    }
    const card = { id: cardId, name: before.card.name };
    this.#tell({ at, card, kind: 'person', summary, reason: why, to: [], because: 'script' });
    return change ? summary : null;
  }
}

function metJustNow(index: number, said: KnownComments | undefined): Known {
  return {
    index,
    wakeUp: null,
    rest: {
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

function reportedBy(
  { cardId, at, by }: ScriptEvent,
  change: ReportedChange['change'],
  number: number,
): ReportedChange {
  return { id: `reported-${number}`, cardId, at, receivedAt: at, by: by.id, change };
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
